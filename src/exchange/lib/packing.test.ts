import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes, utf8 } from '../../base/index.ts';
import { pack, unpack } from './packing.ts';

describe('packing', () => {
  test('gives back every byte', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat(600), (text, times) => {
        const bytes = utf8(text.repeat(times));
        expect(equalBytes(unpack(pack(bytes)), bytes)).toBe(true);
      }),
    );
  });
  test.each([0, 1, 511, 512, 16_383, 16_384, 16_385, 200_000])('gives back %d like bytes', (size) => {
    const bytes = new Uint8Array(size).fill(7);
    expect(equalBytes(unpack(pack(bytes)), bytes)).toBe(true);
  });
  test('of another size than was noted is an error', () => {
    const packed = pack(utf8('<certificate/>'.repeat(1_000)));
    expect(packed.packing).toBe('deflate');
    expect(() => unpack({ ...packed, size: packed.size - 1 })).toThrow();
    expect(() => unpack({ ...packed, size: packed.size + 1 })).toThrow('does not have its size');
  });
});
