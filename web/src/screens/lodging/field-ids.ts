import type { Draft } from './draft.ts';
import { unitOf } from './draft.ts';
import { headerFields, type FormDefinition, type FormField } from './form-field.ts';

export function headerId(name: string): string {
  return `d-${name}`;
}

export function itemId(item: number, name: string): string {
  return `d-${String(item)}-${name}`;
}

export function documentId(item: number, document: number, name: string): string {
  return `d-${String(item)}-document-${String(document)}-${name}`;
}

/** The id of the input that a pointer of a fault leads to: `/declaration/items/0/quantities/1/value`. */
export function fieldOf(pointer: string, draft: Draft, form: FormDefinition): string {
  const [, first = '', ...rest] = pointer.replace(/^\/declaration(?=\/)/, '').split('/');
  if (first !== 'items') return headerId(named([first, ...rest], headerFields(form)));
  const [place = '0', member = '', ...inner] = rest;
  const item = Number(place);
  if (member === 'documents') {
    const [at = '0', part = ''] = inner;
    return documentId(item, Number(at), part === 'reference' || part === 'code' ? part : 'quantity');
  }
  if (member !== 'quantities') return itemId(item, named([member, ...inner], form.item));
  const [at = '0', part = 'value'] = inner;
  const given = draft.items[item]?.fields ?? {};
  const measures = form.item.filter(({ name, kind }) => kind === 'measure' && (given[name] ?? '') !== '');
  const measure = measures[Number(at)]?.name ?? '';
  return itemId(item, part === 'unit' ? unitOf(measure) : measure);
}

/** The field of a member: its own, that of its unit, that of a list it is in, or the first of what holds it. */
function named(path: readonly string[], fields: readonly FormField[]): string {
  const member = path.filter((part) => !/^\d+$/.test(part)).join('.');
  const own = fields.find(({ name }) => name === member);
  if (own !== undefined) return own.name;
  const measured = fields.find(({ unit }) => unit === member);
  if (measured !== undefined) return unitOf(measured.name);
  const [root = ''] = path;
  return fields.find(({ name }) => name.split('.')[0] === root)?.name ?? fields[0]?.name ?? '';
}
