import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, utf8 } from '../../base/index.ts';
import { documentKind, extensionOf, MAXIMUM_DOCUMENT_BYTES } from './document-kind.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);

test('a document is what its first bytes say, whatever follows', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
      expect(documentKind(concatBytes(utf8('%PDF-'), rest))).toBe('application/pdf');
      expect(documentKind(concatBytes(PNG, rest))).toBe('image/png');
      expect(documentKind(concatBytes(JPEG, rest))).toBe('image/jpeg');
    }),
  );
});

test('script, archives, beginnings that are cut short and whatever else is no document', () => {
  const refused = ['', '%PDF', '<svg onload=x>', '<html>', 'PK\u0003\u0004', ' %PDF-1.7', 'MZ', 'GIF89a'];
  for (const text of refused) expect(documentKind(utf8(text)), text).toBeUndefined();
  expect(documentKind(PNG.subarray(0, 7))).toBeUndefined();
});

test('a document beyond five megabytes is none', () => {
  const largest = new Uint8Array(MAXIMUM_DOCUMENT_BYTES);
  largest.set(JPEG);
  expect(documentKind(largest)).toBe('image/jpeg');
  expect(documentKind(concatBytes(largest, Uint8Array.of(0)))).toBeUndefined();
});

test('its file name ends as its kind does', () => {
  expect(['application/pdf', 'image/png', 'image/jpeg', 'text/html'].map(extensionOf)).toEqual([
    'pdf',
    'png',
    'jpg',
    'bin',
  ]);
});
