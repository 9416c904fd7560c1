import type { FieldKind, FieldValue } from '../../../src/verification/facts/index.ts';
import type { Cell } from '../../../src/verification/rules/index.ts';

/**
 * A cell as one line of text, in the manner of DMN's simple unary tests (S-FEEL, DMN 1.5 §9): `CN, NZ`, `not(CN)`, `1001*`,
 * `>= 5`, `[5..10) KGM`, `null` for what was not stated, nothing for anything. The same in every language.
 */
export function textOfCell(cell: Cell | undefined, kind: FieldKind): string {
  if (cell === undefined) return '';
  switch (cell.is) {
    case 'any':
      return '';
    case 'absent':
      return 'null';
    case 'present':
      return 'not(null)';
    case 'equal':
      return valueText(cell.value);
    case 'not-equal':
      return `not(${valueText(cell.value)})`;
    case 'in':
    case 'contains-any':
      return cell.values.join(', ');
    case 'not-in':
    case 'contains-none':
      return `not(${cell.values.join(', ')})`;
    case 'prefix':
      return cell.values.map((value) => `${value}*`).join(', ');
    case 'not-prefix':
      return `not(${cell.values.map((value) => `${value}*`).join(', ')})`;
    case 'range':
      return rangeText(cell, kind);
  }
}

type Value = FieldValue;
type Range = Extract<Cell, { is: 'range' }>;

function valueText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return 'unit' in value ? `${value.value} ${value.unit}` : value.join(', ');
}

function rangeText({ from, until, inclusive, unit }: Range, kind: FieldKind): string {
  const last = kind === 'quantity' && unit !== undefined ? ` ${unit}` : '';
  if (from !== undefined && until !== undefined)
    return `[${from}..${until}${inclusive === true ? ']' : ')'}${last}`;
  if (from !== undefined) return `>= ${from}${last}`;
  return until === undefined ? '' : `${inclusive === true ? '<=' : '<'} ${until}${last}`;
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UNIT = /^(.*?)\s+([A-Z0-9]{2,3})$/;
const NOT = /^not\s*\(([\s\S]*)\)$/i;
const BOTH = /^\[\s*(\S+?)\s*\.\.\s*(\S+?)\s*([\])])$/;
const ONE_SIDED = /^(>=|<=|<)\s*(\S+)$/;

/** The cell that a text means; `undefined` where it means none of this kind. Nothing typed is `any`. */
export function cellOfText(text: string, kind: FieldKind): Cell | undefined {
  // Full-width marks are what a Chinese keyboard writes.
  const plain = text
    .normalize('NFKC')
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=')
    .replaceAll('、', ',')
    .trim();
  if (plain === '' || plain === '-') return { is: 'any' };
  if (plain.toLowerCase() === 'null') return { is: 'absent' };
  const inner = NOT.exec(plain)?.[1]?.trim();
  if (inner?.toLowerCase() === 'null') return { is: 'present' };
  if (inner !== undefined) return denied(inner, kind);
  if (kind === 'truth') return truthOf(plain);
  if (kind === 'number' || kind === 'day') return measured(plain, kind, undefined);
  if (kind === 'quantity') {
    const [, amount, unit] = UNIT.exec(plain) ?? [];
    return amount === undefined || unit === undefined ? undefined : measured(amount.trim(), 'number', unit);
  }
  return listed(plain, kind, ['equal', 'in', 'prefix', 'contains-any']);
}

function truthOf(text: string): Cell | undefined {
  const value = text.toLowerCase();
  return value === 'true' || value === 'false' ? { is: 'equal', value: value === 'true' } : undefined;
}

function denied(text: string, kind: FieldKind): Cell | undefined {
  if (kind === 'text' || kind === 'code' || kind === 'list')
    return listed(text, kind, ['not-equal', 'not-in', 'not-prefix', 'contains-none']);
  const found = cellOfText(text, kind);
  return found?.is === 'equal' ? { is: 'not-equal', value: found.value } : undefined;
}

type Forms = readonly [
  'equal' | 'not-equal',
  'in' | 'not-in',
  'prefix' | 'not-prefix',
  'contains-any' | 'contains-none',
];

function listed(text: string, kind: FieldKind, [equal, several, prefix, contains]: Forms): Cell | undefined {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => part !== '');
  const [first] = parts;
  if (first === undefined || parts.some((part) => /[()[\]<>]/.test(part))) return undefined;
  const stars = parts.filter((part) => part.endsWith('*'));
  if (kind === 'list') return stars.length > 0 ? undefined : { is: contains, values: parts };
  if (stars.length === 0)
    return parts.length === 1 ? { is: equal, value: first } : { is: several, values: parts };
  const bare = parts.map((part) => part.slice(0, -1));
  return stars.length === parts.length && bare.every((part) => part !== '' && !part.includes('*'))
    ? { is: prefix, values: bare }
    : undefined;
}

function measured(text: string, kind: 'number' | 'day', unit: string | undefined): Cell | undefined {
  const isFit = (value: string | undefined): value is string =>
    value !== undefined && (kind === 'day' ? DAY : NUMBER).test(value);
  const withUnit = unit === undefined ? {} : { unit };
  const both = BOTH.exec(text);
  if (both !== null) {
    const [, from, until, end] = both;
    if (!isFit(from) || !isFit(until)) return undefined;
    return { is: 'range', from, until, ...(end === ']' ? { inclusive: true } : {}), ...withUnit };
  }
  const [, sign, bound] = ONE_SIDED.exec(text) ?? [];
  if (sign !== undefined) {
    if (!isFit(bound)) return undefined;
    if (sign === '>=') return { is: 'range', from: bound, ...withUnit };
    return { is: 'range', until: bound, ...(sign === '<=' ? { inclusive: true } : {}), ...withUnit };
  }
  if (unit === undefined && text.includes(',')) {
    const values = text.split(',').map((part) => part.trim());
    return values.every(isFit) ? { is: 'in', values } : undefined;
  }
  if (!isFit(text)) return undefined;
  return { is: 'equal', value: unit === undefined ? text : { value: text, unit } };
}
