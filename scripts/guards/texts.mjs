// Guards that read the sources as texts.
import { homedir } from 'node:os';
import { posix } from 'node:path';
import { CODE_FOLDERS, basename, dirname, extname, filesUnder, isTest } from './files.mjs';
import { linesMeeting, readText, realpathSync } from './files.mjs';

const EMPTY_NAMES = /^(util|utils|helper|helpers|common|misc|stuff)$/;

const names = {
  name: 'names',
  claim: 'no file or folder has a name that says nothing',
  run(root) {
    const paths = filesUnder(root, [...CODE_FOLDERS, 'scripts', 'docs']);
    const faults = paths
      .filter((path) =>
        path.split('/').some((part) => part.split(/[.-]/).some((word) => EMPTY_NAMES.test(word))),
      )
      .map((path) => `${path}: name what it does`);
    return { checked: paths.length, faults };
  },
};

const marker = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b`);
const suppression = new RegExp(
  `@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-${'dis'}able|prettier-${'ig'}nore|(v8|istanbul|c8) ${'ig'}nore`,
);
const laidAside = new RegExp(
  `\\b(it|test|describe|bench)(\\.\\w+)*\\.(${'sk'}ip|${'on'}ly|to${'do'}|fails)\\b|\\bx(it|describe)\\(`,
);

const suppressions = {
  name: 'suppressions',
  claim: 'nothing is suppressed, postponed or laid aside',
  run(root) {
    const paths = filesUnder(root, [...CODE_FOLDERS, 'scripts']).filter((path) =>
      /\.(tsx?|mjs|sql)$/.test(path),
    );
    return {
      checked: paths.length,
      faults: [marker, suppression, laidAside].flatMap((pattern) =>
        linesMeeting(root, paths, pattern, (text) => `${text} is not allowed`),
      ),
    };
  },
};

/** Where the world may be read directly; everywhere else time, randomness and environment are parameters. */
const RIM = [
  /^verify\/page\/main\.ts$/,
  /^src\/main\.ts$/,
  /^src\/commands\//,
  /^src\/database\/(supervisor|embedded)/,
];
const WORLD = /\bprocess\.env\b|\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\brandomUUID\(\)/;

const rim = {
  name: 'rim',
  claim: 'time, randomness and environment are read at the rim only',
  run(root) {
    const paths = filesUnder(root, ['src', 'verify']).filter(
      (path) => path.endsWith('.ts') && !isTest(path) && !RIM.some((place) => place.test(path)),
    );
    const faults = linesMeeting(root, paths, WORLD, (text) => `${text}: take it as a parameter`);
    return { checked: paths.length, faults: faults.filter((fault) => !inComment(root, fault)) };
  },
};

function inComment(root, fault) {
  const [path, line] = fault.split(':');
  return /^\s*(\*|\/\/|\/\*)/.test(readText(root, path).split('\n')[Number(line) - 1] ?? '');
}

/** The languages of the product, as `src/base/words.ts` lists them. */
const LANGUAGES = ['en', 'zh', 'fr', 'es', 'ru', 'ar'];
/** More letters than this are a sentence or a name of several words, which no two languages share. */
const LONGEST_SHARED = 25;

function placeholders(sentence) {
  return [...sentence.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .toSorted((left, right) => (left < right ? -1 : 1));
}

const words = {
  name: 'words',
  claim:
    'every sentence exists in every language, translated, with the same placeholders, and every key once',
  run(root) {
    const paths = filesUnder(root, ['src', 'verify', 'web']).filter((path) =>
      /\/words\/[a-z]{2}\.json$/.test(path),
    );
    const faults = [];
    const owners = new Map();
    for (const folder of new Set(paths.map((path) => dirname(path)))) {
      const languages = paths.filter((path) => dirname(path) === folder);
      for (const language of LANGUAGES) {
        if (!languages.includes(`${folder}/${language}.json`))
          faults.push(`${folder}: ${language}.json is missing`);
      }
      if (!languages.includes(`${folder}/en.json`)) continue;
      const english = JSON.parse(readText(root, `${folder}/en.json`));
      for (const key of Object.keys(english)) {
        const owner = owners.get(key);
        if (owner) faults.push(`${folder}: ${key} is also a word of ${owner}`);
        owners.set(key, folder);
      }
      for (const path of languages)
        faults.push(...parityFaults(english, JSON.parse(readText(root, path)), path));
    }
    return { checked: paths.length, faults };
  },
};

function parityFaults(english, other, path) {
  const faults = [];
  for (const [key, sentence] of Object.entries(english)) {
    if (typeof other[key] !== 'string' || other[key].trim() === '')
      faults.push(`${path}: ${key} has no sentence`);
    else if (placeholders(sentence).join() !== placeholders(other[key]).join())
      faults.push(`${path}: ${key} has other placeholders than English`);
    else if (!path.endsWith('/en.json') && other[key] === sentence && lettersOf(sentence) > LONGEST_SHARED)
      faults.push(`${path}: ${key} is not translated`);
  }
  for (const key of Object.keys(other)) {
    if (!Object.hasOwn(english, key)) faults.push(`${path}: ${key} is not a key of English`);
  }
  return faults;
}

/** Letters that a translator has to deal with: not those of values. */
function lettersOf(sentence) {
  return (sentence.replace(/\{\w+\}/g, '').match(/\p{L}/gu) ?? []).length;
}

const TEXT_FILES = new Set([
  '.ts',
  '.tsx',
  '.mjs',
  '.json',
  '.md',
  '.sql',
  '.html',
  '.css',
  '.txt',
  '.xml',
  '',
]);

const machine = {
  name: 'machine',
  claim: 'no path of a developer’s machine is written down',
  run(root) {
    const paths = filesUnder(root, ['.']).filter((path) => TEXT_FILES.has(extname(basename(path))));
    const home = homedir();
    const here = [root, realpathSync(root), ...(home.split('/').length > 2 ? [home] : [])].map((path) =>
      path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    );
    const pattern = new RegExp(
      `(${here.join('|')})(?![\\w-])|/(home|Users)/[a-z][\\w.-]*/|[A-Z]:\\\\+Users\\\\`,
    );
    return {
      checked: paths.length,
      faults: linesMeeting(root, paths, pattern, (text) => `${text} is a path of one machine`),
    };
  },
};

const NAMED_PATH = /`((?:src|verify|web|tests|bench|scripts|docs|tsconfig)\/[\w./-]+)`/g;
const NAMED_TEST = /`([\w-]+(?:\.db)?\.test\.ts)`/g;
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g;

const documents = {
  name: 'documents',
  claim: 'every file that a document names is there',
  run(root) {
    const all = new Set(filesUnder(root, ['.']));
    const folders = new Set([...all].flatMap((path) => ancestors(path)));
    const tests = new Set([...all].filter((path) => path.endsWith('.test.ts')).map((path) => basename(path)));
    const pages = [...all].filter((path) => path.endsWith('.md'));
    const stands = (path) => all.has(path) || folders.has(path.replace(/\/$/, ''));
    const faults = pages.flatMap((page) => {
      const text = readText(root, page);
      const named = (pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
      return [
        ...named(NAMED_PATH).filter((path) => !stands(path)),
        ...named(NAMED_TEST).filter((name) => !tests.has(name)),
        ...named(LINK).filter((link) => !stands(posix.join(dirname(page), link))),
      ].map((name) => `${page}: ${name} is not there`);
    });
    return { checked: pages.length, faults };
  },
};

function ancestors(path) {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies'];

const lock = {
  name: 'lock',
  claim:
    'the lock file has what package.json asks for, other platforms’ packages included, so that npm ci takes it',
  run(root) {
    const { packages } = JSON.parse(readText(root, 'package-lock.json'));
    const wanted = JSON.parse(readText(root, 'package.json'));
    const faults = DEPENDENCIES.flatMap((kind) =>
      Object.entries(wanted[kind] ?? {})
        .filter(([name, range]) => packages['']?.[kind]?.[name] !== range)
        .map(([name]) => `package-lock.json: ${name} is not locked as package.json asks`),
    );
    for (const [place, entry] of Object.entries(packages)) {
      const nested = (name) => packages[`node_modules/${name}`] ?? packages[`${place}/node_modules/${name}`];
      for (const name of Object.keys(entry.optionalDependencies ?? {})) {
        if (!nested(name))
          faults.push(`package-lock.json: ${name}, which ${place || 'we'} may want, is not locked`);
      }
    }
    return { checked: Object.keys(packages).length, faults };
  },
};

export const textGuards = [names, suppressions, rim, words, machine, documents, lock];
