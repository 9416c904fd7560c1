import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasSameSigns, signsOf } from './signs.ts';

/** Signs that are passed over, change with their neighbours, or are written in several ways. */
const SIGNS = [
  'A',
  'a',
  'b',
  '1',
  ' ',
  '-',
  '.',
  '\t',
  'é',
  'e\u0301',
  '\u0301',
  'ß',
  'Ａ',
  'ﬁ',
  'K',
  'ı',
  '冻',
  '½',
  '😀',
];
const text = fc.array(fc.constantFrom(...SIGNS), { maxLength: 6 }).map((signs) => signs.join(''));

it('two texts have the same signs as they have them written out', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), text, (one, other) => {
      for (const [left, right] of [
        [one, other],
        [one, one.toLowerCase()],
        [`${one} `, `-${one}`],
        [one, one.normalize('NFD')],
      ] as const)
        expect(hasSameSigns(left, right)).toBe(signsOf(left) === signsOf(right));
    }),
    { numRuns: 1000 },
  );
});
