import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../src/base/index.ts';

const root = dirname(import.meta.dirname);

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly checked: number;
  readonly faults: readonly string[];
}

/** A violation: the file that is planted, and the words by which its guard must name it. */
interface Plant {
  readonly guard: string;
  readonly rule: string;
  readonly file: string;
  /** What to write; a function changes what stands there; absent: the file is taken away. */
  readonly text?: string | ((before: string) => string);
  readonly words: readonly string[];
}

const lines = (count: number): string => 'export {};\n'.repeat(count);
const switchOnTwo = `type Side = 'left' | 'right';
export function sideOf(side: Side): number {
  switch (side) {
    case 'left':
      return 1;
  }
  return 2;
}
`;
const branches = Array.from(
  { length: 22 },
  (_, index) => `  if (n === ${String(index)}) return ${String(index)};`,
);

function lint(rule: string, file: string, text: string, words: readonly string[] = []): Plant {
  return { guard: 'lint', rule, file, text, words: [basename(file), rule, ...words] };
}

const PLANTS: readonly Plant[] = [
  {
    guard: 'types',
    rule: 'a type error',
    file: 'src/base/planted-type.ts',
    text: "export const wrong: number = 'one';\n",
    words: ['planted-type.ts', 'TS2322'],
  },
  {
    guard: 'types',
    rule: 'an import against the direction of the rooms',
    file: 'src/base/planted-direction.ts',
    text: "export * from '../ledger/index.ts';\n",
    words: ['planted-direction.ts', 'TS6307'],
  },
  {
    guard: 'types',
    rule: 'a pure room that reads files',
    file: 'src/base/planted-purity.ts',
    text: "export { readFileSync } from 'node:fs';\n",
    words: ['planted-purity.ts', 'node:fs'],
  },
  {
    guard: 'types',
    rule: 'a source that no project compiles',
    file: 'verify/planted/lost.ts',
    text: 'export const lost = 1;\n',
    words: ['verify/planted/lost.ts: no project compiles it'],
  },
  lint(
    'no-floating-promises',
    'src/ledger/planted-floating.ts',
    'export function start(): void {\n  Promise.resolve(1);\n}\n',
  ),
  lint(
    'no-misused-promises',
    'src/ledger/planted-misused.ts',
    'export const each = (list: number[]): void => list.forEach(async (n) => void (await Promise.resolve(n)));\n',
  ),
  lint('switch-exhaustiveness-check', 'src/ledger/planted-switch.ts', switchOnTwo),
  lint('no-explicit-any', 'src/ledger/planted-any.ts', 'export const anything: any = 1;\n'),
  lint(
    'no-non-null-assertion',
    'src/ledger/planted-bang.ts',
    'export const first = (a: string[]): string => a[0]!;\n',
  ),
  lint(
    'consistent-type-imports',
    'src/ledger/planted-import.ts',
    "import { Finding } from '../base/index.ts';\nexport type Remark = Finding;\n",
  ),
  lint(
    'no-cycle',
    'src/ledger/planted-cycle.ts',
    "import { two } from './planted-cycle-two.ts';\nexport const one = (): number => two() + 1;\n",
  ),
  {
    guard: 'lint',
    rule: 'no-cycle',
    file: 'src/ledger/planted-cycle-two.ts',
    text: "import { one } from './planted-cycle.ts';\nexport const two = (): number => one() + 1;\n",
    words: ['planted-cycle-two.ts', 'no-cycle'],
  },
  lint('no-default-export', 'src/ledger/planted-default.ts', 'export default 1;\n'),
  lint('filename-case', 'src/ledger/PlantedCase.ts', 'export const cased = 1;\n'),
  lint('max-lines', 'src/ledger/planted-long.ts', lines(501), ['max-lines)']),
  lint(
    'max-lines-per-function',
    'src/ledger/planted-function.ts',
    `export function long(): number {\n  let n = 0;\n${'  n += 1;\n'.repeat(90)}  return n;\n}\n`,
  ),
  lint(
    'complexity',
    'src/ledger/planted-complexity.ts',
    `export function pick(n: number): number {\n${branches.join('\n')}\n  return -1;\n}\n`,
  ),
  lint(
    'no-restricted-imports',
    'src/ledger/planted-private.ts',
    "export * from '../crypto/lib/anything.ts';\n",
    ['private to its room'],
  ),
  lint(
    'no-restricted-imports',
    'src/ledger/planted-crypto.ts',
    "export { createHash } from 'node:crypto';\n",
    ['src/crypto'],
  ),
  lint('no-restricted-imports', 'src/ledger/planted-pg.ts', "export { Pool } from 'pg';\n", ['src/database']),
  lint('no-restricted-imports', 'src/standards/planted-net.ts', "export { connect } from 'node:net';\n", [
    'no I/O',
  ]),
  {
    guard: 'format',
    rule: 'a file that is not formatted',
    file: 'src/ledger/planted-format.ts',
    text: 'export   const   wide = 1\n',
    words: ['planted-format.ts'],
  },
  {
    guard: 'dead-code',
    rule: 'a file that nobody imports',
    file: 'src/ledger/planted-unused.ts',
    text: 'export const unused = 1;\n',
    words: ['planted-unused.ts'],
  },
  {
    guard: 'dead-code',
    rule: 'a dependency that nobody uses',
    file: 'package.json',
    text: (before) =>
      before.replace('"dependencies": {', '"dependencies": {\n    "planted-dependency": "1.0.0",'),
    words: ['planted-dependency'],
  },
  {
    guard: 'rooms',
    rule: 'a room without a README',
    file: 'src/base/README.md',
    words: ['src/base: README.md is missing'],
  },
  {
    guard: 'rooms',
    rule: 'an import past the face of a room',
    file: 'src/ledger/planted-past-face.ts',
    text: "export { utf8 } from '../base/bytes.ts';\n",
    words: ['planted-past-face.ts', 'is not the face of src/base'],
  },
  {
    guard: 'rooms',
    rule: 'a face with code in it',
    file: 'src/base/index.ts',
    text: (before) => `${before}export function planted(): number {\n  return 1;\n}\n`,
    words: ['src/base/index.ts: a face re-exports'],
  },
  {
    guard: 'names',
    rule: 'a name that says nothing',
    file: `src/ledger/text-${'utils'}.ts`,
    text: 'export const nothing = 1;\n',
    words: [`text-${'utils'}.ts: name what it does`],
  },
  {
    guard: 'suppressions',
    rule: 'a postponed thing',
    file: 'src/ledger/planted-later.ts',
    text: `// ${'TO'}DO: later\nexport const later = 1;\n`,
    words: ['planted-later.ts:1'],
  },
  {
    guard: 'suppressions',
    rule: 'a suppressed compiler',
    file: 'src/ledger/planted-ignored.ts',
    text: `// @ts-${'ignore'}\nexport const ignored = 1;\n`,
    words: ['planted-ignored.ts:1'],
  },
  {
    guard: 'suppressions',
    rule: 'a suppressed linter',
    file: 'src/ledger/planted-silenced.ts',
    text: `// oxlint-${'disable'}-next-line\nexport const silenced = 1;\n`,
    words: ['planted-silenced.ts:1'],
  },
  {
    guard: 'suppressions',
    rule: 'a test laid aside',
    file: 'src/ledger/planted-aside.test.ts',
    text: `it.${'skip'}('holds', () => {});\n`,
    words: ['planted-aside.test.ts:1'],
  },
  {
    guard: 'suppressions',
    rule: 'a test that runs alone',
    file: 'src/ledger/planted-alone.test.ts',
    text: `describe.${'only'}('holds', () => {});\n`,
    words: ['planted-alone.test.ts:1'],
  },
  ...['Date.now()', 'new Date()', 'Math.random()', "process.env['HOME']"].map((text, index): Plant => ({
    guard: 'rim',
    rule: `${text} behind the rim`,
    file: `src/ledger/planted-world-${String(index)}.ts`,
    text: `export const world = ${text};\n`,
    words: [`planted-world-${String(index)}.ts:1`],
  })),
  {
    guard: 'words',
    rule: 'a sentence with other placeholders',
    file: 'src/base/words/en.json',
    text: '{ "planted-one": "It is {value}.", "planted-two": "Two." }\n',
    words: ['planted-one has other placeholders'],
  },
  {
    guard: 'words',
    rule: 'a sentence missing in one language',
    file: 'src/base/words/zh.json',
    text: '{ "planted-one": "是{other}。" }\n',
    words: ['planted-two has no sentence'],
  },
  {
    guard: 'words',
    rule: 'a sentence left in English',
    file: 'src/planted-words/words/ru.json',
    text: '{ "planted-three": "No certificate of this number is known." }\n',
    words: ['ru.json: planted-three is not translated'],
  },
  {
    guard: 'words',
    rule: 'a language missing altogether, and a key of another room',
    file: 'src/planted/words/en.json',
    text: '{ "planted-one": "It is {value}." }\n',
    words: ['src/planted/words: zh.json is missing', 'planted-one is also a word of'],
  },
  {
    guard: 'machine',
    rule: 'a path of this machine',
    file: 'docs/planted.md',
    text: `It lies in /${'home'}/someone/counterfoil.\n`,
    words: ['docs/planted.md:1'],
  },
  {
    guard: 'lock',
    rule: 'a dependency that is not locked',
    file: 'package.json',
    text: (before) =>
      before.replace('"dependencies": {', '"dependencies": {\n    "planted-unlocked": "1.0.0",'),
    words: ['planted-unlocked is not locked'],
  },
  {
    guard: 'lock',
    rule: 'a package of another platform that is not locked',
    file: 'package-lock.json',
    text: (before) =>
      before.replace(
        '"node_modules/',
        '"node_modules/planted": { "optionalDependencies": { "planted-platform": "1" } },\n    "node_modules/',
      ),
    words: ['planted-platform, which node_modules/planted may want'],
  },
  {
    guard: 'documents',
    rule: 'a document that names a file that is not there',
    file: 'docs/planted-links.md',
    text: 'See `src/base/planted.ts`.\n',
    words: ['docs/planted-links.md: src/base/planted.ts is not there'],
  },
  {
    guard: 'documents',
    rule: 'a link that leads nowhere',
    file: 'docs/planted-link.md',
    text: 'See [there](nowhere.md).\n',
    words: ['docs/planted-link.md: nowhere.md is not there'],
  },
  {
    guard: 'generated',
    rule: 'a generated file changed by hand',
    file: 'docs/configuration.md',
    text: (before) => `${before}\nBy hand.\n`,
    words: ['docs/configuration.md'],
  },
];

let folder = '';
let copy = '';

/**
 * A house of the real plan and the real settings, with the base room whole, the documents and what was generated, and
 * every other room all but empty: the guards do the same work on it in a fraction of the time.
 */
function buildSmallHouse(): void {
  const take = (path: string): void => cpSync(join(root, path), join(copy, path), { recursive: true });
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  };
  for (const name of readdirSync(root, { withFileTypes: true })) {
    if (name.isFile()) take(name.name);
  }
  for (const path of ['tsconfig', 'scripts', 'docs', 'src/base']) take(path);
  // The plan is ours: a list of references with paths.
  const plan = JSON.parse(readFileSync(join(root, 'tsconfig.product.json'), 'utf8')) as {
    readonly references: readonly { readonly path: string }[];
  };
  for (const { path } of plan.references) {
    take(`${path}/tsconfig.json`);
    if (path === 'src/base') continue;
    put(`${path}/index.ts`, 'export {};\n');
    put(`${path}/main.ts`, 'export {};\n');
    put(`${path}/README.md`, '# A room\n');
  }
  put('tests/some.test.ts', 'export {};\n');
  put('vitest.config.ts', 'export default {};\n');
  for (const language of LANGUAGES) {
    put(
      `src/planted-words/words/${language}.json`,
      `{ "planted-three": "${language === 'en' ? 'No certificate of this number is known.' : '—'}" }\n`,
    );
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // What stands in the documents is as the house has it: their form was looked at there, and takes longest of all.
  put('.prettierignore', `${readFileSync(join(root, '.prettierignore'), 'utf8')}docs\n`);
  // What is generated follows from the compiled rooms, which this house has not; one file is like another.
  rmSync(join(copy, 'scripts/generate.mjs'));
  put(
    'scripts/generate.mjs',
    `process.argv.push('--root', ${JSON.stringify(copy)}, '--only', 'docs/configuration.md');\nawait import(${JSON.stringify(join(root, 'scripts/generate.mjs'))});\n`,
  );
}

function check(at: string): readonly Outcome[] {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const run = spawnSync(process.execPath, [join(root, 'scripts/check.mjs'), '--root', at, '--json', report], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!existsSync(report)) throw new Error(run.stderr);
  // The report is the guards' own: check.mjs writes exactly this shape.
  const outcomes = JSON.parse(readFileSync(report, 'utf8')) as readonly Outcome[];
  expect(run.status).toBe(outcomes.every(({ passed }) => passed) ? 0 : 1);
  return outcomes;
}

function faultsOf(outcomes: readonly Outcome[], guard: string): string {
  const outcome = outcomes.find(({ name }) => name === guard);
  if (!outcome) throw new Error(`the guard ${guard} did not run`);
  return outcome.faults.join('\n');
}

/** The lines that name the planted file or its rule; a compiler's fault may take several. */
function bites(outcomes: readonly Outcome[], plant: Plant): boolean {
  const faults = faultsOf(outcomes, plant.guard).split('\n');
  const [subject = ''] = plant.words;
  if (plant.guard === 'words' || plant.guard === 'rooms') {
    return plant.words.every((word) => faults.some((line) => line.includes(word)));
  }
  return faults.some((line) => line.includes(subject) && plant.words.every((word) => line.includes(word)));
}

function plant(plants: readonly Plant[]): () => void {
  const before = new Map<string, string | undefined>();
  for (const { file, text } of plants) {
    const path = join(copy, file);
    const stood = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (!before.has(path)) before.set(path, stood);
    mkdirSync(dirname(path), { recursive: true });
    if (text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, typeof text === 'string' ? text : text(stood ?? ''));
  }
  return () => {
    for (const [path, text] of before) {
      if (text === undefined) rmSync(path, { force: true });
      else writeFileSync(path, text);
    }
  };
}

describe('every guard bites', () => {
  let planted: readonly Outcome[] = [];
  let removed: readonly Outcome[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'counterfoil-guards-'));
    copy = join(folder, 'house');
    buildSmallHouse();
    const remove = plant(PLANTS);
    planted = check(copy);
    remove();
    removed = check(copy);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(PLANTS)('$guard: $rule ($file)', (violation) => {
    expect(bites(planted, violation), faultsOf(planted, violation.guard)).toBe(true);
    expect(bites(removed, violation), faultsOf(removed, violation.guard)).toBe(false);
  });

  it('every guard has a violation planted', () => {
    const proved = new Set(PLANTS.map(({ guard }) => guard));
    expect(planted.map(({ name }) => name).filter((name) => !proved.has(name))).toEqual([]);
  });

  it('a guard that finds nothing to look at fails', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    for (const name of ['package.json', 'knip.json', '.oxlintrc.json', 'tsconfig.product.json']) {
      cpSync(join(root, name), join(empty, name));
    }
    symlinkSync(join(root, 'node_modules'), join(empty, 'node_modules'));
    const passed = check(empty).filter(
      ({ name, passed: holds }) => holds && name !== 'format' && name !== 'machine',
    );
    expect(passed.map(({ name }) => name)).toEqual([]);
  });
});
