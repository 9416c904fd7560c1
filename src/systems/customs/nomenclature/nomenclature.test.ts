import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOMENCLATURE_FAULTS, nomenclatureParameter, nomenclatureWords, readNomenclature } from './index.ts';

const hs = '../shared/data/customs/hs2022.csv';

async function* rows(...cells: readonly (readonly [string | undefined, string | undefined])[]) {
  for (const [index, row] of cells.entries()) yield { line: index + 2, cells: row };
}

test('codes are put in order by chapter; every row that is not taken is told with its line', async () => {
  const unread = { code: 'import-row-columns', values: { found: '1' } };
  const given = async function* () {
    yield* rows(
      ['0202.30', ' Meat of bovine  animals '],
      ['0201 10', 'Carcasses'],
      ['020110', 'Again'],
      ['AB', 'Letters'],
      ['030617', ''],
      [undefined, 'None'],
    );
    yield { line: 9, cells: [], fault: unread };
  };
  expect(await readNomenclature(given())).toEqual({
    chapters: new Map([
      [
        '02',
        [
          { code: '020110', name: 'Carcasses' },
          { code: '020230', name: 'Meat of bovine animals' },
        ],
      ],
    ]),
    codes: 2,
    faults: 5,
    refused: [
      { line: 4, code: 'nomenclature-repeated', values: { code: '020110', most: '5000' } },
      { line: 5, code: 'nomenclature-code', values: { code: 'AB', most: '5000' } },
      { line: 6, code: 'nomenclature-name', values: { code: '030617', most: '5000' } },
      { line: 7, code: 'nomenclature-code', values: { code: '', most: '5000' } },
      { line: 9, ...unread },
    ],
  });
});

test('a file of any length is told of in bounds', async () => {
  const endless = async function* () {
    for (let line = 1; line <= 20_000; line += 1)
      yield { line, cells: [`01${String(line).padStart(8, '0')}`, 'x'] };
  };
  const { chapters, codes, faults, refused } = await readNomenclature(endless());
  expect([chapters.size, codes, faults, refused.length]).toEqual([1, 5_000, 15_000, 1_000]);
  expect(refused[0]?.code).toBe('nomenclature-full');
});

test('a chapter holds its own codes, each once', () => {
  const row = (codes: readonly string[]) => ({
    key: { nomenclature: 'HS-2022', chapter: '02' },
    value: { codes: codes.map((code) => ({ code, name: 'x' })) },
    from: '2026-01-01',
  });
  const faults = nomenclatureParameter.check?.(row(['0201', '0201', '0301']), {}) ?? [];
  expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'nomenclature-repeated /value/codes/1/code',
    'nomenclature-chapter /value/codes/2/code',
  ]);
});

test('every fault has its sentence', () => {
  const { en = {} } = nomenclatureWords;
  expect(Object.keys(en)).toEqual(expect.arrayContaining([...NOMENCLATURE_FAULTS]));
});

test.skipIf(!existsSync(hs))('the Harmonized System of 2022 is read whole (absent: skipped)', async () => {
  const [, ...lines] = readFileSync(hs, 'utf8').trim().split('\n');
  const parsed = lines.map((line) => {
    const [, code, quoted, plain] = /^[^,]*,([^,]*),(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(line) ?? [];
    return [code, quoted ?? plain] as const;
  });
  const { chapters, codes, refused } = await readNomenclature(rows(...parsed));
  // The last row of the file is a sum over all sections.
  expect(refused).toMatchObject([{ code: 'nomenclature-code', values: { code: 'TOTAL' } }]);
  expect(codes).toBe(lines.length - 1);
  expect(chapters.size).toBe(97);
  expect(chapters.get('02')).toContainEqual({
    code: '020230',
    name: expect.stringContaining('boneless') as unknown,
  });
});
