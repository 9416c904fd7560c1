import type { Clock } from '../../../base/index.ts';
import type { Database, Scope, Statement } from '../../../database/index.ts';
import { ENTRY_COLUMNS, entryOf, type EntryRow } from '../../../ledger/index.ts';
import type { InquiryEntry } from '../inquiry/index.ts';
import type { ResultEntry } from '../results/index.ts';

/** Entries shown of each heap; of how many there are more is counted up to `MOST`. */
const SHOWN = 8;
const MOST = 1_000;
/** Newest arrivals that are looked through for those without a result. */
const LOOKED_THROUGH = 3_000;
/** Certificates issued or received longer ago are no longer on their way; a register that was moved in is not either. */
const DAYS_ON_THE_WAY = 90;
/** Two looks within this time are one visit, in minutes. */
const VISIT_MINUTES = 30;
const DAY = 86_400_000;

/** A certificate as a line of the desk. */
export interface DeskCertificate {
  readonly id: string;
  readonly number: string;
  readonly country: string;
  readonly authority: string;
  readonly office: string | undefined;
  readonly products: readonly string[];
  readonly issued: string;
  readonly arrived: string;
}

/** A heap on the desk. `count` is exact up to a thousand; `more` says that there are beyond. */
export interface Heap<Item> {
  readonly count: number;
  readonly more: boolean;
  readonly items: readonly Item[];
}

export interface Desk {
  /** Since when things count as new: the visit before this one. */
  readonly since: string;
  /** On their way to the caller's country and in force, without a result of the country. */
  readonly unexamined: Heap<DeskCertificate>;
  /** Arrived for the caller's country since. */
  readonly arrived: Heap<DeskCertificate>;
  /** Inquiries that wait for the caller's side, the most urgent first. */
  readonly inquiries: Heap<InquiryEntry>;
  /** Requests of the caller's country that are answered, or overdue: a decision is due. */
  readonly due: Heap<InquiryEntry>;
  /** Results on the caller's own certificates since. */
  readonly results: Heap<ResultEntry>;
}

const LINE = `c.id, c.number, c.country, c.authority, c.office, c.body -> 'products' as products, c.issued, c.created as arrived`;

/** `heap` is a bounded list of (id, country); counted, and its first told in full. */
const certificates = (name: string, heap: string): Statement => ({
  name,
  text: `with heap as materialized (${heap}), first as (select * from heap order by created desc limit ${String(SHOWN)})
         select (select count(*)::integer from heap) as count, ${LINE}
         from first join certificate c on c.id = first.id and c.country = first.country order by c.created desc`,
});

const arrivals = (most: number): string =>
  `select id, country, created from certificate_arrival where created > $1 and issued > $2
   order by created desc limit ${String(most)}`;

const UNEXAMINED = certificates(
  'desk-unexamined',
  `select w.* from (${arrivals(LOOKED_THROUGH)}) w
   where not exists (select from verification_result r where r.certificate = w.id and r.country = $3)
   limit ${String(MOST + 1)}`,
);
const ARRIVED = certificates('desk-arrived', arrivals(MOST + 1));

const columnsOf = (row: string): string =>
  ENTRY_COLUMNS.split(', ')
    .map((column) => `${row}.${column}`)
    .join(', ');

/** `heap` is a bounded list of (id, country, due). */
const inquiries = (name: string, heap: string): Statement => ({
  name,
  text: `with heap as materialized (${heap} limit ${String(MOST + 1)}),
           first as (select * from heap order by due, id limit ${String(SHOWN)})
         select (select count(*)::integer from heap) as count, ${columnsOf('i')}
         from first join inquiry i on i.id = first.id and i.country = first.country order by i.due, i.id`,
});

const WAITING = inquiries('desk-inquiries', 'select id, country, due from inquiry_waiting');
const DUE = inquiries(
  'desk-due',
  `select i.id, i.country, i.due from inquiry_waiting w join inquiry i on i.id = w.id and i.country = w.country
   where w.side = 'importing' and i.body ->> 'asker' = 'importing' and i.body ? 'result'
   union all
   select id, country, due from inquiry where waiting = 'issuing' and importing_country = $1 and due < $2
     and body ? 'result'`,
);

const RESULTS: Statement = {
  name: 'desk-results',
  text: `with heap as materialized (
           select id, country, given from result_received where given > $1 order by given desc limit ${String(MOST + 1)}
         ), first as (select * from heap order by given desc limit ${String(SHOWN)})
         select (select count(*)::integer from heap) as count, ${columnsOf('r')}
         from first join verification_result r on r.id = first.id and r.country = first.country order by r.given desc`,
};

interface CertificateRow extends Omit<DeskCertificate, 'office' | 'products' | 'issued' | 'arrived'> {
  readonly count: number;
  readonly office: string | null;
  readonly products: readonly string[] | null;
  readonly issued: Date;
  readonly arrived: Date;
}

/** Whose desk it is. A scope alone says whose documents, not whether this person may see documents at all. */
interface DeskOwner {
  readonly scope: Scope;
  readonly account: string | undefined;
  readonly may: (permission: 'certificate.read' | 'inquiry.read') => boolean;
}

/**
 * What waits for a caller: one bounded query for each heap, under the caller's own scope. Heaps of what the caller may not read are
 * empty.
 */
export async function readDesk(
  database: Database,
  { scope, account, may }: DeskOwner,
  clock: Clock,
): Promise<Desk> {
  const now = clock();
  const since = await sinceOf(database, account, now);
  const country = scope.kind === 'authority' ? scope.country : undefined;
  const window = new Date(now.getTime() - DAYS_ON_THE_WAY * DAY);
  const reader =
    (permission: 'certificate.read' | 'inquiry.read') =>
    <Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> =>
      country === undefined || !may(permission)
        ? Promise.resolve([])
        : database.read<Row>(scope, statement, values);
  const certificate = reader('certificate.read');
  const inquiry = reader('inquiry.read');
  const [unexamined, arrived, results, waiting, due] = await Promise.all([
    certificate<CertificateRow>(UNEXAMINED, [window, window, country]),
    certificate<CertificateRow>(ARRIVED, [since, window]),
    certificate<EntryRow & { count: number }>(RESULTS, [since]),
    inquiry<EntryRow & { count: number }>(WAITING, []),
    inquiry<EntryRow & { count: number }>(DUE, [country, now]),
  ]);
  return {
    since,
    unexamined: heapOf(unexamined, lineOf),
    arrived: heapOf(arrived, lineOf),
    inquiries: heapOf(waiting, (row): InquiryEntry => entryOf(row)),
    due: heapOf(due, (row): InquiryEntry => entryOf(row)),
    results: heapOf(results, (row): ResultEntry => entryOf(row)),
  };
}

function heapOf<Row extends { readonly count: number }, Item>(
  rows: readonly Row[],
  itemOf: (row: Row) => Item,
): Heap<Item> {
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, MOST), more: count > MOST, items: rows.map(itemOf) };
}

function lineOf(row: CertificateRow): DeskCertificate {
  const { id, number, country, authority, office, products, issued, arrived } = row;
  return {
    id,
    number,
    country,
    authority,
    office: office ?? undefined,
    products: (products ?? []).slice(0, 3),
    issued: issued.toISOString(),
    arrived: arrived.toISOString(),
  };
}

const SYSTEM: Scope = { kind: 'system' };

const SINCE: Statement = {
  name: 'desk-since',
  text: `select case when at < $2::timestamptz - interval '${String(VISIT_MINUTES)} minutes' then at else previous end as since
         from desk_visit where account = $1`,
};
const VISIT: Statement = {
  name: 'desk-visit',
  text: `insert into desk_visit (account, at) values ($1, $2)
         on conflict (account) do update set at = $2, previous = case
           when desk_visit.at < $2::timestamptz - interval '${String(VISIT_MINUTES)} minutes' then desk_visit.at
           else desk_visit.previous end`,
};

async function sinceOf(database: Database, account: string | undefined, now: Date): Promise<string> {
  const [row] =
    account === undefined ? [] : await database.read<{ since: Date | null }>(SYSTEM, SINCE, [account, now]);
  // At the first visit a week counts as new.
  return (row?.since ?? new Date(now.getTime() - 7 * DAY)).toISOString();
}

/** Notes that the account looks at its desk; looks within half an hour of each other are one visit. */
export async function noteVisit(database: Database, account: string, now: Date): Promise<void> {
  await database.transaction(SYSTEM, (transaction) => transaction.query(VISIT, [account, now]));
}
