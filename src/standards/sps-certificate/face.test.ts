import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { standardsWords } from '../words.ts';
import { spsCertificate17 } from './definition.ts';
import { certificateFace } from './face.ts';
import type { Face } from './face.ts';

function field(face: Face, label: string) {
  for (const section of face.sections) {
    if (section.kind !== 'fields') continue;
    const found = section.fields.find((one) => one.label === label);
    if (found) return found.values.map(({ value }) => value);
  }
  return undefined;
}

describe('the face of a certificate', () => {
  const face = certificateFace(specimenCertificate(2));

  test('has its title in every language', () => {
    expect(face.title).toEqual([
      { value: 'Sanitary Certificate', language: 'en' },
      { value: '卫生证书', language: 'zh' },
    ]);
  });

  test('is titled by its kind where it has no title', () => {
    expect(certificateFace({ exchangedDocument: { typeCode: { value: '851' } } }).title).toEqual([
      { value: '851', word: 'document-type.851' },
    ]);
  });

  test('shows the boxes of the paper', () => {
    expect(field(face, 'face-number')).toEqual(['CN-310000-2026-000123']);
    expect(field(face, 'face-consignor')).toEqual(['East Sea Foods Co., Ltd', '8 Harbour Road', 'CN']);
    expect(field(face, 'face-point-of-entry')).toEqual(['Auckland', 'NZAKL']);
    expect(field(face, 'face-seals')).toEqual(['S100 – S102']);
    expect(field(face, 'face-temperature')).toEqual(['-18 CEL']);
    expect(field(face, 'ephyto-tag.ADEDL')).toEqual(['Fit for human consumption.']);
    expect(field(face, 'face-note')).toEqual(['A note under no subject.']);
    expect(field(face, 'face-officer')).toEqual(['Li Wei']);
  });

  test('has one row for each line, and no column that none fills', () => {
    const goods = face.sections.find(({ label }) => label === 'face-goods');
    if (goods?.kind !== 'table') throw new Error('no table of goods');
    expect(goods.columns).not.toContain('face-use');
    expect(goods.rows).toHaveLength(2);
    expect(goods.rows.every((row) => row.length === goods.columns.length)).toBe(true);
    const packages = goods.rows[0]?.[goods.columns.indexOf('face-packages')];
    expect(packages).toEqual([{ value: '100' }, { value: 'CT', word: 'package-type.CT' }]);
  });

  test('lists the annexes with their sizes', () => {
    const annexes = face.sections.find(({ label }) => label === 'face-annexes');
    if (annexes?.kind !== 'table') throw new Error('no table of annexes');
    expect(annexes.rows[0]?.map((cell) => cell[0]?.value)).toEqual([
      'LAB-7',
      'AWR',
      'Laboratory report',
      'lab.pdf',
      'application/pdf',
      '9',
    ]);
  });

  test('of any certificate has labels that are words, and no field without a value', () => {
    fc.assert(
      fc.property(arbitraryDocument(spsCertificate17), (document) => {
        for (const section of certificateFace(document).sections) {
          const labels =
            section.kind === 'fields'
              ? section.fields.map((one) => {
                  expect(one.values.length).toBeGreaterThan(0);
                  return one.label;
                })
              : section.columns;
          for (const label of [section.label, ...labels]) expect(standardsWords.en).toHaveProperty([label]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
