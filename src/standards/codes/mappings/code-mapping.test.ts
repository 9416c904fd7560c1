import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CODE_LISTS } from '../code-lists.ts';
import { spsCertificate17 } from '../../sps-certificate/definition.ts';
import { specimenCertificate } from '../../testing/specimen.ts';
import { chinaCountryCodes } from './china-countries.ts';
import { chinaUnitCodes } from './china-units.ts';
import { chinaCustomsCodes, codeMapping, codePairs } from './code-mapping.ts';
import { mapCodes } from './mapped-document.ts';

const parameters = '../shared/data/customs/cn/params';
const day = '2026-03-02';

describe('the tables of China Customs', () => {
  test.each([
    ['country', chinaCountryCodes],
    ['unit', chinaUnitCodes],
  ] as const)('name only codes of the international list of a %s', (kind, compact) => {
    const pairs = codePairs(compact);
    expect(pairs.filter(({ international }) => !CODE_LISTS[kind].has(international))).toEqual([]);
    expect(new Set(pairs.map(({ national }) => national)).size).toBe(pairs.length);
  });

  test.each([
    ['country', '142', 'CN'],
    ['country', '502', 'US'],
    ['country', '609', 'NZ'],
    ['unit', '035', 'KGM'],
    ['unit', '070', 'TNE'],
    ['unit', '075', undefined],
    ['country', '701', undefined],
  ] as const)('%s %s is %s', (kind, national, international) => {
    expect(chinaCustomsCodes.toInternational(kind, national, day)).toBe(international);
    if (international !== undefined)
      expect(chinaCustomsCodes.toNational(kind, international, day)).toBe(national);
  });

  test('have codes that the customs lists have (absent: skipped)', ({ skip }) => {
    if (!existsSync(parameters)) skip('the lists are absent');
    for (const [file, compact] of [
      ['Country', chinaCountryCodes],
      ['Unit', chinaUnitCodes],
    ] as const) {
      const known = new Set(
        readFileSync(`${parameters}/${file}.csv`, 'utf8')
          .split('\n')
          .map((row) => row.split(',')[0]),
      );
      expect(codePairs(compact).filter(({ national }) => !known.has(national))).toEqual([]);
    }
  });
});

test('a pair holds on its days and on no others', () => {
  const mapping = codeMapping('x', {
    country: codePairs('349:CS@2003-02-04/2006-06-02 358:RS@2006-06-03'),
    unit: [],
  });
  const on = (code: string, when: string) => mapping.toInternational('country', code, when);
  expect([
    on('349', '2003-02-03'),
    on('349', '2003-02-04'),
    on('349', '2006-06-02'),
    on('349', '2006-06-03'),
  ]).toEqual([undefined, 'CS', 'CS', undefined]);
  expect(mapping.toNational('country', 'RS', '2006-06-02')).toBeUndefined();
});

describe('a document', () => {
  test('goes into the national codes and back unchanged', () => {
    const document = specimenCertificate(2);
    const national = mapCodes(spsCertificate17, document, {
      mapping: chinaCustomsCodes,
      to: 'national',
      day,
    });
    expect(JSON.stringify(national.document)).toContain('"exportCountry":{"id":{"value":"142"}}');
    expect(national.findings.map(({ values }) => values['code'])).toEqual([
      'CEL',
      'HUR',
      'CEL',
      'HUR',
      'CEL',
    ]);
    const back = mapCodes(spsCertificate17, national.document, {
      mapping: chinaCustomsCodes,
      to: 'international',
      day,
    });
    expect(back).toEqual({ document, findings: [] });
  });

  test('keeps a code that has no counterpart, and says so', () => {
    const document = { consignment: { exportCountry: { id: { value: '701' } } } };
    expect(
      mapCodes(spsCertificate17, document, { mapping: chinaCustomsCodes, to: 'international', day }),
    ).toMatchObject({
      document,
      findings: [{ code: 'code-not-mapped', path: '/SPSCertificate/SPSConsignment/ExportSPSCountry/ID' }],
    });
  });
});
