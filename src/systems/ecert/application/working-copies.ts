import type { Session, Statement, Transaction } from '../../../database/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import { keeps, LedgerError } from '../../../ledger/index.ts';
import type { ApplicationEntry } from './office.ts';
import { ApplicationError } from './error.ts';

/** What an author has typed in an application and not saved: no act, and no evidence. */
export interface WorkingCopy {
  readonly actor: string;
  /** Version of the application that it was written upon. */
  readonly base: number;
  /** The form of that version. */
  readonly ground: unknown;
  readonly form: unknown;
  /** Counts what was kept, from 1. */
  readonly revision: number;
  /** RFC 3339. */
  readonly touched: string;
}

/** Where a working copy stands after it was kept. */
export interface KeptCopy {
  readonly revision: number;
  readonly touched: string;
  /** The application's version: where it is no longer the base, a colleague has saved. */
  readonly current: number;
}

/** States of an application in which something may still be written in the end. */
const OPEN: ReadonlySet<string> = new Set(['draft', 'submitted', 'reviewed']);
/** Copies of colleagues that are shown, and for how many days after they were touched. */
const MOST_OTHERS = 10;
const OTHERS_DAYS = 14;

/** Begins upon the version that stands, or goes on with a copy that began upon an earlier one. */
const KEEP: Statement = {
  name: 'working-copy-keep',
  text: `insert into application_working_copy as copy
           (country, application, actor, authority, office, base, ground, form, revision, touched)
         select country, id, $2::text, authority, office, version, body -> 'form', $3::jsonb, 1, $4::timestamptz from application
         where id = $1 and (version = $5::integer or exists (
           select from application_working_copy own
           where own.application = $1 and own.actor = $2 and own.base = $5 and own.form is not null))
         on conflict (application, actor, country) do update set
           ground = case when copy.base = $5 and copy.form is not null then copy.ground else excluded.ground end,
           base = $5, form = excluded.form, revision = copy.revision + 1, touched = excluded.touched,
           stirred = clock_timestamp()
         where copy.revision = $6::integer returning revision`,
};
const CLEAR: Statement = {
  name: 'working-copy-clear',
  text: `update application_working_copy set form = null, ground = null, revision = revision + 1, touched = $3,
           stirred = clock_timestamp()
         where application = $1 and actor = $2 and form is not null and ($4::integer is null or revision = $4)
         returning revision`,
};
const END: Statement = {
  name: 'working-copy-end',
  text: 'delete from application_working_copy where application = $1',
};
const READ: Statement = {
  name: 'working-copy-read',
  text: `(select actor, base, ground, form, revision, touched from application_working_copy
          where application = $1 and actor = $2)
         union all
         (select actor, base, null, form, revision, touched from application_working_copy
          where application = $1 and actor <> $2 and form is not null and touched > $3::timestamptz - interval '${String(OTHERS_DAYS)} days'
          order by touched desc limit ${String(MOST_OTHERS)})`,
};

/**
 * Keeps what the caller has typed, upon the version and the revision that they know.
 * @throws LedgerError `action-forbidden`, `action-not-allowed` at the application's end, `record-version-stale` where a
 * colleague has saved before anything was kept; ApplicationError `working-copy-stale` where the caller has kept more elsewhere.
 */
export async function keepWorkingCopy(
  transaction: Transaction,
  caller: LedgerCaller,
  copy: {
    readonly entry: ApplicationEntry;
    readonly form: unknown;
    readonly base: number;
    readonly revision: number;
    readonly now: Date;
  },
): Promise<KeptCopy> {
  const { entry, form, base, revision, now } = copy;
  assertMayWrite(caller, entry);
  const touched = now.toISOString();
  const values = [entry.id, caller.actor, JSON.stringify(form), touched, base, revision];
  const [kept] = await transaction.query<{ revision: number }>(KEEP, values);
  if (kept !== undefined) return { revision: kept.revision, touched, current: entry.version };
  const [own] = await readWorkingCopies(transaction, caller, entry.id, now);
  if (own !== undefined && own.actor === caller.actor && own.revision !== revision)
    throw new ApplicationError('working-copy-stale', { expected: revision, current: own.revision });
  throw new LedgerError('record-version-stale', { expected: base, current: entry.version });
}

/** Takes back what was typed; nothing where nothing was. Throws `working-copy-stale`. */
export async function discardWorkingCopy(
  transaction: Transaction,
  caller: LedgerCaller,
  copy: { readonly entry: ApplicationEntry; readonly revision: number; readonly now: Date },
): Promise<number> {
  const { entry, revision, now } = copy;
  const cleared = await clear(transaction, caller, { id: entry.id, now, revision });
  if (cleared !== undefined) return cleared;
  const [own] = await readWorkingCopies(transaction, caller, entry.id, now);
  const current = own?.actor === caller.actor ? own.revision : 0;
  if (current !== revision) throw new ApplicationError('working-copy-stale', { expected: revision, current });
  return current;
}

/** What was typed has been saved: in the transaction of the act. */
export async function saveWorkingCopy(
  transaction: Transaction,
  caller: LedgerCaller,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<void> {
  await clear(transaction, caller, { id, now });
}

async function clear(
  transaction: Transaction,
  caller: LedgerCaller,
  { id, now, revision }: { readonly id: string; readonly now: Date; readonly revision?: number },
): Promise<number | undefined> {
  const values = [id, caller.actor, now.toISOString(), revision];
  const [row] = await transaction.query<{ revision: number }>(CLEAR, values);
  return row?.revision;
}

/** Nothing is written any more: what was typed and never saved goes with the last act. */
export async function endWorkingCopies(transaction: Transaction, entry: ApplicationEntry): Promise<void> {
  if (!OPEN.has(entry.state)) await transaction.query(END, [entry.id]);
}

interface CopyRow extends Omit<WorkingCopy, 'touched'> {
  readonly touched: Date;
}

/** The caller's own copy first, even where nothing in it is unsaved (then without form), and those of colleagues, the latest first. */
export async function readWorkingCopies(
  session: Session,
  { actor }: LedgerCaller,
  id: string,
  now: Date,
): Promise<readonly WorkingCopy[]> {
  const rows = await session.query<CopyRow>(READ, [id, actor, now.toISOString()]);
  return rows.map(({ touched, ...row }) => ({ ...row, touched: touched.toISOString() }));
}

function assertMayWrite(caller: LedgerCaller, entry: ApplicationEntry): void {
  if (!caller.may('certificate.draft') || !keeps(caller.scope, entry))
    throw new LedgerError('action-forbidden', { action: 'revise' });
  if (!OPEN.has(entry.state))
    throw new LedgerError('action-not-allowed', { action: 'revise', state: entry.state });
}
