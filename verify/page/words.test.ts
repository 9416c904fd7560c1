import { describe, expect, it } from 'vitest';
import { standardsWords } from '../../src/standards/index.ts';
import { mergeCatalogues } from '../../src/base/index.ts';
import { bundleWords, sealWords } from '../core/index.ts';
import { inspectionWords, OFFERED } from '../inspection/index.ts';
import { pageWords } from './index.ts';

describe('the words of the page', () => {
  it('are complete in every language it offers, with the same placeholders', () => {
    const placeholders = (sentence = '') =>
      [...sentence.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();
    const english = Object.entries(pageWords.en ?? {});
    expect(english.length).toBeGreaterThan(30);
    for (const [language] of OFFERED) {
      const words = pageWords[language] ?? {};
      expect(Object.keys(words).toSorted()).toEqual(english.map(([key]) => key).toSorted());
      for (const [key, sentence] of english)
        expect([key, ...placeholders(words[key])]).toEqual([key, ...placeholders(sentence)]);
    }
  });

  it('share no key with the other words that the page speaks', () => {
    expect(() =>
      mergeCatalogues(standardsWords, sealWords, bundleWords, inspectionWords, pageWords),
    ).not.toThrow();
  });
});
