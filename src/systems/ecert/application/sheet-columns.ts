import { LANGUAGES, type Language } from '../../../base/index.ts';
import { standardsWords, UNITS } from '../../../standards/index.ts';
import {
  fieldsOf,
  type CellField,
  type CertificateModel,
  type FormCell,
  type RowsField,
} from '../models/index.ts';

/** Rows with the same text here make one certificate, each adding to its lists. */
export const REFERENCE = 'reference';
/** A row whose first cell begins so is for people. */
export const COMMENT = '#';

/** One column of a sheet: which part of which field it fills. */
export interface SheetColumn {
  /** Heading: `consignee`, `lines.description.zh`. */
  readonly key: string;
  /** Where its content stands in the form, from the certificate or from the row of a list. */
  readonly field: CellField;
  readonly list?: RowsField;
  /** Of a text in several languages: which. */
  readonly language?: string;
}

/** The columns of a model's sheet, without the reference. What is attested is chosen in the form, not in a sheet. */
export function sheetColumns(model: CertificateModel): readonly SheetColumn[] {
  const columns: SheetColumn[] = [];
  const add = (field: CellField, list?: RowsField): void => {
    const key = list === undefined ? field.key : `${list.key}.${field.key}`;
    const of = { field, ...(list === undefined ? {} : { list }) };
    if (field.kind === 'texts')
      for (const language of model.languages) columns.push({ key: `${key}.${language}`, ...of, language });
    else columns.push({ key, ...of });
  };
  for (const field of fieldsOf(model)) {
    if (field.kind === 'rows') for (const column of field.columns) add(column, field);
    else if (field.kind !== 'statements') add(field);
  }
  return columns;
}

/** What a person reads above a column. */
export function columnLabel({ field, list, language: certificate }: SheetColumn, language: Language): string {
  const parts = [
    ...(list === undefined ? [] : [list.label[language]]),
    certificate === undefined ? field.label[language] : `${field.label[language]} (${certificate})`,
  ];
  return `${parts.join(': ')}${field.required === true ? ' *' : ''}`;
}

/** An example or the choices of a column, in short. */
export function columnHint({ field }: SheetColumn, language: Language): string {
  switch (field.kind) {
    case 'date':
      return '2026-11-22';
    case 'country':
      return 'CN';
    case 'quantity':
      return field.units[0] === 'C62' ? '500' : `1250.5 ${field.units.join('/')}`;
    case 'choice':
      return (field.choices?.map(({ code }) => code) ?? field.codes ?? []).join(' / ');
    default:
      return field.help?.[language] ?? '';
  }
}

/** A cell's text as the field holds it; what cannot be read stays as it is, for the check to find. */
export function cellValue({ field }: SheetColumn, text: string): FormCell {
  switch (field.kind) {
    case 'quantity': {
      const [, value, unit] = /^(-?[\d.]+)\s*([^\d\s.,]\S{0,9})?$/.exec(text) ?? [];
      if (value === undefined) return { value: text, unit: field.units[0] ?? '' };
      return { value, unit: unit === undefined ? (field.units[0] ?? '') : unitCode(unit) };
    }
    case 'country':
      return codeOf('country', text);
    case 'choice': {
      const own = field.choices?.find(({ code, label }) => isNamed(text, [code, ...Object.values(label)]));
      return own?.code ?? (field.list === undefined ? text : codeOf(field.list, text));
    }
    default:
      return text;
  }
}

function isNamed(text: string, names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === text.toLowerCase());
}

function unitCode(text: string): string {
  const upper = text.toUpperCase();
  const unit = [...UNITS.values()].find(({ code, symbol }) => code === upper || symbol === text);
  return unit?.code ?? upper;
}

/** The code that a text is, or names in one of the six languages. */
function codeOf(list: string, text: string): string {
  return namesOf(list).get(text.toLowerCase()) ?? text;
}

const known = new Map<string, ReadonlyMap<string, string>>();

/** Codes of a list by themselves and by their names, in small letters; the first language to use a name has it. */
function namesOf(list: string): ReadonlyMap<string, string> {
  const before = known.get(list);
  if (before !== undefined) return before;
  const names = new Map<string, string>();
  for (const language of LANGUAGES) {
    for (const [key, name] of Object.entries(standardsWords[language] ?? {})) {
      if (!key.startsWith(`${list}.`)) continue;
      const code = key.slice(list.length + 1);
      names.set(code.toLowerCase(), code);
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), code);
    }
  }
  known.set(list, names);
  return names;
}
