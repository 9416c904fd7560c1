import type { Clock, Fault } from '../../base/index.ts';
import type { AnyParameter, ParameterOwner, ProposedRow } from '../../ledger/parameters/index.ts';
import type { RuleBook } from '../deciding/index.ts';
import { tryOwnCases, type OwnCaseResult } from '../packs/index.ts';
import type { RuleBookOwner } from '../parameters/index.ts';
import { isTable, type DecisionTable } from '../rules/index.ts';
import { withDrafts } from './drafted.ts';
import type { Books } from './running.ts';

/** What becomes of the cases that stand beside a draft, were it in force with everything else that is. */
export async function ownCases(
  draft: DecisionTable,
  owner: ParameterOwner,
  books: Books,
  day: string,
): Promise<readonly OwnCaseResult[]> {
  if (!isAuthoritys(owner) || draft.cases === undefined) return [];
  return tried(draft, [draft], owner, await books.inForce(owner, day));
}

/** A table that fails a case of its own is not proposed, unless the case is changed too. */
export function refusing(books: () => Books, clock: Clock): NonNullable<AnyParameter['refuses']> {
  return async (rows, owner) => {
    if (!isAuthoritys(owner)) return [];
    const [shelf, today] = [books(), clock().toISOString().slice(0, 10)];
    const faults: Fault[] = [];
    for (const [place, row] of rows.entries()) {
      const { value } = row;
      if (!isTable(value) || value.cases === undefined) continue;
      const day = row.from.slice(0, 10) > today ? row.from.slice(0, 10) : today;
      const drafts = rows.flatMap((each) => (isTable(each.value) && besides(row, each) ? [each.value] : []));
      const results = tried(value, drafts, owner, await shelf.inForce(owner, day));
      faults.push(...failures(results, `/rows/${String(place)}/value/cases`));
    }
    return faults;
  };
}

/** What is proposed for the whole installation stands in no authority's book, by which it could be tried. */
function isAuthoritys(owner: ParameterOwner): owner is RuleBookOwner {
  return owner.authority !== undefined;
}

function tried(
  table: DecisionTable,
  drafts: readonly DecisionTable[],
  owner: RuleBookOwner,
  inForce: RuleBook,
): readonly OwnCaseResult[] {
  const { authority } = owner;
  return tryOwnCases(table, withDrafts(inForce, drafts, owner), {
    country: authority.slice(0, 2),
    authority,
  });
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
