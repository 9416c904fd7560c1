import { addDecimals, compareDecimals, type Decimal } from '../../base/index.ts';
import type { Transaction } from '../../database/index.ts';
import type { BookName, LockedBooks } from '../../ledger/accounts/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { STATEMENTS } from './lib/statements.ts';
import { documentName, documentOf } from './naming.ts';

/** What may still be had of the lines of accounts. */
export type Left = readonly { readonly name: BookName; readonly lines: ReadonlyMap<number, Decimal> }[];

export function leftOf(books: LockedBooks, accounts: readonly { readonly name: BookName }[]): Left {
  return accounts.flatMap(({ name }) => {
    const book = books.book(name);
    if (book === undefined) return [];
    const lines = book.lines.map(({ line, limit, held, consumed }) => {
      const { coefficient, scale } = addDecimals(held, consumed);
      return [line, addDecimals(limit, { coefficient: -coefficient, scale })] as const;
    });
    return [{ name, lines: new Map(lines) }];
  });
}

/** Whoever had too little of an account that has more now is due, in the order in which they came. */
export async function markFreed(
  transaction: Transaction,
  books: LockedBooks,
  before: Left,
  by: Performance,
): Promise<void> {
  const now = new Map(leftOf(books, before).map(({ name, lines }) => [name.subject + name.country, lines]));
  const freed = before.flatMap(({ name, lines }) => {
    const after = now.get(name.subject + name.country);
    const isMore = [...lines].some(([line, left]) => {
      const rest = after?.get(line);
      return rest !== undefined && compareDecimals(rest, left) > 0;
    });
    const document = documentOf(name);
    const isUsable = isMore && books.book(name)?.state === 'open' && document !== undefined;
    return isUsable ? [documentName(document)] : [];
  });
  if (freed.length > 0) await transaction.query(STATEMENTS.markShort, [freed, by.now]);
}
