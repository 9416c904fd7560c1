import { describe, expect, it } from 'vitest';
import type { Face } from '../../../../src/standards/index.ts';
import { differencesOf } from './differences.ts';

const face = (number: string, weights: readonly string[]): Face => ({
  title: [],
  sections: [
    {
      kind: 'fields',
      label: 'face-identity',
      fields: [
        { label: 'face-number', values: [{ value: number }] },
        { label: 'face-consignee', values: [{ value: 'A  Ltd' }] },
      ],
    },
    {
      kind: 'table',
      label: 'face-goods',
      columns: ['face-line', 'face-net-weight'],
      rows: weights.map((weight, index) => [[{ value: String(index + 1) }], [{ value: weight }]]),
    },
  ],
});

describe('differences between two copies', () => {
  it('are none between equals', () => {
    expect(differencesOf(face('1', ['5 kg']), face('1', ['5 kg']))).toEqual([]);
  });
  it('name the field and both values', () => {
    expect(differencesOf(face('1', []), face('2', []))).toEqual([
      { label: 'face-number', here: ['1'], there: ['2'] },
    ]);
  });
  it('name the line of goods', () => {
    expect(differencesOf(face('1', ['5 kg', '6 kg']), face('1', ['5 kg', '60 kg']))).toEqual([
      { label: 'face-net-weight', line: 2, here: ['6 kg'], there: ['60 kg'] },
    ]);
  });
  it('tell of a line that only one copy has', () => {
    expect(differencesOf(face('1', ['5 kg']), face('1', [])).map(({ label }) => label)).toEqual([
      'face-line',
      'face-net-weight',
    ]);
  });
  it('leave white space and the ways to write a letter aside', () => {
    const other = face('１', []);
    expect(differencesOf(face('1', []), other)).toEqual([]);
  });
});
