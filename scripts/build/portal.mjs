// Bundles the window: the React portal as a site to be served under /app/, each file beside its brotli form. The words
// of each language are one chunk that only its readers load; the theme's variables are written once, as a style sheet,
// so that the page needs no inline style.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const SOURCES = [
  'web',
  'verify',
  'src/base',
  'src/standards',
  'src/ledger',
  'src/verification',
  'src/access',
  'src/systems',
  'scripts/build',
  'package.json',
];

/** Rooms whose sentences the window may say beside its own: their codes are shown in it. */
const SPEAKING = [
  'src/standards',
  'src/ledger',
  'src/verification',
  'src/access',
  'src/systems',
  'verify/core',
  'verify/inspection',
  'verify/page',
];

/** The scripts and styles of the first screen, compressed; more would not be there in two seconds on a slow line. */
const LARGEST_FIRST_KILOBYTES = 250;

/** Rooms of the server whose code the window shares; of the others it takes the words alone. */
const PURE = new Set(['src/base', 'src/standards', 'src/verification']);

/** What a source takes of the libraries that come with many parts. */
const NAMED_IMPORT = /import\s*\{([^}]*)\}\s*from\s*['"](?:@mantine\/core|@tabler\/icons-react)['"]/g;

/** A short name of what the sources say now: changes when a file is changed, added or removed. */
function stateOf(root) {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const source of SOURCES) {
    if (!existsSync(join(root, source))) continue;
    if (!statSync(join(root, source)).isDirectory()) add(source);
    else {
      const names = readdirSync(join(root, source), { recursive: true, encoding: 'utf8' });
      for (const name of names.toSorted()) {
        const isWords = /[\\/]words[\\/]/.test(join(source, name));
        if (source.startsWith('src/') && !PURE.has(source) && !isWords) continue;
        if (/\.(tsx?|json|css|html|mjs|svg)$/.test(name) && !/\.(test|fixture)\.tsx?$/.test(name))
          add(join(source, name));
      }
    }
  }
  return hash.digest('hex');
}

const WORDS = /^virtual:(words|codes)\/([a-z]{2})$/;

/** Every file of words of a language in some rooms. */
function wordFiles(root, rooms, language) {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(join('words', `${language}.json`)))
      .map((name) => join(root, room, name)),
  );
}

/** `virtual:words/<language>`: what the window itself says. `virtual:codes/<language>`: what the rooms' codes mean. */
function wordModules(root) {
  return {
    name: 'window-words',
    enforce: 'pre',
    resolveId: (id) => (WORDS.test(id) ? `\0${id}` : undefined),
    load(id) {
      // The catalogues that rooms carry along would be all six languages at once.
      if (/[\\/]words[\\/][a-z]{2}\.json$/.test(id)) return '{}';
      const [, kind, language] = WORDS.exec(id.slice(1)) ?? [];
      if (!id.startsWith('\0') || language === undefined) return undefined;
      const words = {};
      for (const path of wordFiles(root, kind === 'words' ? ['web'] : SPEAKING, language))
        Object.assign(words, JSON.parse(readFileSync(path, 'utf8')));
      return `export const words = ${JSON.stringify(words)};`;
    },
  };
}

/** `virtual:theme.css`: the variables of our theme as a style sheet. */
function themeSheet(root) {
  return {
    name: 'window-theme',
    resolveId: (id) => (id === 'virtual:theme.css' ? `\0${id}` : undefined),
    async load(id) {
      if (id !== '\0virtual:theme.css') return undefined;
      const { runnerImport } = await import('vite');
      const { module } = await runnerImport(join(root, 'web/src/theme/variables.ts'), {
        root,
        logLevel: 'error',
      });
      return module.themeVariables();
    },
  };
}

/** The components of a library that some sources name, and those that they stand on. */
function componentsNamed(folder, names) {
  const found = new Set();
  const walk = (path) => {
    if (found.has(path) || !existsSync(path)) return;
    found.add(path);
    for (const [, next] of readFileSync(path, 'utf8').matchAll(/from "(\.[^"]+\.mjs)"/g))
      walk(join(dirname(path), next));
  };
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of modules)
    if (name.endsWith('.mjs') && names.has(basename(name, '.mjs'))) walk(join(folder, name));
  return new Set([...found].map((path) => basename(path).split('.')[0]));
}

/** `virtual:mantine.css`: the styles of the components that are used, in the library's own order. */
function libraryStyles(root) {
  const library = join(root, 'node_modules/@mantine/core');
  return {
    name: 'window-library-styles',
    resolveId: (id) => (id === 'virtual:mantine.css' ? `\0${id}` : undefined),
    load(id) {
      if (id !== '\0virtual:mantine.css') return undefined;
      // What the notices draw is named by their own package.
      const sources = ['web/src', 'node_modules/@mantine/notifications/esm'].flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(?:tsx?|mjs)$/.test(name))
          .map((name) => join(root, folder, name)),
      );
      const names = new Set(
        sources
          .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(NAMED_IMPORT)])
          .flatMap(([, list]) => list.split(',').map((one) => one.trim())),
      );
      const used = componentsNamed(join(library, 'esm/components'), names);
      const sheet = (name) => readFileSync(join(library, 'styles', `${name}.css`), 'utf8');
      const all = readFileSync(join(library, 'styles.css'), 'utf8');
      const parts = readdirSync(join(library, 'styles'))
        .filter((name) => name.endsWith('.css') && !name.endsWith('.layer.css'))
        .map((name) => basename(name, '.css'))
        .filter((name) => used.has(name));
      // Later rules win over earlier ones, so the order is that of the whole sheet.
      const placed = parts.toSorted((left, right) => placeOf(all, sheet(left)) - placeOf(all, sheet(right)));
      return ['baseline', 'default-css-variables', 'global', ...placed].map(sheet).join('\n');
    },
  };
}

/** Where a component's styles stand in the whole sheet, by the first class they name. */
function placeOf(all, sheet) {
  const name = /\.m_\w+/.exec(sheet)?.[0];
  return name === undefined ? 0 : all.indexOf(name);
}

/** Browsers of the last ten years read WOFF2; the older form beside it is not shipped. */
const onlyNewFonts = {
  name: 'window-fonts',
  enforce: 'pre',
  transform: (code, id) =>
    /@fontsource.+\.css$/.test(id) ? code.replace(/,\s*url\([^)]+\.woff\) format\('woff'\)/g, '') : undefined,
};

/** Faces behind which a whole library stands: of these only what is named is taken along. */
const LIBRARY_FACES =
  /[\\/](@mantine[\\/]core|@tabler[\\/]icons-react)[\\/].*[\\/]index\.mjs$|tabler-icons-react\.mjs$/;
/** Rooms that the window enters by their faces; what it takes of them is little, and the screens take the rest. */
const ROOMS = /[\\/](verify|src[\\/](base|standards))[\\/](?!.*node_modules)/;
/** What goes ahead of the window to fetch the words. */
const AHEAD = /web[\\/]src[\\/]language[\\/](loading|memory)\.ts$|preload-helper|src[\\/]base[\\/]/;

/**
 * Keeps together what the window itself needs: every screen stands on it, and a browser that fetches one file waits once.
 * `has` answers when the modules are all known, which is before they are put into chunks.
 */
function windowModules(root) {
  const found = new Set();
  const own = join(root, 'web/src');
  return {
    has: (id) => found.has(id),
    plugin: {
      name: 'window-modules',
      buildEnd() {
        const places = new Map([...this.getModuleIds()].map((id) => [/[\\/](\w+)\.mjs$/.exec(id)?.[1], id]));
        const walk = (id) => {
          if (id === undefined || found.has(id) || LIBRARY_FACES.test(id) || ROOMS.test(id) || AHEAD.test(id))
            return;
          found.add(id);
          for (const next of this.getModuleInfo(id)?.importedIds ?? []) walk(next);
          if (!id.startsWith(own) || !/\.tsx?$/.test(id)) return;
          for (const [, names] of readFileSync(id, 'utf8').matchAll(NAMED_IMPORT))
            for (const name of names.split(',')) walk(places.get(name.trim()));
        };
        walk(join(own, 'main.tsx'));
      },
    },
  };
}

/** What the first screen loads beside its words: the entry, the window with the sign-in, and what those import at once. */
function firstFiles(manifest) {
  const files = new Set();
  const walk = (key) => {
    const chunk = manifest[key];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) walk(next);
  };
  for (const [key, { name }] of Object.entries(manifest))
    if (key === 'index.html' || name === 'ahead' || name === 'window') walk(key);
  return files;
}

/** Names the first files in the page, so that a browser fetches them all at once. */
function withFirstFiles(page, files) {
  const links = [...files]
    .filter((file) => !page.includes(file))
    .map((file) =>
      file.endsWith('.css')
        ? `<link rel="stylesheet" href="/app/${file}" />`
        : `<link rel="modulepreload" href="/app/${file}" />`,
    );
  return page.replace('</head>', () => `  ${links.join('\n    ')}\n  </head>`);
}

function compressed(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}

/** Builds the portal unless it stands as its sources say; folders are relative to `root`. */
export async function buildPortal(places) {
  const root = resolve(places.root);
  const target = resolve(root, places.target);
  const record = resolve(root, places.record);
  const state = stateOf(root);
  if (existsSync(join(target, 'index.html')) && existsSync(record)) {
    if (JSON.parse(readFileSync(record, 'utf8')).state === state) return { built: false };
  }
  // Loaded only when something changed: it takes longer to load than the rest of a build that has nothing to do.
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
  const core = windowModules(root);
  // Written aside and then put in place: whoever serves the folder never sees half a site.
  const aside = `${target}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  await build({
    configFile: false,
    root: join(root, 'web'),
    base: '/app/',
    logLevel: 'warn',
    publicDir: false,
    plugins: [react(), wordModules(root), themeSheet(root), libraryStyles(root), onlyNewFonts, core.plugin],
    build: {
      outDir: aside,
      emptyOutDir: true,
      target: 'es2022',
      manifest: 'manifest.json',
      sourcemap: false,
      // A font or picture inside a style sheet would be loaded by those who need none of it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              { name: 'ahead', test: AHEAD, priority: 2 },
              { name: 'window', test: core.has, priority: 1 },
            ],
          },
        },
        // The rooms' modules do nothing when they are loaded: what a chunk does not use of them it does not carry.
        treeshake: {
          moduleSideEffects: (id) =>
            /[\\/](verify|src[\\/](base|standards))[\\/].*\.ts$/.test(id) && !id.includes('node_modules')
              ? false
              : undefined,
        },
      },
    },
  });
  const manifest = JSON.parse(readFileSync(join(aside, 'manifest.json'), 'utf8'));
  rmSync(join(aside, 'manifest.json'));
  const first = firstFiles(manifest);
  const index = join(aside, 'index.html');
  writeFileSync(index, withFirstFiles(readFileSync(index, 'utf8'), first));
  let firstBytes = 0;
  for (const name of readdirSync(aside, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|html|svg)$/.test(name)) continue;
    const small = compressed(readFileSync(join(aside, name)));
    writeFileSync(join(aside, `${name}.br`), small);
    if (first.has(name)) firstBytes += small.length;
  }
  const kilobytes = Math.ceil(firstBytes / 1024);
  if (kilobytes > LARGEST_FIRST_KILOBYTES) {
    throw new Error(
      `its first screen has ${kilobytes} KB compressed, more than ${LARGEST_FIRST_KILOBYTES} KB`,
    );
  }
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(dirname(record), { recursive: true });
  renameSync(aside, target);
  writeFileSync(record, JSON.stringify({ state, kilobytes }));
  return { built: true, kilobytes };
}
