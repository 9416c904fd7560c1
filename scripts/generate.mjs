// Writes the files that follow from definitions; with --check compares them and writes nothing.
// Reads the compiled rooms, so build first (`npm run generate` does).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { pages } from './guards/pages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');
const options = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8'));

/** The face of a compiled room. */
async function face(room) {
  const path = join(root, 'dist', room, 'index.js');
  if (!existsSync(path)) throw new Error(`${room} is not built: run npm run build`);
  return import(pathToFileURL(path).href);
}

const stale = [];
for (const page of pages) {
  const raw = page.text(...(await Promise.all(page.rooms.map(face))));
  const text = /\.(md|json)$/.test(page.path) ? await format(raw, { ...options, filepath: page.path }) : raw;
  const path = join(root, page.path);
  const stands = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (stands === text) continue;
  if (check) stale.push(page.path);
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`written: ${page.path}`);
  }
}
for (const path of stale) console.error(`${path} is not what its definition says: run npm run generate`);
if (check) console.log(`${pages.length} generated files checked`);
process.exitCode = stale.length === 0 ? 0 : 1;
