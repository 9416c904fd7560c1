import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';
import { CODE_LISTS, documentFaults, spsCertificate17 } from '../../../standards/index.ts';
import { documentOf } from './document.ts';
import type { Form, FormCell, FormValue } from './form.ts';
import { CertificateModel, fieldsOf, type CellField } from './model.ts';

/** A group that is repeated, or a reference back: what makes an expression run for ever on a short text. */
const COSTLY = /\)[*+{?]|\\[1-9k]|\(\?[<=!]/;

const shape = shapeOf(CertificateModel);

/** Everything that keeps a value from being a model that may be used; paths are JSON Pointers. Empty for a good one. */
export function modelFaults(value: unknown): readonly Fault[] {
  if (!shape.accepts(value))
    return shape
      .misfits(value)
      .map(({ path, rule }) => ({ code: 'model-shape', path, values: { keyword: rule } }));
  return [...fieldFaults(value), ...placeFaults(value)];
}

function fieldFaults(model: CertificateModel): readonly Fault[] {
  const faults: Fault[] = [];
  const fault = (code: string, path: string, values: Fault['values'] = {}): void => {
    faults.push({ code, path, values });
  };
  const seen = new Set<string>();
  for (const [place, section] of model.sections.entries()) {
    for (const [index, field] of section.fields.entries()) {
      const path = `/sections/${String(place)}/fields/${String(index)}`;
      if (seen.has(field.key)) fault('model-field-twice', path, { field: field.key });
      seen.add(field.key);
      for (const cell of field.kind === 'rows' ? field.columns : [field]) {
        if (cell.kind === 'statements') {
          for (const language of model.languages) {
            if (cell.statements.some(({ text }) => text[language] === undefined))
              fault('model-text-missing', path, { language });
          }
        } else cellFaults(cell, path, fault);
      }
    }
  }
  for (const language of model.languages) {
    if (model.title[language] === undefined) fault('model-text-missing', '/title', { language });
  }
  return faults;
}

function cellFaults(
  cell: CellField,
  path: string,
  fault: (code: string, path: string, values?: Fault['values']) => void,
): void {
  if (cell.kind === 'text' && cell.pattern !== undefined) {
    if (COSTLY.test(cell.pattern) || !isExpression(cell.pattern))
      fault('model-pattern-unfit', path, { field: cell.key });
  }
  if (cell.kind === 'quantity') {
    const unknown = cell.units.find((unit) => !CODE_LISTS.unit.has(unit));
    if (unknown !== undefined) fault('model-unit-unknown', path, { unit: unknown });
  }
  if (cell.kind === 'choice' && (cell.choices ?? cell.codes ?? []).length === 0)
    fault('model-choice-empty', path, { field: cell.key });
}

function isExpression(pattern: string): boolean {
  try {
    new RegExp(`^(?:${pattern})$`, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Fills every field in and sees whether the message has all the places that the model names. */
function placeFaults(model: CertificateModel): readonly Fault[] {
  const form: Record<string, FormValue> = {};
  for (const field of fieldsOf(model)) {
    if (field.kind === 'rows') {
      form[field.key] = [
        Object.fromEntries(field.columns.map((column) => [column.key, filled(column, model)])),
      ];
    } else if (field.kind === 'statements') form[field.key] = field.statements.map(({ id }) => id);
    else form[field.key] = filled(field, model);
  }
  const setting = { country: 'CN', issuer: { key: 'CN-X', name: 'X' } };
  return documentFaults(spsCertificate17, documentOf(model, form satisfies Form, setting), {
    complete: false,
  })
    .filter(({ code }) =>
      ['property-unknown', 'value-not-structure', 'value-not-list', 'value-not-text'].includes(code),
    )
    .map(({ path, values }) => ({ code: 'model-place-unknown', path, values }));
}

function filled(field: CellField, model: CertificateModel): FormCell {
  switch (field.kind) {
    case 'text':
      return 'X';
    case 'choice':
      return field.choices?.[0]?.code ?? field.codes?.[0] ?? 'X';
    case 'date':
      return '2026-01-02';
    case 'country':
      return 'CN';
    case 'texts':
      return Object.fromEntries(model.languages.map((language) => [language, 'X']));
    case 'quantity':
      return { value: '1', unit: field.units[0] ?? 'KGM' };
  }
}
