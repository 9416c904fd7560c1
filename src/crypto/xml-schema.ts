import type { OpenXml } from '../../verify/core/index.ts';
import { utf8, type XmlElement } from '../base/index.ts';
import { CryptoError } from './error.ts';
import { libxml2, parseDocument } from './lib/libxml2.ts';
import { placeOf } from './lib/places.ts';
import { schemaFault, type SchemaFault } from './lib/schema-faults.ts';

export { SCHEMA_FAULTS } from './lib/schema-faults.ts';
export type { SchemaFault };

/** A compiled XML Schema, kept for the life of the process. */
export interface XmlSchema {
  /**
   * Every objection to one element of an open document, at most fifty; none where it is valid. The element must be declared
   * globally. Throws CryptoError `element-of-another-document` and `document-closed`.
   */
  faultsOf(document: OpenXml, element: XmlElement): readonly SchemaFault[];
}

const MOST_FAULTS = 50;
let gathered: SchemaFault[] = [];
let apex = 0;
const gather = libxml2.addFunction((_context: number, error: number) => {
  if (gathered.length < MOST_FAULTS) gathered.push(schemaFault(error, apex));
}, 'vii');

/** Schema files by name while a schema is compiled, and at no other time: nothing else can be opened. */
let files: ReadonlyMap<string, string> = new Map();
let open = new Uint8Array();
let position = 0;
const matches = libxml2.addFunction((name: number) => (files.has(libxml2.UTF8ToString(name)) ? 1 : 0), 'ii');
const opens = libxml2.addFunction((name: number) => {
  open = utf8(files.get(libxml2.UTF8ToString(name)) ?? '');
  position = 0;
  return 1;
}, 'ii');
const reads = libxml2.addFunction((_context: number, buffer: number, length: number) => {
  const part = open.subarray(position, position + length);
  libxml2.HEAPU8.set(part, buffer);
  position += part.length;
  return part.length;
}, 'iiii');
const closes = libxml2.addFunction(() => 0, 'ii');

/**
 * Compiles a schema of ours, whose imports name files of `imported`. Throws TypeError where it is no schema, for that is
 * a fault of the program.
 */
export function compileSchema(schema: string, imported: ReadonlyMap<string, string>): XmlSchema {
  const document = parseDocument(utf8(schema));
  if (typeof document !== 'number') throw new TypeError('the schema is not well-formed');
  files = imported;
  gathered = [];
  apex = 0;
  libxml2._xmlRegisterInputCallbacks(matches, opens, reads, closes);
  const parser = libxml2._xmlSchemaNewDocParserCtxt(document);
  libxml2._xmlSchemaSetParserStructuredErrors(parser, gather, 0);
  const compiled = libxml2._xmlSchemaParse(parser);
  libxml2._xmlSchemaFreeParserCtxt(parser);
  libxml2._xmlCleanupInputCallbacks();
  files = new Map();
  if (compiled === 0 || gathered.length > 0)
    throw new TypeError(`the schema does not compile: ${JSON.stringify(gathered)}`);
  const validator = libxml2._xmlSchemaNewValidCtxt(compiled);
  libxml2._xmlSchemaSetValidStructuredErrors(validator, gather, 0);
  return { faultsOf: (opened, element) => faultsOf(validator, opened, element) };
}

function faultsOf(validator: number, document: OpenXml, element: XmlElement): readonly SchemaFault[] {
  apex = placeOf(document, element);
  if (apex === 0) throw new CryptoError('element-of-another-document');
  gathered = [];
  const result = libxml2._xmlSchemaValidateOneElement(validator, apex);
  const faults = gathered;
  gathered = [];
  // An engine that fails without a word has not found the document valid.
  if (result !== 0 && faults.length === 0)
    return [{ code: 'schema-fault', path: `/${element.name}`, values: { number: String(result) } }];
  return withoutEchoes(faults);
}

/** After a facet that does not hold, libxml2 says of the same value that its type does not. */
function withoutEchoes(faults: readonly SchemaFault[]): readonly SchemaFault[] {
  return faults.filter(
    ({ code, path }, index) =>
      code !== 'schema-value-unfit' ||
      !faults.some(
        (other, at) => at < index && other.path === path && other.code.startsWith('schema-value-'),
      ),
  );
}
