import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveKey, newRandom, openSecret, sealSecret } from './index.ts';

const bytes = fc.uint8Array({ maxLength: 80 });
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const refused = { code: 'secret-unreadable' };

describe('a sealed secret', () => {
  test('opens with its key in its place, to what was sealed', () => {
    fc.assert(
      fc.property(key, bytes, fc.string(), (its, secret, place) => {
        const sealed = sealSecret(its, secret, { place, random: newRandom });
        expect(openSecret(its, sealed, place)).toEqual(secret);
      }),
    );
  });

  test('does not open changed anywhere, cut off anywhere, elsewhere, or with another key', () => {
    const its = newRandom(32);
    const sealed = sealSecret(its, Uint8Array.of(1, 2, 3), { place: 'here', random: newRandom });
    for (const index of sealed.keys()) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
      expect(() => openSecret(its, changed, 'here')).toThrow(expect.objectContaining(refused));
      expect(() => openSecret(its, sealed.subarray(0, index), 'here')).toThrow(
        expect.objectContaining(refused),
      );
    }
    expect(() => openSecret(its, sealed, 'there')).toThrow(expect.objectContaining(refused));
    expect(() => openSecret(newRandom(32), sealed, 'here')).toThrow(expect.objectContaining(refused));
  });

  test('is another each time, so that equal secrets do not show', () => {
    const its = newRandom(32);
    const seal = () => sealSecret(its, new Uint8Array(20), { place: '', random: newRandom });
    expect(seal()).not.toEqual(seal());
  });
});

test('keys derived for two purposes have nothing in common', () => {
  const secret = newRandom(32);
  expect(deriveKey(secret, 'one')).toEqual(deriveKey(secret, 'one'));
  expect(deriveKey(secret, 'one')).not.toEqual(deriveKey(secret, 'two'));
  // RFC 5869, appendix A.3: no salt; the first 32 bytes of its output.
  const given = new Uint8Array(22).fill(0x0b);
  expect(Buffer.from(deriveKey(given, '')).toString('hex')).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
  );
});
