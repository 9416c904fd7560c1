import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../base/index.ts';
import { FIELDS } from '../facts/index.ts';
import { compilePatterns, readReference } from '../references/index.ts';
import {
  checkPack,
  readPack,
  readPackFolder,
  shippedPackFolder,
  shippedPackNames,
  type RulePack,
} from './index.ts';

async function shipped(name: string): Promise<RulePack> {
  const reading = readPack(await readPackFolder(await shippedPackFolder(name)));
  expect(reading.faults).toEqual([]);
  if (!('pack' in reading)) throw new Error('a pack without faults is there');
  expect(reading.warnings).toEqual([]);
  return reading.pack;
}

test('the worked example of the guide is sound, and says what it lacks', async () => {
  const reading = readPack(
    await readPackFolder(fileURLToPath(new URL('../../../docs/recipes/example-pack/', import.meta.url))),
  );
  expect([reading.faults, reading.warnings]).toEqual([[], []]);
  if (!('pack' in reading)) return;
  const { faults, warnings, tests } = checkPack(reading.pack);
  expect([faults, tests.unmet, tests.cases.filter(({ isPassed }) => !isPassed)]).toEqual([[], [], []]);
  expect(warnings.map(({ file, code }) => [file, code])).toEqual([
    ['pack.json', 'pack-language-missing'],
    ['tables/honey-judgements.json', 'pack-language-missing'],
  ]);
});

describe('the packs of the release', () => {
  test('are the import pack of China and the demonstration of another country’s practice', async () => {
    expect(await shippedPackNames()).toEqual(['china-import', 'great-britain-border']);
    await expect(shippedPackFolder('../packs')).rejects.toMatchObject({ code: 'pack-not-known' });
  });

  test.each(['china-import', 'great-britain-border'])(
    'decide every case of %s as its tests say, and every row is met by one',
    async (name) => {
      const { faults, warnings, tests } = checkPack(await shipped(name));
      expect(faults).toEqual([]);
      expect(warnings).toEqual([]);
      expect(tests.cases.filter(({ isPassed }) => !isPassed)).toEqual([]);
      expect(tests.unmet).toEqual([]);
      expect(tests.rows).toBeGreaterThan(80);
    },
  );

  test.each(['china-import', 'great-britain-border'])(
    'speak six languages in %s, each its own',
    async (name) => {
      const { tables, manifest } = await shipped(name);
      const said = [
        manifest.title,
        manifest.description,
        ...tables
          .flatMap(({ table }) => table.rows)
          .flatMap(({ sentence }) => (sentence === undefined ? [] : [sentence])),
      ];
      for (const sentence of said) {
        expect(Object.keys(sentence)).toEqual([...LANGUAGES]);
        expect(new Set(Object.values(sentence)).size).toBe(LANGUAGES.length);
        const named = Object.values(sentence).map((text) =>
          [...String(text).matchAll(/\{[a-z.-]+\}/g)].map(([name]) => name),
        );
        for (const names of named) expect(names.toSorted()).toEqual(named[0]?.toSorted());
      }
    },
  );

  test('judges every comparison there is, and every way in which a quantity can fail, in the pack of China', async () => {
    const { tables } = await shipped('china-import');
    const rows = tables.flatMap(({ table }) => (table.stage === 'judgement' ? table.rows : []));
    const asked = new Set(rows.flatMap(({ cells }) => Object.keys(cells)));
    const compared = Object.keys(FIELDS).filter((field) => field.startsWith('match.'));
    expect(compared.filter((field) => !asked.has(field))).toEqual([]);
    const statuses = rows.flatMap(({ cells }) => {
      const cell = cells['quantity.status'];
      return cell?.is === 'equal' ? [cell.value] : [];
    });
    expect(FIELDS['quantity.status'].values.filter((status) => !statuses.includes(status))).toEqual([]);
  });
});

describe('the pack of China', () => {
  // As the project's sources write them: New Zealand's number of 2009, and those of the Andean countries' exchange.
  test.each([
    ['853', 'NZL2009/0001/26', 'NZ', 'NZL2009/0001/26'],
    ['852', 'nzl 2009 0001 26', 'NZ', 'NZL2009/0001/26'],
    ['853', 'NZL2026/AKL/100200', 'NZ', 'NZL2026/AKL/100200'],
    ['851', '00012345CO', 'CO', '00012345CO'],
    ['851', '7 PE', 'PE', '7PE'],
    ['851', '20260001EC', 'EC', '20260001EC'],
    ['851', '99BO', 'BO', '99BO'],
  ])('reads a certificate %s written %s', async (code, reference, country, number) => {
    const { references } = await shipped('china-import');
    const { readings } = readReference(code, reference, compilePatterns(references));
    expect(readings.map((reading) => [reading.country, reading.number])).toEqual([[country, number]]);
  });
});
