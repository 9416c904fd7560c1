import type { FastifyInstance } from 'fastify';
import { fromUtf8 } from '../base/index.ts';
import { HttpError } from './codes.ts';
import { scanJson } from './lib/json-text.ts';

/** JSON bodies nest at most so deep; a certificate's JSON needs 12. */
const MAXIMUM_JSON_DEPTH = 40;
/** Fields of a form; the pages post two. */
const MAXIMUM_FORM_BYTES = 4_096;

/** Documents stay bytes: the standards read them. */
export const XML_TYPES = ['application/xml', 'text/xml'] as const;
export const BUNDLE_TYPES = ['application/vnd.etsi.asic-e+zip', 'application/zip'] as const;
/** Photographs and papers, sniffed by whoever takes them. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
/** Sheets of many certificates. */
export const SHEET_TYPES = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
] as const;
/** Messages of SOAP 1.1 and 1.2. */
export const SOAP_TYPES = ['text/xml', 'application/soap+xml'] as const;
const DOCUMENT_TYPES = [...XML_TYPES, SOAP_TYPES[1], ...BUNDLE_TYPES, ...PICTURE_TYPES, ...SHEET_TYPES];

/**
 * Replaces the framework's parsers by ours: documents stay bytes (`request.bytes`, which a JSON body has too), JSON is read strictly (well-formed UTF-8, bounded depth,
 * no member twice, no `__proto__`), a form is a flat list of fields. Anything else is 415.
 */
export function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  for (const type of DOCUMENT_TYPES) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body, done) => {
      request.bytes = asBuffer(body);
      done(null, body);
    });
  }
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.bytes = asBuffer(body);
    readWith(done, () => parseJson(request.bytes));
  });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: MAXIMUM_FORM_BYTES },
    (request, body, done) => {
      request.bytes = asBuffer(body);
      readWith(done, () => readForm(request.bytes));
    },
  );
}

function readWith(done: (error: Error | null, body?: unknown) => void, read: () => unknown): void {
  let body: unknown;
  try {
    body = read();
  } catch (error) {
    done(error instanceof Error ? error : new HttpError('request-malformed'));
    return;
  }
  done(null, body);
}

function asBuffer(body: string | Buffer): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

/** Parses a JSON text strictly. @throws {HttpError} with the place of the fault where it has one. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw new HttpError('request-body-missing');
  const text = fromUtf8(bytes);
  if (text === undefined) throw new HttpError('request-not-utf8');
  const refusal = scanJson(text, MAXIMUM_JSON_DEPTH);
  if (refusal) {
    const faults = [{ code: refusal.code, path: refusal.path, values: {} }];
    const code = refusal.code === 'request-field-unknown' ? 'request-body-invalid' : refusal.code;
    throw new HttpError(code, {}, { faults });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message repeats the text.
    throw new HttpError('request-not-json');
  }
}

function readForm(bytes: Uint8Array): Readonly<Record<string, string>> {
  const text = fromUtf8(bytes);
  if (text === undefined) throw new HttpError('request-not-utf8');
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) {
      const faults = [{ code: 'request-duplicate-member', path: `/${name.slice(0, 100)}`, values: {} }];
      throw new HttpError('request-duplicate-member', {}, { faults });
    }
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
