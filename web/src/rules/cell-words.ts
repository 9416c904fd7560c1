import { fieldOf, type FieldName, type FieldValue } from '../../../src/verification/facts/index.ts';
import type { Cell } from '../../../src/verification/rules/index.ts';
import type { Reader } from '../language/reader.tsx';
import type { GridColumn } from './columns.ts';

/** Fields whose values are countries. */
const COUNTRIES = new Set<FieldName>([
  'declaration.country',
  'declaration.despatch',
  'declaration.trade-country',
  'declaration.route',
  'item.origin',
  'certificate.country',
  'certificate.export-country',
  'certificate.import-country',
]);

export function isCountryField(field: FieldName): boolean {
  return COUNTRIES.has(field);
}

/** The name of a field in the reader's language. */
export function fieldTitle(field: string, { sayFirst }: Reader): string {
  return sayFirst([`field-${field.replaceAll('.', '-')}`], field);
}

/** A value of a field as a reader knows it. */
export function valueTitle(field: FieldName, value: string, { sayFirst, shortDay }: Reader): string {
  if (COUNTRIES.has(field)) return sayFirst([`country.${value}`], value);
  if (fieldOf(field).kind === 'day') return shortDay(value);
  return sayFirst([`field-value-${value}`, `web-state-${value}`], value);
}

/** What a cell asks, as words: "begins with 1001 or 1005". Nothing of a cell that asks nothing. */
export function cellWords(cell: Cell | undefined, field: FieldName, reader: Reader): string {
  if (cell === undefined || cell.is === 'any') return '';
  const { say, language } = reader;
  const one = (value: string) => valueTitle(field, value, reader);
  const list = (values: readonly string[], type: 'disjunction' | 'conjunction') =>
    new Intl.ListFormat(language, { type }).format(values.map(one));
  switch (cell.is) {
    case 'absent':
    case 'present':
      return say(`web-cell-${cell.is}`);
    case 'equal':
    case 'not-equal':
      return say(`web-cell-${cell.is}`, { value: equalText(cell.value, one, reader) });
    case 'in':
    case 'prefix':
    case 'contains-any':
      return say(`web-cell-${cell.is}`, { values: list(cell.values, 'disjunction') });
    case 'not-in':
    case 'not-prefix':
    case 'contains-none':
      return say(`web-cell-${cell.is}`, { values: list(cell.values, 'disjunction') });
    case 'range':
      return rangeWords(cell, one, reader);
  }
}

function equalText(
  value: FieldValue,
  one: (value: string) => string,
  { say, amount, sayFirst }: Reader,
): string {
  if (typeof value === 'string') return one(value);
  if (typeof value === 'boolean') return say(value ? 'web-yes' : 'web-no');
  if ('unit' in value) return `${amount(value.value)} ${sayFirst([`unit.${value.unit}`], value.unit)}`;
  return value.join(', ');
}

function rangeWords(
  { from, until, inclusive, unit }: Extract<Cell, { is: 'range' }>,
  one: (value: string) => string,
  { say, amount, sayFirst }: Reader,
): string {
  const told = (bound: string) => {
    const text = /^-?\d+(?:\.\d+)?$/.test(bound) ? amount(bound) : one(bound);
    return unit === undefined ? text : `${text} ${sayFirst([`unit.${unit}`], unit)}`;
  };
  const end = inclusive === true ? '-inclusive' : '';
  if (from !== undefined && until !== undefined)
    return say(`web-cell-between${end}`, { from: told(from), until: told(until) });
  if (from !== undefined) return say('web-cell-from', { from: told(from) });
  return until === undefined ? '' : say(`web-cell-until${end}`, { until: told(until) });
}

/** The heading of a column. */
export function columnTitle(column: GridColumn, reader: Reader): string {
  if (column.kind === 'input') return fieldTitle(column.field, reader);
  if (column.kind === 'output') return reader.sayFirst([`web-rule-output-${column.output}`], column.output);
  return reader.say(`web-rule-${column.kind}`);
}
