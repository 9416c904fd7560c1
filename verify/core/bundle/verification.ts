import { equalBytes, toHex } from '../../../src/base/index.ts';
import type { LogPolicy } from '../log/policy.ts';
import { parsePolicy } from '../log/policy.ts';
import type { OpenXml, Plan, XmlOpener } from '../primitives.ts';
import { digest } from '../primitives.ts';
import { verifySeal } from '../seal/index.ts';
import type { SealReport, TrustAnchor } from '../seal-report.ts';
import type { ContainerFile } from './container.ts';
import { MIMETYPE_PATH, readContainer } from './container.ts';
import type { ChosenPolicy } from './acts.ts';
import { checkpointJudge } from './acts.ts';
import type { HistoryFindings } from './history.ts';
import { judgeHistory } from './history.ts';
import { BUNDLE_PATHS, parseAnchors, parseDigests, textOfFile } from './layout.ts';
import { judgeRelated } from './related.ts';
import type { BundleFile, BundleReport, LightVerdict } from './report.ts';
import { readStatus } from './status.ts';

export interface BundleOptions {
  readonly openXml: XmlOpener;
  /** Now, RFC 3339. A witness's time, where there is one, is when the seal is known to have existed. */
  readonly time: string;
  /** The reader's own anchors. Without them the bundle's are used, and the light says so. */
  readonly trust?: readonly TrustAnchor[];
  /** The reader's own policy. Without it the bundle's is used, and the light says so. */
  readonly policy?: LogPolicy;
}

const UNKNOWN = { light: 'unknown', values: {} } as const;

/** Verifies an evidence bundle, light by light. */
export function* verifyBundle(bytes: Uint8Array, options: BundleOptions): Plan<BundleReport> {
  const reading = readContainer(bytes);
  if (!reading.read) {
    const values = { refusal: reading.refusal, ...reading.values };
    return {
      container: { light: 'failed', code: 'bundle-refused', values, files: [] },
      seal: { ...UNKNOWN, code: 'seal-absent' },
      status: { ...UNKNOWN, code: 'status-unknown', attested: false },
      log: { ...UNKNOWN, code: 'log-no-acts' },
      history: { ...UNKNOWN, code: 'history-empty', acts: [] },
      related: { ...UNKNOWN, code: 'related-absent', records: [], attachments: { named: 0, enclosed: 0 } },
    };
  }
  const files = new Map(reading.files.map((file) => [file.path, file.bytes]));
  const container = yield* judgeContainer(reading.files);
  const policy = yield* choosePolicy(files, options);
  const judge = checkpointJudge(policy);
  const judged = yield* judgeHistory(files, policy, judge);
  const sealed = files.get(BUNDLE_PATHS.sealed);
  const original = files.get(BUNDLE_PATHS.original);
  const seal = yield* judgeSeal(sealed, files, judged, options);
  const isOwn = yield* isOwnHistory(judged, files, seal.report, options.openXml);
  const findings = isOwn ? judged : { ...judged, history: ofAnotherDocument(judged.history) };
  return {
    container,
    seal,
    status: yield* judgeStatus(files, findings, policy),
    log: findings.log,
    history: findings.history,
    related: yield* judgeRelated(files, container.files, findings, { chosen: policy, judge }),
    ...(sealed === undefined ? {} : { sealed }),
    ...(original === undefined ? {} : { original }),
  };
}

function ofAnotherDocument(history: BundleReport['history']): BundleReport['history'] {
  // What is wrong already stays the reason.
  if (history.light !== 'passed') return history;
  return { ...history, light: 'failed', code: 'history-other-document', values: {} };
}

/**
 * Whether the acts are about the document that is shown: they name its bytes, or they name the original's and what was
 * sealed is the original's content, unchanged.
 */
function* isOwnHistory(
  { names }: HistoryFindings,
  files: ReadonlyMap<string, Uint8Array>,
  seal: SealReport | undefined,
  openXml: XmlOpener,
): Plan<boolean> {
  const original = files.get(BUNDLE_PATHS.original);
  if (names !== 'original' || original === undefined) return names === 'sealed';
  if (!files.has(BUNDLE_PATHS.sealed)) return true;
  const { contentDigest, canonicalisation: method } = seal ?? {};
  if (contentDigest === undefined || method === undefined) return false;
  const opening = openXml(original);
  if (!opening.opened) return false;
  try {
    return toHex(yield* digest('SHA-256', opening.document.canonical({ method }))) === contentDigest;
  } finally {
    opening.document.close();
  }
}

function* judgeContainer(members: readonly ContainerFile[]): Plan<BundleReport['container']> {
  const list = members.find(({ path }) => path === BUNDLE_PATHS.digests);
  const listed = parseDigests(textOfFile(list?.bytes));
  const files: BundleFile[] = [];
  for (const { path, bytes, intact } of members) {
    const hash = yield* digest('SHA-256', bytes);
    const expected = listed?.get(path);
    const isList = path === BUNDLE_PATHS.digests || path === MIMETYPE_PATH;
    const sound = intact && (isList || (expected !== undefined && equalBytes(expected, hash)));
    files.push({ path, size: bytes.length, digest: toHex(hash), sound });
  }
  const failed = (code: LightVerdict['code'], path: string) =>
    ({ light: 'failed', code, values: { path }, files }) as const;
  if (listed === undefined) return failed('bundle-digests-malformed', BUNDLE_PATHS.digests);
  const missing = [...listed.keys()].find((path) => !files.some((file) => file.path === path));
  if (missing !== undefined) return failed('bundle-file-missing', missing);
  const bad = files.find(({ sound }) => !sound);
  if (bad === undefined) return { light: 'passed', code: 'bundle-sound', values: {}, files };
  const isUnlisted = !listed.has(bad.path) && members.some(({ path, intact }) => path === bad.path && intact);
  return failed(isUnlisted ? 'bundle-file-unlisted' : 'bundle-file-damaged', bad.path);
}

function* choosePolicy(
  files: ReadonlyMap<string, Uint8Array>,
  options: BundleOptions,
): Plan<ChosenPolicy | undefined> {
  if (options.policy !== undefined) return { policy: options.policy, own: true };
  const reading = yield* parsePolicy(textOfFile(files.get(BUNDLE_PATHS.policy)));
  return reading.read ? { policy: reading.policy, own: false } : undefined;
}

function* judgeSeal(
  sealed: Uint8Array | undefined,
  files: ReadonlyMap<string, Uint8Array>,
  findings: HistoryFindings,
  options: BundleOptions,
): Plan<BundleReport['seal']> {
  if (sealed === undefined) return { ...UNKNOWN, code: 'seal-absent' };
  const trust = options.trust ?? parseAnchors(files.get(BUNDLE_PATHS.trust) ?? new Uint8Array()) ?? [];
  const opening = options.openXml(sealed);
  if (!opening.opened) {
    const values = { refusal: opening.refusal, ...opening.values };
    return { light: 'failed', code: 'seal-unreadable', values };
  }
  try {
    const time = findings.sealedBy ?? options.time;
    return yield* shownSeal(opening.document, trust, time, options.trust !== undefined);
  } finally {
    opening.document.close();
  }
}

function* shownSeal(
  document: OpenXml,
  trust: readonly TrustAnchor[],
  time: string,
  own: boolean,
): Plan<BundleReport['seal']> {
  const report = yield* verifySeal(document, trust, time);
  const values = {
    authority: report.authority ?? '',
    signer: report.signer?.subject ?? '',
    reason: report.subIndication ?? '',
    at: time,
  };
  switch (report.indication) {
    case 'TOTAL-PASSED':
      return own
        ? { light: 'passed', code: 'seal-valid', values, report }
        : { light: 'warning', code: 'seal-valid-by-bundle', values, report };
    case 'INDETERMINATE':
      return { light: 'warning', code: 'seal-undetermined', values, report };
    case 'TOTAL-FAILED':
      return { light: 'failed', code: 'seal-broken', values, report };
    case 'NO-SEAL':
      return { light: 'unknown', code: 'seal-absent', values, report };
  }
}

/** The state in which a certificate has effect; every other, known or not, gives none. */
const IN_FORCE = 'issued';

function* judgeStatus(
  files: ReadonlyMap<string, Uint8Array>,
  findings: HistoryFindings,
  chosen: ChosenPolicy | undefined,
): Plan<BundleReport['status']> {
  const { history, lastAct, digest: historyDigest } = findings;
  if (history.light !== 'passed' || lastAct?.state === undefined || historyDigest === undefined) {
    return { ...UNKNOWN, code: 'status-unknown', attested: false };
  }
  const keys = (chosen?.policy.logs ?? []).map(({ key }) => key);
  const statement = yield* readStatus(textOfFile(files.get(BUNDLE_PATHS.status)), keys, historyDigest);
  if (statement?.subject !== lastAct.subject || statement.state !== lastAct.state) {
    const values = { state: lastAct.state, at: lastAct.at };
    const shown = { state: lastAct.state, asOf: lastAct.at, attested: false };
    return { light: 'warning', code: 'status-unattested', values, ...shown };
  }
  const { state, at } = statement;
  const shown = { values: { state, at }, state, asOf: at, attested: true };
  if (state !== IN_FORCE) return { light: 'failed', code: 'status-not-in-force', ...shown };
  return { light: chosen?.own === true ? 'passed' : 'warning', code: 'status-in-force', ...shown };
}
