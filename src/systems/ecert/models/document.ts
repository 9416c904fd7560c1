import { toBase64 } from '../../../base/index.ts';
import type { SpsCertificate } from '../../../standards/index.ts';
import type { Form, FormCell, FormRow, FormValue } from './form.ts';
import { countryNode, readCell, writeCell } from './lib/cells.ts';
import { isList, isNode, put, stepsOf, take, type Node } from './lib/places.ts';
import { fieldsOf, type CertificateModel, type FieldOf, type RowsField } from './model.ts';

/** A file that a certificate carries. */
export interface AttachedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What of a certificate the office and the moment decide, not the form. */
export interface Setting {
  /** Exporting country. */
  readonly country: string;
  readonly issuer: { readonly key: string; readonly name: string };
  /** Place of issue. */
  readonly place?: string;
  readonly signatory?: string;
  /** Allotted at the signature. */
  readonly number?: string;
  /** RFC 3339. */
  readonly issued?: string;
  /** UN/EDIFACT 4405; a draft's where absent. */
  readonly status?: string;
  /** Files that it carries, in order. */
  readonly files?: readonly AttachedFile[];
  /** The certificate whose place it takes. */
  readonly replaces?: { readonly number: string; readonly issued?: string; readonly reason?: string };
}

const DRAFT = '47';
const AUTHENTICATION = 'exchangedDocument.signatoryAuthentication[0]';
/** Number of the statement that the certificate replaces and cancels another (IPPC mapping). */
const REPLACEMENT_STATEMENT = '1';

/** The certificate that a form makes by its model. Pure; what is missing in the form is missing in the certificate. */
export function documentOf(model: CertificateModel, form: Form, setting: Setting): SpsCertificate {
  const document: Node = {};
  const at = (place: string, value: unknown): void => {
    put(document, stepsOf(place), value);
  };
  const say = (place: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') at(place, { value });
  };
  at(
    'exchangedDocument.name',
    model.languages.flatMap((language) => {
      const value = model.title[language];
      return value === undefined ? [] : [{ value, language }];
    }),
  );
  say('exchangedDocument.id', setting.number);
  say('exchangedDocument.typeCode', model.documentType);
  say('exchangedDocument.statusCode', setting.status ?? DRAFT);
  say('exchangedDocument.issueDateTime', setting.issued);
  say('exchangedDocument.issuerParty.id', setting.issuer.key);
  say('exchangedDocument.issuerParty.name', setting.issuer.name);
  say(`${AUTHENTICATION}.actualDateTime`, setting.issued);
  if (setting.place !== undefined) at(`${AUTHENTICATION}.issueLocation.name`, [{ value: setting.place }]);
  say(`${AUTHENTICATION}.providerParty.specifiedPerson.name`, setting.signatory);
  at('consignment.exportCountry', countryNode(setting.country, model.languages));
  // Rows first: a place may reach every goods line.
  const fields = fieldsOf(model).toSorted(
    (left, right) => rank(left.kind, left.place) - rank(right.kind, right.place),
  );
  for (const field of fields) {
    const value = form[field.key];
    if (field.kind === 'statements') writeStatements(document, field, chosen(value), model.languages);
    else if (field.kind === 'rows') writeRows(document, field, value, model.languages);
    else if (isCell(value)) writeCell(document, field, value, model.languages);
  }
  for (const { place, value, when } of model.constants) {
    if (when === undefined || form[when] !== undefined) say(place, value);
  }
  if (setting.files !== undefined && setting.files.length > 0)
    at('exchangedDocument.referenceReferencedDocument', setting.files.map(referenceOf));
  writeReplacement(document, setting);
  // Every member was put in a place that the model names and that the message's definition has; the writer checks it again.
  return document;
}

function rank(kind: string, place: string): number {
  if (place.includes('[*]')) return 2;
  return kind === 'rows' ? 0 : 1;
}

function writeRows(
  document: Node,
  field: RowsField,
  value: FormValue | undefined,
  languages: readonly string[],
): void {
  if (!isRows(value) || value.length === 0) return;
  const rows = value.map((row, index) => {
    const node: Node = {};
    if (field.sequence !== undefined) node[field.sequence] = { value: String(index + 1) };
    for (const column of field.columns) {
      const cell = row[column.key];
      if (cell !== undefined) writeCell(node, column, cell, languages);
    }
    for (const { place, value: constant, when } of field.constants ?? []) {
      if (when === undefined || row[when] !== undefined) put(node, stepsOf(place), { value: constant });
    }
    return node;
  });
  put(document, stepsOf(field.place), rows);
}

function writeStatements(
  document: Node,
  field: FieldOf<'statements'>,
  ids: readonly string[],
  languages: readonly string[],
): void {
  const clauses = field.statements
    .filter(({ id, required }) => required || ids.includes(id))
    .map(({ id, text }) => ({
      id: { value: id },
      content: languages.flatMap((language) => {
        const value = text[language];
        return value === undefined ? [] : [{ value, language }];
      }),
    }));
  if (clauses.length > 0) put(document, stepsOf(field.place), clauses);
}

/** Relationship (UNTDID 1153) of whatever goes with a certificate and is not its original (IPPC mapping). */
const ATTACHED = 'ZZZ';

function referenceOf({ name, mediaType, bytes }: AttachedFile, index: number): Node {
  return {
    relationshipTypeCode: { value: ATTACHED },
    id: { value: String(index + 1) },
    attachmentBinaryObject: [{ value: toBase64(bytes), mimeCode: mediaType, filename: name }],
  };
}

function writeReplacement(document: Node, { replaces }: Setting): void {
  if (replaces === undefined) return;
  const note = (subject: string, value: string | undefined): void => {
    if (value !== undefined && value !== '')
      put(document, stepsOf(`exchangedDocument.includedNote[subject=${subject}].content`), [{ value }]);
  };
  note('ADRP', REPLACEMENT_STATEMENT);
  note('ADRPN', replaces.number);
  note('ADRD', replaces.issued?.slice(0, 10));
  note('ADRPR', replaces.reason);
}

/** What a certificate says in the places of a model: the form that it could have been made of. */
export function formOf(model: CertificateModel, document: SpsCertificate): Form {
  const form: Record<string, FormValue> = {};
  for (const field of fieldsOf(model)) {
    if (field.kind === 'statements') {
      const clauses = take(document, stepsOf(field.place));
      const found = new Set((isList(clauses) ? clauses : []).map((clause) => idOf(clause)));
      const ids = field.statements
        .filter(({ id, required }) => required || found.has(id))
        .map(({ id }) => id);
      if (ids.length > 0) form[field.key] = ids;
    } else if (field.kind === 'rows') {
      const rows = rowsOf(document, field, model.languages);
      if (rows.length > 0) form[field.key] = rows;
    } else {
      const cell = readCell(document, field, model.languages);
      if (cell !== undefined) form[field.key] = cell;
    }
  }
  return form;
}

function rowsOf(
  document: SpsCertificate,
  field: RowsField,
  languages: readonly string[],
): readonly FormRow[] {
  const found = take(document, stepsOf(field.place));
  if (!isList(found)) return [];
  return found.slice(0, field.most).map((node) => {
    const row: Record<string, FormCell> = {};
    for (const column of field.columns) {
      const cell = readCell(node, column, languages);
      if (cell !== undefined) row[column.key] = cell;
    }
    return row;
  });
}

function idOf(clause: unknown): unknown {
  const id = isNode(clause) ? clause['id'] : undefined;
  return isNode(id) ? id['value'] : undefined;
}

export function isRows(value: FormValue | undefined): value is readonly FormRow[] {
  return isList(value) && value.every(isNode);
}

function chosen(value: FormValue | undefined): readonly string[] {
  return isList(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function isCell(value: FormValue | undefined): value is FormCell {
  return value !== undefined && !isList(value);
}
