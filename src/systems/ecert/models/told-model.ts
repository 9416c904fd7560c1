import { say, type Language } from '../../../base/index.ts';
import { standardsWords } from '../../../standards/index.ts';
import { choicesOf } from './check.ts';
import type { Form, FormCell, FormRow, FormValue } from './form.ts';
import { fieldsOf, type CertificateModel, type ModelField } from './model.ts';

/** A choice as it is offered. */
export interface ToldChoice {
  readonly code: string;
  readonly label: string;
}

/** A field as a screen draws it: everything in the reader's language but what will stand on the certificate. */
export interface ToldField {
  readonly key: string;
  readonly kind: ModelField['kind'];
  readonly label: string;
  readonly help?: string;
  readonly required: boolean;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** Languages in which a `texts` field is filled in. */
  readonly languages?: readonly string[];
  readonly bound?: 'past' | 'future';
  readonly units?: readonly ToldChoice[];
  readonly minimum?: string;
  readonly maximum?: string;
  readonly fraction?: number;
  readonly choices?: readonly ToldChoice[];
  readonly statements?: readonly {
    readonly id: string;
    /** Whether it is always attested. */
    readonly required: boolean;
    readonly texts: readonly { readonly language: string; readonly text: string }[];
  }[];
  readonly columns?: readonly ToldField[];
  readonly least?: number;
  readonly most?: number;
}

export interface ToldModel {
  readonly key: string;
  readonly version: number;
  readonly label: string;
  readonly commodity: string;
  readonly documentType: string;
  readonly title: readonly { readonly language: string; readonly text: string }[];
  readonly languages: readonly string[];
  readonly exporting?: string;
  readonly importing?: readonly string[];
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly basis?: string;
}

export interface ToldForm extends ToldModel {
  readonly sections: readonly {
    readonly key: string;
    readonly label: string;
    readonly help?: string;
    readonly fields: readonly ToldField[];
  }[];
  /** The form to begin with. */
  readonly initial: Form;
  /** A row to begin with, by the key of its list. */
  readonly rows: Readonly<Record<string, FormRow>>;
}

/** A model by name, for a list. */
export function toldModel(model: CertificateModel, language: Language): ToldModel {
  return {
    key: model.key,
    version: model.version,
    label: model.label[language],
    commodity: model.commodity,
    documentType: model.documentType,
    title: model.languages.map((one) => ({ language: one, text: model.title[one] ?? '' })),
    languages: model.languages,
    ...(model.exporting === undefined ? {} : { exporting: model.exporting }),
    ...(model.importing === undefined ? {} : { importing: model.importing }),
    validFrom: model.validFrom,
    ...(model.validUntil === undefined ? {} : { validUntil: model.validUntil }),
    ...(model.basis === undefined ? {} : { basis: model.basis }),
  };
}

/** A model as a form, in the reader's language. */
export function toldForm(
  model: CertificateModel,
  reader: { readonly language: Language; readonly today: string },
): ToldForm {
  const { language } = reader;
  return {
    ...toldModel(model, language),
    sections: model.sections.map(({ key, label, help, fields }) => ({
      key,
      label: label[language],
      ...(help === undefined ? {} : { help: help[language] }),
      fields: fields.map((field) => toldField(field, model.languages, language)),
    })),
    initial: initialForm(model, reader.today),
    rows: Object.fromEntries(
      fieldsOf(model).flatMap((field) =>
        field.kind === 'rows' ? [[field.key, initialCells(field.columns, reader.today)]] : [],
      ),
    ),
  };
}

/** What stands in a form before anybody has typed: the defaults of the model. */
export function initialForm(model: CertificateModel, today: string): Form {
  const form: Record<string, FormValue> = {};
  for (const field of fieldsOf(model)) {
    if (field.kind === 'statements')
      form[field.key] = field.statements.filter(({ required }) => required).map(({ id }) => id);
    else if (field.kind !== 'rows') {
      const cell = initialCell(field, today);
      if (cell !== undefined) form[field.key] = cell;
    }
  }
  return form;
}

type Cell = Exclude<ModelField, { kind: 'rows' | 'statements' }>;

function initialCells(columns: readonly Cell[], today: string): FormRow {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const cell = initialCell(column, today);
      return cell === undefined ? [] : [[column.key, cell]];
    }),
  );
}

function initialCell(field: Cell, today: string): FormCell | undefined {
  if (field.kind === 'quantity') return undefined;
  if (field.kind === 'date') return field.default === 'today' ? today : undefined;
  return field.default;
}

function toldField(field: ModelField, languages: readonly string[], language: Language): ToldField {
  const named = {
    key: field.key,
    kind: field.kind,
    label: field.label[language],
    ...(field.help === undefined ? {} : { help: field.help[language] }),
    required: field.required === true,
  };
  switch (field.kind) {
    case 'text':
      return {
        ...named,
        ...present({ maxLength: field.maxLength, pattern: field.pattern }),
      };
    case 'texts':
      return { ...named, languages, ...present({ maxLength: field.maxLength }) };
    case 'date':
      return { ...named, ...present({ bound: field.bound }) };
    case 'country':
      return named;
    case 'quantity':
      return {
        ...named,
        units: field.units.map((code) => ({ code, label: codeLabel('unit', code, language) })),
        ...present({ minimum: field.minimum, maximum: field.maximum, fraction: field.fraction }),
      };
    case 'choice':
      return {
        ...named,
        choices:
          field.choices?.map(({ code, label }) => ({ code, label: label[language] })) ??
          choicesOf(field).map((code) => ({ code, label: codeLabel(field.list ?? '', code, language) })),
      };
    case 'statements':
      return {
        ...named,
        statements: field.statements.map(({ id, required, text }) => ({
          id,
          required,
          texts: languages.flatMap((one) =>
            text[one] === undefined ? [] : [{ language: one, text: text[one] }],
          ),
        })),
      };
    case 'rows':
      return {
        ...named,
        columns: field.columns.map((column) => toldField(column, languages, language)),
        least: field.least ?? (field.required === true ? 1 : 0),
        most: field.most,
      };
  }
}

function present<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  const kept = Object.entries(shape).filter(([, value]) => value !== undefined);
  // Members that are undefined are left out; the others keep their types.
  return Object.fromEntries(kept) as { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> };
}

/** What a code is called in the reader's language; the code itself where nobody has named it. */
function codeLabel(list: string, code: string, language: Language): string {
  const key = `${list}.${code}`;
  return standardsWords[language]?.[key] === undefined ? code : say(standardsWords, language, key);
}
