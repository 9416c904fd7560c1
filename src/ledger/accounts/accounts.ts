import type { CanonicalValue } from '../../base/index.ts';
import { canonicalJson, utf8, uuidV7 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Transaction } from '../../database/index.ts';
import { appendActs } from '../../evidence/index.ts';
import type { Performance } from '../writing.ts';
import { consume, hold, release, reverse, type After, type Moved } from './balance.ts';
import type {
  Allocation,
  Book,
  ConsumeResult,
  ConvertQuantity,
  HoldResult,
  Line,
  ReleaseResult,
  ReverseResult,
  Share,
} from './book.ts';
import { bookOf, lineRow, lockedBook, shareRow, STATEMENTS, type BookName } from './lib/storage.ts';

/** A book about to be opened: nothing of it is held or consumed. */
export interface NewBook extends BookName {
  readonly lines: readonly Pick<Line, 'line' | 'code' | 'unit' | 'limit'>[];
}

/** Movements of a book's actions, beside those of its quantities. */
type Action = 'open' | 'hold' | 'drop' | 'release' | 'consume' | 'reverse' | 'close' | 'reopen';

interface Told {
  readonly action: Action;
  readonly claimant?: string;
  readonly body: Readonly<Record<string, CanonicalValue>>;
}

/**
 * Opens the account of a document, in the transaction of the act that brings the document; false where it is open already.
 * Every later movement takes place in the caller's transaction too, with its history and its evidence.
 */
export async function openBook(transaction: Transaction, book: NewBook, by: Performance): Promise<boolean> {
  const id = uuidV7(by.now.getTime(), by.random);
  const lines = book.lines.map((line) => lineRow({ ...line, held: NOTHING, consumed: NOTHING }));
  const told: Told = { action: 'open', body: { lines } };
  const at = by.now.toISOString();
  const digest = digestOf(told);
  const [opened] = await transaction.query<{ id: string }>(STATEMENTS.open, [
    id,
    book.country,
    book.kind,
    book.subject,
    Buffer.from(digest, 'hex'),
    at,
  ]);
  if (opened === undefined) return false;
  await transaction.query(STATEMENTS.addLines, [book.country, id, JSON.stringify(lines)]);
  await remember(transaction, { ...book, id, version: 0 }, told, undefined, by);
  return true;
}

const NOTHING = { coefficient: 0n, scale: 0 };

/** Holds quantities for a claimant in place of what it held before. Undefined where there is no such account. */
export function holdQuantities(
  transaction: Transaction,
  name: BookName,
  request: {
    readonly claimant: string;
    readonly allocations: readonly Allocation[];
    readonly office?: string;
  },
  convert: ConvertQuantity,
  by: Performance,
): Promise<HoldResult | undefined> {
  return move(transaction, name, request.claimant, by, (book, own) => {
    const moved = hold(book, own, { ...request, at: by.now.toISOString() }, convert);
    const action = moved.result.outcome === 'held' ? 'hold' : 'drop';
    return { ...moved, action };
  });
}

export function consumeQuantities(
  transaction: Transaction,
  name: BookName,
  claimant: string,
  by: Performance,
): Promise<ConsumeResult | undefined> {
  return move(transaction, name, claimant, by, (book, own) => ({
    ...consume(book, own, by.now.toISOString()),
    action: 'consume',
  }));
}

export function releaseQuantities(
  transaction: Transaction,
  name: BookName,
  claimant: string,
  by: Performance,
): Promise<ReleaseResult | undefined> {
  return move(transaction, name, claimant, by, (book, own) => ({ ...release(book, own), action: 'release' }));
}

/** Gives back what was consumed; the reason is kept in the history. */
export function reverseQuantities(
  transaction: Transaction,
  name: BookName,
  request: { readonly claimant: string; readonly reason: string },
  by: Performance,
): Promise<ReverseResult | undefined> {
  return move(transaction, name, request.claimant, by, (book, own) => ({
    ...reverse(book, own),
    action: 'reverse',
    reason: request.reason,
  }));
}

/** Closes or reopens the account as its document loses or regains its force; false where there is no such account or no change. */
export async function setBookState(
  transaction: Transaction,
  name: BookName,
  state: Book['state'],
  by: Performance,
): Promise<boolean> {
  const found = await lockedBook(transaction, name);
  if (found === undefined || found.book.state === state) return false;
  const told: Told = { action: state === 'open' ? 'reopen' : 'close', body: {} };
  await step(transaction, found, state, told, by);
  return true;
}

type Step<Result> = Moved<Result> & { readonly action: Action; readonly reason?: string };

async function move<Result>(
  transaction: Transaction,
  name: BookName,
  claimant: string,
  by: Performance,
  decide: (book: Book, own: readonly Share[]) => Step<Result>,
): Promise<Result | undefined> {
  const found = await lockedBook(transaction, name);
  if (found === undefined) return undefined;
  const own = (
    await transaction.query<ShareRowOf>(STATEMENTS.own, [found.book.id, name.country, claimant])
  ).map(bookOf.share);
  const { result, after, action, reason } = decide(found.book, own);
  if (after === undefined) return result;
  await store(transaction, found.book, claimant, own, after);
  const body = {
    shares: after.shares.map(shareRow),
    ...(reason === undefined ? {} : { reason }),
  };
  await step(transaction, found, found.book.state, { action, claimant, body }, by);
  return result;
}

type ShareRowOf = Parameters<typeof bookOf.share>[0];
type Found = NonNullable<Awaited<ReturnType<typeof lockedBook>>>;

async function store(
  transaction: Transaction,
  book: Book,
  claimant: string,
  own: readonly Share[],
  after: After,
): Promise<void> {
  const lines = after.lines.filter((line) => !book.lines.includes(line)).map(lineRow);
  await transaction.query(STATEMENTS.changeLines, [book.country, book.id, JSON.stringify(lines)]);
  if (own.length > 0) await transaction.query(STATEMENTS.dropShares, [book.id, book.country, claimant]);
  if (after.shares.length > 0) {
    await transaction.query(STATEMENTS.addShares, [
      book.country,
      book.id,
      JSON.stringify(after.shares.map(shareRow)),
    ]);
  }
}

async function step(
  transaction: Transaction,
  { book, digest }: Found,
  state: Book['state'],
  told: Told,
  by: Performance,
): Promise<void> {
  await transaction.query(STATEMENTS.step, [
    book.id,
    book.country,
    state,
    Buffer.from(digestOf(told), 'hex'),
    by.now.toISOString(),
  ]);
  await remember(transaction, book, told, digest, by);
}

async function remember(
  transaction: Transaction,
  book: BookName & Pick<Book, 'id' | 'version'>,
  told: Told,
  previous: string | undefined,
  by: Performance,
): Promise<void> {
  const at = by.now.toISOString();
  const digest = digestOf(told);
  const { actor, behalf } = by.caller;
  const [evidence] = await appendActs(
    transaction,
    [
      {
        kind: `balance.${told.action}`,
        actor,
        subject: `${book.kind}/${book.subject}`,
        at,
        digest,
        ...(previous === undefined ? {} : { previous }),
        ...(behalf === undefined ? {} : { details: { behalf } }),
      },
    ],
    by.random,
  );
  if (evidence === undefined) throw new RangeError('an act has a leaf');
  await transaction.query(STATEMENTS.remember, [
    book.country,
    book.id,
    book.version + 1,
    told.action,
    told.claimant ?? null,
    actor,
    at,
    JSON.stringify(told.body),
    Buffer.from(digest, 'hex'),
    previous === undefined ? null : Buffer.from(previous, 'hex'),
    evidence.id,
    JSON.stringify(evidence.opening),
  ]);
}

function digestOf({ action, claimant, body }: Told): string {
  return sha256Hex(utf8(canonicalJson({ action, claimant: claimant ?? null, body })));
}
