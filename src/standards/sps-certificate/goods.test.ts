import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openXml } from '../../crypto/index.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import type { SpsCertificate, TradeLine } from './definition.ts';
import { spsCertificate17 } from './definition.ts';
import { certificateGoods } from './goods.ts';
import { readCertificate } from './reading.ts';

const hub = '../shared/data/ephyto-hub/SPSCertificateContent.xml';
const of = (...lines: readonly TradeLine[]): SpsCertificate => ({
  consignment: { includedConsignmentItem: [{ includedTradeLineItem: lines }] },
});
const numbered = (...numbers: readonly (string | undefined)[]) =>
  of(...numbers.map((value) => (value === undefined ? {} : { sequenceNumeric: { value } })));
const ched = (certificate: SpsCertificate): SpsCertificate => ({
  ...certificate,
  exchangedDocument: { typeCode: { value: '636' }, id: { value: 'CHEDP.XI.2026.0000001' } },
});
const linesOf = (certificate: SpsCertificate) => certificateGoods(certificate, 100).lines;

test('a line says codes, names, quantities, packages, origins and days', () => {
  expect(linesOf(specimenCertificate())[0]).toEqual({
    line: 1,
    codes: [{ system: 'HS', code: '030617' }],
    names: ['Frozen peeled shrimp', '冻虾仁', 'Shrimp'],
    netMass: { value: '1000.50', unit: 'KGM' },
    grossMass: { value: '1.1', unit: 'TNE' },
    quantities: [],
    packages: [{ value: '100', unit: 'CT' }],
    origins: ['CN'],
    establishments: [],
  });
});

test('establishments are those that processed the goods and those authorised where they are from; treatments make nothing', () => {
  const process = (typeCode: string, id: string, start: string) => ({
    typeCode: { value: typeCode },
    operatorParty: { id: { value: id } },
    completionPeriod: { startDateTime: { value: start } },
  });
  const line: TradeLine = {
    expiryDateTime: [{ value: '2027-03-01' }, { value: '2027-02-01' }],
    appliedProcess: [
      process('38', 'ME 12', '2026-02-03'),
      process('38', 'ME 12', '2026-02-01'),
      process('ZZZ', 'T1', '2026-01-01'),
    ],
    originCountry: [
      { subordinateCountrySubDivision: [{ activityAuthorizedParty: [{ id: { value: 'PH7' } }] }] },
    ],
  };
  expect(linesOf(of(line))[0]).toMatchObject({
    establishments: ['ME 12', 'T1', 'PH7'],
    produced: '2026-02-01',
    expires: '2027-02-01',
  });
});

describe('lines are numbered', () => {
  test.each([
    ['as the sender numbers them', numbered('3', '7'), [3, 7]],
    ['by their places where numbers repeat', numbered('1', '1'), [1, 2]],
    ['by their places where one has none', numbered('5', undefined), [1, 2]],
    ['from 1 where the sender begins with 0', numbered('0', '1', '2'), [1, 2, 3]],
    ['without the sum that TRACES NT keeps in line 0', ched(numbered('0', '1', '2')), [1, 2]],
    ['with line 0 where it is the only one', ched(numbered('0')), [1]],
  ])('%s', (_how, certificate, expected) => {
    expect(linesOf(certificate).map(({ line }) => line)).toEqual(expected);
  });
});

test('a quantity without a unit, or less than nothing, is none', () => {
  const line: TradeLine = {
    netWeightMeasure: { value: '5' },
    grossWeightMeasure: { value: '-5', unit: 'KGM' },
    netVolumeMeasure: { value: '0', unit: 'LTR' },
  };
  const [goods] = linesOf(of(line));
  expect([goods?.netMass, goods?.grossMass, goods?.quantities]).toEqual([
    undefined,
    undefined,
    [{ value: '0', unit: 'LTR' }],
  ]);
});

test('a long certificate says how many lines are left out, and any is bounded', () => {
  const { lines, omitted } = certificateGoods(of(...Array.from({ length: 130 }, () => ({}))), 100);
  expect([lines.length, omitted]).toEqual([100, 30]);
  const hostile: TradeLine = {
    description: Array.from({ length: 500 }, (_, index) => ({ value: `${String(index)}😀`.repeat(500) })),
    applicableClassification: Array.from({ length: 500 }, () => ({
      systemName: [{ value: `${'S'.repeat(19)}\u{20BB7}` }],
      classCode: { value: '1' },
    })),
    netWeightMeasure: { value: '1', unit: 'K'.repeat(9000) },
    originCountry: [
      {
        id: { value: 'N'.repeat(9000) },
        subordinateCountrySubDivision: [{ activityAuthorizedParty: [{ id: { value: 'E'.repeat(9000) } }] }],
      },
    ],
    physicalPackage: Array.from({ length: 500 }, () => ({
      typeCode: { value: 'CT' },
      itemQuantity: { value: '1' },
    })),
  };
  const [line] = linesOf(of(hostile));
  expect(JSON.stringify(line).length).toBeLessThan(2000);
  expect(line?.names[0]).toMatch(/^0😀.*…$/u);
  // Half a character would be nothing that a decision could be made of.
  expect(line?.codes[0]?.system).toBe('S'.repeat(19));
});

test('of any certificate goods are drawn without a fault, each line with its own number', () => {
  fc.assert(
    fc.property(arbitraryDocument(spsCertificate17), (certificate) => {
      const { lines } = certificateGoods(certificate, 100);
      expect(new Set(lines.map(({ line }) => line)).size).toBe(lines.length);
    }),
    { numRuns: 50 },
  );
});

test.skipIf(!existsSync(hub))('a certificate of the ePhyto Hub has its goods (absent: skipped)', () => {
  const opening = openXml(new Uint8Array(readFileSync(hub)));
  if (!opening.opened) throw new Error(opening.refusal);
  const { lines } = certificateGoods(readCertificate(opening.document.root).document, 100);
  opening.document.close();
  expect(lines).toHaveLength(2);
  // It counts from 0, and says of the second only how many pieces there are.
  expect(lines).toMatchObject([
    { line: 1, codes: expect.arrayContaining([{ system: 'HS', code: '06029048' }]) as unknown },
    { line: 2, codes: [], quantities: [{ value: '33', unit: 'H87' }] },
  ]);
});
