import type { Finding, FindingLevel } from '../../../base/index.ts';
import { compareDecimals, isCalendarDay, parseDecimal } from '../../../base/index.ts';
import {
  CODE_LISTS,
  compareQuantities,
  gradeCertificate,
  documentFaults,
  spsCertificate17,
} from '../../../standards/index.ts';
import { clipped } from './clipped.ts';
import { documentOf, type Setting } from './document.ts';
import type { FormFindingCode } from './finding-codes.ts';
import type { Form, FormRow } from './form.ts';
import { isQuantity, isTexts } from './lib/cells.ts';
import { isContainerNumber } from './lib/container.ts';
import { isList, isNode } from './lib/places.ts';
import { formPointer } from './lib/pointing.ts';
import {
  fieldsOf,
  type CellField,
  type CertificateModel,
  type FieldOf,
  type ModelField,
  type ModelRule,
  type RowsField,
} from './model.ts';

export interface CheckOptions {
  /** Today in the office, `2026-11-22`. */
  readonly today: string;
  /** Exporting country. */
  readonly country: string;
}

/** Findings of a form beyond this many say no more. */
const MAXIMUM_FINDINGS = 500;
const LONGEST_TEXT = 2000;
/** Characters that XML cannot carry, or that turn text around unseen. */
const UNCLEAN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFFD-\uFFFF]/u;
/** Fields of this length and more hold paragraphs. */
const PARAGRAPHS = 500;

/**
 * Everything about a form, all at once: SEVERE keeps it from being submitted, WARNING wants a second look. Paths are
 * JSON Pointers into the form, `/lines/0/netWeight`.
 */
export function checkForm(model: CertificateModel, form: unknown, options: CheckOptions): readonly Finding[] {
  const sink = new Findings();
  if (!isNode(form)) {
    sink.severe('form-type', '');
    return sink.all;
  }
  const fields = new Map(fieldsOf(model).map((field) => [field.key, field]));
  for (const key of Object.keys(form)) {
    if (!fields.has(key)) sink.severe('form-field-unknown', `/${pointer(key)}`, { field: clipped(key, 40) });
  }
  const checker = new FormChecker(model, options, sink);
  for (const field of fields.values()) checker.field(field, form[field.key], `/${field.key}`);
  for (const rule of model.rules) checker.rule(rule, form);
  return sink.all;
}

/**
 * What the message's own definition and grading say of the certificate that the form makes, beyond what the form's
 * check says; for a form without faults. Paths are JSON Pointers into the form, and those of the message where no field stands.
 */
export function checkDocument(model: CertificateModel, form: Form, setting: Setting): readonly Finding[] {
  const document = documentOf(model, form, setting);
  const faults = documentFaults(spsCertificate17, document).map(({ code, path, values }): Finding => ({
    area: 'Schema',
    level: 'SEVERE',
    code,
    path,
    // A fault's values may hold numbers; a finding's are texts.
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
  }));
  const pointed = formPointer(model, form, document);
  const findings = faults.length > 0 ? faults : gradeCertificate(document);
  return findings.map((finding) => ({ ...finding, path: pointed(finding.path) ?? finding.path }));
}

export function hasFaults(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === 'SEVERE');
}

class Findings {
  readonly all: Finding[] = [];

  severe(code: FormFindingCode, path: string, values: Readonly<Record<string, string>> = {}): void {
    this.#add('SEVERE', code, path, values);
  }

  warning(code: FormFindingCode, path: string, values: Readonly<Record<string, string>> = {}): void {
    this.#add('WARNING', code, path, values);
  }

  #add(
    level: FindingLevel,
    code: FormFindingCode,
    path: string,
    values: Readonly<Record<string, string>>,
  ): void {
    if (this.all.length < MAXIMUM_FINDINGS) this.all.push({ area: 'Mapping', level, code, path, values });
  }
}

class FormChecker {
  readonly #model: CertificateModel;
  readonly #options: CheckOptions;
  readonly #sink: Findings;

  constructor(model: CertificateModel, options: CheckOptions, sink: Findings) {
    this.#model = model;
    this.#options = options;
    this.#sink = sink;
  }

  field(field: ModelField, value: unknown, path: string): void {
    if (field.kind === 'rows') this.#rows(field, value, path);
    else if (field.kind === 'statements') this.#statements(field, value, path);
    else this.#cell(field, value, path);
  }

  rule(rule: ModelRule, form: Readonly<Record<string, unknown>>): void {
    if (rule.rows === undefined) {
      this.#holds(rule, form, '');
      return;
    }
    const rows = form[rule.rows];
    if (!isList(rows)) return;
    for (const [index, row] of rows.entries()) {
      if (isNode(row)) this.#holds(rule, row, `/${rule.rows}/${String(index)}`);
    }
  }

  #holds(rule: ModelRule, values: Readonly<Record<string, unknown>>, base: string): void {
    const first = values[rule.first];
    const second = values[rule.second];
    const path = `${base}/${rule.second}`;
    if (rule.kind === 'not-after') {
      if (typeof first !== 'string' || typeof second !== 'string' || !isDay(first) || !isDay(second)) return;
      if (first > second) this.#sink.severe('form-date-order', path, { first, second });
      return;
    }
    if (!isQuantity(first) || !isQuantity(second)) return;
    const lesser = parseDecimal(first.value);
    const greater = parseDecimal(second.value);
    if (lesser === undefined || greater === undefined) return;
    const order = compareQuantities(
      { value: lesser, unit: first.unit },
      { value: greater, unit: second.unit },
    );
    if (order !== undefined && order > 0) {
      const written = (one: { value: string; unit: string }): string => `${one.value} ${one.unit}`;
      this.#sink.severe('form-exceeds', path, { first: written(first), second: written(second) });
    }
  }

  #rows(field: RowsField, value: unknown, path: string): void {
    if (value === undefined || (isList(value) && value.length === 0)) {
      const least = Math.max(field.least ?? 0, field.required === true ? 1 : 0);
      if (least > 0) this.#sink.severe('form-rows-few', path, { least: String(least) });
      return;
    }
    if (!isList(value)) {
      this.#sink.severe('form-type', path);
      return;
    }
    if (value.length > field.most) this.#sink.severe('form-rows-many', path, { most: String(field.most) });
    if (value.length < (field.least ?? 0))
      this.#sink.severe('form-rows-few', path, { least: String(field.least ?? 0) });
    const columns = new Map(field.columns.map((column) => [column.key, column]));
    for (const [index, row] of value.slice(0, field.most).entries()) {
      const at = `${path}/${String(index)}`;
      if (isNode(row)) this.#row(columns, row, at);
      else this.#sink.severe('form-type', at);
    }
  }

  #row(columns: ReadonlyMap<string, CellField>, row: FormRow | Record<string, unknown>, at: string): void {
    for (const key of Object.keys(row)) {
      if (!columns.has(key))
        this.#sink.severe('form-field-unknown', `${at}/${pointer(key)}`, { field: clipped(key, 40) });
    }
    for (const column of columns.values()) this.#cell(column, row[column.key], `${at}/${column.key}`);
  }

  #statements(field: FieldOf<'statements'>, value: unknown, path: string): void {
    if (value === undefined) {
      if (field.required === true && !field.statements.some(({ required }) => required))
        this.#sink.severe('form-required', path);
      return;
    }
    if (!isList(value)) {
      this.#sink.severe('form-type', path);
      return;
    }
    const known = new Set(field.statements.map(({ id }) => id));
    for (const [index, id] of value.entries()) {
      if (typeof id !== 'string' || !known.has(id))
        this.#sink.severe('form-choice', `${path}/${String(index)}`, { value: shown(id) });
    }
    if (new Set(value).size < value.length) this.#sink.severe('form-repeated', path);
  }

  #cell(field: CellField, value: unknown, path: string): void {
    if (isEmpty(value)) {
      if (field.required === true) this.#sink.severe('form-required', path);
      return;
    }
    if (field.kind === 'texts') this.#texts(field, value, path);
    else if (field.kind === 'quantity') this.#quantity(field, value, path);
    else if (typeof value !== 'string') this.#sink.severe('form-type', path);
    else if (field.kind === 'text') this.#text(field, value, path);
    else if (field.kind === 'date') this.#date(field, value, path);
    else if (field.kind === 'country') this.#country(value, path, field.place);
    else this.#choice(field, value, path);
  }

  #length(value: string, most: number, path: string): boolean {
    const line = most >= PARAGRAPHS ? value.replaceAll('\n', ' ') : value;
    if (UNCLEAN.test(line)) this.#sink.severe('form-unclean', path);
    else if (value !== value.trim() || (most < PARAGRAPHS && /\s\s/u.test(value)))
      this.#sink.severe('form-untrimmed', path);
    if ([...value].length <= most) return true;
    this.#sink.severe('form-too-long', path, { most: String(most) });
    return false;
  }

  #text(field: FieldOf<'text'>, value: string, path: string): void {
    if (!this.#length(value, field.maxLength ?? LONGEST_TEXT, path)) return;
    if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'u').test(value)) {
      this.#sink.severe('form-pattern', path, { value: shown(value) });
    } else if (field.check === 'container' && !isContainerNumber(value)) {
      this.#sink.warning('form-container', path, { value: shown(value) });
    }
  }

  #texts(field: FieldOf<'texts'>, value: unknown, path: string): void {
    if (!isTexts(value)) {
      this.#sink.severe('form-type', path);
      return;
    }
    for (const language of Object.keys(value)) {
      if (!this.#model.languages.includes(language))
        this.#sink.severe('form-language', `${path}/${pointer(language)}`, {
          language: clipped(language, 20),
        });
    }
    const missing = this.#model.languages.filter((language) => (value[language] ?? '') === '');
    for (const language of missing)
      this.#sink.severe('form-language-missing', `${path}/${language}`, { language });
    for (const language of this.#model.languages) {
      const text = value[language] ?? '';
      if (text !== '') this.#length(text, field.maxLength ?? LONGEST_TEXT, `${path}/${language}`);
    }
  }

  #date(field: FieldOf<'date'>, value: string, path: string): void {
    const { today } = this.#options;
    if (!isDay(value)) this.#sink.severe('form-date', path, { value: shown(value) });
    else if (field.bound === 'past' && value > today) this.#sink.severe('form-date-future', path, { today });
    else if (field.bound === 'future' && value < today) this.#sink.severe('form-date-past', path, { today });
  }

  #country(value: string, path: string, place: string): void {
    if (!CODE_LISTS.country.has(value)) {
      this.#sink.severe('form-country', path, { value: shown(value) });
      return;
    }
    if (place !== 'consignment.importCountry') return;
    const { importing } = this.#model;
    if (value === this.#options.country) this.#sink.severe('form-country-own', path, { country: value });
    else if (importing !== undefined && !importing.includes(value))
      this.#sink.severe('form-country-other-model', path, { country: value, expected: importing.join(', ') });
  }

  #quantity(field: FieldOf<'quantity'>, value: unknown, path: string): void {
    if (!isQuantity(value)) {
      this.#sink.severe('form-type', path);
      return;
    }
    if (!field.units.includes(value.unit)) {
      this.#sink.severe('form-unit', path, { value: shown(value.unit), expected: field.units.join(', ') });
    }
    const decimal = /^\d+(?:\.\d+)?$/.test(value.value) ? parseDecimal(value.value) : undefined;
    const signed = /^-?\d+(?:\.\d+)?$/.test(value.value) ? parseDecimal(value.value) : undefined;
    const minimum = parseDecimal(field.minimum ?? '0');
    const maximum = field.maximum === undefined ? undefined : parseDecimal(field.maximum);
    const amount = field.minimum?.startsWith('-') === true ? signed : decimal;
    if (amount === undefined) {
      this.#sink.severe('form-number', path, { value: shown(value.value) });
      return;
    }
    if (minimum !== undefined && compareDecimals(amount, minimum) < 0)
      this.#sink.severe('form-number-low', path, { least: field.minimum ?? '0' });
    if (maximum !== undefined && compareDecimals(amount, maximum) > 0)
      this.#sink.severe('form-number-high', path, { most: field.maximum ?? '' });
    if (amount.scale > (field.fraction ?? 6))
      this.#sink.severe('form-number-fraction', path, { most: String(field.fraction ?? 6) });
  }

  #choice(field: FieldOf<'choice'>, value: string, path: string): void {
    if (!choicesOf(field).includes(value)) this.#sink.severe('form-choice', path, { value: shown(value) });
  }
}

/** The codes that a field offers. */
export function choicesOf(field: FieldOf<'choice'>): readonly string[] {
  return field.choices?.map(({ code }) => code) ?? field.codes ?? [];
}

/** Whether nothing has been filled in: what is empty is as good as absent. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  if (isQuantity(value)) return value.value === '';
  return isNode(value) && Object.values(value).every((one) => one === '');
}

function isDay(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  return (
    year !== undefined && Number(year) >= 1900 && isCalendarDay(Number(year), Number(month), Number(day))
  );
}

function shown(value: unknown): string {
  return clipped(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 60);
}

/** A member's name as a token of a JSON Pointer (RFC 6901). */
function pointer(key: string): string {
  return clipped(key, 60).replaceAll('~', '~0').replaceAll('/', '~1');
}
