import type { AnyParameter } from '../../../ledger/parameters/index.ts';

/** What a cell holds. */
export type CellForm = 'text' | 'number' | 'switch' | 'texts' | 'json';

/** A column of the sheet of a parameter: a member of its key or its value. */
export interface SheetColumn {
  /** Heading: `key.country`, `value.note`, `value.title.en`. */
  readonly name: string;
  readonly path: readonly string[];
  readonly form: CellForm;
  /** Whether it must be there: an empty cell is then an empty text, which some codes are. */
  readonly isNeeded: boolean;
}

/** Columns beside those of key and value. */
export const PERIOD_COLUMNS = ['from', 'until', 'end'] as const;

/** As far as columns are told from a JSON Schema. */
interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly enum?: readonly unknown[];
}

/** The columns of a parameter, those of its key first. */
export function parameterColumns({ key, value }: AnyParameter): readonly SheetColumn[] {
  // A TypeBox schema is a JSON Schema.
  return [...columnsOf(key as Node, ['key'], true), ...columnsOf(value as Node, ['value'], true)];
}

function columnsOf(schema: Node, path: readonly string[], isNeeded: boolean): readonly SheetColumn[] {
  const members = Object.entries(schema.properties ?? {});
  if (schema.type === 'object' && members.length > 0)
    return members.flatMap(([name, member]) =>
      columnsOf(member, [...path, name], isNeeded && schema.required?.includes(name) === true),
    );
  return [{ name: path.join('.'), path, form: formOf(schema), isNeeded }];
}

function formOf({ type, items, enum: choices }: Node): CellForm {
  if (type === 'string' || choices?.every((choice) => typeof choice === 'string') === true) return 'text';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'switch';
  return type === 'array' && items?.type === 'string' ? 'texts' : 'json';
}

/** What stands at a path of a row, as its cell says it. */
export function cellOf(
  row: { readonly key: unknown; readonly value: unknown },
  { path, form }: SheetColumn,
): string {
  const found = path.reduce<unknown>(
    (node, name) => (typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined),
    row,
  );
  if (found === undefined || found === null) return '';
  if (form === 'texts' && Array.isArray(found)) return found.join('; ');
  return typeof found === 'string' ? found : JSON.stringify(found);
}
