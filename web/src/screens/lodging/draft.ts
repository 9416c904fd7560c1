import { headerFields, type FieldKind, type FormDefinition, type FormField } from './form-field.ts';
import { keptOf, memberAt, membersIn, putMember, textOf, type Members } from './members.ts';

/** A declaration as it is typed: texts by field, whatever they are; lists are parted by commas or lines. */
export interface Draft {
  readonly header: Readonly<Record<string, string>>;
  readonly items: readonly DraftItem[];
  /** Members of what is amended that the form does not show, which stay as they are. */
  readonly kept?: Members;
}

export interface DraftItem {
  readonly fields: Readonly<Record<string, string>>;
  readonly documents: readonly DraftDocument[];
  readonly kept?: Members;
}

export interface DraftDocument {
  readonly code: string;
  readonly reference: string;
  readonly quantity: string;
  readonly unit: string;
  /** Line of the document, where one was named. */
  readonly line?: number;
}

export const NO_DOCUMENT: DraftDocument = { code: '', reference: '', quantity: '', unit: '' };
const NO_ITEM: DraftItem = { fields: {}, documents: [NO_DOCUMENT] };
export const NO_DRAFT: Draft = { header: { direction: 'import' }, items: [NO_ITEM] };

/** Name under which the unit of a field is typed. */
export function unitOf(name: string): string {
  return `${name}.unit`;
}

/** A further item, like the one before in what is usually alike. */
export function nextItem(before: DraftItem | undefined): DraftItem {
  const kept = Object.entries(before?.fields ?? {}).filter(
    ([name]) => name === 'origin' || name.endsWith('.unit'),
  );
  return { ...NO_ITEM, fields: Object.fromEntries(kept) };
}

/** The declaration as the API takes it; what was left empty is not stated. */
export function contentOf({ header, items, kept = {} }: Draft, form: FormDefinition): Members {
  const members: Members = structuredClone(kept);
  writeFields(members, header, headerFields(form));
  return { ...members, items: items.map((item, index) => itemOf(item, index + 1, form)) };
}

function itemOf({ fields, documents, kept = {} }: DraftItem, item: number, form: FormDefinition): Members {
  const members: Members = { ...structuredClone(kept), item };
  writeFields(members, fields, form.item);
  const measures = form.item.filter(({ kind }) => kind === 'measure');
  if (measures.length > 0)
    members['quantities'] = [
      ...measures.flatMap(({ name }) => {
        const value = plain(fields[name]);
        return value === '' ? [] : [{ measure: name, value, unit: plain(fields[unitOf(name)]) }];
      }),
      ...membersIn(kept['quantities']),
    ];
  return { ...members, documents: documents.filter(isCited).map((document) => documentOf(document, form)) };
}

function writeFields(
  members: Members,
  texts: Readonly<Record<string, string>>,
  fields: readonly FormField[],
): void {
  for (const { name, kind, unit } of fields) {
    const value = kind === 'measure' ? undefined : valueOf(kind, texts[name] ?? '');
    if (value === undefined) continue;
    putMember(members, name, value);
    const its = plain(texts[unitOf(name)]);
    if (unit !== undefined && its !== '') putMember(members, unit, its.toUpperCase());
  }
}

function isCited({ reference }: DraftDocument): boolean {
  return reference.trim() !== '';
}

function documentOf(
  { code, reference, quantity, unit, line }: DraftDocument,
  { documentQuantity }: FormDefinition,
): Members {
  const value = plain(quantity);
  const amount = { value, unit: plain(unit).toUpperCase() };
  return {
    code: code.trim(),
    reference: reference.trim(),
    ...(line === undefined ? {} : { line }),
    ...(value === ''
      ? {}
      : documentQuantity === 'nested'
        ? { quantity: amount }
        : { quantity: value, ...(amount.unit === '' ? {} : { unit: amount.unit }) }),
  };
}

function valueOf(kind: FieldKind, given: string): unknown {
  const text = given.trim();
  if (text === '') return undefined;
  switch (kind) {
    case 'list':
      return parted(text);
    case 'countries':
      return parted(text).map((part) => part.toUpperCase());
    case 'containers':
      return text
        .split('\n')
        .map((line) => line.split(/[\s,:;，；：]+/).filter((part) => part !== ''))
        .filter(([number]) => number !== undefined)
        .map(([number, ...seals]) => ({ number, ...(seals.length === 0 ? {} : { seals }) }));
    case 'truth':
      return text === 'true';
    case 'code':
      // Codes are copied with the points that tables part them by.
      return text.replace(/[.\s]/g, '');
    case 'number':
    case 'amount':
    case 'measure':
      return plain(text);
    case 'text':
    case 'day':
    case 'country':
    case 'direction':
      return text;
  }
}

function parted(text: string): readonly string[] {
  return text
    .split(/[,;，；、\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A number without the spaces that people part thousands by. */
function plain(text = ''): string {
  return text.replace(/[\s\u00A0\u202F_]/g, '');
}

/** A declaration that was lodged, as a draft to be amended. */
export function draftOf(content: Readonly<Record<string, unknown>>, form: FormDefinition): Draft {
  const items = membersIn(content['items']).map((item) => draftItemOf(item, form));
  return {
    header: { ...NO_DRAFT.header, ...readFields(content, headerFields(form)) },
    items: items.length === 0 ? [NO_ITEM] : items,
    kept: keptOf(content, form.kept.header),
  };
}

function draftItemOf(item: Members, form: FormDefinition): DraftItem {
  const measures = new Set(form.item.filter(({ kind }) => kind === 'measure').map(({ name }) => name));
  const fields: Record<string, string> = { ...readFields(item, form.item) };
  const unshown: Members[] = [];
  for (const quantity of membersIn(item['quantities'])) {
    const name = textOf(quantity['measure']);
    if (!measures.has(name)) unshown.push(quantity);
    else {
      fields[name] = textOf(quantity['value']);
      fields[unitOf(name)] = textOf(quantity['unit']);
    }
  }
  const { quantities: _, ...kept } = keptOf(item, form.kept.item);
  return {
    fields,
    kept: { ...kept, ...(unshown.length === 0 ? {} : { quantities: unshown }) },
    documents: membersIn(item['documents']).map((document) => draftDocumentOf(document, form)),
  };
}

function draftDocumentOf(document: Members, { documentQuantity }: FormDefinition): DraftDocument {
  const [quantity, unit] =
    documentQuantity === 'nested' ? ['quantity.value', 'quantity.unit'] : ['quantity', 'unit'];
  return {
    code: textOf(document['code']),
    reference: textOf(document['reference']),
    quantity: textOf(memberAt(document, quantity)),
    unit: textOf(memberAt(document, unit)),
    ...(typeof document['line'] === 'number' ? { line: document['line'] } : {}),
  };
}

function readFields(
  members: Readonly<Record<string, unknown>>,
  fields: readonly FormField[],
): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { name, kind, unit } of fields) {
    const found = memberAt(members, name);
    const text = kind === 'containers' ? containerText(found) : textOf(found);
    if (text !== '') texts[name] = text;
    const its = unit === undefined ? '' : textOf(memberAt(members, unit));
    if (its !== '') texts[unitOf(name)] = its;
  }
  return texts;
}

function containerText(found: unknown): string {
  return membersIn(found)
    .map(({ number, seals }) =>
      [textOf(number), ...(Array.isArray(seals) ? seals.map(textOf) : [])].join(' '),
    )
    .join('\n');
}
