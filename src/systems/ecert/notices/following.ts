import { permissionsOf } from '../../../access/index.ts';
import type { Database, Scope, Statement, Transaction } from '../../../database/index.ts';
import { changeSize, readChanges, seesChange, type LedgerChange } from '../changes/index.ts';
import type { NoticeKind } from './preferences.ts';

const SYSTEM: Scope = { kind: 'system' };
const PORTION = 500;
/** Who is further behind begins anew: nobody wants mail about last year. */
const FURTHEST = 100_000;
/** A notice waits so many seconds for others to join it. */
const GATHERING_SECONDS = 60;

const POSITION: Statement = { name: 'notice-position', text: 'select position from notice_position' };
const BEGIN: Statement = {
  name: 'notice-begin',
  text: 'insert into notice_position (position) values ($1) on conflict (single) do nothing',
};
/** Goes on only from where it was read: of several processes one gives the notices of a portion. */
const ADVANCE: Statement = {
  name: 'notice-advance',
  text: 'update notice_position set position = $2 where position = $1 returning position',
};
const PUT: Statement = {
  name: 'notice-put',
  text: `insert into notice_outbox as box (account, counts, first, due)
         select account, counts, $2, $2::timestamptz + interval '${String(GATHERING_SECONDS)} seconds'
         from jsonb_to_recordset($1::jsonb) as given (account uuid, counts jsonb)
         on conflict (account) do update set counts = (
           select jsonb_object_agg(kind, number) from (
             select key as kind, sum(value::integer) as number
             from (select * from jsonb_each_text(box.counts) union all select * from jsonb_each_text(excluded.counts)) each
             group by key
           ) summed
         )`,
};
const WANTED: Statement = {
  name: 'notice-wanted',
  text: `select p.account, p.kinds, a.authority, authority.country, standing.roles, standing.office, standing.below
         from notice_preference p join account a on a.id = p.account join authority on authority.key = a.authority
         cross join lateral standing_of(a.id, null, $1) standing
         where a.disabled is null and coalesce(a.expires > $1, true) and not standing.suspended`,
};

/** As above, and also those who belong to no authority. */
const ANYBODY: Statement = {
  name: 'notice-anybody',
  text: `select p.account, coalesce(a.authority, '') as authority, standing.roles, standing.office
         from notice_preference p join account a on a.id = p.account
         cross join lateral standing_of(a.id, null, $1) standing
         where $2 = any(p.kinds) and a.disabled is null and coalesce(a.expires > $1, true) and not standing.suspended`,
};

/** Who wants to be told of what happens beside the ledger, and may know it. */
export async function putNotices(
  transaction: Transaction,
  {
    kind,
    count,
    mayKnow,
  }: { readonly kind: NoticeKind; readonly count: number; readonly mayKnow: (authority: string) => boolean },
  now: Date,
): Promise<void> {
  const wanted = await transaction.query<Omit<WantedRow, 'kinds' | 'country' | 'below'>>(ANYBODY, [
    now,
    kind,
  ]);
  const rows = wanted
    .filter(
      ({ roles, authority, office }) =>
        office === null &&
        (permissionsOf(roles) as ReadonlySet<string>).has(PERMISSION_FOR[kind]) &&
        mayKnow(authority),
    )
    .map(({ account }) => ({ account, counts: { [kind]: count } }));
  if (rows.length > 0) await transaction.query(PUT, [JSON.stringify(rows), now]);
}

interface WantedRow {
  readonly account: string;
  readonly kinds: readonly NoticeKind[];
  readonly authority: string;
  readonly country: string;
  readonly roles: readonly string[];
  readonly office: string | null;
  readonly below: readonly string[] | null;
}

/**
 * Follows the log and puts what concerns somebody into the outbox; position and outbox move together, so that each change is
 * counted once whoever follows, and whenever they are killed. Returns whether there may be more.
 */
export async function followForNotices(database: Database, now: Date): Promise<boolean> {
  const [at] = await database.read<{ position: string }>(SYSTEM, POSITION);
  const size = await changeSize(database);
  if (at === undefined) {
    await database.transaction(SYSTEM, (transaction) => transaction.query(BEGIN, [size]));
    return false;
  }
  const from = Number(at.position);
  if (size - from > FURTHEST) {
    await database.transaction(SYSTEM, (transaction) => transaction.query(ADVANCE, [from, size]));
    return false;
  }
  const { changes, next } = await readChanges(database, from, PORTION);
  if (next === from) return false;
  const wanted = changes.length === 0 ? [] : await database.read<WantedRow>(SYSTEM, WANTED, [now]);
  const work = wanted.length === 0 ? new Map<string, Work>() : await workOf(database, changes);
  const rows = wanted.flatMap((row) => {
    const counts = countsFor(row, changes, work);
    return Object.keys(counts).length === 0 ? [] : [{ account: row.account, counts }];
  });
  await database.transaction(SYSTEM, async (transaction) => {
    const moved = await transaction.query(ADVANCE, [from, next]);
    if (moved.length > 0 && rows.length > 0) await transaction.query(PUT, [JSON.stringify(rows), now]);
  });
  return next < size;
}

/** What a task asks of whoever does it. */
interface Work {
  readonly permission: string;
  readonly excluded: readonly string[];
}

const WORK: Statement = {
  name: 'notice-work',
  text: `select id, body ->> 'permission' as permission, coalesce(body -> 'excluded', '[]') as excluded
         from task where id = any($1::uuid[])`,
};

async function workOf(
  database: Database,
  changes: readonly LedgerChange[],
): Promise<ReadonlyMap<string, Work>> {
  const tasks = new Set(changes.filter(({ kind }) => kind === 'task').map(({ record }) => record));
  if (tasks.size === 0) return new Map();
  const rows = await database.read<Work & { id: string }>(SYSTEM, WORK, [[...tasks]]);
  return new Map(rows.map(({ id, ...work }) => [id, work]));
}

function countsFor(
  row: WantedRow,
  changes: readonly LedgerChange[],
  work: ReadonlyMap<string, Work>,
): Readonly<Record<string, number>> {
  const { account, kinds, country, authority, office, below } = row;
  const permissions: ReadonlySet<string> = permissionsOf(row.roles);
  const scope: Scope = {
    kind: 'authority',
    country,
    authority,
    ...(office === null ? {} : { office, below: below ?? [office] }),
  };
  const counts: Record<string, number> = {};
  for (const change of changes) {
    const kind = noticeOf(change, country, permissions);
    const isOwn = change.actor === `account/${account}`;
    if (kind === undefined || isOwn || !kinds.includes(kind) || !seesChange(scope, change)) continue;
    if (!mayDo(work.get(change.record), permissions, `account/${account}`)) continue;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Nobody is told of work that they must not do; whoever assigns it is told of all. */
function mayDo(work: Work | undefined, permissions: ReadonlySet<string>, actor: string): boolean {
  if (work === undefined || permissions.has('task.assign')) return true;
  return permissions.has(work.permission) && !work.excluded.includes(actor);
}

/** What one must be allowed to do in order to be told of a kind. */
const PERMISSION_FOR: Readonly<Record<NoticeKind, string>> = {
  certificate: 'certificate.read',
  result: 'certificate.read',
  inquiry: 'inquiry.read',
  task: 'task.work',
  exchange: 'exchange.read',
};

/** Of what kind a change is news to a country; undefined where it is none, because the country did it itself. */
function noticeOf(
  change: LedgerChange,
  country: string,
  permissions: ReadonlySet<string>,
): NoticeKind | undefined {
  if (change.kind === 'task' && change.action === 'escalate')
    return permissions.has('task.assign') ? 'task' : undefined;
  const kind = newsTo(change, country);
  return kind !== undefined && permissions.has(PERMISSION_FOR[kind]) ? kind : undefined;
}

function newsTo(change: LedgerChange, country: string): NoticeKind | undefined {
  const { kind, action, destination, side } = change;
  switch (kind) {
    case 'certificate':
      return destination === country && change.country !== country ? 'certificate' : undefined;
    case 'verification_result':
      return change.country === country ? 'result' : undefined;
    case 'inquiry':
      return side !== undefined && country === (side === 'issuing' ? destination : change.country)
        ? 'inquiry'
        : undefined;
    case 'task':
      return TASK_NEWS.has(action) ? 'task' : undefined;
    case 'application':
    case 'declaration':
      return undefined;
  }
}

/** Acts on a task that its office is told of. */
const TASK_NEWS: ReadonlySet<string> = new Set(['opened', 'assign', 'remind', 'remind-taker']);
