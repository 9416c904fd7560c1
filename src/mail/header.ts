import { Buffer } from 'node:buffer';
import { UnreadableError, unreadable } from './fault.ts';

/** Fields of a header by lower-case name, in their order; values unfolded, as Latin-1 text, white space trimmed. */
export type Header = ReadonlyMap<string, readonly string[]>;

const HEADER_BYTES = 65_536;
const MOST_FIELDS = 300;

/** Fields that mean something only once: of two, readers would take different ones. */
const SINGLE: ReadonlySet<string> = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-id',
]);

/** Where the body begins, and the fields before it. @throws {UnreadableError} */
export function readHeader(bytes: Uint8Array): { readonly header: Header; readonly bodyAt: number } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEADER_BYTES + 4));
  const isBare = head[0] === 0x0d && head[1] === 0x0a;
  const end = isBare ? -2 : head.indexOf('\r\n\r\n', 0, 'latin1');
  if (end < 0 && !isBare)
    return unreadable(bytes.length > HEADER_BYTES ? 'mail-header-too-large' : 'mail-header-malformed');
  const text = isBare ? '' : head.toString('latin1', 0, end);
  return { header: fieldsOf(text), bodyAt: end + 4 };
}

/** Fields of a block of its own, as in a delivery notice (RFC 3464 §2.1); undefined where it is none. */
export function readFields(text: string): Header | undefined {
  try {
    return fieldsOf(text);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** Fields of a header block without its empty line. @throws {UnreadableError} */
function fieldsOf(text: string): Header {
  const header = new Map<string, string[]>();
  let last: string[] | undefined;
  let count = 0;
  for (const line of text === '' ? [] : text.split('\r\n')) {
    if (/^[ \t]/.test(line)) {
      // A folded line that holds nothing ends the header for some readers and not for others.
      if (last === undefined || line.trim() === '') unreadable('mail-header-malformed');
      last.push(`${last.pop() ?? ''} ${line.trim()}`);
      continue;
    }
    const field = /^([!-9;-~]{1,76}):(.*)$/s.exec(line);
    if (field === null || (count += 1) > MOST_FIELDS) return unreadable('mail-header-malformed');
    const [, name = '', value = ''] = field;
    const key = name.toLowerCase();
    last = header.get(key) ?? [];
    if (last.length > 0 && SINGLE.has(key)) unreadable('mail-field-repeated');
    last.push(value.trim());
    header.set(key, last);
  }
  return header;
}

/** A value with parameters, as of Content-Type and Content-Disposition. */
export interface Parametrised {
  /** Lower case. */
  readonly value: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER =
  /^\s*;\s*([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.){0,1000})"|([^\s;"]{1,1000}))/;

/** @throws {UnreadableError} where a parameter comes twice or the field is no such value. */
export function readParametrised(field: string): Parametrised {
  const head = /^\s*([!#$%&'*+\-.^_`|~0-9A-Za-z/]{1,150})/.exec(field);
  if (head === null) return unreadable('mail-header-malformed');
  const parameters = new Map<string, string>();
  let rest = field.slice(head[0].length);
  while (!/^\s*;?\s*$/.test(rest)) {
    const found = PARAMETER.exec(rest);
    if (found === null) return unreadable('mail-header-malformed');
    const [whole, name = '', quoted, plain = ''] = found;
    const key = name.toLowerCase();
    if (parameters.has(key)) unreadable('mail-parameter-repeated');
    parameters.set(key, quoted?.replaceAll(/\\(.)/gs, '$1') ?? plain);
    rest = rest.slice(whole.length);
  }
  return { value: (head[1] ?? '').toLowerCase(), parameters };
}
