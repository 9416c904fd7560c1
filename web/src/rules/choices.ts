import { useMemo } from 'react';
import { fieldOf, type FieldName } from '../../../src/verification/facts/index.ts';
import type { Cell, DecisionTable } from '../../../src/verification/rules/index.ts';
import { useCountries } from '../language/countries.ts';
import { useReader } from '../language/reader.tsx';
import { isCountryField, valueTitle } from './cell-words.ts';
import type { GridColumn } from './columns.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Units in which goods are declared and certified (UN/ECE Recommendation 20); any other may be typed. */
export const UNITS = [
  'KGM',
  'GRM',
  'TNE',
  'LTR',
  'MTR',
  'MTK',
  'MTQ',
  'H87',
  'NAR',
  'NPR',
  'DZN',
  'HEA',
] as const;

const STATES = ['issued', 'withdrawn', 'replaced', 'cancelled', 'expired', 'draft'];

/** What may be typed into a column: closed lists, countries, and whatever other rows of the column say. */
export function useChoices(table: DecisionTable): (column: GridColumn) => readonly Choice[] {
  const reader = useReader();
  const countries = useCountries();
  return useMemo(() => {
    const known = new Map<string, readonly Choice[]>();
    return (column) => {
      const made = known.get(column.id) ?? choicesOf(table, column, countries, reader);
      known.set(column.id, made);
      return made;
    };
  }, [table, countries, reader]);
}

type Reader = ReturnType<typeof useReader>;

function choicesOf(
  table: DecisionTable,
  column: GridColumn,
  countries: readonly Choice[],
  reader: Reader,
): readonly Choice[] {
  const { sayFirst } = reader;
  const of = (values: readonly string[], label = (value: string) => value): readonly Choice[] =>
    [...new Set(values)].map((value) => ({ value, label: label(value) }));
  if (column.kind === 'output') {
    if (column.output === 'unit') return of(UNITS, (unit) => sayFirst([`unit.${unit}`], unit));
    return of(table.rows.flatMap(({ outputs }) => outputs?.[column.output] ?? []));
  }
  if (column.kind !== 'input') return [];
  return fieldChoices(table, column.field, countries, reader);
}

/** Values of one field. */
export function fieldChoices(
  table: DecisionTable,
  field: FieldName,
  countries: readonly Choice[],
  reader: Reader,
): readonly Choice[] {
  if (isCountryField(field)) return countries;
  const { kind, values } = fieldOf(field);
  if (kind === 'truth') return ['true', 'false'].map((value) => ({ value, label: value }));
  const closed = values ?? (field === 'certificate.state' ? STATES : []);
  const used = table.rows.flatMap(({ cells }) => valuesOf(cells[field]));
  return [...new Set([...closed, ...used])].map((value) => ({
    value,
    label: valueTitle(field, value, reader),
  }));
}

function valuesOf(cell: Cell | undefined): readonly string[] {
  if (cell === undefined) return [];
  if ('values' in cell) return cell.values;
  return 'value' in cell && typeof cell.value === 'string' ? [cell.value] : [];
}
