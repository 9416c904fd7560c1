import { say, type Language } from '../../../../base/index.ts';
import { standardsWords } from '../../../../standards/index.ts';
import type { FormCell, FormQuantity, FormTexts } from '../form.ts';
import type { CellField } from '../model.ts';
import { isList, isNode, put, stepsOf, take, type Node } from './places.ts';

/** A number of pieces: the message leaves its unit out. */
const PIECES = 'C62';

/** Puts what stands in a field where the model says. */
export function writeCell(node: Node, field: CellField, cell: FormCell, languages: readonly string[]): void {
  const value = documentValue(field, cell, languages);
  if (value !== undefined) put(node, stepsOf(field.place), value);
}

function documentValue(field: CellField, cell: FormCell, languages: readonly string[]): unknown {
  switch (field.kind) {
    case 'text':
    case 'date':
    case 'choice':
      return typeof cell === 'string' && cell !== '' ? { value: cell } : undefined;
    case 'country':
      return typeof cell === 'string' && cell !== '' ? countryNode(cell, languages) : undefined;
    case 'texts': {
      if (!isTexts(cell)) return undefined;
      const texts = languages.flatMap((language) => {
        const value = cell[language] ?? '';
        return value === '' ? [] : [{ value, language }];
      });
      return texts.length === 0 ? undefined : texts;
    }
    case 'quantity': {
      if (!isQuantity(cell) || cell.value === '') return undefined;
      return cell.unit === PIECES ? { value: cell.value } : { value: cell.value, unit: cell.unit };
    }
  }
}

/** A country with its name in the languages of the certificate, as far as we have it. */
export function countryNode(code: string, languages: readonly string[]): Node {
  const names = languages.flatMap((language) => {
    const spoken = spokenLanguage(language);
    const key = `country.${code}`;
    if (spoken === undefined || standardsWords[spoken]?.[key] === undefined) return [];
    return [{ value: say(standardsWords, spoken, key), language }];
  });
  return names.length === 0 ? { id: { value: code } } : { id: { value: code }, name: names };
}

function spokenLanguage(language: string): Language | undefined {
  const known: readonly Language[] = ['en', 'zh', 'fr', 'es', 'ru', 'ar'];
  return known.find((one) => one === language);
}

/** What a certificate has in the place of a field; undefined where it has nothing that would fit. */
export function readCell(
  node: unknown,
  field: CellField,
  languages: readonly string[],
): FormCell | undefined {
  const found = take(node, stepsOf(field.place));
  switch (field.kind) {
    case 'text':
    case 'choice':
      return textOf(found);
    case 'date':
      return textOf(found)?.slice(0, 10);
    case 'country':
      return isNode(found) ? textOf(found['id']) : undefined;
    case 'texts':
      return textsOf(found, languages);
    case 'quantity': {
      const value = textOf(found);
      if (value === undefined || !isNode(found)) return undefined;
      const unit = found['unit'];
      return { value, unit: typeof unit === 'string' ? unit : (field.units[0] ?? PIECES) };
    }
  }
}

function textOf(found: unknown): string | undefined {
  const value = isNode(found) ? found['value'] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Texts by language; those that name no language go to the first that has none. */
function textsOf(found: unknown, languages: readonly string[]): FormTexts | undefined {
  if (!isList(found)) return undefined;
  const texts = new Map<string, string>();
  for (const item of found) {
    const value = textOf(item);
    const stated = isNode(item) ? item['language'] : undefined;
    const language =
      typeof stated === 'string' ? stated.split('-')[0] : languages.find((one) => !texts.has(one));
    if (
      value !== undefined &&
      language !== undefined &&
      languages.includes(language) &&
      !texts.has(language)
    ) {
      texts.set(language, value);
    }
  }
  return texts.size === 0 ? undefined : Object.fromEntries(texts);
}

export function isQuantity(cell: unknown): cell is FormQuantity {
  return isNode(cell) && typeof cell['value'] === 'string' && typeof cell['unit'] === 'string';
}

export function isTexts(cell: unknown): cell is FormTexts {
  return isNode(cell) && Object.values(cell).every((value) => typeof value === 'string');
}
