/** What a schema demands of a content, as data. */
export type ValueFormat =
  | { readonly kind: 'characters'; readonly of: RegExp; readonly least: number; readonly most: number }
  | { readonly kind: 'number'; readonly digits: number; readonly fraction: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] };

const LETTERS = /^[A-Za-z]*$/;
const DIGITS = /^[0-9]*$/;
/** A line: no schema of the WCO admits a break. */
const LINE = /^[^\n\r]*$/;

/**
 * Reads a format as the WCO data model writes them: `an..35` at most 35 characters of one line, `a2` two letters, `n..4` at most four
 * digits, `n..16,3` a number of at most 16 digits of which three stand after the point, `9|13` one of these. A definition that
 * writes another is a programming fault.
 */
export function parseFormat(format: string, isNumber: boolean): ValueFormat {
  if (format.includes('|')) return { kind: 'choice', values: format.split('|') };
  const [, kind = '', range, size = '', fraction] = /^(an|a|n)(\.\.)?(\d{1,4})(?:,(\d))?$/.exec(format) ?? [];
  if (kind === '') throw new TypeError(`${format} is no format`);
  const most = Number(size);
  if (isNumber) return { kind: 'number', digits: most, fraction: Number(fraction ?? '0') };
  const of = kind === 'a' ? LETTERS : kind === 'n' ? DIGITS : LINE;
  return { kind: 'characters', of, least: range === undefined ? most : 1, most };
}

const NUMBER = /^[+-]?0*(\d*)(?:\.(\d*))?$/;

/** Whether a content is of a format. */
export function isOfFormat(value: string, format: ValueFormat): boolean {
  if (format.kind === 'choice') return format.values.includes(value);
  if (format.kind === 'number') {
    const [matched, whole = '', fraction = ''] = NUMBER.exec(value) ?? [];
    if (matched === undefined || fraction.length > format.fraction) return false;
    return whole.length + fraction.length <= format.digits;
  }
  // Schemas count characters, not the units that JavaScript counts.
  const length = value.length <= format.most ? value.length : Array.from(value).length;
  return length >= format.least && length <= format.most && format.of.test(value);
}
