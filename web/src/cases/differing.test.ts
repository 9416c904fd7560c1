import { describe, expect, it } from 'vitest';
import { markedParts } from './differing.ts';

describe('where two texts differ', () => {
  const marked = (text: string, other: string): string =>
    markedParts(text, other)
      .map((part) => (part.differs ? `[${part.text}]` : part.text))
      .join('');
  it('is told by words, whatever their case', () => {
    expect(marked('Kauri Foods Ltd.', 'KAURI Meats Ltd.')).toBe('Kauri [Foods] Ltd.');
  });
  it('is told by signs where there are no words', () => {
    expect(marked('上海绿野食品', '上海绿原食品')).toBe('上海绿[野]食品');
  });
  it('is the whole where the texts are long', () => {
    expect(markedParts('a'.repeat(500), 'b')).toEqual([{ text: 'a'.repeat(500), differs: true }]);
  });
});
