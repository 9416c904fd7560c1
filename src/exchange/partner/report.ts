import { Buffer } from 'node:buffer';
import { Type, type Static } from 'typebox';
import { canonicalJson, fromUtf8, utf8 } from '../../base/index.ts';
import { sha256Hex, verifyJws } from '../../crypto/index.ts';
import { shapeOf, type Shape } from '../../shapes/index.ts';
import { openReceipt } from '../protocol/index.ts';
import { CHECKS, WAYS } from './checks.ts';
import type { PartnerClient } from './client.ts';
import { PartnerError } from './error.ts';
import type { Kit } from './kit.ts';
import { AuthorityName } from './names.ts';
import type { PartnerSystem } from './system.ts';

const strict = { additionalProperties: false } as const;
const Text = Type.String({ maxLength: 400 });

const Result = Type.Object(
  { id: Text, way: Type.Enum(WAYS), clause: Text, expected: Text, found: Text, passed: Type.Boolean() },
  strict,
);
export type CheckResult = Static<typeof Result>;

/** What a conformance run found. */
export const ReportSchema = Type.Object(
  {
    form: Type.Literal('conformance-report:1'),
    partner: AuthorityName,
    authority: AuthorityName,
    /** Address of the installation's API. */
    installation: Text,
    begun: Text,
    ended: Text,
    results: Type.Array(Result, { maxItems: 500 }),
  },
  strict,
);
export type Report = Static<typeof ReportSchema>;
const plainReport = shapeOf(ReportSchema);

/** A report with both signatures; `conformance-report.json` of a run. */
export const SignedReportSchema = Type.Object(
  {
    form: Type.Literal('signed-conformance-report:1'),
    /** JWS (compact) by the partner's key; its payload is the report. */
    report: Type.String({ maxLength: 262_144 }),
    /** The installation's receipt (JWS) for exactly these bytes. */
    countersignature: Type.Optional(Type.String({ maxLength: 262_144 })),
  },
  strict,
);
export type SignedReport = Static<typeof SignedReportSchema>;
const signedReport = shapeOf(SignedReportSchema);

/** A report whose signatures hold. */
export interface OpenedReport {
  readonly report: Report;
  /** When the installation received it; absent where it did not countersign. */
  readonly countersigned?: { readonly by: string; readonly at: string };
}

const REPORT_TYPE = 'counterfoil-conformance';
/** Dialect of a report as a message: agreed with the authority of the installation that tests. */
export const REPORT_DIALECT = 'conformance-report:1';

/** Whether every check there is was run and passed; a check that is missing has not passed. */
export function hasPassed({ results }: Pick<Report, 'results'>): boolean {
  const passed = new Set(
    results.filter((one) => one.passed && one.found === one.expected).map(({ id }) => id),
  );
  return CHECKS.every(({ id }) => passed.has(id)) && results.every((one) => one.passed);
}

/** Signs a report with the partner's key, and has the installation countersign it. */
export async function signReport(
  report: Report,
  kit: Kit,
  system: PartnerSystem,
  client: PartnerClient,
): Promise<SignedReport> {
  const signed = await system.signReport(REPORT_TYPE, utf8(canonicalJson(report)));
  const { receipt } = await client.send({
    type: 'inquiry',
    to: kit.trials.testing,
    dialect: REPORT_DIALECT,
    mediaType: 'application/jose',
    subject: `${report.partner} conformance ${report.ended}`,
    content: utf8(signed),
  });
  return { form: 'signed-conformance-report:1', report: signed, countersignature: receipt };
}

/**
 * Opens a signed report by the certificates that a kit names.
 * @throws {PartnerError} `partner-report-unsound` with what does not hold.
 */
export async function openReport(text: string, kit: Kit): Promise<OpenedReport> {
  const signed = parsed(signedReport, text);
  const opened = await verifyJws(signed.report, { type: REPORT_TYPE, certificates: [kit.key.certificate] });
  if (opened === undefined) throw new PartnerError('partner-report-unsound', { what: 'signature' });
  const report = parsed(plainReport, fromUtf8(opened.payload));
  if (report.partner !== kit.partner) throw new PartnerError('partner-report-unsound', { what: 'partner' });
  if (signed.countersignature === undefined) return { report };
  return { report, countersigned: await countersignatureOf(signed.countersignature, signed.report, kit) };
}

async function countersignatureOf(
  receipt: string,
  report: string,
  kit: Kit,
): Promise<{ readonly by: string; readonly at: string }> {
  const by = kit.trials.testing;
  try {
    const { at } = await openReceipt(receipt, by, kit.installation);
    const [, payload = ''] = receipt.split('.');
    const stated: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const digest =
      typeof stated === 'object' && stated !== null && 'digest' in stated ? stated.digest : undefined;
    if (digest === sha256Hex(utf8(report))) return { by, at };
  } catch {
    // Told below.
  }
  throw new PartnerError('partner-report-unsound', { what: 'countersignature' });
}

function parsed<Value>(shape: Shape<Value>, text: string | undefined): Value {
  const read = shape.readJson(text);
  if ('misfit' in read) throw new PartnerError('partner-report-unsound', { what: 'form' });
  return read.value;
}
