import { describe, expect, test } from 'vitest';
import { speechOf } from '../../../verify/inspection/index.ts';
import { isolated } from './isolating.ts';

const words = {
  en: { by: 'By {who}, {time}, {count}' },
  ar: { by: '\u0639\u0646 {who}\u060c {time}\u060c {count}' },
};
const values = { who: 'Zhao Rui', time: '23 \u0646\u0648\u0641\u0645\u0628\u0631 2026', count: 12 };

describe('what is put into a sentence', () => {
  test('is kept apart where the sentence runs from right to left', () => {
    const arabic = isolated(speechOf(words, 'ar'));
    expect(arabic.say('by', values)).toBe(
      `\u0639\u0646 \u2068${values.who}\u2069\u060c \u2068${values.time}\u2069\u060c 12`,
    );
    expect(arabic.labelled('\u0631\u0642\u0645', 'NZL-1')).toContain('\u2068NZL-1\u2069');
    expect(arabic.sentence(['AU', '7'])).toBe('\u2068AU\u2069\u060c 7.');
  });

  test('stands as it is where the sentence runs from left to right', () => {
    expect(isolated(speechOf(words, 'en')).say('by', values)).toBe(`By Zhao Rui, ${values.time}, 12`);
  });
});
