import type { FactsRow } from '../../matching/index.ts';
import {
  compileTable,
  evaluate,
  type Cell,
  type CompiledTable,
  type DecisionTable,
  type Hit,
} from '../../rules/index.ts';
import type { FieldName } from '../../facts/index.ts';

/**
 * Rows of a requirement table that would hold if what is not stated were as they want it. A goods item whose origin is left out must
 * not thereby escape a document that its origin asks for.
 */
export interface Doubts {
  /** Fields, not stated, on which a further requirement hangs; empty where there is none. */
  of(facts: FactsRow, hits: readonly Hit[]): readonly FieldName[];
}

/** Not known before a document is looked for, or only known per document. */
function isOfItem(field: FieldName): boolean {
  return (field.startsWith('item.') && field !== 'item.check') || field.startsWith('declaration.');
}

export function doubtsOf(table: DecisionTable): Doubts {
  const fields = table.inputs.filter(
    (field) =>
      isOfItem(field) && table.rows.some((row) => row.mode === 'live' && asksValue(row.cells[field])),
  );
  const compiled = new Map<string, CompiledTable>();
  const without = (absent: readonly FieldName[]): CompiledTable => {
    const key = absent.join();
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = compileTable(leaving(table, absent));
    compiled.set(key, made);
    return made;
  };
  return {
    of: (facts, hits) => {
      if (fields.every((field) => facts[field] !== undefined)) return NONE;
      const absent = fields.filter((field) => facts[field] === undefined);
      const known = new Set(hits.map(({ row }) => row.id));
      const further = evaluate(without(absent), facts).hits.filter(({ row }) => !known.has(row.id));
      const hanging = new Set(further.flatMap(({ row }) => row.id));
      const rows = table.rows.filter(({ id }) => hanging.has(id));
      return absent.filter((field) => rows.some((row) => asksValue(row.cells[field])));
    },
  };
}

const NONE: readonly FieldName[] = [];

function asksValue(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.is !== 'any' && cell.is !== 'absent' && cell.is !== 'present';
}

/** The table without what its live rows ask of these fields. */
function leaving(table: DecisionTable, absent: readonly FieldName[]): DecisionTable {
  return {
    ...table,
    hit: 'collect',
    rows: table.rows
      .filter(({ mode }) => mode === 'live')
      .map((row) => ({
        ...row,
        cells: Object.fromEntries(
          Object.entries(row.cells).filter(
            ([field, cell]) => !absent.some((each) => each === field) || !asksValue(cell),
          ),
        ),
      })),
  };
}
