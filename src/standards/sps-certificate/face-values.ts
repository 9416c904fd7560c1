import type { CodeListName } from '../codes/code-lists.ts';
import { ephytoTag } from '../codes/ephyto-tags.ts';
import type { CodeValue, IdValue, MeasureValue, TextValue } from '../message/basic-types.ts';
import { collapse } from '../message/wording.ts';
import type { Country, Note } from './definition.ts';

/** A value to show as it stands, in the language it came in. `word` names it in the reader's, where it is a code. */
export interface FaceValue {
  readonly value: string;
  readonly language?: string;
  /** Key of the standards words, e.g. `country.NZ`. */
  readonly word?: string;
}

/** A label (a key of the standards words) and what stands beside it; never without a value. */
export interface FaceField {
  readonly label: string;
  readonly values: readonly FaceValue[];
}

export type FaceSection =
  | { readonly kind: 'fields'; readonly label: string; readonly fields: readonly FaceField[] }
  | {
      readonly kind: 'table';
      readonly label: string;
      /** Keys of the words; only columns that some row fills. */
      readonly columns: readonly string[];
      /** One cell for each column; a cell may hold several values or none. */
      readonly rows: readonly (readonly (readonly FaceValue[])[])[];
    };

export function texts(values: readonly TextValue[] | undefined): FaceValue[] {
  return (values ?? []).map(({ value, language }) => ({
    value: collapse(value),
    ...(language === undefined ? {} : { language }),
  }));
}

export const text = (value: TextValue | undefined): FaceValue[] => (value ? texts([value]) : []);
export const plain = (value: string | undefined): FaceValue[] => (value === undefined ? [] : [{ value }]);

export function coded(list: CodeListName, code: CodeValue | IdValue | undefined): FaceValue[] {
  return code ? [{ value: code.value, word: `${list}.${code.value}` }] : [];
}

export function measure(value: MeasureValue | undefined): FaceValue[] {
  if (!value) return [];
  return value.unit === undefined
    ? [{ value: value.value }]
    : [{ value: `${value.value} ${value.unit}`, word: `unit.${value.unit}` }];
}

export function country(value: Country | undefined): FaceValue[] {
  return coded('country', value?.id).concat(texts(value?.name));
}

/** A section of fields, those without a value left out. */
export function fieldSection(
  label: string,
  fields: readonly (readonly [string, readonly FaceValue[]])[],
): FaceSection {
  return {
    kind: 'fields',
    label,
    fields: fields
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => ({ label: name, values })),
  };
}

/** A table, columns that no row fills left out. */
export function tableSection(
  label: string,
  columns: readonly string[],
  rows: readonly (readonly (readonly FaceValue[])[])[],
): FaceSection {
  const used = columns.map((_, index) => rows.some((row) => (row[index] ?? []).length > 0));
  return {
    kind: 'table',
    label,
    columns: columns.filter((_, index) => used[index]),
    rows: rows.map((row) => row.filter((_, index) => used[index])),
  };
}

/** Subjects that the section of numbers shows already. */
const SHOWN_ABOVE = ['ADRPN', 'ADRD', 'ADRPR'];

/** Notes under a tag are labelled by it; others carry their subject in front. */
export function noteFields(
  notes: readonly Note[] | undefined,
): (readonly [label: string, values: readonly FaceValue[]])[] {
  const fields = new Map<string, FaceValue[]>();
  for (const note of notes ?? []) {
    const subject = note.subject?.value.trim() ?? note.subjectCode?.value ?? '';
    if (SHOWN_ABOVE.includes(subject)) continue;
    const known = ephytoTag(subject) !== undefined;
    const label = known ? `ephyto-tag.${subject}` : 'face-note';
    const values = [...texts(note.content), ...(note.contentCode ?? []).flatMap(({ value }) => plain(value))];
    const prefixed =
      known || subject === ''
        ? values
        : values.map((value) => ({ ...value, value: `${subject}: ${value.value}` }));
    fields.set(label, [...(fields.get(label) ?? []), ...prefixed]);
  }
  return [...fields];
}
