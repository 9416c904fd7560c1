import type { Transaction } from '../../database/index.ts';
import type { Performance } from '../writing.ts';
import type {
  Allocation,
  Book,
  ConsumeResult,
  ConvertQuantity,
  HoldPractice,
  HoldResult,
  ReleaseResult,
  ReverseResult,
} from './book.ts';
import { LockedBooks, type NewBook } from './books.ts';
import type { BookName } from './lib/storage.ts';

/**
 * Opens the account of a document, in the transaction of the act that brings the document; false where it is open already.
 * Every later movement takes place in the caller's transaction too, with its history and its evidence.
 */
export async function openBook(transaction: Transaction, book: NewBook, by: Performance): Promise<boolean> {
  const books = await LockedBooks.lock(transaction, [], [], by);
  const opened = await books.open(book);
  await books.store();
  return opened;
}

/** Holds quantities for a claimant in place of what it held before. Undefined where there is no such account. */
export function holdQuantities(
  transaction: Transaction,
  name: BookName,
  request: {
    readonly claimant: string;
    readonly allocations: readonly Allocation[];
    readonly office?: string;
    readonly practice?: HoldPractice;
  },
  convert: ConvertQuantity,
  by: Performance,
): Promise<HoldResult | undefined> {
  return once(transaction, name, request.claimant, by, (books) => books.hold(name, request, convert));
}

export function consumeQuantities(
  transaction: Transaction,
  name: BookName,
  claimant: string,
  by: Performance,
): Promise<ConsumeResult | undefined> {
  return once(transaction, name, claimant, by, (books) => books.consume(name, claimant));
}

export function releaseQuantities(
  transaction: Transaction,
  name: BookName,
  claimant: string,
  by: Performance,
): Promise<ReleaseResult | undefined> {
  return once(transaction, name, claimant, by, (books) => books.release(name, claimant));
}

/** Gives back what was consumed; the reason is kept in the history. */
export function reverseQuantities(
  transaction: Transaction,
  name: BookName,
  request: { readonly claimant: string; readonly reason: string },
  by: Performance,
): Promise<ReverseResult | undefined> {
  const { claimant, reason } = request;
  return once(transaction, name, claimant, by, (books) => books.reverse(name, claimant, reason));
}

/** Closes or reopens the account as its document loses or regains its force; false where there is no such account or no change. */
export async function setBookState(
  transaction: Transaction,
  name: BookName,
  state: Book['state'],
  by: Performance,
): Promise<boolean> {
  const books = await LockedBooks.lock(transaction, [name], [], by);
  const changed = books.setState(name, state);
  await books.store();
  return changed;
}

async function once<Result>(
  transaction: Transaction,
  name: BookName,
  claimant: string,
  by: Performance,
  work: (books: LockedBooks) => Result,
): Promise<Result> {
  const books = await LockedBooks.lock(transaction, [name], [claimant], by);
  const result = work(books);
  await books.store();
  return result;
}
