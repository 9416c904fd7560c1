import type { Fault } from '../../base/index.ts';
import { shapeOf } from '../../shapes/index.ts';
import { compileRuleBook, decide, type CompiledRuleBook, type RuleBook } from '../deciding/index.ts';
import type { Decision } from '../facts/index.ts';
import { compileTable, evaluate, type CompiledTable } from '../rules/index.ts';
import { GivenCase, type Expected } from '../written-cases/index.ts';
import { ruleBookOfPack } from './book.ts';
import { caseInputOf } from './building.ts';
import { differencesOf, type Difference } from './comparing.ts';
import type { RulePack } from './pack.ts';
import { withChanges } from './placing.ts';
import type { PackTestCase, PackTestFile } from './test-file.ts';

/** What became of one case of a pack's tests. */
export interface CaseResult {
  readonly file: string;
  readonly name: string;
  readonly why: PackTestCase['why'];
  /** What keeps the case from being asked at all; paths are within the file. */
  readonly faults: readonly Fault[];
  readonly differences: readonly Difference[];
  /** Rows that it meets. */
  readonly met: readonly RowName[];
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

/** Whose practice it is. */
export interface CaseOwner {
  readonly country: string;
  readonly authority: string;
}

/** A case that was asked. */
interface TriedCase {
  readonly decision: Decision;
  readonly differences: readonly Difference[];
  readonly met: readonly RowName[];
}

const givenShape = shapeOf(GivenCase);

/** Decides cases by the book of their day, made ready once for each day. */
export function caseTrial(
  tables: readonly CompiledTable[],
  bookOf: (day: string) => RuleBook,
  owner: CaseOwner,
): (given: GivenCase, expect: Expected) => TriedCase {
  const books = new Map<string, CompiledRuleBook>();
  return (given, expect) => {
    const book = books.get(given.day) ?? compileRuleBook(bookOf(given.day));
    books.set(given.day, book);
    const decision = decide(caseInputOf(given, owner, book.patterns), book);
    return { decision, differences: differencesOf(expect, decision), met: rowsMet(tables, decision) };
  };
}

/** Asks every case of a pack's tests, and remembers which rows they meet. The pack has been read, so its tables compile. */
export function testPack(pack: RulePack): PackTestReport {
  const tables = pack.tables.map(({ table }) => compileTable(table));
  const attempt = caseTrial(tables, (day) => ruleBookOfPack(pack, day), pack.manifest);
  const cases = pack.tests.flatMap(({ file, tests }) =>
    tests.cases.map((each, place): CaseResult => {
      const asked = askedOf(tests, each, `/cases/${String(place)}`);
      const { name, why, expect } = each;
      if (asked.given === undefined)
        return { file, name, why, faults: asked.faults, differences: [], met: [], isPassed: false };
      const { differences, met } = attempt(asked.given, expect);
      return { file, name, why, faults: [], differences, met, isPassed: differences.length === 0 };
    }),
  );
  const met = new Set(cases.flatMap((each) => each.met.map(keyOf)));
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
function rowsMet(tables: readonly CompiledTable[], { findings }: Decision): readonly RowName[] {
  const met = new Map<string, RowName>();
  for (const { facts } of findings) {
    for (const table of tables) {
      const { hits, shadow } = evaluate(table, facts);
      for (const { row } of [...hits, ...shadow]) {
        const name = { table: table.name, row: row.id };
        met.set(keyOf(name), name);
      }
    }
  }
  return [...met.values()];
}

function keyOf({ table, row }: RowName): string {
  return `${table} ${row}`;
}
