import { spsCertificate17, documentFaults, type SpsCertificate } from '../../../standards/index.ts';
import { cellReader, type CellReader } from './cell-reading.ts';
import { invalid, mappingFault, type MappedValue, type RegisterMapping } from './register-mapping.ts';
import type { Row, RowFault } from './row.ts';

/** What a row of an old register becomes. */
export type MappedRow =
  | { readonly mapped: true; readonly document: SpsCertificate }
  | { readonly mapped: false; readonly fault: RowFault };

/** A mapping made ready: the columns it wants, and the function of a row. */
export interface CompiledMapping {
  readonly mapping: RegisterMapping;
  readonly wanted: readonly string[];
  readonly map: (row: Row) => MappedRow;
}

interface Step {
  readonly property: string;
  /** From 0; undefined where the property is not repeated. */
  readonly index: number | undefined;
}

/** A place in the certificate, and how its value is got from the cells. */
interface Slot {
  readonly steps: readonly Step[];
  /** The repetitions it lies in, outermost first: `consignment.includedConsignmentItem[1]`. */
  readonly repetitions: readonly string[];
  readonly source: MappedValue;
  readonly cell: number | undefined;
  readonly read: CellReader;
  readonly unitCell: number | undefined;
  readonly readUnit: CellReader;
}

type Tree = Record<string, unknown>;

/**
 * Compiles a mapping against the definition of the certificate; throws `import-mapping-invalid` naming every path that
 * the certificate does not have.
 */
export function compileMapping(mapping: RegisterMapping): CompiledMapping {
  const columns = new Map<string, number>();
  const cellOf = (column: string | undefined): number | undefined => {
    if (column === undefined) return undefined;
    const known = columns.get(column) ?? columns.size;
    columns.set(column, known);
    return known;
  };
  const slots = mapping.values.map((value): Slot => {
    const steps = stepsOf(value.path);
    return {
      steps,
      repetitions: repetitionsOf(steps),
      source: value,
      cell: cellOf(value.column),
      read: cellReader(value),
      unitCell: cellOf(value.unitColumn),
      readUnit: cellReader(value.unitCodes === undefined ? {} : { codes: value.unitCodes }),
    };
  });
  assertPaths(slots);
  const dependent = new Set(
    slots.filter(({ cell }) => cell !== undefined).flatMap(({ repetitions }) => repetitions),
  );
  return {
    mapping,
    wanted: [...columns.keys()],
    map(row) {
      if (row.fault) return { mapped: false, fault: row.fault };
      const document = documentOf(slots, dependent, row);
      return 'fault' in document ? { mapped: false, ...document } : { mapped: true, ...document };
    },
  };
}

function stepsOf(path: string): readonly Step[] {
  return path.split('.').map((part) => {
    const [property = '', index] = part.split(/[[\]]/);
    return { property, index: index === undefined ? undefined : Number(index) - 1 };
  });
}

function repetitionsOf(steps: readonly Step[]): readonly string[] {
  const found: string[] = [];
  let path = '';
  for (const { property, index } of steps) {
    path += `.${property}${index === undefined ? '' : `[${String(index)}]`}`;
    if (index !== undefined) found.push(path);
  }
  return found;
}

/** Writes a value at every path and asks the definition which of them it does not know. */
function assertPaths(slots: readonly Slot[]): void {
  const structural = new Set([
    'property-unknown',
    'value-not-list',
    'value-not-structure',
    'value-not-text',
    'value-not-indicator',
    'attribute-not-allowed',
  ]);
  const faults = slots.flatMap((slot, index) => {
    const tree: Tree = {};
    place(tree, slot.steps, valueOf(slot.source, '1', slot.source.unit));
    const found = documentFaults(spsCertificate17, compact(tree), { complete: false });
    return found
      .filter(({ code }) => structural.has(code))
      .map(({ code }) => mappingFault(`/values/${String(index)}/path`, code));
  });
  if (faults.length > 0) throw invalid(faults);
}

function documentOf(
  slots: readonly Slot[],
  dependent: ReadonlySet<string>,
  row: Row,
): { readonly document: SpsCertificate } | { readonly fault: RowFault } {
  const tree: Tree = {};
  const alive = new Set<string>();
  const constants: Slot[] = [];
  for (const slot of slots) {
    if (slot.cell === undefined) {
      constants.push(slot);
      continue;
    }
    const raw = row.cells[slot.cell];
    const cell = slot.read(raw);
    if (!cell.read) return refusedCell(cell.code, slot.source.column ?? '', raw, row);
    if (cell.text === undefined) {
      if (slot.source.required === true)
        return refusedCell('import-row-required', slot.source.column ?? '', raw, row);
      continue;
    }
    const unit = slot.unitCell === undefined ? undefined : slot.readUnit(row.cells[slot.unitCell]);
    if (unit?.read === false) {
      return refusedCell('import-row-unit', slot.source.unitColumn ?? '', row.cells[slot.unitCell ?? 0], row);
    }
    for (const repetition of slot.repetitions) alive.add(repetition);
    place(tree, slot.steps, valueOf(slot.source, cell.text, unit?.text ?? slot.source.unit));
  }
  for (const slot of constants) {
    // A repetition that columns should have filled and did not is left out, its constants with it.
    if (slot.repetitions.some((repetition) => dependent.has(repetition) && !alive.has(repetition))) continue;
    place(tree, slot.steps, valueOf(slot.source, slot.source.constant ?? '', slot.source.unit));
  }
  // Every path was compared with the definition when the mapping was compiled; the writer checks the values.
  return { document: compact(tree) as SpsCertificate };
}

function valueOf(source: MappedValue, text: string, unit: string | undefined): Tree {
  return {
    value: text,
    ...(unit === undefined ? {} : { unit }),
    ...(source.date === undefined ? {} : { form: 'dateTime' }),
    ...source.attributes,
  };
}

function place(tree: Tree, steps: readonly Step[], value: Tree): void {
  let node = tree;
  steps.forEach(({ property, index }, depth) => {
    const last = depth === steps.length - 1;
    const standing = node[property];
    if (index === undefined) {
      const next = last ? value : isTree(standing) ? standing : {};
      node[property] = next;
      node = next;
      return;
    }
    const list: unknown[] = Array.isArray(standing) ? standing : [];
    const member = list[index];
    const next = last ? value : isTree(member) ? member : {};
    list[index] = next;
    node[property] = list;
    node = next;
  });
}

/** The same tree with the gaps of its lists closed. */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((member) => member !== undefined).map(compact);
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, compact(member)]));
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusedCell(
  code: RowFault['code'],
  column: string,
  text: string | undefined,
  row: Row,
): { readonly mapped: false; readonly fault: RowFault } {
  const values = { column, value: (text ?? '').slice(0, 100), line: String(row.line) };
  return { mapped: false, fault: { code, values } };
}
