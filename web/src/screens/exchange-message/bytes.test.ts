import { describe, expect, it } from 'vitest';
import { hexOf, MOST_SHOWN, readableOf } from './bytes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the bytes of a message', () => {
  it('are text whose hidden signs are seen', () => {
    expect(readableOf(bytes('a\r\n\tb'))).toBe('a\n\tb');
    expect(readableOf(bytes('pay\u202Eevil\u0000\uFEFF'))).toBe('pay⟨U+202E⟩evil⟨U+0000⟩⟨U+FEFF⟩');
    expect(readableOf(Uint8Array.of(0x25, 0xff, 0xfe))).toBeUndefined();
  });

  it('are told byte by byte with their place', () => {
    expect(hexOf(bytes('<a>\u0001'))).toBe(`00000000  3c 61 3e 01${' '.repeat(36)}  <a>.`);
    expect(hexOf(new Uint8Array(17)).split('\n')).toHaveLength(2);
  });

  it('are cut where they are many, in the middle of a sign too', () => {
    const many = bytes(`${'a'.repeat(MOST_SHOWN - 1)}雨`);
    expect(readableOf(many)).toBe('a'.repeat(MOST_SHOWN - 1));
    expect(hexOf(many).split('\n')).toHaveLength(MOST_SHOWN / 16);
  });
});
