import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfDigits, digitsOf, digitsOfBytes } from './index.ts';

describe('bytes as decimal digits', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 700 }), (bytes) => {
        const led = Uint8Array.of(0x78, ...bytes);
        expect(bytesOfDigits(digitsOfBytes(led))).toEqual(led);
      }),
    );
  });

  it('have one form: no leading zero, no sign, no space, nothing but digits', () => {
    for (const text of ['', '0', '01', '+1', '-1', '1 2', '1e3', '0x10', '1_000', '１２', '1.0']) {
      expect(bytesOfDigits(text)).toBeUndefined();
    }
    expect(bytesOfDigits('9'.repeat(7090))).toBeUndefined();
    expect(bytesOfDigits('9'.repeat(7089))).toBeDefined();
  });

  it('are found behind the # of an address, or alone', () => {
    expect(digitsOf('https://a.example/verify/#123')).toBe('123');
    expect(digitsOf('HTTPS://A.EXAMPLE/verify/#123')).toBe('123');
    expect(digitsOf(' 123\n')).toBe('123');
    for (const text of [
      'https://a.example/verify/123',
      'javascript:alert(1)#123',
      'https://a.example/#lang=en',
      '#',
    ]) {
      expect(digitsOf(text)).toBeUndefined();
    }
  });
});
