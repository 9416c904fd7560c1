import type { Fault } from '../../base/index.ts';
import { common, spaceOf, uncovered, type Box, type Effort, type Space } from './lib/box.ts';
import { columnOf } from './lib/column.ts';
import type { DecisionTable, RuleRow } from './table.ts';

/** Pieces that an analysis looks at before it gives up, and says so: it makes no claim that it has not shown. */
const MOST_EFFORT = 80_000;
const MOST_HOLES = 20;

interface Placed {
  readonly row: RuleRow;
  readonly place: number;
}

/** What is shown of the rows of a table against one another. The table has no structural faults. */
export interface Analysis {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/**
 * Rows that no value passes (faults), rows of which two hold at once where one alone may (faults), rows that others always come before,
 * and combinations of closed lists that no row takes (warnings).
 */
export function analyse(table: DecisionTable): Analysis {
  const space = spaceOf(
    table.inputs.map((field) =>
      columnOf(
        field,
        table.rows.map(({ cells }) => cells[field]),
      ),
    ),
    table.rows.length,
  );
  const rows = table.rows.map((row, place) => ({ row, place })).filter(({ row }) => row.mode !== 'off');
  const empty = new Set(rows.filter(({ place }) => space.possible(place).includes(0n)));
  const filled = rows.filter((each) => !empty.has(each));
  const { hit } = table;
  const effort = { left: MOST_EFFORT };
  const overlaps = hit === 'unique' ? overlapsOf(space, filled) : { faults: [], warnings: [] };
  return {
    faults: [
      ...[...empty].map(({ row, place }) => fault('rule-row-empty', place, { row: row.id })),
      ...overlaps.faults,
    ],
    warnings: [
      ...overlaps.warnings,
      // Where no paperless scheme applies, paper is asked for: that is no hole.
      ...((hit === 'first' || hit === 'unique') && table.stage !== 'paperless'
        ? holes(space, filled, effort)
        : []),
      ...(hit === 'first' ? unreachable(space, filled, effort) : []),
      ...(effort.left < 0 ? [{ code: 'rule-analysis-partial', path: '/rows', values: {} }] : []),
    ],
  };
}

function fault(code: string, place: number, values: Fault['values']): Fault {
  return { code, path: `/rows/${String(place)}`, values };
}

function isLive({ row }: Placed): boolean {
  return row.mode === 'live';
}

/** Rows whose every value is taken by rows before them. */
function unreachable(space: Space, rows: readonly Placed[], effort: Effort): readonly Fault[] {
  return rows.flatMap(({ row, place }): readonly Fault[] => {
    const box = space.possible(place);
    const before = rows.filter(
      (each) => each.place < place && isLive(each) && each.row.when === undefined && meets(space, each, box),
    );
    const left = uncovered(
      box,
      before.map((each) => space.sure(each.place)),
      effort,
    );
    if (left === undefined || left.length > 0) return [];
    return [fault('rule-row-unreachable', place, { row: row.id, by: idsOf(before) })];
  });
}

function meets(space: Space, { place }: Placed, box: Box): boolean {
  return common(space.sure(place), box) !== undefined;
}

function idsOf(rows: readonly Placed[]): string {
  const ids = rows.map(({ row }) => row.id);
  return ids.length > 5 ? `${ids.slice(0, 5).join(', ')} …` : ids.join(', ');
}

/** Pairs of live rows that one value passes; only perhaps, where an expression or a made-up class has a say. */
function overlapsOf(space: Space, rows: readonly Placed[]): Analysis {
  const real = space.columns.map(({ classes }) =>
    classes.reduce(
      (bits, { isSynthetic }, place) => (isSynthetic === true ? bits : bits | (1n << BigInt(place))),
      0n,
    ),
  );
  const boxes = new Map(rows.map((each) => [each, common(space.sure(each.place), real)]));
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const live = rows.filter(isLive);
  live.forEach((later, at) => {
    const box = boxes.get(later);
    const met = live.slice(0, at).find((earlier) => {
      const other = boxes.get(earlier);
      return box !== undefined && other !== undefined && common(box, other) !== undefined;
    });
    if (met === undefined) return;
    const isSure = later.row.when === undefined && met.row.when === undefined;
    const found = fault(isSure ? 'rule-rows-overlap' : 'rule-rows-may-overlap', later.place, {
      row: later.row.id,
      other: met.row.id,
    });
    (isSure ? faults : warnings).push(found);
  });
  return { faults, warnings };
}

/** Combinations of closed lists and truths that no row takes whatever else is said. */
function holes(space: Space, rows: readonly Placed[], effort: Effort): readonly Fault[] {
  const closed = space.columns.flatMap(({ classes }, column) =>
    classes.every(({ isAbsent, value }) => isAbsent || value !== undefined) ? [column] : [],
  );
  if (closed.length === 0) return [];
  const project = (box: Box): Box => closed.map((column) => box[column] ?? 0n);
  const taking = rows.filter(isLive).filter(({ row, place }) => {
    if (row.when !== undefined) return false;
    const box = space.sure(place);
    return box.every((bits, column) => closed.includes(column) || bits === space.whole[column]);
  });
  const left = uncovered(
    project(space.whole),
    taking.map(({ place }) => project(space.sure(place))),
    effort,
  );
  return (left ?? []).slice(0, MOST_HOLES).map((box) => ({
    code: 'rule-hole',
    path: '/rows',
    values: { combination: closed.map((column, at) => told(space, column, box[at] ?? 0n)).join('; ') },
  }));
}

function told(space: Space, column: number, bits: bigint): string {
  const part = space.columns[column];
  const values = (part?.classes ?? []).flatMap(({ value, isAbsent }, place) =>
    (bits & (1n << BigInt(place))) === 0n ? [] : [isAbsent ? '∅' : (value ?? '')],
  );
  return `${part?.column.field ?? ''} = ${values.join(', ')}`;
}
