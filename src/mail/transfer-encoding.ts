import { Buffer } from 'node:buffer';
import { unreadable } from './fault.ts';

/** Undoes a content transfer encoding (RFC 2045 §6). @throws {UnreadableError} `mail-encoding-unknown`, `-broken`. */
export function decodeBody(body: Uint8Array, encoding: string): Uint8Array {
  switch (encoding) {
    case '7bit':
    case '8bit':
    case 'binary':
      return body;
    case 'base64':
      return fromBase64Lines(body);
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    default:
      return unreadable('mail-encoding-unknown');
  }
}

/** Only the alphabet and line ends: what else some readers skip, others read as an end. */
function fromBase64Lines(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    .toString('latin1')
    .replaceAll(/[\r\n\t ]+/g, '');
  const bytes = Buffer.from(text, 'base64');
  // Node reads past what is foreign and stops at padding: encoded again it shows.
  if (bytes.toString('base64') !== text) return unreadable('mail-encoding-broken');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const EQUALS = 0x3d;

function fromQuotedPrintable(body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte !== EQUALS) {
      bytes[length] = byte;
      length += 1;
      continue;
    }
    const softEnd = softLineEnd(body, at + 1);
    if (softEnd !== undefined) {
      at = softEnd;
      continue;
    }
    const digits = String.fromCharCode(body[at + 1] ?? 0, body[at + 2] ?? 0);
    if (!/^[0-9A-Fa-f]{2}$/.test(digits)) return unreadable('mail-encoding-broken');
    bytes[length] = Number.parseInt(digits, 16);
    length += 1;
    at += 2;
  }
  return bytes.slice(0, length);
}

/** Index of the LF of a soft line break that begins here, after white space that transport may have added. */
function softLineEnd(body: Uint8Array, start: number): number | undefined {
  let at = start;
  while (at - start < 80 && (body[at] === 0x20 || body[at] === 0x09)) at += 1;
  return body[at] === 0x0d && body[at + 1] === 0x0a ? at + 1 : undefined;
}
