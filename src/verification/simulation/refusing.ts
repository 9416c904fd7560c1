import type { Clock, Fault } from '../../base/index.ts';
import type { AnyParameter, ParameterOwner, ProposedRow } from '../../ledger/parameters/index.ts';
import type { RuleBook } from '../deciding/index.ts';
import { tryOwnCases, type OwnCaseResult } from '../packs/index.ts';
import { isTable, type DecisionTable } from '../rules/index.ts';
import type { Books } from './running.ts';

/** The rules in force for an owner on a day, with drafts in the place of their tables. */
async function bookWith(
  drafts: readonly DecisionTable[],
  { authority, office }: { readonly authority: string; readonly office?: string },
  books: Books,
  day: string,
): Promise<RuleBook> {
  const book = await books.inForce({ authority, ...(office === undefined ? {} : { office }) }, day);
  const drafted = new Set(drafts.map(({ name }) => name));
  const replaced = (tables: readonly DecisionTable[]) => [
    ...tables.filter(({ name }) => !drafted.has(name)),
    ...drafts,
  ];
  return office === undefined
    ? { ...book, tables: replaced(book.tables) }
    : { ...book, local: replaced(book.local) };
}

/** What becomes of the cases that stand beside a draft, were it in force with everything else that is. */
export async function ownCases(
  draft: DecisionTable,
  { authority, office }: ParameterOwner,
  books: Books,
  day: string,
): Promise<readonly OwnCaseResult[]> {
  if (authority === undefined || draft.cases === undefined) return [];
  const owner = { authority, ...(office === undefined ? {} : { office }) };
  return tryOwnCases(draft, await bookWith([draft], owner, books, day), {
    country: authority.slice(0, 2),
    authority,
  });
}

/** A table that fails a case of its own is not proposed, unless the case is changed too. */
export function refusing(books: () => Books, clock: Clock): NonNullable<AnyParameter['refuses']> {
  return async (rows, owner) => {
    const { authority, office } = owner;
    if (authority === undefined) return [];
    const today = clock().toISOString().slice(0, 10);
    const faults: Fault[] = [];
    for (const [place, row] of rows.entries()) {
      const { value } = row;
      if (!isTable(value) || value.cases === undefined) continue;
      const day = row.from.slice(0, 10) > today ? row.from.slice(0, 10) : today;
      const drafts = rows.flatMap((each) => (isTable(each.value) && besides(row, each) ? [each.value] : []));
      const asked = { authority, ...(office === undefined ? {} : { office }) };
      const results = tryOwnCases(value, await bookWith(drafts, asked, books(), day), {
        country: authority.slice(0, 2),
        authority,
      });
      faults.push(...failures(results, `/rows/${String(place)}/value/cases`));
    }
    return faults;
  };
}

/** Whether a row counts when another begins; each key of it has one row then. */
function besides(row: ProposedRow, each: ProposedRow): boolean {
  return each === row || (each.from <= row.from && (each.until === undefined || each.until > row.from));
}

function failures(results: readonly OwnCaseResult[], path: string): readonly Fault[] {
  return results.flatMap(({ name, differences: [first] }, place): readonly Fault[] =>
    first === undefined
      ? []
      : [
          {
            code: 'rule-case-fails',
            path: `${path}/${String(place)}`,
            values: { name, expected: first.expected.join(', '), found: first.found.join(', ') },
          },
        ],
  );
}
