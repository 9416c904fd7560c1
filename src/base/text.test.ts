import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, textWithin } from './index.ts';

it('the beginning of a text is as long as it may be, and cuts no character in two', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '中', '\u{1F33E}'), maxLength: 12 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 12 }), (whole, most) => {
      const start = textWithin(whole, most);
      expect(whole.startsWith(start)).toBe(true);
      expect(start.length).toBeLessThanOrEqual(most);
      expect(start.length).toBeGreaterThanOrEqual(Math.min(whole.length, most - 1));
      // Canonical JSON carries well-formed texts only.
      expect(canonicalJson(start)).toBe(JSON.stringify(start));
    }),
  );
});
