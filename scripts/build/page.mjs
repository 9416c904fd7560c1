// Bundles the offline verification page: a site to be served (index.html, verify.js, verify.css, service-worker.js) and
// the same page as one file that opens from a disk (counterfoil-verify.html).
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
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const SOURCES = ['verify', 'src/base', 'src/standards', 'scripts/build', 'package.json'];
/** The script a phone must load before it can verify; the limit the page was promised with. */
const LARGEST_SCRIPT_KILOBYTES = 100;

/** Languages whose words lie beside the script, so that a phone need not load six languages to speak one. */
const LANGUAGES_BESIDE = ['zh', 'fr', 'es', 'ru', 'ar'];

/** A short name of what the sources say now: changes when a file is changed, added or removed. */
function stateOf(root) {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const source of SOURCES) {
    if (!statSync(join(root, source)).isDirectory()) add(source);
    else {
      const names = readdirSync(join(root, source), { recursive: true, encoding: 'utf8' });
      for (const name of names.toSorted()) {
        if (/\.(ts|json|css|html|mjs|js|svg)$/.test(name) && !/\.(test|fixture)\.ts$/.test(name))
          add(join(source, name));
      }
    }
  }
  return hash.digest('hex');
}

/** Our own modules only declare: what nobody asks of them, as the definitions of other messages, stays out of the script. */
function hasEffects(id) {
  return id.endsWith('.css') || id.includes('/node_modules/');
}

/** Bundles one entry of the page into a script that any browser of the last years runs, and its styles. */
async function bundle(folder, entry, { define = {}, plugins = [] } = {}) {
  // Loaded only when something changed: it takes longer to load than the rest of a build that has nothing to do.
  const { build } = await import('vite');
  const [result] = [
    await build({
      configFile: false,
      root: folder,
      logLevel: 'warn',
      publicDir: false,
      define,
      plugins,
      build: {
        write: false,
        target: 'es2022',
        minify: true,
        sourcemap: false,
        rolldownOptions: { treeshake: { moduleSideEffects: hasEffects } },
        lib: {
          entry: join(folder, entry),
          formats: ['iife'],
          name: 'counterfoil',
          fileName: () => 'bundle.js',
        },
      },
    }),
  ].flat();
  const script = result.output.find(({ type }) => type === 'chunk');
  const style = result.output.find(({ fileName }) => fileName.endsWith('.css'));
  if (!script) throw new Error(`the bundle of ${entry} has no script`);
  return { script: script.code.trim(), style: style ? String(style.source).trim() : '' };
}

/** Takes the words of the languages beside out of the script: `beside` collects them by language. */
function wordsBeside(beside) {
  return {
    name: 'words-beside',
    enforce: 'pre',
    load(id) {
      const language = /\/words\/([a-z]{2})\.json$/.exec(id)?.[1];
      if (!LANGUAGES_BESIDE.includes(language)) return undefined;
      beside[language] = { ...beside[language], ...JSON.parse(readFileSync(id, 'utf8')) };
      return '{}';
    },
  };
}

const sourceHash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function policy(script, style, connect) {
  const rest = "img-src 'self' data:; base-uri 'none'; form-action 'none'";
  return `default-src 'none'; script-src ${script}; style-src ${style}; connect-src ${connect}; worker-src 'self'; ${rest}`;
}

/** The words of a language inside the one-file page; nothing in them can end the element early. */
function wordsInside(language, words) {
  return `<script type="application/json" id="words-${language}">${words.replaceAll('<', '\\u003c')}</script>`;
}

/** Fills the marks of the page. A function as replacement, since a script may hold `$&`. */
function fill(page, marks) {
  return Object.entries(marks).reduce((text, [mark, value]) => {
    if (!text.includes(`<!--${mark}-->`)) throw new Error(`index.html has no mark ${mark}`);
    return text.replace(`<!--${mark}-->`, () => value);
  }, page);
}

/** Builds the page unless it stands as its sources say; folders are relative to `root`. */
export async function buildPage(places) {
  const root = resolve(places.root);
  const target = resolve(root, places.target);
  const record = resolve(root, places.record);
  const state = stateOf(root);
  if (existsSync(join(target, 'index.html')) && existsSync(record)) {
    if (JSON.parse(readFileSync(record, 'utf8')).state === state) return { built: false };
  }
  const folder = join(root, 'verify/page');
  const beside = {};
  const { script, style } = await bundle(folder, 'main.ts', { plugins: [wordsBeside(beside)] });
  if (style === '') throw new Error('the bundle has no styles');
  const kilobytes = Math.ceil(gzipSync(script).length / 1024);
  if (kilobytes > LARGEST_SCRIPT_KILOBYTES) {
    throw new Error(`its script has ${kilobytes} KB compressed, more than ${LARGEST_SCRIPT_KILOBYTES} KB`);
  }
  // Read by whoever gives the page a picture, and by nobody else: outside what a phone must load.
  const { script: pictures } = await bundle(folder, 'qr-reader.ts');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const icon = readFileSync(join(folder, 'icon.svg'), 'utf8').trim();
  const version = createHash('sha256')
    .update(script)
    .update(pictures)
    .update(style)
    .update(page)
    .update(icon)
    .update(JSON.stringify(beside))
    .digest('hex')
    .slice(0, 16);
  const languages = Object.entries(beside).map(([language, words]) => [language, JSON.stringify(words)]);
  const meta = (content) => `<meta http-equiv="Content-Security-Policy" content="${content}" />`;
  // What would end the script or the comment early inside HTML is written in another way of the same meaning.
  const inlined = (text) => text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const inline = inlined(script);
  const inlinePictures = inlined(pictures);
  const served = fill(page, {
    policy: meta(policy("'self'", "'self'", "'self'")),
    icon: '<link rel="icon" href="icon.svg" type="image/svg+xml" />',
    style: '<link rel="stylesheet" href="verify.css" />',
    words: '',
    script: '<script defer src="verify.js"></script>',
  });
  const single = fill(page, {
    policy: meta(policy(`${sourceHash(inline)} ${sourceHash(inlinePictures)}`, sourceHash(style), "'none'")),
    icon: `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}" />`,
    style: `<style>${style}</style>`,
    words: languages.map(([language, words]) => wordsInside(language, words)).join('\n'),
    script: `<script>${inlinePictures}</script>\n<script>${inline}</script>`,
  });
  // Written aside and then put in place: whoever serves the folder never sees half a page.
  const aside = `${target}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  mkdirSync(dirname(record), { recursive: true });
  const files = {
    'verify.js': script,
    'verify-qr.js': pictures,
    'verify.css': style,
    'icon.svg': icon,
    'counterfoil-verify.html': single,
    ...Object.fromEntries(languages.map(([language, words]) => [`words-${language}.json`, words])),
  };
  const define = {
    PAGE_VERSION: JSON.stringify(version),
    PAGE_FILES: JSON.stringify(['./', ...Object.keys(files)]),
  };
  const worker = await bundle(folder, 'worker/service-worker.ts', { define });
  Object.assign(files, { 'index.html': served, 'service-worker.js': worker.script });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(aside, name), text);
  rmSync(target, { recursive: true, force: true });
  renameSync(aside, target);
  writeFileSync(record, JSON.stringify({ state, version, kilobytes }));
  return { built: true, kilobytes };
}
