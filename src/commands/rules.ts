import path from 'node:path';
import { LANGUAGES, say, type Fault, type Language } from '../base/index.ts';
import { programWords } from '../platform/index.ts';
import {
  checkPack,
  PackError,
  readPack,
  readPackFolder,
  shippedPackFolder,
  shippedPackNames,
  type CaseResult,
  type Difference,
  type PackFault,
  type PackReading,
  type PackTestReport,
  type RulePack,
} from '../verification/packs/index.ts';
import type { World } from './command.ts';
import { misused, parametersOf, type Parameters } from './parameters.ts';
import { loadRules, RULES_TEXTS } from './rules-loading.ts';

const FORM = { command: 'rules', texts: RULES_TEXTS, flags: ['every'], words: [1, 2] } as const;

export type RulesParameters = Parameters<(typeof RULES_TEXTS)[number], never, 'every'>;

/**
 * `rules check|test|show|load PACK`, `rules list`: a pack is a folder, or the name of one of the release. Exit code 0 where there is no
 * fault and every case is decided as expected, 1 where not.
 */
export async function rulesCommand(world: World): Promise<number> {
  const given: RulesParameters = parametersOf(FORM, world.parameters);
  const [act = '', name = ''] = given.words;
  if (act === 'list' && name === '') return listed(world);
  if (name === '') throw misused('rules');
  switch (act) {
    case 'show':
      return shown(world, await packNamed(name));
    case 'check':
      return checked(world, await readingOf(name));
    case 'test':
      return tested(world, await packNamed(name), given.flag('every'));
    case 'load':
      return loadRules(world, await packNamed(name), given);
    default:
      throw misused('rules');
  }
}

/** What a folder holds, or the pack of the release of that name. */
async function readingOf(name: string): Promise<PackReading> {
  const isShipped = /^[a-z0-9-]+$/.test(name) && (await shippedPackNames()).includes(name);
  const folder = isShipped ? await shippedPackFolder(name) : path.resolve(name);
  return readPack(await readPackFolder(folder));
}

/** @throws PackError with every fault. */
async function packNamed(name: string): Promise<RulePack> {
  const reading = await readingOf(name);
  if ('pack' in reading) return reading.pack;
  throw new PackError('pack-faulty', { pack: name }, { faults: reading.faults.map(placed) });
}

/** A fault whose path begins with its file. */
function placed({ file, ...fault }: PackFault): Fault {
  return { ...fault, path: `${file}${fault.path}` };
}

async function listed(world: World): Promise<number> {
  for (const name of await shippedPackNames()) {
    const pack = await packNamed(name);
    world.out.write(`${told(world, pack)}\n  ${inLanguage(pack.manifest.title, world.language)}\n`);
  }
  return 0;
}

/** What a pack says, for people: its tables row by row with the sentences that traders and officers will read. */
function shown(world: World, pack: RulePack): number {
  const { language, out } = world;
  const { manifest, tables } = pack;
  const lines = [
    told(world, pack),
    inLanguage(manifest.title, language),
    inLanguage(manifest.description, language),
    ...manifest.sources.map(({ title, checked: isChecked }) => `  ${isChecked ? '=' : '~'} ${title}`),
  ];
  for (const { file, table } of tables) {
    lines.push('', `${file}  ${inLanguage(table.title, language)}`);
    for (const { id, mode, outcome, code, sentence, outputs } of table.rows) {
      const result = [
        outcome,
        code,
        ...Object.entries(outputs ?? {}).map(([key, value]) => `${key}=${value}`),
      ];
      const state = mode === 'live' ? '' : `[${mode}] `;
      lines.push(`  ${id}: ${state}${result.filter((each) => each !== undefined).join(' ')}`);
      if (sentence !== undefined) lines.push(`      ${inLanguage(sentence, language)}`);
    }
  }
  out.write(`${lines.join('\n')}\n`);
  return 0;
}

function checked(world: World, reading: PackReading): number {
  const faults: PackFault[] = [...reading.faults];
  const warnings: PackFault[] = [...reading.warnings];
  if ('pack' in reading) {
    const check = checkPack(reading.pack);
    faults.push(...faultsOfCases(check.tests), ...check.faults);
    warnings.push(...check.warnings);
    world.out.write(`${told(world, reading.pack)}\n`);
  }
  for (const fault of faults) world.out.write(`${faultShown(world, 'pack-fault-shown', fault)}\n`);
  for (const fault of warnings) world.out.write(`${faultShown(world, 'pack-warning-shown', fault)}\n`);
  const counts = { faults: faults.length, warnings: warnings.length };
  world.out.write(`${say(programWords, world.language, 'pack-checked', counts)}\n`);
  return faults.length === 0 ? 0 : 1;
}

/** Cases that cannot be asked at all are faults of the pack; those that are decided otherwise are for `rules test`. */
function faultsOfCases({ cases }: PackTestReport): readonly PackFault[] {
  return cases.flatMap(({ file, faults }) => faults.map((fault) => ({ ...fault, file })));
}

function tested(world: World, pack: RulePack, isEvery: boolean): number {
  const { tests } = checkPack(pack);
  const failed = tests.cases.filter(({ isPassed }) => !isPassed);
  for (const result of isEvery ? tests.cases : failed) world.out.write(`${caseShown(world, result)}\n`);
  for (const { table, row } of tests.unmet) {
    const unmet = { code: 'pack-rows-untested', file: '', path: table, values: { rows: row } };
    world.out.write(`${faultShown(world, 'pack-warning-shown', unmet)}\n`);
  }
  const counts = {
    passed: tests.cases.length - failed.length,
    cases: tests.cases.length,
    met: tests.rows - tests.unmet.length,
    rows: tests.rows,
  };
  world.out.write(`${say(programWords, world.language, 'pack-tested', counts)}\n`);
  return failed.length === 0 ? 0 : 1;
}

function caseShown({ language }: World, result: CaseResult): string {
  const { file, name, why, faults, differences, isPassed } = result;
  const head = say(programWords, language, isPassed ? 'pack-case-passed' : 'pack-case-failed', {
    file,
    name,
  });
  const beneath = [
    inLanguage(why, language),
    ...faults.map(({ code, path: at, values }) => `${at}: ${say(programWords, language, code, values)}`),
    ...differences.map((difference) => differenceShown(difference, language)),
  ];
  return [head, ...beneath.map((line) => `    ${line}`)].join('\n');
}

function differenceShown({ what, item, expected, found }: Difference, language: Language): string {
  const many = (texts: readonly string[]) =>
    texts.length === 0 ? say(programWords, language, 'pack-nothing') : texts.join(', ');
  const whole = item === undefined;
  return say(programWords, language, `pack-differs-${what}`, {
    item: say(programWords, language, whole ? 'pack-whole' : 'pack-item', whole ? {} : { item }),
    expected: many(expected),
    found: many(found),
  });
}

function faultShown({ language }: World, key: string, { code, file, path: at, values }: PackFault): string {
  return say(programWords, language, key, {
    place: `${file}${at}`,
    sentence: say(programWords, language, code, values),
  });
}

function told({ language }: World, { manifest, tables, references, tests }: RulePack): string {
  return say(programWords, language, 'pack-told', {
    pack: manifest.name,
    version: manifest.version,
    country: manifest.country,
    tables: tables.length,
    rows: tables.reduce((sum, { table }) => sum + table.rows.length, 0),
    patterns: references.length,
    cases: tests.reduce((sum, each) => sum + each.tests.cases.length, 0),
  });
}

/** The words of a language, else English, else of whichever language there is. */
function inLanguage(words: Readonly<Partial<Record<string, string>>>, language: Language): string {
  const known = [language, 'en', ...LANGUAGES].map((each) => words[each]);
  return (known.find((each) => each !== undefined) ?? '').replace(/[\p{Cc}]+/gu, ' ');
}
