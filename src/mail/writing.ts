import { concatBytes, toBase64, utf8 } from '../base/index.ts';

/** A field of a header; `value` is printable ASCII, or a text that is written as encoded words. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

const CRLF = utf8('\r\n');
const LINE = 76;

/** The bytes of an entity with its body in base64 (RFC 2045 §6.8), canonical for signing. */
export function writeEntity(fields: readonly Field[], body: Uint8Array): Uint8Array {
  const lines = toBase64(body).match(/.{1,76}/g) ?? [];
  const all = [...fields, { name: 'Content-Transfer-Encoding', value: 'base64' }];
  return concatBytes(utf8(`${headerOf(all)}\r\n${lines.join('\r\n')}\r\n`));
}

/** A multipart of whole entities. `boundary` occurs in none of them: they are base64 or multiparts of other boundaries. */
export function writeMultipart(
  fields: readonly Field[],
  {
    type,
    boundary,
    parts,
  }: { readonly type: string; readonly boundary: string; readonly parts: readonly Uint8Array[] },
): Uint8Array {
  const all = [...fields, { name: 'Content-Type', value: `${type}; boundary="${boundary}"` }];
  const mark = utf8(`--${boundary}`);
  return concatBytes(
    utf8(`${headerOf(all)}\r\n`),
    ...parts.flatMap((part) => [mark, CRLF, part, CRLF]),
    mark,
    utf8('--\r\n'),
  );
}

/** A message: its fields before an entity that begins with its own. */
export function writeMessage(fields: readonly Field[], entity: Uint8Array): Uint8Array {
  return concatBytes(utf8(headerOf([...fields, { name: 'MIME-Version', value: '1.0' }])), entity);
}

/** Every field on its line, folded at spaces; a line end inside a value becomes a space, so that no value makes a field. */
export function headerOf(fields: readonly Field[]): string {
  return fields.map(({ name, value }) => `${folded(`${name}: ${written(value)}`)}\r\n`).join('');
}

function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > LINE) {
      lines.push(current);
      current = ` ${word}`;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].join('\r\n');
}

/** As it stands where it is printable ASCII, else as encoded words (RFC 2047) of whole characters. */
function written(value: string): string {
  const line = value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes('=?')) return line;
  const words: string[] = [];
  let chunk = '';
  for (const character of line) {
    // An encoded word has 75 characters at most, 45 bytes of text with ours.
    if (utf8(chunk + character).length > 42) {
      words.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...words, chunk].map((each) => `=?UTF-8?B?${toBase64(utf8(each))}?=`).join(' ');
}
