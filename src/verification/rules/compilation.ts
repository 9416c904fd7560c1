import type { Facts, FieldName, FieldValue } from '../facts/index.ts';
import { addRow, copyRows, emptySet, hasRow, keepCommon, type RowSet } from './lib/bits.ts';
import { columnOf, type Column } from './lib/column.ts';
import type { Passed } from './lib/passed.ts';
import { readerOf } from './lib/reading.ts';
import { expressionOf, type Expression } from './expression.ts';
import { RuleError } from './error.ts';
import { faultsOfTable } from './structure.ts';
import { placeholdersOf } from './sentence.ts';
import { subjectOf } from './subject.ts';
import type { Evaluation, Hit, Unanswered } from './hit.ts';
import type { DecisionTable, HitPolicy, RuleRow, Stage } from './table.ts';

/** A table made ready: its columns indexed, so that a table of hundreds of rows costs a few look-ups. */
export interface CompiledTable {
  readonly name: string;
  readonly stage: Stage;
  readonly hit: HitPolicy;
  readonly source: DecisionTable;
  /** Fields that it asks about. */
  readonly fields: readonly FieldName[];
  ask(facts: Facts): Evaluation;
}

const NOTHING: Evaluation = Object.freeze({ hits: [], shadow: [], unanswered: [] });
const GRAVITY = { refuse: 0, inquire: 1, hold: 2, pass: 3 } as const;

const compiled = new WeakMap<DecisionTable, CompiledTable>();

/**
 * Makes a table ready, once for each: books of several days and offices share it. Rows that are off are left out.
 * @throws RuleError `rule-table-invalid` with every fault that keeps it from being read; `checkTable` finds more.
 */
export function compileTable(table: DecisionTable): CompiledTable {
  let known = compiled.get(table);
  if (known === undefined) compiled.set(table, (known = compiledAnew(table)));
  return known;
}

function compiledAnew(table: DecisionTable): CompiledTable {
  const faults = faultsOfTable(table);
  if (faults.length > 0) throw new RuleError('rule-table-invalid', { table: table.name }, { faults });
  const rows = table.rows.filter(({ mode }) => mode !== 'off').map((row) => compiledRow(table, row));
  const columns = table.inputs.map((field) =>
    columnOf(
      field,
      rows.map(({ hit }) => hit.row.cells[field]),
    ),
  );
  const conclude = CONCLUSIONS[table.hit];
  const narrow = narrowing(rows, columns);
  const fields = [...new Set([...table.inputs, ...rows.flatMap(({ when }) => when?.fields ?? [])])];
  const ask = (facts: Facts, values: Values): Evaluation => {
    const left = narrow(facts, values);
    if (left === undefined) return NOTHING;
    const [only] = left;
    return left.length === 1 && only !== undefined && only.isCertain
      ? only.row.alone
      : conclude(table.name, left);
  };
  return {
    name: table.name,
    stage: table.stage,
    hit: table.hit,
    source: table,
    fields,
    ask: remembering(fields, ask),
  };
}

/** What facts say of the fields of a table, in their order. */
type Values = readonly (FieldValue | undefined)[];

/** What a table said last of goods of one commodity, and of which values. */
interface Said {
  goods: FieldValue | undefined;
  readonly values: (FieldValue | undefined)[];
  answer: Evaluation | undefined;
}

const GOODS = 'item.commodity';
/** Commodities of which a table remembers what it said last, and the length of one: longer ones are no commodity of any tariff. */
const MOST_REMEMBERED = 256;
const LONGEST = 20;

/**
 * The rows of a case are asked about one after the other, and mostly agree in all that a table asks about but the goods; and those
 * are mostly goods that were asked about before.
 */
function remembering(
  fields: readonly FieldName[],
  ask: (facts: Facts, values: Values) => Evaluation,
): CompiledTable['ask'] {
  const others = fields.map((field, place) => ({ place, read: readerOf(field) }));
  const goodsAt = fields.indexOf(GOODS);
  if (goodsAt >= 0) others.splice(goodsAt, 1);
  const known = new Map<FieldValue | undefined, Said>();
  const saidOf = (goods: FieldValue | undefined): Said => {
    let said = known.get(goods);
    if (said !== undefined) return said;
    said = { goods, values: fields.map(() => undefined), answer: undefined };
    if (goodsAt >= 0) said.values[goodsAt] = goods;
    if (typeof goods !== 'string' || goods.length > LONGEST) return said;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(goods, said);
    return said;
  };
  let said = saidOf(undefined);
  return (facts) => {
    if (goodsAt >= 0) {
      const goods = facts[GOODS];
      if (goods !== said.goods) said = saidOf(goods);
      // The next row is mostly of the same item: then the two texts are one.
      said.goods = goods;
    }
    const { values } = said;
    for (let at = 0; at < others.length; at++) {
      const other = others[at];
      if (other === undefined) break;
      const value = other.read(facts);
      if (value === values[other.place]) continue;
      values[other.place] = value;
      said.answer = undefined;
    }
    return (said.answer ??= ask(facts, values));
  };
}

/** What a table says of the facts. Pure: the same facts, the same answer. */
export function evaluate(compiled: CompiledTable, facts: Facts): Evaluation {
  return compiled.ask(facts);
}

interface CompiledRow {
  readonly hit: Hit;
  readonly isShadow: boolean;
  readonly when: Expression | undefined;
  /** What is said where this row alone holds. */
  readonly alone: Evaluation;
  /** Left over by a table's columns, made once: almost every table that is asked leaves a row. */
  readonly certain: Left;
  readonly doubtful: Left;
}

function compiledRow(table: DecisionTable, row: RuleRow): CompiledRow {
  const subject = subjectOf(table.inputs, row);
  const hit: Hit = Object.freeze({
    table: table.name,
    row,
    ...(subject === undefined ? {} : { subject }),
    placeholders: placeholdersOf(row.sentence ?? {}),
  });
  const when = row.when === undefined ? undefined : expressionOf(row.when);
  const isShadow = row.mode === 'shadow';
  const alone: Evaluation = Object.freeze({
    hits: isShadow ? [] : [hit],
    shadow: isShadow ? [hit] : [],
    unanswered: [],
  });
  const left = { hit, isShadow, when, alone };
  return { ...left, certain: { row: left, isCertain: true }, doubtful: { row: left, isCertain: false } };
}

/** A row that holds, or of which it cannot be said whether it does. */
interface Left {
  readonly row: Omit<CompiledRow, 'certain' | 'doubtful'>;
  readonly isCertain: boolean;
}

/** A column of a table with what it said of the last value; its place among the table's fields. */
interface Remembered {
  readonly place: number;
  readonly of: Column['passed'];
  last: FieldValue | undefined;
  passed: Passed;
}

function rememberingColumn({ passed }: Column, place: number): Remembered {
  return { place, of: passed, last: undefined, passed: passed(undefined) };
}

function narrowing(rows: readonly CompiledRow[], inTheirOrder: readonly Column[]) {
  const all: RowSet = emptySet(rows.length);
  rows.forEach((_, place) => addRow(all, place));
  const possible = all.slice();
  const certain = all.slice();
  const columns = inTheirOrder.map(rememberingColumn);
  return (facts: Facts, values: Values): readonly Left[] | undefined => {
    copyRows(possible, all);
    let hasDoubts = false;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      if (column === undefined) break;
      const value = values[column.place];
      // The goods items and certificates of a case are asked about one after the other, and much of them is the same.
      if (value !== column.last) {
        column.passed = column.of(value);
        column.last = value;
      }
      const { yes, maybe } = column.passed;
      // Until something is in doubt the two sets are one.
      if (hasDoubts) keepCommon(certain, yes);
      else if (yes !== maybe) {
        hasDoubts = true;
        copyRows(certain, possible);
        keepCommon(certain, yes);
      }
      if (keepCommon(possible, maybe)) continue;
      // The column that leaves no row comes earlier next time: any order says the same.
      if (at > 0) columns.splice(at - 1, 2, column, ...columns.slice(at - 1, at));
      return undefined;
    }
    return remaining(rows, possible, hasDoubts ? certain : possible, facts);
  };
}

function remaining(
  rows: readonly CompiledRow[],
  possible: RowSet,
  certain: RowSet,
  facts: Facts,
): readonly Left[] | undefined {
  let left: Left[] | undefined;
  for (let word = 0; word < possible.length; word++) {
    for (let bits = possible[word] ?? 0; bits !== 0; bits &= bits - 1) {
      const place = word * 32 + 31 - Math.clz32(bits & -bits);
      const row = rows[place];
      if (row === undefined) continue;
      const said = row.when?.holds(facts) ?? 'yes';
      if (said === 'no') continue;
      const each = said === 'yes' && hasRow(certain, place) ? row.certain : row.doubtful;
      if (left === undefined) left = [each];
      else left.push(each);
    }
  }
  return left;
}

type Conclude = (table: string, left: readonly Left[]) => Evaluation;

const CONCLUSIONS: Readonly<Record<HitPolicy, Conclude>> = {
  first: firstHit,
  unique: uniqueHit,
  worst: (table, left) => {
    const said = allHits(table, left);
    return { ...said, hits: gravestFirst(said.hits), shadow: gravestFirst(said.shadow) };
  },
  collect: allHits,
};

/** Rows after one that cannot be answered do not count: that one might have come before them. */
function firstHit(table: string, left: readonly Left[]): Evaluation {
  const shadow: Hit[] = [];
  for (const { row, isCertain } of left) {
    if (row.isShadow) {
      if (isCertain && shadow.length === 0) shadow.push(row.hit);
    } else if (isCertain) return { hits: [row.hit], shadow, unanswered: [] };
    else return { hits: [], shadow, unanswered: [unanswerable(table, [row])] };
  }
  return { hits: [], shadow, unanswered: [] };
}

function uniqueHit(table: string, left: readonly Left[]): Evaluation {
  const said = allHits(table, left);
  if (said.unanswered.length > 0) return { ...said, hits: [] };
  if (said.hits.length < 2) return said;
  const rows = said.hits.map(({ row }) => row.id);
  return { ...said, hits: [], unanswered: [{ code: 'rules-not-unique', table, rows }] };
}

function allHits(table: string, left: readonly Left[]): Evaluation {
  const live = left.filter(({ row }) => !row.isShadow);
  const doubtful = live.filter(({ isCertain }) => !isCertain).map(({ row }) => row);
  return {
    hits: live.filter(({ isCertain }) => isCertain).map(({ row }) => row.hit),
    shadow: left.filter(({ row, isCertain }) => row.isShadow && isCertain).map(({ row }) => row.hit),
    unanswered: doubtful.length === 0 ? [] : [unanswerable(table, doubtful)],
  };
}

function unanswerable(table: string, rows: readonly Left['row'][]): Unanswered {
  return { code: 'rule-unanswerable', table, rows: rows.map(({ hit }) => hit.row.id) };
}

function gravestFirst(hits: readonly Hit[]): readonly Hit[] {
  return hits.length < 2 ? hits : hits.toSorted((left, right) => gravity(left) - gravity(right));
}

function gravity({ row }: Hit): number {
  return GRAVITY[row.outcome ?? 'pass'];
}
