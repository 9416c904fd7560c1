import { commodityPractice, type CommodityPractice } from '../matching/index.ts';
import { compilePatterns, type CompiledPatterns } from '../references/index.ts';
import { compileTable, type CompiledTable, type DecisionTable, type Stage } from '../rules/index.ts';
import { doubtsOf, type Doubts } from './lib/doubts.ts';
import { inlineDecisions } from './lib/inlining.ts';
import type { Practice, RuleBook } from './rule-book.ts';

/** Tables of a level by what they are asked for, each in the order of its name. */
export type StagedTables = Readonly<Record<Stage, readonly CompiledTable[]>>;

/** A rule book made ready, once for as many decisions as go by it. */
export interface CompiledRuleBook {
  readonly national: StagedTables;
  readonly local: StagedTables;
  /** Tables of requirements of both levels, with those that cannot be denied because something they ask about is not stated. */
  readonly requirements: readonly { readonly table: CompiledTable; readonly doubts: Doubts }[];
  readonly patterns: CompiledPatterns;
  readonly commodity: CommodityPractice;
  readonly practice: Practice;
  readonly versions: Readonly<Record<string, number>>;
}

/**
 * Makes a rule book ready.
 * @throws RuleError `rule-table-invalid`.
 */
export function compileRuleBook(book: RuleBook): CompiledRuleBook {
  inlineDecisions();
  const { practice } = book;
  const national = staged(book.tables);
  const local = staged(book.local);
  return {
    national,
    local,
    requirements: [...national.requirement, ...local.requirement].map((table) => ({
      table,
      doubts: doubtsOf(table.source),
    })),
    patterns: compilePatterns(book.patterns),
    commodity: commodityPractice(practice.leastDigits, practice.foreignNomenclatures ?? [], book.mappings),
    practice,
    versions: book.versions,
  };
}

function staged(tables: readonly DecisionTable[]): StagedTables {
  const compiled = tables
    .toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
    .map(compileTable);
  const of = (stage: Stage) => compiled.filter((table) => table.stage === stage);
  return {
    requirement: of('requirement'),
    paperless: of('paperless'),
    measure: of('measure'),
    tolerance: of('tolerance'),
    judgement: of('judgement'),
  };
}
