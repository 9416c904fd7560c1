import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleBytes } from '../testing/certificates.ts';
import { pack, unpack } from './packing.ts';

describe('packing', () => {
  test('gives back every byte', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array(), fc.uint8Array({ minLength: 1000, maxLength: 1000, max: 3 })),
        (bytes) => {
          expect(new Uint8Array(unpack(pack(bytes)))).toEqual(bytes);
        },
      ),
    );
  });
  test('makes a certificate smaller', () => {
    const packed = pack(sampleBytes({ number: 'A', padding: 100 }));
    expect(packed.packing).toBe('deflate');
    expect(packed.bytes.length).toBeLessThan(packed.size / 2);
  });
  test('of other bytes than were packed is an error', () => {
    const packed = pack(sampleBytes({ number: 'A' }));
    expect(() => unpack({ ...packed, size: packed.size - 1 })).toThrow();
    expect(() => unpack({ ...packed, size: packed.size + 1 })).toThrow('does not have its size');
    expect(() => unpack({ ...packed, bytes: packed.bytes.subarray(1) })).toThrow();
  });
});
