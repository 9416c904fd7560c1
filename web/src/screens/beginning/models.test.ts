import { describe, expect, it } from 'vitest';
import { modelsFor, type Model } from './models.ts';

const model = (key: string, commodity: string, importing?: string[]): Model => ({
  key,
  version: 1,
  label: key,
  commodity,
  documentType: commodity === 'meat' ? '853' : '851',
  title: [{ language: 'zh', text: '证书' }],
  languages: ['zh', 'en'],
  validFrom: '2026-01-01',
  ...(importing === undefined ? {} : { importing }),
});
const all = [model('meat', 'meat'), model('fruit', 'fruit'), model('fruit-cl', 'fruit', ['CL'])];
const keys = (filter: Partial<Parameters<typeof modelsFor>[1]>): string[] =>
  modelsFor(all, { words: '', commodity: '', destination: '', ...filter }).map(({ key }) => key);

describe('the choice of a model', () => {
  it('offers for a destination what is made for it, then what is made for any', () => {
    expect(keys({ destination: 'CL', commodity: 'fruit' })).toEqual(['fruit-cl', 'fruit']);
    expect(keys({ destination: 'NZ', commodity: 'fruit' })).toEqual(['fruit']);
  });
  it('finds a model by words of its name and of its official title', () => {
    expect(keys({ words: 'FRUIT cl' })).toEqual(['fruit-cl']);
    expect(keys({ words: '证书' })).toHaveLength(3);
  });
  it('puts models of the copied certificate’s type first, and hides none', () => {
    expect(keys({ documentType: '851' })).toEqual(['fruit', 'fruit-cl', 'meat']);
  });
});
