import { describe, expect, it } from 'vitest';
import { compileMapping } from './mapped-row.ts';
import { parseMapping, type RegisterMapping } from './register-mapping.ts';

function mapping(values: readonly unknown[]): RegisterMapping {
  return parseMapping(JSON.stringify({ register: 'old', format: 'csv', values }));
}

const map = (values: readonly unknown[], cells: readonly (string | undefined)[]): unknown =>
  compileMapping(mapping(values)).map({ position: 0, line: 2, cells });

const number = { path: 'exchangedDocument.id', column: 'NO', required: true };

describe('a mapping file', () => {
  it.each([
    ['that is no JSON', '{', 'not-json'],
    ['with a member nobody knows', '{"registr":"x"}', 'required'],
  ])('%s is refused', (_title, text, rule) => {
    expect(() => parseMapping(text)).toThrow(rule);
  });

  it.each([
    ['neither column nor constant', { path: 'exchangedDocument.id' }, 'column-or-constant'],
    [
      'both column and constant',
      { path: 'exchangedDocument.id', column: 'A', constant: 'b' },
      'column-or-constant',
    ],
    [
      'a date without a zone',
      { path: 'exchangedDocument.issueDateTime', column: 'A', date: 'yyyyMMdd' },
      'zone',
    ],
    [
      'two sources of the unit',
      { path: 'exchangedDocument.id', column: 'A', unit: 'KGM', unitColumn: 'U' },
      'unit',
    ],
    ['a path to the prototype', { path: '__proto__.x', column: 'A' }, 'pattern'],
  ])('with %s is refused', (_title, value, rule) => {
    expect(() => mapping([value])).toThrow(rule);
  });

  it.each([
    ['that does not exist', 'exchangedDocument.nummer', 'property-unknown'],
    ['that is repeated, without its place', 'exchangedDocument.name', 'value-not-list'],
    ['through a value', 'exchangedDocument.id.value', 'value-not-text'],
    ['to a structure', 'constructor', 'property-unknown'],
  ])('with a path %s is refused by the definition', (_title, path, rule) => {
    expect(() => compileMapping(mapping([{ path, column: 'A' }]))).toThrow(/import-mapping-invalid/);
    try {
      compileMapping(mapping([{ path, column: 'A' }]));
    } catch (fault) {
      expect(JSON.stringify(fault)).toContain(rule);
    }
  });
});

describe('a row', () => {
  it('becomes a certificate: constants, codes, dates, decimals with their units, languages', () => {
    const line = 'consignment.includedConsignmentItem[1].includedTradeLineItem[1]';
    const result = map(
      [
        number,
        { path: 'exchangedDocument.typeCode', constant: '851' },
        { path: 'exchangedDocument.statusCode', column: 'ST', codes: { Y: '70' }, otherwise: '39' },
        { path: 'exchangedDocument.issueDateTime', column: 'DT', date: 'yyyyMMdd', zone: '+08:00' },
        { path: `${line}.description[1]`, column: 'NAME', attributes: { language: 'zh' } },
        {
          path: `${line}.netWeightMeasure`,
          column: 'NET',
          decimal: { point: ',', group: '.' },
          unitColumn: 'U',
          unitCodes: { 吨: 'TNE' },
        },
      ],
      ['NZ1', 'Y', '20090131', '冻羊肉', '1.234,50', '吨'],
    );
    expect(result).toEqual({
      mapped: true,
      document: {
        exchangedDocument: {
          id: { value: 'NZ1' },
          typeCode: { value: '851' },
          statusCode: { value: '70' },
          issueDateTime: { value: '2009-01-31T00:00:00+08:00', form: 'dateTime' },
        },
        consignment: {
          includedConsignmentItem: [
            {
              includedTradeLineItem: [
                {
                  description: [{ value: '冻羊肉', language: 'zh' }],
                  netWeightMeasure: { value: '1234.50', unit: 'TNE' },
                },
              ],
            },
          ],
        },
      },
    });
  });

  it('leaves out a repetition that no column has filled, its constants with it, and closes the gap', () => {
    const note = (place: number, column: string): readonly unknown[] => [
      { path: `exchangedDocument.includedNote[${String(place)}].subject`, constant: column },
      { path: `exchangedDocument.includedNote[${String(place)}].content[1]`, column },
    ];
    const result = map([number, ...note(1, 'N1'), ...note(2, 'N2')], ['1', '', 'second']);
    expect(result).toMatchObject({
      document: {
        exchangedDocument: { includedNote: [{ subject: { value: 'N2' }, content: [{ value: 'second' }] }] },
      },
    });
  });

  it.each([
    ['an empty required cell', number, ' ', 'import-row-required'],
    ['a required cell that says nothing', { ...number, nothing: ['NULL'] }, 'NULL', 'import-row-required'],
    ['an unknown code', { ...number, codes: { a: 'b' } }, 'toString', 'import-row-code'],
    [
      'a day that does not exist',
      { ...number, path: 'exchangedDocument.issueDateTime', date: 'yyyy-MM-dd', zone: 'Z' },
      '2023-02-29',
      'import-row-date',
    ],
    [
      'a date of another format',
      { ...number, path: 'exchangedDocument.issueDateTime', date: 'dd.MM.yyyy', zone: 'Z' },
      '2023-02-28',
      'import-row-date',
    ],
    ['a text for a number', { ...number, decimal: {} }, '12kg', 'import-row-number'],
    ['an exponent', { ...number, decimal: {} }, '1e9', 'import-row-number'],
    ['bytes that are no text', number, 'A\uFFFDB', 'import-row-encoding'],
  ])('with %s is refused, naming column and line', (_title, value, cell, code) => {
    expect(map([value], [cell])).toMatchObject({
      mapped: false,
      fault: { code, values: { column: 'NO', line: '2' } },
    });
  });
});
