import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cursorOf, placeOf } from './cursor.ts';

describe('a cursor', () => {
  test('leads back to its place in its own search', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.uuid({ version: 7 }), fc.string(), (at, id, search) => {
        expect(placeOf(cursorOf({ at, id }, search), search)).toEqual({ at, id });
      }),
    );
  });
  test('of another search, or made up, is refused', () => {
    const cursor = cursorOf({ at: 1, id: '01890000-0000-7000-8000-000000000000' }, 'a');
    expect(() => placeOf(cursor, 'b')).toThrow('search-cursor-invalid');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => placeOf(text, 'a')).toThrow('search-cursor-invalid');
      }),
    );
  });
});
