import { expect, test } from 'vitest';
import { COMMODITY_CODES, CommodityCheck, nomenclatureWords } from './index.ts';

interface Chapter {
  readonly nomenclature: string;
  readonly chapter: string;
  readonly codes: readonly string[];
  readonly from: string;
  readonly until?: string;
}

const BEEF: Chapter = {
  nomenclature: 'CN-2026',
  chapter: '02',
  codes: ['0202', '020230', '0202300010', '0202300090', '0203'],
  from: '2026-01-01T00:00:00.000Z',
};

/** Chapters in force by day, and what follows where a code is not there. */
function checkOf(chapters: readonly Chapter[], practice: object = { unknown: 'warning' }): CommodityCheck {
  const rows = ({ name }: { readonly name: string }, { at }: { readonly at: Date }) =>
    name === 'commodity-check'
      ? [{ key: {}, value: practice, level: 'standard' }]
      : chapters
          .filter(
            ({ from, until }) =>
              from <= at.toISOString() && (until === undefined || at.toISOString() < until),
          )
          .map(({ nomenclature, chapter, codes, from }) => ({
            key: { nomenclature, chapter },
            value: { codes: codes.map((code) => ({ code, name: `Goods ${code}` })) },
            level: 'authority',
            from,
          }));
  // Of the tables of parameters the check reads rows of two definitions and a version.
  const tables = { rows, version: () => 1 } as unknown as ConstructorParameters<typeof CommodityCheck>[0];
  return new CommodityCheck(tables);
}

const asked = (...commodities: readonly string[]) => ({
  country: 'CN',
  authority: 'CN-GACC',
  lodged: '2026-11-22',
  items: commodities.map((commodity, index) => ({ item: index + 1, commodity })),
});

test('nothing is looked up where no nomenclature of the country is loaded, or customs does not want it', () => {
  expect(checkOf([]).check(asked('9999999999')).remarks).toEqual([]);
  const other = { ...BEEF, nomenclature: 'HS-2022' };
  expect(checkOf([other]).check(asked('9999999999')).remarks).toEqual([]);
  expect(checkOf([BEEF], { unknown: 'off' }).check(asked('9999999999')).remarks).toEqual([]);
});

test('a code that is not there is told with the nearest heading and codes beside it', () => {
  expect(checkOf([BEEF]).check(asked('0202300090', '0202300091', '7700000000'))).toEqual({
    level: 'warning',
    remarks: [
      {
        index: 1,
        code: 'commodity-unknown',
        values: {
          item: '2',
          commodity: '0202300091',
          nomenclature: 'CN-2026',
          day: '2026-11-22',
          parent: '020230 Goods 020230',
          near: '0202300090, 0202300010',
        },
      },
      {
        index: 2,
        code: 'commodity-unknown',
        values: {
          item: '3',
          commodity: '7700000000',
          nomenclature: 'CN-2026',
          day: '2026-11-22',
          parent: '–',
          near: '–',
        },
      },
    ],
  });
});

test('a nomenclature that is named counts as far down as it goes', () => {
  const harmonized = { ...BEEF, nomenclature: 'HS-2022', codes: ['0202', '020230'] };
  const check = checkOf([harmonized], { unknown: 'error', nomenclature: 'HS-2022' });
  expect(check.check(asked('0202300090'))).toEqual({ level: 'error', remarks: [] });
  expect(check.check(asked('0202400090')).remarks).toMatchObject([{ code: 'commodity-unknown' }]);
});

test('a code that an earlier edition had has expired on the day on which the next one came', () => {
  const day = '2026-07-01T00:00:00.000Z';
  const check = checkOf([
    { ...BEEF, codes: [...BEEF.codes, '0202300020'], until: day },
    { ...BEEF, from: day },
  ]);
  expect(check.check(asked('0202300020')).remarks).toMatchObject([
    { code: 'commodity-expired', values: { since: '2026-07-01', near: '0202300010, 0202300090' } },
  ]);
  expect(check.check({ ...asked('0202300020'), lodged: '2026-06-30' }).remarks).toEqual([]);
});

test('every remark has its sentence', () => {
  const { en = {} } = nomenclatureWords;
  expect(Object.keys(en)).toEqual(expect.arrayContaining([...COMMODITY_CODES]));
});
