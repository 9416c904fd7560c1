import { isCalendarDay, parseDecimal } from '../../../base/index.ts';
import type { MappedValue } from './register-mapping.ts';
import type { RowRefusal } from './row.ts';

export type CellReading =
  | { readonly read: true; readonly text: string | undefined }
  | { readonly read: false; readonly code: RowRefusal };

export type CellReader = (text: string | undefined) => CellReading;

const NOTHING: CellReading = { read: true, text: undefined };
const found = (text: string): CellReading => ({ read: true, text });
const failed = (code: RowRefusal): CellReading => ({ read: false, code });

type CellRules = Pick<MappedValue, 'nothing' | 'codes' | 'otherwise' | 'date' | 'zone' | 'decimal'>;

/** The reader of one column: white space trimmed, then nothing, codes, date and decimal as the mapping rules. */
export function cellReader(rules: CellRules): CellReader {
  const nothing = new Set(rules.nothing);
  const codes = rules.codes === undefined ? undefined : new Map(Object.entries(rules.codes));
  const date = rules.date === undefined ? undefined : dateReader(rules.date, rules.zone ?? 'Z');
  const { decimal, otherwise } = rules;
  return (raw) => {
    let text = raw?.trim() ?? '';
    if (text === '' || nothing.has(text)) return otherwise === undefined ? NOTHING : found(otherwise);
    if (text.includes('\uFFFD')) return failed('import-row-encoding');
    if (codes) {
      const code = codes.get(text) ?? otherwise;
      if (code === undefined) return failed('import-row-code');
      text = code;
    }
    if (date) return date(text);
    return decimal ? readDecimal(text, decimal) : found(text);
  };
}

function readDecimal(text: string, { point = '.', group }: { point?: string; group?: string }): CellReading {
  let plain = group === undefined ? text : text.replaceAll(group, '');
  if (point !== '.') {
    if (plain.includes('.')) return failed('import-row-number');
    plain = plain.replace(point, '.');
  }
  return parseDecimal(plain) ? found(plain) : failed('import-row-number');
}

const FIELDS = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'] as const;
type Field = (typeof FIELDS)[number];

/** Reads a date of a fixed format into an xsd:dateTime; fields that the format lacks are the first of their kind. */
function dateReader(format: string, zone: string): CellReader {
  const order: Field[] = [];
  const pattern = format.replace(/yyyy|MM|dd|HH|mm|ss|[^A-Za-z0-9]|[A-Za-z0-9]/g, (part) => {
    const field = FIELDS.find((known) => known === part);
    if (field === undefined) return part.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
    order.push(field);
    return `(\\d{${String(part.length)}})`;
  });
  const expression = new RegExp(`^${pattern}$`);
  return (text) => {
    const match = text === undefined ? null : expression.exec(text);
    if (!match) return failed('import-row-date');
    const field = (name: Field, standard: string): string => match[order.indexOf(name) + 1] ?? standard;
    const part = (name: Field, standard: string): string =>
      order.includes(name) ? field(name, standard) : standard;
    const [year, month, day] = [part('yyyy', '0001'), part('MM', '01'), part('dd', '01')];
    const [hour, minute, second] = [part('HH', '00'), part('mm', '00'), part('ss', '00')];
    if (!isCalendarDay(Number(year), Number(month), Number(day))) return failed('import-row-date');
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return failed('import-row-date');
    return found(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  };
}
