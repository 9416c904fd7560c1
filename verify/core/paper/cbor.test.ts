import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/base/index.ts';
import { CborFault, readCbor, type CborKey } from './index.ts';

const bytesOf = (hex: string): Uint8Array => fromHex(hex.replaceAll(' ', '')) ?? new Uint8Array();

const key = fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.string({ maxLength: 8 }));
const { item } = fc.letrec<{ item: unknown }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'cbor' },
    fc.integer({ min: Number.MIN_SAFE_INTEGER + 1, max: Number.MAX_SAFE_INTEGER - 1 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.uint8Array({ maxLength: 40 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('item'), { maxLength: 6, depthIdentifier: 'cbor' }),
    fc
      .uniqueArray(fc.tuple(key, tie('item')), { maxLength: 6, selector: ([name]) => name })
      .map((entries) => new Map<CborKey, unknown>(entries)),
  ),
}));

describe('the reader of CBOR', () => {
  it('reads what another library writes', () => {
    fc.assert(
      fc.property(item, (value) => {
        expect(readCbor(new Uint8Array(encode(value)))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('never does anything but read or refuse, whatever the bytes', () => {
    const act = (bytes: Uint8Array): void => {
      try {
        readCbor(bytes);
      } catch (error) {
        if (!(error instanceof CborFault)) throw error;
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), act), { numRuns: 2000 });
    fc.assert(
      fc.property(item, fc.nat(), fc.nat({ max: 255 }), (value, place, byte) => {
        const bytes = new Uint8Array(encode(value));
        bytes[place % bytes.length] = byte;
        act(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a length of one byte that fits the head', '18 17'],
    ['a length of two bytes that fits one', '19 00ff'],
    ['a length of four bytes that fits two', '1a 0000ffff'],
    ['a length of eight bytes that fits four', '1b 00000000ffffffff'],
    ['a number beyond what is exact', '1b 0020000000000000'],
    ['a text of indefinite length', '7f 6161 ff'],
    ['bytes of indefinite length', '5f 4101 ff'],
    ['a list of indefinite length', '9f 01 ff'],
    ['a map of indefinite length', 'bf 01 02 ff'],
    ['a key twice', 'a2 01 02 01 03'],
    ['a text key twice', 'a2 6161 02 6161 03'],
    ['a key that is a list', 'a1 80 01'],
    ['a key that is bytes', 'a1 4101 01'],
    ['a half', 'f9 3800'],
    ['a float', 'fa 3f800000'],
    ['a double', 'fb 3ff0000000000000'],
    ['undefined', 'f7'],
    ['a simple value', 'f8 20'],
    ['a break alone', 'ff'],
    ['a tag', 'c0 6161'],
    ['a reserved length', '1c'],
    ['trailing bytes', '01 02'],
    ['nothing', ''],
    ['a list that ends early', '82 01'],
    ['a list of four thousand million', '9a ffffffff'],
    ['a text of four thousand million', '7a ffffffff 61'],
    ['a text that is no UTF-8', '62 c328'],
    ['a surrogate in UTF-8', '63 eda080'],
    ['an overlong form in UTF-8', '62 c0af'],
    ['lists in lists without end', '81'.repeat(50) + '01'],
  ])('refuses %s', (_, hex) => {
    expect(() => readCbor(bytesOf(hex))).toThrow(CborFault);
  });

  it('demands the tag that it is told of, in its shortest form', () => {
    expect(readCbor(bytesOf('d2 80'), 18)).toEqual([]);
    for (const hex of ['80', 'd1 80', 'd8 12 80', 'd2 d2 80']) {
      expect(() => readCbor(bytesOf(hex), 18)).toThrow(CborFault);
    }
  });

  it('counts all items together', () => {
    const many = (count: number): Uint8Array =>
      encode(Array.from({ length: 40 }, () => Array.from({ length: count }, () => 0)));
    expect(readCbor(many(100))).toHaveLength(40);
    expect(() => readCbor(many(103))).toThrow(CborFault);
  });
});
