// Builds the product into dist: compiles every room, puts the SQL beside the code that reads it, bundles the offline
// verification page and the window. What has not changed is not built again.
// node scripts/build.mjs            everything
// node scripts/build.mjs --rooms    the server's rooms alone: what the pages' definitions are generated from
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build/page.mjs';
import { buildPortal } from './build/portal.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

function stop(message) {
  console.error(`build: ${message}`);
  process.exit(1);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Node ${process.versions.node} is too old; Counterfoil needs 20.19 or newer.`);
  }
}

function compile(project) {
  // The first time nothing else is heard for the better part of a minute.
  if (!existsSync(dist)) console.log('build: compiling the code; the first time this takes about a minute');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  if (!existsSync(compiler)) stop('the packages are not installed; run `npm ci` first.');
  const colour = process.stdout.isTTY ? ['--pretty'] : [];
  const { status, error } = spawnSync(process.execPath, [compiler, '-b', join(root, project), ...colour], {
    cwd: root,
    stdio: 'inherit',
  });
  if (error) stop(`the compiler could not be started: ${error.message}`);
  if (status !== 0) stop('the code above does not compile; nothing was started.');
}

/** Copies each SQL file to its place under dist, and removes from there what the source no longer has. */
function placeSql() {
  const isSql = (name) => name.endsWith('.sql');
  const source = join(root, 'src');
  const target = join(dist, 'src');
  const wanted = new Set(readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(isSql));
  for (const name of wanted) {
    const to = join(target, name);
    const bytes = readFileSync(join(source, name));
    if (existsSync(to) && readFileSync(to).equals(bytes)) continue;
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(source, name), to);
  }
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' }).filter(isSql)) {
    if (!wanted.has(name)) rmSync(join(target, name));
  }
}

async function bundlePage() {
  const outcome = await buildPage({
    root,
    target: 'dist/verify/page-site',
    record: 'dist/.info/verify-page.json',
  });
  if (outcome.built)
    console.log(`build: the verification page, ${outcome.kilobytes} KB of script compressed`);
}

async function bundlePortal() {
  const outcome = await buildPortal({ root, target: 'dist/web/site', record: 'dist/.info/portal.json' });
  if (outcome.built)
    console.log(`build: the window, ${outcome.kilobytes} KB for its first screen compressed`);
}

process.chdir(resolve(root));
requireNode();
const began = Date.now();
mkdirSync(join(dist, '.info'), { recursive: true });
const onlyRooms = process.argv.includes('--rooms');
compile(onlyRooms ? 'src/tsconfig.json' : 'tsconfig.product.json');
placeSql();
if (!onlyRooms) {
  for (const [what, bundle] of [
    ['verification page', bundlePage],
    ['window', bundlePortal],
  ]) {
    await bundle().catch((/** @type {unknown} */ fault) => {
      stop(
        `the ${String(what)} could not be bundled: ${fault instanceof Error ? fault.message : String(fault)}`,
      );
    });
  }
  // What tests start from compiled code asks whether the source has changed since.
  writeFileSync(join(dist, '.info/built'), String(began));
}
