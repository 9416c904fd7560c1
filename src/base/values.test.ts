import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  canonicalJson,
  compareDecimals,
  concatBytes,
  equalBytes,
  formatDecimal,
  fromBase64,
  fromBase64Url,
  fromHex,
  fromUtf8,
  isUuid,
  multiplyDecimals,
  normaliseDecimal,
  parseDecimal,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
  uuidV7,
  type Decimal,
} from './index.ts';

const decimals = fc.record({
  coefficient: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  scale: fc.integer({ min: 0, max: 20 }),
});

function read(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is a decimal`);
  return value;
}

describe('bytes', () => {
  it('come back equal from hex, base64, base64url and UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
        expect(equalBytes(concatBytes(bytes.subarray(0, 7), bytes.subarray(7)), bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fromUtf8(utf8(text)) === text));
  });

  it.each(['A', 'AA', 'AB==', 'AAA', 'AA=A', 'AAAA====', '*AAA'])(
    'base64 %s is not canonical and refused',
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );

  it.each(['abc', 'zz'])('hex %s is refused', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  it('overlong and truncated UTF-8 is refused', () => {
    expect(fromUtf8(Uint8Array.of(0xc0, 0xaf))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xe4, 0xb8))).toBeUndefined();
  });
});

describe('decimals', () => {
  it('come back equal, with the scale they were written in', () => {
    fc.assert(
      fc.property(decimals, (value) => {
        expect(read(formatDecimal(value))).toEqual(value);
      }),
    );
  });

  it('add exactly, where floats do not', () => {
    expect(formatDecimal(addDecimals(read('0.1'), read('0.2')))).toBe('0.3');
    expect(formatDecimal(addDecimals(read('399.999998'), read('0.000002')))).toBe('400.000000');
  });

  it('add and multiply as integers of a common scale do', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        expect(compareDecimals(addDecimals(left, right), addDecimals(right, left))).toBe(0);
        const product = multiplyDecimals(left, right);
        expect(product.coefficient).toBe(left.coefficient * right.coefficient);
        expect(compareDecimals(left, normaliseDecimal(left))).toBe(0);
      }),
    );
  });

  it.each(['', '.', '1e3', '0x1', '1,5', '１', 'NaN', ' 1', `${'9'.repeat(41)}`])(
    '%j is no decimal',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );
});

describe('canonical JSON', () => {
  const keys = fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__');
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;

  it('is JSON of the same value, and the same text whatever the order of the members', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = canonicalJson(value as string);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text) as string)).toBe(text);
      }),
    );
    expect(canonicalJson({ b: 1, a: [true, null], c: undefined })).toBe('{"a":[true,null],"b":1}');
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the number %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
  });

  it('refuses a lone surrogate, which no UTF-8 can carry', () => {
    expect(() => canonicalJson('\uD800')).toThrow(RangeError);
  });
});

describe('ids', () => {
  it('ids are version 7 UUIDs, ordered by their time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 47 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (now, later, random) => {
          const first = uuidV7(now, () => random);
          expect(isUuid(first)).toBe(true);
          expect(first < uuidV7(now + later, () => new Uint8Array(16))).toBe(true);
        },
      ),
    );
  });
});
