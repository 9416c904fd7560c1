import type { Decimal } from '../../../base/index.ts';
import { parseDecimal } from '../../../base/index.ts';
import type { Session, Statement, Transaction } from '../../../database/index.ts';
import { plainDecimal } from '../balance.ts';
import type { Book, Line, Share } from '../book.ts';

/** By what a book is found. */
export type BookName = Pick<Book, 'country' | 'kind' | 'subject'>;

/** A book shows at most so many lines and shares; no certificate has more. */
const MOST = 10_000;

const LINES = `select coalesce(jsonb_agg(jsonb_build_object('line', l.line, 'code', l.code, 'unit', l.unit, 'limit', l.total::text,
  'held', l.held::text, 'consumed', l.consumed::text) order by l.line), '[]')
  from (select * from balance_line l where l.book = b.id and l.country = b.country order by l.line limit ${String(MOST)}) l`;
const BOOK = `b.id, b.country, b.kind, b.subject, b.state, b.version, encode(b.digest, 'hex') as digest, (${LINES}) as lines`;
const SHARE = `claimant, item, line, code, declared::text, declared_unit, quantity::text, state, at, office`;
const LINE_ROWS = `jsonb_to_recordset($3::jsonb) as given
  (line integer, code text, unit text, "limit" numeric, held numeric, consumed numeric)`;

export const STATEMENTS = {
  open: {
    name: 'balance-open',
    text: `insert into balance_book (id, country, kind, subject, state, version, digest, created, updated)
           values ($1, $2, $3, $4, 'open', 1, $5, $6, $6)
           on conflict (subject, kind, country) do nothing returning id`,
  },
  addLines: {
    name: 'balance-add-lines',
    text: `insert into balance_line (country, book, line, code, unit, total, held, consumed)
           select $1, $2, line, code, unit, "limit", held, consumed from ${LINE_ROWS}`,
  },
  lock: {
    name: 'balance-lock',
    text: 'select id from balance_book where subject = $1 and kind = $2 and country = $3 for update',
  },
  book: { name: 'balance-book', text: `select ${BOOK} from balance_book b where id = $1 and country = $2` },
  named: {
    name: 'balance-named',
    text: `select ${BOOK} from balance_book b where subject = $1 and kind = $2 and country = $3`,
  },
  own: {
    name: 'balance-own',
    text: `select ${SHARE} from balance_share where book = $1 and country = $2 and claimant = $3 order by item, line`,
  },
  shares: {
    name: 'balance-shares',
    text: `select ${SHARE} from balance_share where book = $1 and country = $2 order by at, claimant, item, line limit ${String(MOST)}`,
  },
  changeLines: {
    name: 'balance-change-lines',
    text: `update balance_line l set held = given.held, consumed = given.consumed from ${LINE_ROWS}
           where l.country = $1 and l.book = $2 and l.line = given.line`,
  },
  dropShares: {
    name: 'balance-drop-shares',
    text: 'delete from balance_share where book = $1 and country = $2 and claimant = $3',
  },
  addShares: {
    name: 'balance-add-shares',
    text: `insert into balance_share (country, book, claimant, item, line, code, declared, declared_unit, quantity, state, at, office)
           select $1, $2, claimant, item, line, code, declared, "declaredUnit", quantity, state, at, office
           from jsonb_to_recordset($3::jsonb) as given (claimant text, item integer, line integer, code text, declared numeric,
             "declaredUnit" text, quantity numeric, state text, at timestamptz, office text)`,
  },
  step: {
    name: 'balance-step',
    text: `update balance_book set version = version + 1, state = $3, digest = $4, updated = $5 where id = $1 and country = $2`,
  },
  remember: {
    name: 'balance-remember',
    text: `insert into balance_movement (country, book, version, action, claimant, actor, at, body, digest, previous, leaf, opening)
           values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12::jsonb)`,
  },
} as const satisfies Readonly<Record<string, Statement>>;

interface LineRow {
  readonly line: number;
  readonly code: string;
  readonly unit: string;
  readonly limit: string;
  readonly held: string;
  readonly consumed: string;
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

function lineOf({ line, code, unit, limit, held, consumed }: LineRow): Line {
  return { line, code, unit, limit: exact(limit), held: exact(held), consumed: exact(consumed) };
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
}: Line): Readonly<Record<string, string | number>> {
  return {
    line,
    code,
    unit,
    limit: plainDecimal(limit),
    held: plainDecimal(held),
    consumed: plainDecimal(consumed),
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

/** A book under lock until the transaction ends: movements of one account stand in a row. */
export async function lockedBook(
  transaction: Transaction,
  name: BookName,
): Promise<{ readonly book: Book; readonly digest: string } | undefined> {
  // The lock comes first: a statement that waited for it would still show the sums of before.
  const [locked] = await transaction.query<{ id: string }>(STATEMENTS.lock, [
    name.subject,
    name.kind,
    name.country,
  ]);
  if (locked === undefined) return undefined;
  const [row] = await transaction.query<BookRow>(STATEMENTS.book, [locked.id, name.country]);
  return row === undefined ? undefined : { book: bookOf.book(row), digest: row.digest };
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
