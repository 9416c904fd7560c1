import { describe, expect, it } from 'vitest';
import type { Field } from './form-values.ts';
import { pastedCells, placesOf, textAt, withPasted, withText } from './grid-places.ts';

const field: Field = {
  key: 'lines',
  kind: 'rows',
  label: 'Lines',
  required: true,
  columns: [
    { key: 'description', kind: 'texts', label: 'Description', required: true, languages: ['zh', 'en'] },
    { key: 'origin', kind: 'country', label: 'Origin', required: true },
    { key: 'net', kind: 'quantity', label: 'Net', required: true, units: [{ code: 'KGM', label: 'kg' }] },
  ],
};
const places = placesOf(field);
const landing = { row: 0, place: 0, most: 3, empty: {}, countries: [{ value: 'CN', label: 'China' }] };

describe('lines of goods as a grid', () => {
  it('has one input for each language of a text', () => {
    expect(places.map(({ path }) => path)).toEqual(['description/zh', 'description/en', 'origin', 'net']);
  });
  it('lays a block from a spreadsheet into its cells, names as codes and numbers without thousands', () => {
    const cells = pastedCells('苹果\tApples\tchina\t12,000.5\r\n梨\tPears\tCN\t800\r\n');
    expect(withPasted([], places, cells ?? [], landing)).toEqual([
      { description: { zh: '苹果', en: 'Apples' }, origin: 'CN', net: { value: '12000.5', unit: 'KGM' } },
      { description: { zh: '梨', en: 'Pears' }, origin: 'CN', net: { value: '800', unit: 'KGM' } },
    ]);
  });
  it('makes no more lines than the model allows', () => {
    const cells = Array.from({ length: 9 }, () => ['x']);
    expect(withPasted([], places, cells, landing)).toHaveLength(3);
  });
  it('leaves one text to the input it is pasted into', () => {
    expect(pastedCells('Apples, fresh')).toBeUndefined();
  });
  it('keeps the unit when the amount changes', () => {
    const net = places[3];
    const row = { net: { value: '1', unit: 'TNE' } };
    expect(net && withText(row, net, '2')).toEqual({ net: { value: '2', unit: 'TNE' } });
    expect(net && textAt(row, net)).toBe('1');
  });
});
