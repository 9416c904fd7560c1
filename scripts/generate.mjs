// Writes the files that follow from definitions; with --check compares them and writes nothing; --root names another tree, --only one of
// the files.
// Reads the compiled rooms, so build those first (`npm run generate` does).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { pages } from './guards/pages.mjs';

const built = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { check: { type: 'boolean' }, root: { type: 'string' }, only: { type: 'string' } },
});
const root = values.root ?? built;
const check = values.check === true;
const options = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8'));

/** The face of a compiled room. */
async function face(room) {
  const path = join(built, 'dist', room, 'index.js');
  if (!existsSync(path)) throw new Error(`${room} is not built: run npm run build`);
  return import(pathToFileURL(path).href);
}

const stale = [];
let files = 0;
for (const { rooms, files: filesOf } of pages) {
  for (const { path, content } of await filesOf(...(await Promise.all(rooms.map(face))), { options })) {
    if (values.only !== undefined && values.only !== path) continue;
    files += 1;
    const text = /\.(md|json)$/.test(path) ? await format(content, { ...options, filepath: path }) : content;
    const place = join(root, path);
    if (existsSync(place) && readFileSync(place, 'utf8') === text) continue;
    if (check) stale.push(path);
    else {
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
      console.log(`written: ${path}`);
    }
  }
}
// Taking the picture of the schema needs a server, so a test of the database room compares it, not this guard.
if (!check) {
  const { snapshotSchema } = await face('src/database');
  writeFileSync(join(root, 'src/database/schema.snapshot.txt'), await snapshotSchema());
  console.log('written: src/database/schema.snapshot.txt');
}
for (const path of stale) console.error(`${path} is not what its definition says: run npm run generate`);
if (check) console.log(`${files} generated files checked`);
process.exitCode = stale.length === 0 ? 0 : 1;
