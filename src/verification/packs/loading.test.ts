import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkPack,
  readPack,
  readPackFolder,
  shippedPackFolder,
  type PackFiles,
  type RulePack,
} from './index.ts';

let files: PackFiles;
let folder: string;
beforeAll(async () => {
  files = await readPackFolder(await shippedPackFolder('great-britain-border'));
  folder = await mkdtemp(path.join(tmpdir(), 'pack-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The shipped pack with other texts in some of its files. */
function changed(changes: Readonly<Record<string, unknown>>): PackFiles {
  const texts = Object.entries(changes).map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  return new Map([...files, ...texts]);
}

function json(name: string): Record<string, unknown>[] {
  return JSON.parse(files.get(name) ?? '') as Record<string, unknown>[];
}

function faultsOf(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return readPack(changed(changes)).faults.map(({ file, path: at, code }) => `${file} ${at} ${code}`);
}

function packOf(changes: Readonly<Record<string, unknown>>): RulePack {
  const reading = readPack(changed(changes));
  expect(reading.faults).toEqual([]);
  if (!('pack' in reading)) throw new Error('a pack without faults is there');
  return reading.pack;
}

describe('a pack', () => {
  test('tells every fault of every file, each with its place', () => {
    const [first, ...others] = json('references.json');
    expect(
      faultsOf({
        'pack.json': '{"name": "Bad Name"}',
        'references.json': [{ ...first, number: '', extra: 1 }, ...others],
        'tables/gb-levels.json': 'no json',
        'practice.json': [],
      }).toSorted(),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^pack\.json .*pack-file-shape$/),
        expect.stringMatching(/^practice\.json /),
        expect.stringMatching(/^references\.json \/0/),
        'tables/gb-levels.json  pack-file-no-json',
      ]),
    );
  });

  test('is read or refused with its faults, whatever its files hold', () => {
    const names = [...files.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 6 }), (name, value) => {
        const texts = [
          ['pack.json', files.get('pack.json') ?? ''],
          [name, JSON.stringify(value)],
        ] as const;
        const reading = readPack(new Map(texts));
        expect('pack' in reading).toBe(reading.faults.length === 0);
      }),
      { numRuns: 60 },
    );
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(faultsOf({ 'tests/fish.json': deep })).toEqual(['tests/fish.json  pack-file-no-json']);
    expect(faultsOf({ 'mappings.json': deep })).toEqual(['mappings.json  pack-file-no-json']);
  });

  test('is refused for a field that there is not, and for what would change the making of objects', () => {
    const table = files.get('tables/gb-measures.json') ?? '';
    expect(faultsOf({ 'tables/gb-measures.json': table.replaceAll('item.check', 'item.cheque') })).toContain(
      'tables/gb-measures.json /inputs/1 rule-field-unknown',
    );
    const poisoned = table.replace('"name"', '"__proto__": {"polluted": true}, "name"');
    expect(faultsOf({ 'tables/gb-measures.json': poisoned })).not.toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('is at fault where a code has no pattern, two tables share a reason, or a pattern leads nowhere', () => {
    const references = json('references.json').filter(({ code }) => code !== 'C640');
    const stray = references.map((each, place) => (place === 0 ? { ...each, country: undefined } : each));
    const levels = (files.get('tables/gb-levels.json') ?? '').replace('"gb-e43"', '"gb-e70"');
    const { faults } = checkPack(packOf({ 'references.json': stray, 'tables/gb-levels.json': levels }));
    expect(faults.map(({ file, code }) => `${file} ${code}`).toSorted()).toEqual([
      'references.json pack-pattern-no-country',
      'tables/gb-levels.json rule-code-shared',
      'tables/gb-requirements.json pack-code-no-pattern',
    ]);
  });

  test('is told which rows no test meets, and which languages are missing', () => {
    const tests = JSON.parse(files.get('tests/fish.json') ?? '') as { cases: { name: string }[] };
    const fewer = { ...tests, cases: tests.cases.filter(({ name }) => name !== 'catch-not-applicable') };
    const decision = (files.get('tables/gb-decision.json') ?? '').replace(
      /,\s*"ar": "لا ينطبق فحص[^"]*"/,
      '',
    );
    const { warnings } = checkPack(packOf({ 'tests/fish.json': fewer, 'tables/gb-decision.json': decision }));
    expect(warnings.map(({ code, values }) => [code, values])).toEqual([
      ['pack-language-missing', { count: 1, languages: 'ar' }],
      ['pack-rows-untested', { rows: 'fish-not-applicable' }],
    ]);
  });

  test('shows what was expected and what was decided', () => {
    const tests = JSON.parse(files.get('tests/levels.json') ?? '') as {
      cases: { name: string; expect: object; with?: object }[];
    };
    const wrong = tests.cases.map((each) =>
      each.name === 'mass-over'
        ? {
            ...each,
            expect: { outcome: 'pass', items: { '1': { outcome: 'pass' }, '7': { outcome: 'pass' } } },
          }
        : each.name === 'zero'
          ? { ...each, with: { 'declaration.items.9.net': '0 KGM' } }
          : each,
    );
    const { tests: report } = checkPack(packOf({ 'tests/levels.json': { ...tests, cases: wrong } }));
    const failed = report.cases.filter(({ isPassed }) => !isPassed);
    expect(failed.map(({ name }) => name)).toEqual(['mass-over', 'zero']);
    expect(failed[0]?.differences).toEqual([
      { what: 'outcome', expected: ['pass'], found: ['refuse'] },
      { what: 'outcome', item: '1', expected: ['pass'], found: ['refuse'] },
      { what: 'reasons', item: '1', expected: [], found: ['gb-e30'] },
      { what: 'items', item: '7', expected: ['7'], found: [] },
    ]);
    expect(failed[1]?.faults.map(({ code, values }) => [code, values['place']])).toEqual([
      ['pack-place-unknown', 'declaration.items.9.net'],
    ]);
  });
});

describe('a folder', () => {
  test('is read without following links, and not where a file is too large', async () => {
    await mkdir(path.join(folder, 'tables'));
    await writeFile(path.join(folder, 'pack.json'), '{}');
    await writeFile(path.join(folder, 'note.txt'), 'left where it is');
    await symlink('/etc/hostname', path.join(folder, 'tables', 'host.json'));
    expect([...(await readPackFolder(folder)).keys()]).toEqual(['pack.json']);
    await writeFile(path.join(folder, 'tables', 'large.json'), ' '.repeat(1_000_001));
    await expect(readPackFolder(folder)).rejects.toMatchObject({ code: 'pack-unreadable' });
    await writeFile(path.join(folder, 'tables', 'large.json'), Uint8Array.of(0xff, 0xfe));
    await expect(readPackFolder(folder)).rejects.toMatchObject({ code: 'pack-unreadable' });
    await expect(readPackFolder(path.join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'pack-unreadable',
    });
  });
});
