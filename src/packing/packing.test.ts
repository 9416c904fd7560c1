import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes, utf8 } from '../base/index.ts';
import { pack, unpack } from './index.ts';

const WAYS = ['deflate', 'brotli'] as const;
const ways = fc.constantFrom(...WAYS);
const sheet = utf8('<certificate/>'.repeat(1_000));

describe('packing', () => {
  test('gives back every byte', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.uint8Array({ minLength: 1000, maxLength: 1000, max: 3 }),
          fc
            .tuple(fc.string({ maxLength: 40 }), fc.nat(600))
            .map(([text, times]) => utf8(text.repeat(times))),
        ),
        ways,
        (bytes, how) => {
          expect(equalBytes(unpack(pack(bytes, how)), bytes)).toBe(true);
        },
      ),
    );
  });
  test.each([0, 1, 511, 512, 16_383, 16_384, 16_385, 1_048_575, 1_048_576, 3_000_000])(
    'gives back %d like bytes',
    (size) => {
      const bytes = new Uint8Array(size).fill(7);
      for (const how of WAYS) expect(equalBytes(unpack(pack(bytes, how)), bytes)).toBe(true);
    },
  );
  test.each(WAYS)('by %s makes a text smaller, and what cannot be made smaller no larger', (how) => {
    expect(pack(sheet, how).bytes.length).toBeLessThan(sheet.length / 6);
    const noise = deflateRawSync(Uint8Array.from({ length: 5_000 }, (_, index) => (index * index * 31) >> 3));
    expect(pack(pack(noise, how).bytes, how)).toMatchObject({ packing: 'none' });
  });
  test.each(WAYS)('by %s of another size than was noted, or of other bytes, is an error', (how) => {
    const packed = pack(sheet, how);
    expect(packed.packing).toBe(how);
    expect(() => unpack({ ...packed, size: packed.size - 1 })).toThrow();
    expect(() => unpack({ ...packed, size: packed.size + 1 })).toThrow('does not have its size');
    expect(() => unpack({ ...packed, bytes: packed.bytes.subarray(1) })).toThrow();
  });
  test.each(WAYS)('by %s whose size was set to two gigabytes takes no memory before it is refused', (how) => {
    const before = process.memoryUsage().arrayBuffers;
    const packed = pack(sheet, how);
    expect(() => unpack({ ...packed, size: 2_147_483_647 })).toThrow('does not have its size');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });
});
