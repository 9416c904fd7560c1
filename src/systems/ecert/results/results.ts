import { canonicalJson, utf8, uuidV7 } from '../../../base/index.ts';
import type { CanonicalValue, Clock, Fault, RandomBytes } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import {
  DatabaseError,
  type Database,
  type Scope,
  type Statement,
  type Transaction,
} from '../../../database/index.ts';
import type { Performance } from '../../../ledger/index.ts';
import {
  createRecords,
  ENTRY_COLUMNS,
  entryOf,
  getRecord,
  LedgerError,
  type EntryRow,
} from '../../../ledger/index.ts';
import { addWorkingDays, openTasks } from '../../../ledger/tasks/index.ts';
import { attachmentFacts, citeUploads, takeUploads, type Attachment } from '../attachments/index.ts';
import {
  certificateFacts,
  cleanContent,
  closeInquiriesOf,
  openInquiry,
  usualTerms,
  type CertificateFacts,
  type InquiryTerms,
  type Writer,
} from '../inquiry/index.ts';
import { sendResult, type Poster } from '../exchanging/outgoing.ts';
import { ResultError } from './error.ts';
import type { RefusalReason } from './reasons.ts';
import { resultRecord, type ResultBody, type ResultEntry, type Verdict } from './result-record.ts';

export interface ResultOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly terms?: InquiryTerms;
  /** To whom partners' messages are given; nobody where absent. */
  readonly poster?: Poster;
  readonly onCommitted?: () => void;
}

/** What an official says of a certificate. */
export interface NewResult {
  readonly verdict: Verdict;
  readonly remark?: string;
  readonly reasons?: readonly RefusalReason[];
  /** Ids of uploads. */
  readonly attachments?: readonly string[];
  /** Last day for the answer to a request (`yyyy-mm-dd`, UTC). */
  readonly due?: string;
  /** How many results of the country the official has seen; another since then makes it stale. */
  readonly seen?: number;
}

export interface GivenResult {
  readonly entry: ResultEntry;
  /** Id of the inquiry that a request opened. */
  readonly inquiry?: string;
}

/** States in which a certificate cannot be relied upon any more. */
const VOID: ReadonlySet<string> = new Set(['withdrawn', 'replaced', 'cancelled']);
/** Two officials at once: who comes second takes the next place. */
const ATTEMPTS = 5;

const LAST_PLACE: Statement = {
  name: 'result-last-place',
  text: `select coalesce(max(place), 0) as last from verification_result where certificate = $1 and country = $2`,
};

/**
 * Gives a result on a certificate, with all that follows from it, in one transaction: the record with history and
 * evidence; for a request the inquiry, for a refusal the work it leaves to the issuing office; and for a decision the end of
 * the country's open inquiries. Throws `result-…`, `certificate-not-found`, `action-forbidden`, `record-version-stale`.
 */
export async function giveResult(
  options: ResultOptions,
  certificate: string,
  given: NewResult,
  writer: Writer,
): Promise<GivenResult> {
  if (!writer.may('result.give') || writer.scope.kind !== 'authority')
    throw new LedgerError('action-forbidden', { action: given.verdict });
  const result = fitResult(given);
  for (let attempt = 1; ; attempt += 1) {
    const by: Performance = { caller: writer, now: options.clock(), random: options.random };
    try {
      const written = await options.database.transaction(writer.scope, (transaction) =>
        enter(transaction, certificate, result, {
          by,
          writer,
          terms: options.terms ?? usualTerms,
          poster: options.poster,
        }),
      );
      options.onCommitted?.();
      return written;
    } catch (error) {
      const isTaken = error instanceof PlaceTaken || isPlaceViolation(error);
      if (!isTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

class PlaceTaken extends Error {}

function isPlaceViolation(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === 'database-unique-violation';
}

/** The result with a clean remark. Throws `result-invalid` with every fault. */
function fitResult(given: NewResult): NewResult {
  const { verdict, reasons = [] } = given;
  const faults: Fault[] = [];
  const remark =
    given.remark === undefined || given.remark.trim() === ''
      ? undefined
      : cleanContent(given.remark, '/remark');
  const fault = (code: string, path: string) => faults.push({ code, path, values: {} });
  if (verdict === 'refuse' && reasons.length === 0) fault('result-reasons-missing', '/reasons');
  if (verdict !== 'refuse' && reasons.length > 0) fault('result-reasons-unwanted', '/reasons');
  if (reasons.includes('other-reason') && remark === undefined)
    fault('result-reason-needs-remark', '/remark');
  if (verdict === 'request' && remark === undefined) fault('result-remark-missing', '/remark');
  if (verdict !== 'request' && given.due !== undefined) fault('result-due-unwanted', '/due');
  if (faults.length > 0) throw new ResultError('result-invalid', { count: faults.length }, { faults });
  const { remark: _, ...rest } = given;
  return remark === undefined ? rest : { ...rest, remark };
}

interface Setting {
  readonly by: Performance;
  readonly writer: Writer;
  readonly terms: InquiryTerms;
  readonly poster: Poster | undefined;
}

async function enter(
  transaction: Transaction,
  certificate: string,
  given: NewResult,
  { by, writer, terms, poster }: Setting,
): Promise<GivenResult> {
  const { scope } = writer;
  const facts = await certificateFacts(transaction, certificate);
  if (scope.kind !== 'authority' || facts.destination !== scope.country)
    throw new ResultError('result-not-yours', { number: facts.number });
  if (given.verdict === 'pass' && VOID.has(facts.state))
    throw new ResultError('result-void', { number: facts.number, state: facts.state });
  const [row] = await transaction.query<{ last: number }>(LAST_PLACE, [facts.id, scope.country]);
  const last = row?.last ?? 0;
  if (given.seen !== undefined && given.seen !== last)
    throw new LedgerError('record-version-stale', { expected: given.seen, current: last });
  const attachments = await takeUploads(transaction, given.attachments ?? [], writer);
  const body = bodyOf(facts, given, { place: last + 1, attachments, writer, now: by.now });
  const id = uuidV7(by.now.getTime(), by.random);
  const record = {
    id,
    country: scope.country,
    authority: scope.authority,
    ...(scope.office === undefined ? {} : { office: scope.office }),
    number: `${facts.id}/${String(last + 1)}`,
    state: given.verdict,
    body,
    action: 'given',
    digest: sha256Hex(utf8(canonicalJson(resultContent({ state: given.verdict, body })))),
  };
  const entry = (await createRecords(transaction, resultRecord, [record], by)).get(id)?.entry;
  if (entry === undefined) throw new PlaceTaken('another result took the place');
  await citeUploads(transaction, attachments, { kind: 'verification_result', id, version: 1 });
  if (given.verdict === 'request') {
    // The photographs are the result's; the thread shows them, and who sees the one sees the other.
    const draft = { content: body.remark ?? '', attachments, operator: writer.name };
    const day = given.due === undefined ? {} : { day: given.due };
    const inquiry = await openInquiry(transaction, facts, { draft, ...day, result: id, terms }, by);
    await sendResult(poster, transaction, entry, inquiry.id);
    return { entry, inquiry: inquiry.id };
  }
  await closeInquiriesOf(transaction, facts.id, by);
  await sendResult(poster, transaction, entry, undefined);
  if (given.verdict === 'refuse') {
    const owner = body.issuer;
    const term = terms(owner);
    const due = addWorkingDays(by.now, term.days);
    const task = {
      kind: 'note-refusal',
      subject: { record: 'verification_result', id },
      certificate: { id: facts.id, number: facts.number },
      owner,
      permission: 'inquiry.read',
      due,
      term,
    };
    await openTasks(transaction, [task], by);
  }
  return { entry };
}

/** What the evidence of a result is of: its fields and the digests of its attachments. */
export function resultContent({ state, body }: Pick<ResultEntry, 'state' | 'body'>): CanonicalValue {
  const { attachments, operator: _, ...said } = body;
  // Attachments are kept with the type that their bytes showed.
  const files = (attachments ?? []) as readonly Attachment[];
  return { ...said, verdict: state, attachments: attachmentFacts(files) };
}

function bodyOf(
  facts: CertificateFacts,
  given: NewResult,
  {
    place,
    attachments,
    writer,
    now,
  }: {
    readonly place: number;
    readonly attachments: readonly Attachment[];
    readonly writer: Writer;
    readonly now: Date;
  },
): ResultBody {
  const { id, number, version, country, authority, office } = facts;
  return {
    certificate: { id, number, version },
    issuer: { country, authority, ...(office === null ? {} : { office }) },
    place,
    given: now.toISOString(),
    operator: writer.name.slice(0, 200),
    ...(given.remark === undefined ? {} : { remark: given.remark }),
    ...(given.reasons === undefined || given.reasons.length === 0
      ? {}
      : { reasons: [...new Set(given.reasons)] }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((one) => ({ ...one })) }),
  };
}

const OF_CERTIFICATE: Statement = {
  name: 'result-of-certificate',
  text: `select ${ENTRY_COLUMNS} from verification_result where certificate = $1 order by country, place desc limit 200`,
};

/** Results on a certificate that the scope may see, the newest of each country first. */
export async function resultsOf(
  database: Database,
  scope: Scope,
  certificate: string,
): Promise<readonly ResultEntry[]> {
  const rows = await database.read<EntryRow>(scope, OF_CERTIFICATE, [certificate]);
  return rows.map((row) => entryOf(row));
}

/** Throws `result-not-found`. */
export async function getResult(database: Database, scope: Scope, id: string): Promise<ResultEntry> {
  const entry = await getRecord(database, scope, resultRecord, id);
  if (entry === undefined) throw new ResultError('result-not-found', { id });
  return entry;
}
