import type { Answer } from '../../api/client.ts';

/** A certificate model as the form is drawn from it. */
export type FormModel = Answer<'read-model'>;
export type Section = FormModel['sections'][number];
export type Field = Section['fields'][number];
/** A field that holds one value: also a column of a list. */
export type Cell = NonNullable<Field['columns']>[number];
export type Finding = Answer<'check-form'>['findings'][number];

/** What stands in the fields, by their keys. */
export type Form = Readonly<Record<string, unknown>>;

export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function formOf(value: unknown): Form {
  return isNode(value) ? value : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The text of one language of a `texts` field. */
export function textIn(value: unknown, language: string): string {
  return isNode(value) ? textOf(value[language]) : '';
}

export function quantityOf(value: unknown, { units = [] }: Cell): Quantity {
  const unit = units[0]?.code ?? '';
  return isNode(value)
    ? { value: textOf(value['value']), unit: textOf(value['unit']) || unit }
    : { value: '', unit };
}

export function rowsOf(value: unknown): readonly Form[] {
  return Array.isArray(value) ? value.map(formOf) : [];
}

export function chosenOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The form as it is sent: what is empty is absent, and no text begins or ends with a space. */
export function sentForm(form: Form): Form {
  return Object.fromEntries(
    Object.entries(form).flatMap(([key, value]) => {
      const sent = sentValue(value);
      return sent === undefined ? [] : [[key, sent]];
    }),
  );
}

function sentValue(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (Array.isArray(value)) return value.map((item: unknown) => (isNode(item) ? sentForm(item) : item));
  if (!isNode(value)) return value;
  if ('unit' in value && textOf(value['value']).trim() === '') return undefined;
  const kept = sentForm(value);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** The id of the input at a path (JSON Pointer) of the form. */
export function inputId(path: string): string {
  return `f${path.replaceAll('/', '-')}`;
}

/** The id of the input that a finding's path leads to; absent where it lies in no field. */
export function inputIdOf(model: FormModel, path: string): string | undefined {
  const [, key = '', line, column] = path.split('/');
  const field = model.sections.flatMap(({ fields }) => fields).find((one) => one.key === key);
  if (field === undefined) return undefined;
  if (field.kind === 'statements') return inputId(`/${key}`);
  if (field.kind !== 'rows') return inputId(cellPath(field, path));
  if (line === undefined) return inputId(`/${key}/add`);
  const cell = field.columns?.find((one) => one.key === column) ?? field.columns?.[0];
  if (cell === undefined) return undefined;
  return inputId(cellPath(cell, cell.key === column ? path : `/${key}/${line}/${cell.key}`, 4));
}

/** A field of several languages has an input for each: a fault of the whole field leads to the first. */
function cellPath({ kind, languages }: Cell, path: string, depth = 2): string {
  return kind === 'texts' && path.split('/').length === depth ? `${path}/${languages?.[0] ?? ''}` : path;
}

/** What a field is called, with the number of its line. */
export function nameOf(model: FormModel, path: string): string {
  const [, key = '', line, column] = path.split('/');
  const field = model.sections.flatMap(({ fields }) => fields).find((one) => one.key === key);
  if (field === undefined) return '';
  const inner = field.columns?.find((one) => one.key === column);
  return line === undefined || field.columns === undefined
    ? field.label
    : [`${field.label} ${String(Number(line) + 1)}`, inner?.label].filter(Boolean).join(': ');
}

/** What the column of a sheet is called that a path lies in, whatever its line. */
export function columnName(model: FormModel, path: string): string {
  const [, key = '', , column] = path.split('/');
  const field = model.sections.flatMap(({ fields }) => fields).find((one) => one.key === key);
  return field?.columns?.find((one) => one.key === column)?.label ?? field?.label ?? '';
}
