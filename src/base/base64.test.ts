import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, fromBase64, isBase64, toBase64 } from './index.ts';

test('what is encoded decodes to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
});

test('a text is base64 exactly when another encoder writes its bytes back the same', () => {
  const text = fc.string({
    unit: fc.constantFrom('A', 'Q', 'g', '/', '+', '=', '9', '-', 'é'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (candidate) => {
      const bytes = Buffer.from(candidate, 'base64');
      const canonical = bytes.toString('base64') === candidate;
      expect(isBase64(candidate)).toBe(canonical);
      expect(fromBase64(` ${candidate}\n`)).toEqual(canonical ? new Uint8Array(bytes) : undefined);
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
