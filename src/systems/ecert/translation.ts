import type { ErrorValues, Fault } from '../../base/index.ts';
import type { StandardsCode, SwitchPorts, Translation, TranslationRequest } from '../../standards/index.ts';
import { chinaCustomsCodes, translate } from '../../standards/index.ts';
import type { TrustAnchor } from '../../../verify/core/index.ts';
import { verifyEnclosed } from './enclosure.ts';

/**
 * The standards switch's way to open XML: out of whatever envelope it came in, and of a sealed document only what was sealed. A
 * seal that fails leaves nothing to read.
 */
export function translationPorts(anchors: readonly TrustAnchor[], now: Date): SwitchPorts {
  return {
    now,
    openXml(bytes) {
      const { report, refusal, warnings, places } = verifyEnclosed(bytes, anchors, now.toISOString());
      if (refusal !== undefined) return { refusal: refusal.code, values: texts(refusal.values) };
      const { content, indication, subIndication = '' } = report;
      if (content === undefined || indication === 'TOTAL-FAILED') {
        return { refusal: 'seal-broken', values: { subIndication } };
      }
      return {
        root: content,
        sealed: indication !== 'NO-SEAL',
        findings: [
          ...warnings.map(({ code, values }) => ({
            area: 'Schema' as const,
            level: 'WARNING' as const,
            code,
            path: '/',
            values,
          })),
          ...places.map(({ path, wrapping }) => ({
            area: 'Schema' as const,
            level: 'INFO' as const,
            code: 'document-enclosed',
            path,
            values: { wrapping },
          })),
        ],
      };
    },
  };
}

function texts(values: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** A translation that is asked for, as it can be handed to a thread. */
export interface TranslationTask {
  readonly request: Omit<TranslationRequest, 'codes'> & { readonly nationalCodes?: 'cn-customs' };
  readonly anchors: readonly TrustAnchor[];
  /** Milliseconds since 1970: the present moment. */
  readonly now: number;
}

/** What becomes of it: the translation, or the reasons against it. */
export type TranslationOutcome =
  | { readonly translation: Translation }
  | { readonly code: StandardsCode; readonly values: ErrorValues; readonly faults: readonly Fault[] };

/** Translates on the spot. @throws as `translate` of the standards room does. */
export function translateNow({ request, anchors, now }: TranslationTask): Translation {
  const { nationalCodes, ...rest } = request;
  const codes = nationalCodes === undefined ? {} : { codes: chinaCustomsCodes };
  return translate({ ...rest, ...codes }, translationPorts(anchors, new Date(now)));
}
