import { expect, test } from 'vitest';
import { concatBytes } from '../../../../src/base/index.ts';
import { runNow } from '../../primitives.ts';
import { readRevocationList } from './revocation-list.ts';

const SEQUENCE = 0x30;
const SET = 0x31;
const UTC_TIME = 0x17;
const PRINTABLE = 0x13;

function der(tag: number, ...inside: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...inside);
  const { length } = content;
  const octets = [16, 8, 0].map((shift) => (length >> shift) & 0xff);
  const written = octets.slice(octets.findIndex((octet) => octet !== 0));
  return concatBytes(
    Uint8Array.from(length < 0x80 ? [tag, length] : [tag, 0x80 + written.length, ...written]),
    content,
  );
}
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const algorithm = der(SEQUENCE, Uint8Array.of(0x06, 3, 0x2b, 0x65, 0x70));
const nameOf = (text: string): Uint8Array =>
  der(SEQUENCE, der(SET, der(SEQUENCE, Uint8Array.of(0x06, 3, 0x55, 4, 3), der(PRINTABLE, ascii(text)))));

/** A list of an issuer, made at a time, by nobody: its signature is one byte. */
function listOf(issuer: string, made: string): Uint8Array {
  const signed = der(SEQUENCE, algorithm, nameOf(issuer), der(UTC_TIME, ascii(made)));
  return der(SEQUENCE, signed, algorithm, Uint8Array.of(0x03, 2, 0, 1));
}
const faultOf = (list: Uint8Array) => {
  const reading = runNow(readRevocationList(list, new Uint8Array(), 0), () => false);
  return reading.read ? undefined : reading.fault;
};

test('a list that is as long as may be in one place is refused by name, and ends nothing else', () => {
  expect(faultOf(listOf('Root', '261115000000Z'))).toBe('revocation-list-other-issuer');
  expect(faultOf(listOf('R'.repeat(1_000_000), '261115000000Z'))).toBe('revocation-list-unreadable');
  expect(faultOf(listOf('Root', '2'.repeat(1_000_000)))).toBe('revocation-list-unreadable');
});
