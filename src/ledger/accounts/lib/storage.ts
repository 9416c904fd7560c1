import type { Decimal } from '../../../base/index.ts';
import { parseDecimal, utf8 } from '../../../base/index.ts';
import { sha256 } from '../../../crypto/index.ts';
import type { Session, Statement, Transaction } from '../../../database/index.ts';
import { plainDecimal } from '../balance.ts';
import type { Book, Line, Share } from '../book.ts';

/** By what a book is found. */
export type BookName = Pick<Book, 'country' | 'kind' | 'subject'>;

/** A book shows at most so many lines and shares; no certificate has more. */
const MOST = 10_000;

const LINES = `select coalesce(jsonb_agg(jsonb_build_object('line', l.line, 'code', l.code, 'unit', l.unit, 'limit', l.total::text,
  'held', l.held::text, 'consumed', l.consumed::text, 'claimants', l.claimants) order by l.line), '[]')
  from (select * from balance_line l where l.book = b.id and l.country = b.country order by l.line limit ${String(MOST)}) l`;
const BOOK = `b.id, b.country, b.kind, b.subject, b.state, b.version, encode(b.digest, 'hex') as digest, (${LINES}) as lines`;
const SHARE = `claimant, item, line, code, declared::text, declared_unit, quantity::text, state, at, office`;
const LINE_ROWS = `as given (country text, book uuid, line integer, code text, unit text, "limit" numeric, held numeric, consumed numeric,
  claimants integer)`;
const NAMES = `(select distinct on (subject, kind, country) subject, kind, country
  from unnest($1::text[], $2::text[], $3::text[]) as given (subject, kind, country)) as named`;
const NAMED = 'b.subject = named.subject and b.kind = named.kind and b.country = named.country';

export const STATEMENTS = {
  // Its digest is written with its first step.
  open: {
    name: 'balance-open',
    text: `insert into balance_book (id, country, kind, subject, state, version, digest, created, updated)
           values ($1, $2, $3, $4, 'open', 1, $5, $6, $6)
           on conflict (subject, kind, country) do nothing returning id`,
  },
  // One after another in the order in which they came: of those that wait for a row, each change wakes all, to wait again.
  queue: {
    name: 'balance-queue',
    text: 'select pg_advisory_xact_lock(key) from unnest($1::bigint[]) as given (key)',
  },
  // Everybody locks in this order.
  lock: {
    name: 'balance-lock',
    text: `select b.id from balance_book b join ${NAMES} on ${NAMED} order by b.subject, b.kind, b.country for update of b`,
  },
  books: { name: 'balance-books', text: `select ${BOOK} from balance_book b join ${NAMES} on ${NAMED}` },
  named: {
    name: 'balance-named',
    text: `select ${BOOK} from balance_book b where subject = $1 and kind = $2 and country = $3`,
  },
  own: {
    name: 'balance-own',
    text: `with found as materialized (select b.id, b.country from balance_book b join ${NAMES} on ${NAMED})
           select b.id as book, s.* from found b
           cross join lateral (select ${SHARE} from balance_share where book = b.id and country = b.country
             and ($4::text[] is null or claimant = any($4)) order by claimant, item, line) s`,
  },
  shares: {
    name: 'balance-shares',
    text: `select ${SHARE} from balance_share where book = $1 and country = $2 order by at, claimant, item, line limit ${String(MOST)}`,
  },
  changeLines: {
    name: 'balance-change-lines',
    text: `insert into balance_line as l (country, book, line, code, unit, total, held, consumed, claimants)
           select country, book, line, code, unit, "limit", held, consumed, claimants
           from jsonb_to_recordset($1::jsonb) ${LINE_ROWS}
           on conflict (book, line, country) do update set total = excluded.total, held = excluded.held,
             consumed = excluded.consumed, claimants = excluded.claimants`,
  },
  dropShares: {
    name: 'balance-drop-shares',
    text: `delete from balance_share s using jsonb_to_recordset($1::jsonb) as given (country text, book uuid, claimant text)
           where s.book = given.book and s.country = given.country and s.claimant = given.claimant`,
  },
  addShares: {
    name: 'balance-add-shares',
    text: `insert into balance_share (country, book, claimant, item, line, code, declared, declared_unit, quantity, state, at, office)
           select country, book, claimant, item, line, code, declared, "declaredUnit", quantity, state, at, office
           from jsonb_to_recordset($1::jsonb) as given (country text, book uuid, claimant text, item integer, line integer, code text,
             declared numeric, "declaredUnit" text, quantity numeric, state text, at timestamptz, office text)`,
  },
  step: {
    name: 'balance-step',
    text: `update balance_book b set version = given.version, state = given.state, digest = given.digest, updated = $2
           from jsonb_to_recordset($1::jsonb) as given (country text, book uuid, version integer, state text, digest bytea)
           where b.id = given.book and b.country = given.country`,
  },
  remember: {
    name: 'balance-remember',
    text: `insert into balance_movement (country, book, version, action, claimant, actor, at, body, digest, previous, leaf, opening)
           select country, book, version, action, claimant, actor, at, body, digest, previous, leaf, opening
           from jsonb_to_recordset($1::jsonb) as given (country text, book uuid, version integer, action text, claimant text, actor text,
             at timestamptz, body jsonb, digest bytea, previous bytea, leaf uuid, opening jsonb)`,
  },
  movements: {
    name: 'balance-movements',
    text: `select m.version, m.action, m.claimant, m.actor, m.at, m.body, m.leaf from balance_movement m
           join balance_book b on b.id = m.book and b.country = m.country
           where b.subject = $1 and b.kind = $2 and b.country = $3 and m.version > $4 order by m.version limit $5`,
  },
  claimed: {
    name: 'balance-claimed',
    text: `select distinct s.claimant, b.country, b.kind, b.subject from balance_share s
           join balance_book b on b.id = s.book and b.country = s.country where s.claimant = any($1)
           order by b.subject, b.kind, b.country`,
  },
} as const satisfies Readonly<Record<string, Statement>>;

interface LineRow {
  readonly line: number;
  readonly code: string;
  readonly unit: string;
  readonly limit: string;
  readonly held: string;
  readonly consumed: string;
  readonly claimants: number;
}

interface BookRow extends Omit<Book, 'lines'> {
  readonly digest: string;
  readonly lines: readonly LineRow[];
}

interface ShareRow extends Omit<Share, 'declared' | 'declaredUnit' | 'quantity' | 'at' | 'office'> {
  readonly declared: string;
  readonly declared_unit: string;
  readonly quantity: string;
  readonly at: Date;
  readonly office: string | null;
}

export const bookOf = {
  book({ id, country, kind, subject, state, version, lines }: BookRow): Book {
    return { id, country, kind, subject, state, version, lines: lines.map(lineOf) };
  },
  share({ declared, declared_unit: declaredUnit, quantity, at, office, ...rest }: ShareRow): Share {
    return {
      ...rest,
      declared: exact(declared),
      declaredUnit,
      quantity: exact(quantity),
      at: at.toISOString(),
      ...(office === null ? {} : { office }),
    };
  },
} as const;

function lineOf({ limit, held, consumed, ...line }: LineRow): Line {
  return { ...line, limit: exact(limit), held: exact(held), consumed: exact(consumed) };
}

function exact(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new RangeError('the database holds a number that is none');
  return value;
}

export function lineRow({
  line,
  code,
  unit,
  limit,
  held,
  consumed,
  claimants,
}: Line): Readonly<Record<string, string | number>> {
  return {
    line,
    code,
    unit,
    limit: plainDecimal(limit),
    held: plainDecimal(held),
    consumed: plainDecimal(consumed),
    claimants,
  };
}

export function shareRow(share: Share): Readonly<Record<string, string | number>> {
  const { declared, quantity, office, ...rest } = share;
  return {
    ...rest,
    declared: plainDecimal(declared),
    quantity: plainDecimal(quantity),
    ...(office === undefined ? {} : { office }),
  };
}

/** A book under lock, with what the named claimants have of it. */
export interface LockedBook {
  readonly book: Book;
  readonly digest: string;
  readonly shares: readonly Share[];
}

/** Whoever wants more accounts at once waits for their rows alone: the server has room for few such places. */
const MOST_QUEUED = 32;

/** Where one queues for accounts, in one order for everybody. */
function placesOf(names: readonly BookName[]): readonly string[] {
  const places = names.map(({ country, kind, subject }) => {
    const digest = sha256(utf8(`balance|${country}|${kind}|${subject}`));
    return new DataView(digest.buffer, digest.byteOffset).getBigInt64(0);
  });
  const sorted = places.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return [...new Set(sorted)].map(String);
}

/** Books under lock until the transaction ends: movements of one account stand in a row. Those that do not exist are left out. */
export async function readBooks(
  transaction: Transaction,
  names: readonly BookName[],
  claimants: readonly string[] | 'all',
  locked = true,
): Promise<readonly LockedBook[]> {
  const values = [
    names.map(({ subject }) => subject),
    names.map(({ kind }) => kind),
    names.map(({ country }) => country),
  ];
  // One round trip; the lock comes first: a statement that waited for it would still show the sums of before.
  const queued = locked && names.length <= MOST_QUEUED;
  const [, taken, rows, shares] = await Promise.all([
    queued ? transaction.query(STATEMENTS.queue, [placesOf(names)]) : undefined,
    locked ? transaction.query<Pick<BookRow, 'id'>>(STATEMENTS.lock, values) : undefined,
    transaction.query<BookRow>(STATEMENTS.books, values),
    transaction.query<ShareRow & { readonly book: string }>(STATEMENTS.own, [
      ...values,
      claimants === 'all' ? null : claimants,
    ]),
  ]);
  // One that was opened between the two was read and is nobody's yet: all are locked again.
  if (taken !== undefined && rows.length > taken.length)
    return readBooks(transaction, names, claimants, locked);
  const own = new Map<string, Share[]>();
  for (const { book, ...share } of shares) {
    const known = own.get(book) ?? [];
    known.push(bookOf.share(share));
    own.set(book, known);
  }
  return rows.map((row) => ({ book: bookOf.book(row), digest: row.digest, shares: own.get(row.id) ?? [] }));
}

/** Accounts that claimants have something of, by claimant. */
export async function claimedBooks(
  session: Session,
  claimants: readonly string[],
): Promise<ReadonlyMap<string, readonly BookName[]>> {
  const rows = await session.query<BookName & { readonly claimant: string }>(STATEMENTS.claimed, [claimants]);
  const claimed = new Map<string, BookName[]>();
  for (const { claimant, ...name } of rows) {
    const own = claimed.get(claimant) ?? [];
    own.push(name);
    claimed.set(claimant, own);
  }
  return claimed;
}

/** One movement in the history of an account. */
export interface BookMovement {
  /** Counts from 1. */
  readonly version: number;
  readonly action: string;
  readonly claimant?: string;
  readonly actor: string;
  /** RFC 3339. */
  readonly at: string;
  /** What the claimant has afterwards (`shares`), what the account grants (`lines`), and why (`reason`). */
  readonly body: unknown;
  /** Reference of the evidence leaf. */
  readonly leaf: string;
}

/** Movements of an account, oldest first, after a version; at most 1 000. */
export async function readMovements(
  session: Session,
  name: BookName,
  after: number,
  limit: number,
): Promise<readonly BookMovement[]> {
  interface Row extends Omit<BookMovement, 'at' | 'claimant'> {
    readonly at: Date;
    readonly claimant: string | null;
  }
  const rows = await session.query<Row>(STATEMENTS.movements, [
    name.subject,
    name.kind,
    name.country,
    after,
    Math.min(limit, 1000),
  ]);
  return rows.map(({ at, claimant, ...row }) => ({
    ...row,
    at: at.toISOString(),
    ...(claimant === null ? {} : { claimant }),
  }));
}

/** A book and all that claimants have of it, as one moment shows it when the session is a transaction that holds its lock. */
export async function readBook(
  session: Session,
  name: BookName,
): Promise<{ readonly book: Book; readonly shares: readonly Share[] } | undefined> {
  const [row] = await session.query<BookRow>(STATEMENTS.named, [name.subject, name.kind, name.country]);
  if (row === undefined) return undefined;
  const shares = await session.query<ShareRow>(STATEMENTS.shares, [row.id, row.country]);
  return { book: bookOf.book(row), shares: shares.map(bookOf.share) };
}
