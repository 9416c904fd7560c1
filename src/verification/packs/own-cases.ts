import type { RuleBook } from '../deciding/index.ts';
import { compileTable, type DecisionTable } from '../rules/index.ts';
import type { TableCase } from '../written-cases/index.ts';
import type { Difference } from './comparing.ts';
import { caseTrial, type CaseOwner } from './running.ts';
import { expectationOf } from './writing.ts';

/** What became of a case that stands beside a table. */
export interface OwnCaseResult {
  readonly name: string;
  readonly why: TableCase['why'];
  readonly differences: readonly Difference[];
  /** Rows of the table that it meets. */
  readonly rows: readonly string[];
  /** What it comes to, as an expectation would say it. */
  readonly found: TableCase['expect'];
}

/** Decides the cases of a table as the tests of packs are decided, by a book in which the table stands. */
export function tryOwnCases(
  table: DecisionTable,
  book: RuleBook,
  owner: CaseOwner,
): readonly OwnCaseResult[] {
  const { cases = [] } = table;
  if (cases.length === 0) return [];
  const attempt = caseTrial([compileTable(table)], (day) => ({ ...book, day }), owner);
  return cases.map(({ name, why, given, expect }) => {
    const { decision, differences, met } = attempt(given, expect);
    return { name, why, differences, rows: met.map(({ row }) => row), found: expectationOf(decision) };
  });
}
