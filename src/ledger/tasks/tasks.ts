import type { RandomBytes } from '../../base/index.ts';
import { canonicalJson, utf8, uuidV7 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Database, Scope, Session, Statement, Transaction } from '../../database/index.ts';
import type { LedgerCaller } from '../caller.ts';
import { sweepExpired } from '../expiry.ts';
import { ENTRY_COLUMNS } from '../lib/statements.ts';
import { entryOf, type EntryRow } from '../lib/rows.ts';
import type { Performance } from '../writing.ts';
import { createRecords, takeAction } from '../writing.ts';
import { takeActions } from '../writing-many.ts';
import { taskRecord, type TaskBody, type TaskEntry } from './task-record.ts';
import { DEFAULT_TERM, remindsAt, escalatesAt, type TaskTerm } from './term.ts';

/** Work for an office or an authority. */
export interface NewTask {
  readonly kind: string;
  readonly subject: TaskBody['subject'];
  readonly certificate?: TaskBody['certificate'];
  /** Whose work it is. */
  readonly owner: { readonly country: string; readonly authority: string; readonly office?: string };
  readonly permission: string;
  readonly due: Date;
  /** When who has to do it is reminded, and when the supervisor is told; a day before and at once where absent. */
  readonly term?: TaskTerm;
  /** Only the act that it waits for ends it. */
  readonly byAct?: boolean;
  /** Actors who must not do it. */
  readonly excluded?: readonly string[];
}

/** Enters tasks, each with history and evidence, in the transaction of the act that they follow from. */
export async function openTasks(
  transaction: Transaction,
  tasks: readonly NewTask[],
  by: Performance,
): Promise<readonly TaskEntry[]> {
  const records = tasks.map((task) => {
    const { owner, kind, subject, permission, due } = task;
    const term = task.term ?? DEFAULT_TERM;
    const reminds = remindsAt(due, term);
    const body: TaskBody = {
      kind,
      subject,
      permission,
      origin: originOf(by.caller.scope, owner.country),
      due: due.toISOString(),
      level: 0,
      escalates: escalatesAt(due, term).toISOString(),
      ...(task.byAct === true ? { byAct: true } : {}),
      ...(reminds > by.now ? { reminds: reminds.toISOString() } : {}),
      ...(task.certificate === undefined ? {} : { certificate: task.certificate }),
      ...(task.excluded === undefined ? {} : { excluded: [...task.excluded] }),
    };
    const id = uuidV7(by.now.getTime(), by.random);
    return {
      id,
      ...owner,
      number: id,
      state: 'open' as const,
      body,
      action: 'opened',
      digest: sha256Hex(utf8(canonicalJson(body))),
    };
  });
  const created = await createRecords(transaction, taskRecord, records, by);
  return [...created.values()].map(({ entry }) => entry);
}

/** Who acts causes the work; the platform itself causes it in the owner's own country. */
function originOf(scope: Scope, country: string): TaskBody['origin'] {
  if (scope.kind !== 'authority') return { country };
  return { country: scope.country, ...(scope.office === undefined ? {} : { office: scope.office }) };
}

const WAITING_ON: Statement = {
  name: 'task-waiting-on',
  text: `select id from task where subject = $1 and state in ('open', 'taken') and ($2::text[] is null or kind = any($2))
         order by id`,
};

/** Ends what still waits on a subject, because the act took place (`settle`) or is no longer wanted (`drop`). */
export async function endTasks(
  transaction: Transaction,
  request: {
    readonly subject: string;
    readonly kinds?: readonly string[];
    readonly action: 'settle' | 'drop';
  },
  by: Performance,
): Promise<void> {
  const rows = await transaction.query<{ id: string }>(WAITING_ON, [request.subject, request.kinds]);
  // The act itself was permitted; ending what waited for it is part of the act.
  const caller: LedgerCaller = { ...by.caller, may: () => true };
  for (const { id } of rows) {
    await takeAction(transaction, taskRecord, { id, action: request.action, input: {} }, { ...by, caller });
  }
}

const WAITING_ON_MANY: Statement = {
  name: 'task-waiting-on-many',
  text: `select id, subject, body ->> 'kind' as kind from task
         where subject = any($1) and state in ('open', 'taken') and kind = any($2) order by id`,
};

/** Work of these kinds that still waits on subjects. */
export function waitingOn(
  session: Session,
  subjects: readonly string[],
  kinds: readonly string[],
): Promise<readonly { readonly id: string; readonly subject: string; readonly kind: string }[]> {
  return session.query(WAITING_ON_MANY, [subjects, kinds]);
}

/** Ends tasks by their ids, as the platform itself: because what they waited for took place, or is no longer wanted. */
export async function closeTasks(
  transaction: Transaction,
  ids: readonly string[],
  action: 'settle' | 'drop',
  by: Performance,
): Promise<void> {
  const caller: LedgerCaller = { ...by.caller, may: () => true };
  const requests = ids.map((id) => ({ id, action, input: {} }));
  await takeActions(transaction, taskRecord, requests, { ...by, caller });
}

/** Actions that people take on tasks. */
export const TASK_ACTIONS = ['take', 'assign', 'release', 'finish'] as const;

/** Takes an action on a task in a transaction of its own. Throws the ledger's errors. */
export async function actOnTask(
  database: Database,
  request: {
    readonly id: string;
    readonly action: string;
    readonly input: unknown;
    readonly version?: number;
  },
  by: Performance,
): Promise<TaskEntry> {
  return database.transaction(
    by.caller.scope,
    async (transaction) => (await takeAction(transaction, taskRecord, request, by)).entry,
  );
}

const OWN = `select ${ENTRY_COLUMNS} from task
  where state in ('open', 'taken') and ($1::text is null or country = $1 and authority = $2)`;
const OF_OFFICE: Statement = {
  name: 'task-own',
  text: `${OWN} order by due, id limit $3`,
};
/** What a caller might do: with the permission that it asks for, and not excluded in their own name or another's. */
const FOR_CALLER: Statement = {
  name: 'task-for-caller',
  text: `${OWN} and not coalesce(body -> 'excluded', '[]') ?| $4::text[] and body ->> 'permission' = any($5::text[])
         order by due, id limit $3`,
};
const ASKED: Statement = {
  name: 'task-permissions',
  text: `select distinct body ->> 'permission' as permission from task
         where state in ('open', 'taken') and ($1::text is null or country = $1 and authority = $2)`,
};

/** What waits for the scope's own authority or office, the most urgent first, at most so many. */
export async function tasksOf(
  database: Database,
  scope: Scope,
  limit: number,
): Promise<readonly TaskEntry[]> {
  if (scope.kind === 'public') return [];
  const rows = await database.read<EntryRow>(scope, OF_OFFICE, [...ownerValues(scope), limit]);
  return rows.map((row) => entryOf(row));
}

/**
 * Of what waits for the caller's authority or office, what they may do; whoever assigns work sees all of it. The most urgent
 * first, at most so many.
 */
export async function tasksFor(
  database: Database,
  caller: LedgerCaller,
  limit: number,
): Promise<readonly TaskEntry[]> {
  const { scope } = caller;
  if (scope.kind === 'public') return [];
  if (caller.may('task.assign')) return tasksOf(database, scope, limit);
  const owner = ownerValues(scope);
  const asked = await database.read<{ permission: string }>(scope, ASKED, owner);
  const permissions = asked.map(({ permission }) => permission).filter((each) => caller.may(each));
  if (permissions.length === 0) return [];
  const people = caller.behalf === undefined ? [caller.actor] : [caller.actor, caller.behalf];
  const rows = await database.read<EntryRow>(scope, FOR_CALLER, [...owner, limit, people, permissions]);
  return rows.map((row) => entryOf(row));
}

function ownerValues(scope: Scope): readonly (string | undefined)[] {
  return scope.kind === 'authority' ? [scope.country, scope.authority] : [undefined, undefined];
}

/**
 * What time does to tasks: reminders before they are due, and their way up afterwards. Any number of processes may sweep at
 * once; each task is taken by one. Returns how many acts there were.
 */
export async function sweepTasks(
  database: Database,
  context: { readonly now: Date; readonly random: RandomBytes },
): Promise<number> {
  let taken = 0;
  for (const [action, column] of [
    ['escalate', 'escalates'],
    ['remind', 'reminds'],
    ['remind-taker', 'reminds'],
  ] as const) {
    taken += await sweepExpired(database, taskRecord, { action, column }, context);
  }
  return taken;
}
