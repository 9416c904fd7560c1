import type { Transaction } from '../../../database/index.ts';
import type { Performance } from '../../../ledger/index.ts';
import {
  addWorkingDays,
  closeTasks,
  DEFAULT_TERM,
  openTasks,
  waitingOn,
  type NewTask,
} from '../../../ledger/tasks/index.ts';
import type { DeclarationEntry } from './contract.ts';
import type { DeclarationState } from './declaration-body.ts';

const WATCH = 'watch-declaration';
const REFUSAL = 'look-at-refusal';
const ASK = 'ask-issuer';
const CHOOSE = 'choose-document';
const CONFIRM = 'confirm-overruling';
const CONFIRM_ANNULMENT = 'confirm-annulment';
const ALERT = 'look-at-alert';

/** Work that a state leaves to officials. */
const WORK_OF: Readonly<Partial<Record<DeclarationState, string>>> = {
  held: WATCH,
  refused: REFUSAL,
  inquired: ASK,
};
/** Work that follows from the decision, and is no longer wanted after another one. */
const OF_DECISIONS = [WATCH, CHOOSE, REFUSAL, ASK];

/** What is held because a reference may mean several documents waits for nobody but whoever says which one. */
function workOf({ state, body }: DeclarationEntry): string | undefined {
  return state === 'held' && body.unclear !== undefined ? CHOOSE : WORK_OF[state];
}

/** What decisions leave to officials; what the ones before left is dropped. Work that is still the same stays as it is. */
export async function followDecisions(
  transaction: Transaction,
  entries: readonly DeclarationEntry[],
  by: Performance,
): Promise<void> {
  if (entries.length === 0) return;
  const waiting = await waitingOn(
    transaction,
    entries.map(({ id }) => id),
    OF_DECISIONS,
  );
  const wanted = new Map(entries.map((entry) => [entry.id, workOf(entry)]));
  const stale = waiting.filter(({ subject, kind }) => wanted.get(subject) !== kind);
  const stays = new Set(waiting.filter((task) => !stale.includes(task)).map(({ subject }) => subject));
  await closeTasks(
    transaction,
    stale.map(({ id }) => id),
    'drop',
    by,
  );
  const tasks = entries.flatMap((entry) => {
    const kind = wanted.get(entry.id);
    return kind === undefined || stays.has(entry.id) ? [] : [taskOn(entry, kind, by)];
  });
  if (tasks.length > 0) await openTasks(transaction, tasks, by);
}

/** Ends what waits on declarations, because an official did it or the declaration is at its end. */
export async function endWork(
  transaction: Transaction,
  { id }: DeclarationEntry,
  done: readonly string[],
  by: Performance,
): Promise<void> {
  await endAmong(transaction, id, { among: [...OF_DECISIONS, CONFIRM], done }, by);
}

/** Ends what waits on an annulment: with it whoever was to look at an alert has nothing left to look at. */
export async function endAnnulment(
  transaction: Transaction,
  { id, state }: DeclarationEntry,
  by: Performance,
): Promise<void> {
  const among = state === 'annulled' ? [CONFIRM_ANNULMENT, ALERT] : [CONFIRM_ANNULMENT];
  await endAmong(transaction, id, { among, done: among }, by);
}

async function endAmong(
  transaction: Transaction,
  id: string,
  { among, done }: { readonly among: readonly string[]; readonly done: readonly string[] },
  by: Performance,
): Promise<void> {
  const waiting = await waitingOn(transaction, [id], among);
  const settled = waiting.filter(({ kind }) => done.includes(kind)).map((task) => task.id);
  const dropped = waiting.filter(({ kind }) => !done.includes(kind)).map((task) => task.id);
  await closeTasks(transaction, settled, 'settle', by);
  await closeTasks(transaction, dropped, 'drop', by);
}

/** The second official’s work; whoever proposed does not do it. */
export async function askSecondOfficial(
  transaction: Transaction,
  entry: DeclarationEntry,
  asked: { readonly of: 'overruling' | 'annulment'; readonly proposers: readonly string[] },
  by: Performance,
): Promise<void> {
  const kind = asked.of === 'overruling' ? CONFIRM : CONFIRM_ANNULMENT;
  const waiting = await waitingOn(transaction, [entry.id], [kind]);
  await closeTasks(
    transaction,
    waiting.map(({ id }) => id),
    'drop',
    by,
  );
  const task = {
    ...taskOn(entry, kind, by),
    permission: 'declaration.approve',
    excluded: asked.proposers,
    byAct: true,
  };
  await openTasks(transaction, [task], by);
}

/** Something that came out about declarations, for an official to look at. */
export async function raise(
  transaction: Transaction,
  entries: readonly DeclarationEntry[],
  kind: typeof ALERT | 'read-answer',
  by: Performance,
): Promise<void> {
  const tasks = entries.map((entry) => taskOn(entry, kind, by));
  if (tasks.length > 0) await openTasks(transaction, tasks, by);
}

function taskOn(entry: DeclarationEntry, kind: string, { now }: Performance): NewTask {
  const { id, country, authority, office, number, body } = entry;
  const usual = addWorkingDays(now, DEFAULT_TERM.days);
  // A declaration may wait until its deadline: looking at it before is of no use.
  const deadline = body.deadline === undefined ? undefined : new Date(`${body.deadline}T23:59:59Z`);
  const due = kind === WATCH && deadline !== undefined && deadline > now ? deadline : usual;
  return {
    kind,
    subject: { record: 'declaration', id, number },
    owner: { country, authority, ...(office === undefined ? {} : { office }) },
    permission: 'declaration.decide',
    due,
  };
}
