import type { RuleBook } from '../deciding/index.ts';
import type { RuleBookOwner } from '../parameters/index.ts';
import type { DecisionTable } from '../rules/index.ts';

/** A book with drafts in the place of the tables of their names: an office's among its own, others among the national ones. */
export function withDrafts(
  book: RuleBook,
  drafts: readonly DecisionTable[],
  { office }: Pick<RuleBookOwner, 'office'>,
): RuleBook {
  const drafted = new Set(drafts.map(({ name }) => name));
  const replaced = (tables: readonly DecisionTable[]) => [
    ...tables.filter(({ name }) => !drafted.has(name)),
    ...drafts,
  ];
  return office === undefined
    ? { ...book, tables: replaced(book.tables) }
    : { ...book, local: replaced(book.local) };
}
