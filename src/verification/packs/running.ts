import type { Fault } from '../../base/index.ts';
import { shapeOf } from '../../shapes/index.ts';
import { compileRuleBook, decide, type CompiledRuleBook } from '../deciding/index.ts';
import type { Decision } from '../facts/index.ts';
import { compileTable, evaluate, type CompiledTable } from '../rules/index.ts';
import { ruleBookOfPack } from './book.ts';
import { caseInputOf } from './building.ts';
import { differencesOf, type Difference } from './comparing.ts';
import type { RulePack } from './pack.ts';
import { withChanges } from './placing.ts';
import { GivenCase, type PackTestCase, type PackTestFile } from './test-file.ts';

/** What became of one case of a pack's tests. */
export interface CaseResult {
  readonly file: string;
  readonly name: string;
  readonly why: PackTestCase['why'];
  /** What keeps the case from being asked at all; paths are within the file. */
  readonly faults: readonly Fault[];
  readonly differences: readonly Difference[];
  readonly isPassed: boolean;
}

/** A row by its table's name and its own id. */
export interface RowName {
  readonly table: string;
  readonly row: string;
}

export interface PackTestReport {
  readonly cases: readonly CaseResult[];
  /** Rows that no case meets, off ones left out. */
  readonly unmet: readonly RowName[];
  readonly rows: number;
}

const givenShape = shapeOf(GivenCase);

/** Asks every case of a pack's tests, and remembers which rows they meet. The pack has been read, so its tables compile. */
export function testPack(pack: RulePack): PackTestReport {
  const tables = pack.tables.map(({ table }) => compileTable(table));
  const met = new Set<string>();
  const books = new Map<string, CompiledRuleBook>();
  const bookOf = (day: string): CompiledRuleBook => {
    const known = books.get(day) ?? compileRuleBook(ruleBookOfPack(pack, day));
    books.set(day, known);
    return known;
  };
  const cases = pack.tests.flatMap(({ file, tests }) =>
    tests.cases.map((each, place) => {
      const asked = askedOf(tests, each, `/cases/${String(place)}`);
      const { name, why, expect } = each;
      if (asked.given === undefined)
        return { file, name, why, faults: asked.faults, differences: [], isPassed: false };
      const book = bookOf(asked.given.day);
      const decision = decide(caseInputOf(asked.given, pack.manifest, book.patterns), book);
      noteRows(tables, decision, met);
      const differences = differencesOf(expect, decision);
      return { file, name, why, faults: [], differences, isPassed: differences.length === 0 };
    }),
  );
  const rows = tables.flatMap(({ name, source }) =>
    source.rows.filter(({ mode }) => mode !== 'off').map(({ id }) => ({ table: name, row: id })),
  );
  return { cases, rows: rows.length, unmet: rows.filter((each) => !met.has(keyOf(each))) };
}

function askedOf(
  { given }: PackTestFile,
  { with: changes = {} }: PackTestCase,
  path: string,
): { readonly given?: GivenCase; readonly faults: readonly Fault[] } {
  const { value, faults } = withChanges(given, changes);
  const placed = (all: readonly Fault[]) => all.map((fault) => ({ ...fault, path: `${path}${fault.path}` }));
  if (faults.length > 0) return { faults: placed(faults) };
  if (givenShape.accepts(value)) return { given: value, faults: [] };
  return { faults: placed(givenShape.faults(value, 'pack-case-shape')) };
}

/** Every table is asked again with the facts of each finding: they hold all that it was asked with when the case was decided. */
function noteRows(tables: readonly CompiledTable[], { findings }: Decision, met: Set<string>): void {
  for (const { facts } of findings) {
    for (const table of tables) {
      const { hits, shadow } = evaluate(table, facts);
      for (const { row } of [...hits, ...shadow]) met.add(keyOf({ table: table.name, row: row.id }));
    }
  }
}

function keyOf({ table, row }: RowName): string {
  return `${table} ${row}`;
}
