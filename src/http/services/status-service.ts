import type { KeyShown } from '../../access/index.ts';
import type { Database, Statement } from '../../database/index.ts';
import type { Evidence } from '../../evidence/index.ts';
import { toBase64 } from '../../base/index.ts';
import type { Caller } from './access.ts';
import type { Status, StatusAct, StatusQueue } from './administration.ts';

const SYSTEM = { kind: 'system' } as const;

/** Acts on certificates among the log's last leaves, as far as the scope sees them. */
const recent = (name: string, actions: string): Statement => ({
  name: `status-${name}`,
  text: `select c.number, c.country, c.destination, h.state, h.at
         from evidence_sequence s
         join certificate_history h on h.leaf = s.leaf_id
         join certificate c on c.id = h.record and c.country = h.country
         where s.index >= (select coalesce(max(index), 0) - 2000 from evidence_sequence) and h.action = any('{${actions}}')
         order by s.index desc limit 10`,
});
const ARRIVED = recent('arrived', 'received');
const LEFT = recent('left', 'issue,withdraw,replace,cancel');

/** Counts at most so many of each: beyond it the figure says only that the queue is far behind. */
const counted = (from: string) => `(select count(*) from (select 1 from ${from} limit 10000) q)::integer`;
const QUEUES: Statement = {
  name: 'status-queues',
  text: `select ${counted('evidence_queue')} as evidence,
           (select l.leaf::json ->> 't' from evidence_queue q join evidence_leaf l on l.id = q.leaf_id
            order by q.place limit 1) as first,
           greatest(0, (select coalesce(max(index) + 1, 0) from evidence_sequence)
             - (select position from figure_position))::integer as figures,
           ${counted(`parameter_change where state = 'proposed'`)} as changes,
           ${counted(`forgery where state in ('reported', 'examined')`)} as forgeries,
           ${counted(`inquiry where state = 'open'`)} as inquiries,
           ${counted(`joining where state <> 'approved' and state <> 'refused'`)} as joinings,
           ${counted('notice_outbox')} as notices,
           ${counted('exchange_alarm where cleared is null')} as alarms,
           pg_database_size(current_database())::text as bytes`,
};
const WITNESSES: Statement = {
  name: 'status-witnesses',
  text: 'select key_name as name, max(at) as at from evidence_cosignature group by 1 order by 1',
};

interface QueueRow {
  readonly evidence: number;
  readonly first: string | null;
  readonly figures: number;
  readonly changes: number;
  readonly forgeries: number;
  readonly inquiries: number;
  readonly joinings: number;
  readonly notices: number;
  readonly alarms: number;
  readonly bytes: string;
}

interface ActRow {
  readonly number: string;
  readonly country: string;
  readonly destination: string | null;
  readonly state: string;
  readonly at: Date;
}

/** What the status is made of. */
export interface StatusParts {
  readonly database: Database;
  readonly evidence: Pick<Evidence, 'latestCheckpoint' | 'origin'>;
  readonly clock: () => Date;
  readonly keys: () => readonly KeyShown[];
  /** Names of the witnesses that the log's policy asks. */
  readonly witnesses: readonly string[];
}

/** How the house is doing, as far as the caller may know. */
export async function statusOf(parts: StatusParts, caller: Caller): Promise<Status> {
  const { database, evidence, clock } = parts;
  const [row] = await database.transaction(SYSTEM, (session) => session.query<QueueRow>(QUEUES));
  if (row === undefined) throw new Error('the queues are always counted');
  const seen = await database.read<{ name: string; at: Date }>(SYSTEM, WITNESSES);
  const names = [...new Set([...parts.witnesses, ...seen.map(({ name }) => name)])];
  const checkpoint = await evidence.latestCheckpoint();
  const isOwn = caller.scope.kind === 'system';
  return {
    ...(await actsSeen(database, caller)),
    queues: queuesOf(row, isOwn, clock()),
    log: {
      origin: evidence.origin,
      size: checkpoint?.checkpoint.size ?? 0,
      ...(checkpoint === undefined
        ? {}
        : { root: toBase64(checkpoint.checkpoint.root), at: checkpoint.at.toISOString() }),
      witnesses: names.map((name) => {
        const at = seen.find((each) => each.name === name)?.at;
        return at === undefined ? { name } : { name, cosigned: at.toISOString() };
      }),
    },
    keys: keysOf(parts.keys()),
    ...(isOwn ? { databaseBytes: Number(row.bytes) } : {}),
  };
}

async function actsSeen(
  database: Database,
  { scope, may }: Caller,
): Promise<{ readonly arrived: readonly StatusAct[]; readonly left: readonly StatusAct[] }> {
  if (!may('certificate.read') && scope.kind !== 'system') return { arrived: [], left: [] };
  // Administration sees no documents: of the platform's own people, those who may read certificates see their numbers.
  const shown = (row: ActRow): StatusAct => ({
    ...(may('certificate.read') ? { number: row.number } : {}),
    country: row.country,
    ...(row.destination === null ? {} : { destination: row.destination }),
    state: row.state,
    at: row.at.toISOString(),
  });
  return database.transaction(scope, async (session) => ({
    arrived: (await session.query<ActRow>(ARRIVED)).map(shown),
    left: (await session.query<ActRow>(LEFT)).map(shown),
  }));
}

function queuesOf(row: QueueRow, isOwn: boolean, now: Date): readonly StatusQueue[] {
  const oldest =
    row.first === null ? {} : { oldestSeconds: Math.max(0, (now.getTime() - Date.parse(row.first)) / 1000) };
  const general = [
    { name: 'evidence', waiting: row.evidence, ...oldest },
    { name: 'figures', waiting: row.figures },
  ];
  if (!isOwn) return general;
  return [
    ...general,
    { name: 'parameter-changes', waiting: row.changes },
    { name: 'forgeries', waiting: row.forgeries },
    { name: 'inquiries', waiting: row.inquiries },
    { name: 'joinings', waiting: row.joinings },
    { name: 'notices', waiting: row.notices },
    { name: 'alarms', waiting: row.alarms },
  ];
}

function keysOf(keys: readonly KeyShown[]): Status['keys'] {
  const living = keys.filter(({ state }) => state === 'valid' || state === 'expiring');
  const next = living[0]?.ends;
  return {
    expiring: living.filter(({ state }) => state === 'expiring').length,
    ...(next === undefined ? {} : { next }),
  };
}
