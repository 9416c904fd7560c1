import {
  runNow,
  verifySeal,
  type OpenXml,
  type SealOptions,
  type SealReport,
  type TrustAnchor,
  type XmlBounds,
  type XmlRefusal,
} from '../../verify/core/index.ts';
import { answerNow } from './answers.ts';
import { openXml } from './xml.ts';

/** The verdict on the seal of bytes, and what the parser remarked or refused. */
export interface Verification {
  /** Where the bytes were refused: TOTAL-FAILED, FORMAT_FAILURE, with the refusal as its remark. */
  readonly report: SealReport;
  readonly warnings: OpenXml['warnings'];
  readonly refusal?: { readonly code: XmlRefusal; readonly values: Readonly<Record<string, string>> };
}

/**
 * Opens, verifies and closes in one go; synchronous. `report.content` is plain data and outlives the document: with
 * it in hand nobody has a reason to parse the bytes again.
 *
 * @example verify(bytes, trust, '2026-11-22T09:00:00Z', { expectedAuthority: 'NZ-MPI' }).report.indication
 */
export function verify(
  bytes: Uint8Array,
  trust: readonly TrustAnchor[],
  time: string,
  options: SealOptions & { readonly bounds?: XmlBounds } = {},
): Verification {
  const { found: _, ...verification } = verifyThen(bytes, trust, time, () => undefined, options);
  return verification;
}

/** As {@link verify}; `look` has the opened document, too, while it is open, and its finding comes with the verdict. */
export function verifyThen<Found>(
  bytes: Uint8Array,
  trust: readonly TrustAnchor[],
  time: string,
  look: (document: OpenXml, report: SealReport) => Found,
  options: SealOptions & { readonly bounds?: XmlBounds } = {},
): Verification & { readonly found?: Found } {
  const opening = openXml(bytes, options.bounds);
  if (!opening.opened) {
    const { refusal, values } = opening;
    return {
      report: {
        indication: 'TOTAL-FAILED',
        subIndication: 'FORMAT_FAILURE',
        remarks: [{ level: 'SEVERE', code: refusal, values }],
      },
      warnings: [],
      refusal: { code: refusal, values },
    };
  }
  const { document } = opening;
  try {
    const report = runNow(verifySeal(document, trust, time, options), answerNow);
    return { report, warnings: document.warnings, found: look(document, report) };
  } finally {
    document.close();
  }
}
