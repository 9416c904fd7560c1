import type { CanonicalValue } from '../../../src/base/index.ts';
import type { Plan } from '../primitives.ts';
import type { Checkpoints, ChosenPolicy, Examined, Files } from './acts.ts';
import { examineActs, failed, judgeChain, recordOf, shownAct, unknown } from './acts.ts';
import { attachmentsIn, memberOf } from './content.ts';
import type { HistoryFindings } from './history.ts';
import { actPaths, attachmentPath, BUNDLE_PATHS, textOfFile } from './layout.ts';
import type { BundleFile, BundleReport, LightVerdict, RelatedRecord, ShownAct } from './report.ts';
import { historyDigest, readStatus } from './status.ts';

/** The subject of the ledger's oath on the related records: never that of a document's own state. */
export function relatedSubject(subject: string): string {
  return `related/${subject}`;
}

/** The document that related records must be about. */
export interface RelatedTo {
  /** Permanent name of its record. */
  readonly record: string;
  /** SHA-256 (lower-case hex) of its sealed and its original bytes. */
  readonly digests: readonly string[];
  readonly acts: readonly Pick<ShownAct, 'act' | 'content'>[];
}

type Acts = RelatedTo['acts'];

/** By what a record of a type shows that it is about a document; other types are not believed to be. */
const TIES: Readonly<Record<string, (record: string, acts: Acts, to: RelatedTo) => boolean>> = {
  verification_result: (_, acts, { record }) =>
    acts.some(
      ({ content }) => named(memberOf(content, 'issuer'), memberOf(content, 'certificate')) === record,
    ),
  inquiry: (_, [first], { record }) => {
    const certificate = memberOf(first?.content, 'certificate');
    return named(certificate, certificate) === record;
  },
  application: (_, acts, { digests }) =>
    acts.some(({ act }) => act !== undefined && digests.includes(act.digest)),
  certificate: (record, acts, to) =>
    replaces(acts, to.record, to.digests) ||
    replaces(
      to.acts,
      record,
      acts.flatMap(({ act }) => act?.digest ?? []),
    ),
};

function named(issuer: CanonicalValue | undefined, certificate: CanonicalValue | undefined): string {
  const parts = [memberOf(issuer, 'country'), memberOf(issuer, 'authority'), memberOf(certificate, 'number')];
  return ['certificate', ...parts.map((part) => (typeof part === 'string' ? part : ''))].join('/');
}

/** Whether one of the acts ended its record for a successor: by name, or by the digest of its document. */
function replaces(acts: Acts, successor: string, digests: readonly string[]): boolean {
  return acts.some(({ act, content }) => {
    if (act?.kind !== 'certificate.replace') return false;
    const number = memberOf(content, 'successor');
    const authority = act.subject.split('/', 3).join('/');
    if (typeof number === 'string') return `${authority}/${number}` === successor;
    return successor.startsWith(`${authority}/`) && digests.includes(act.digest);
  });
}

/** Whether a record says of itself that it is about the document, in acts that the log holds. */
export function isRelated(record: string, acts: Acts, to: RelatedTo): boolean {
  const type = record.split('/', 1)[0] ?? '';
  return record !== to.record && Object.hasOwn(TIES, type) && TIES[type]?.(record, acts, to) === true;
}

/** Judges the related records as the document's own history is judged, and that each is about the document. */
export function* judgeRelated(
  files: Files,
  list: readonly BundleFile[],
  findings: HistoryFindings,
  { chosen, judge }: { readonly chosen: ChosenPolicy | undefined; readonly judge: Checkpoints },
): Plan<BundleReport['related']> {
  const digests = new Map(list.map(({ path, digest }) => [path, digest]));
  const { history } = findings;
  const to = documentOf(findings, digests);
  const strays = new Set(
    [...files.keys()].filter(
      (path) => /^(?:related|attachments)\//.test(path) && path !== BUNDLE_PATHS.related,
    ),
  );
  const records: RelatedRecord[] = [];
  const hashes: Uint8Array[] = [];
  for (let place = 1; strays.has(actPaths(place).acts); place += 1) {
    const paths = actPaths(place);
    const examined = (yield* examineActs(files, paths, judge)) ?? [];
    for (const path of [paths.acts, paths.contents, ...examined.map((_, act) => paths.proof(act + 1))])
      strays.delete(path);
    hashes.push(...examined.flatMap(({ hash }) => hash ?? []));
    records.push(judgeRecord(examined, records, to));
  }
  const named = [history, ...records].flatMap(({ acts }) =>
    acts.flatMap(({ content }) => attachmentsIn(content)),
  );
  const paths = new Map(named.map((file) => [file.digest, attachmentPath(file)]));
  const enclosed = [...paths].filter(([digest, path]) => digests.get(path) === digest && strays.delete(path));
  const attachments = { named: paths.size, enclosed: enclosed.length };
  const shown = { records, attachments };
  const bad = records.find(({ light }) => light !== 'passed');
  const [stray] = strays;
  if (bad !== undefined) {
    const values = { ...bad.values, record: bad.record, refusal: bad.code };
    return { ...failed('related-refused', values), ...shown };
  }
  if (stray !== undefined) return { ...failed('related-stray', { path: stray }), ...shown };
  // Of a document whose own history does not hold nothing can be told.
  if (to === undefined && records.length > 0)
    return { light: 'unknown', code: history.code, values: history.values, ...shown };
  return { ...(yield* judgeOath(files, hashes, findings, chosen, records)), ...shown };
}

function documentOf(
  { history, lastAct }: HistoryFindings,
  digests: ReadonlyMap<string, string>,
): RelatedTo | undefined {
  if (history.light !== 'passed' || lastAct === undefined) return undefined;
  const own = [BUNDLE_PATHS.sealed, BUNDLE_PATHS.original].flatMap((path) => digests.get(path) ?? []);
  return { record: recordOf(lastAct), digests: own, acts: history.acts };
}

function judgeRecord(
  examined: readonly Examined[],
  before: readonly RelatedRecord[],
  to: RelatedTo | undefined,
): RelatedRecord {
  const acts = examined.map(shownAct);
  const [first] = acts;
  const record = first?.act === undefined ? '' : recordOf(first.act);
  const chain = examined.length === 0 ? failed('history-malformed') : judgeChain(examined);
  const isTwice = before.some((other) => other.record === record);
  const isOther = isTwice || (to !== undefined && !isRelated(record, acts, to));
  const verdict = chain.light === 'passed' && isOther ? failed('related-other-document') : chain;
  return { ...verdict, record, acts };
}

/** Whether the ledger swore that these are all. */
function* judgeOath(
  files: Files,
  hashes: readonly Uint8Array[],
  { lastAct }: HistoryFindings,
  chosen: ChosenPolicy | undefined,
  records: readonly RelatedRecord[],
): Plan<LightVerdict> {
  const text = textOfFile(files.get(BUNDLE_PATHS.related));
  if (text === '' && records.length === 0) return unknown('related-absent');
  const keys = (chosen?.policy.logs ?? []).map(({ key }) => key);
  const statement = yield* readStatus(text, keys, yield* historyDigest(hashes));
  const values = { records: String(records.length), acts: String(hashes.length) };
  const isSworn = lastAct !== undefined && statement?.subject === relatedSubject(lastAct.subject);
  return isSworn
    ? { light: 'passed', code: 'related-complete', values }
    : { light: 'warning', code: 'related-unattested', values };
}
