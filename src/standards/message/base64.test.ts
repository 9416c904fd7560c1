import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../base/index.ts';
import { decodeBase64, isBase64 } from './base64.ts';

test('what is encoded decodes to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
});

test('it agrees with the strict decoder of the base room on any text without white space', () => {
  const text = fc.string({
    unit: fc.constantFrom('A', 'Q', 'g', '/', '+', '=', '9', '-', 'é'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (candidate) => {
      expect(decodeBase64(candidate)).toEqual(fromBase64(candidate));
      expect(isBase64(candidate)).toBe(fromBase64(candidate) !== undefined);
    }),
    { numRuns: 2000 },
  );
});

test('a text of tens of megabytes is judged and decoded', () => {
  const text = 'AAAA'.repeat(8_000_000);
  expect(isBase64(text)).toBe(true);
  expect(isBase64(`${text.slice(4)}AA*A`)).toBe(false);
  expect(decodeBase64(text)?.length).toBe(24_000_000);
});
