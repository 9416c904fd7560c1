import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where the code lies that a build compiles. */
const SOURCES = ['src', 'verify'] as const;

/**
 * What the last build made of a module of the source; absent where any source has changed since that build began. A thread
 * starts from compiled code in a third of the time, and runs the same code.
 */
export function builtModule(module: URL): URL | undefined {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const path = fileURLToPath(module);
  if (!path.startsWith(join(root, 'src'))) return undefined;
  const built = join(root, 'dist', path.slice(root.length).replace(/\.ts$/, '.js'));
  isFresh ??= changedLast(root) < builtLast(root);
  return isFresh && existsSync(built) ? pathToFileURL(built) : undefined;
}

/** Asked once in a process: what is changed while tests run is seen by the next run. */
let isFresh: boolean | undefined;

/** When the last build began that ended well, in milliseconds since 1970; 0 where there was none. */
function builtLast(root: string): number {
  const record = join(root, 'dist/.info/built');
  return existsSync(record) ? Number(readFileSync(record, 'utf8')) : 0;
}

/** When a source was last written, moved or copied here: the time that no program can set. */
function changedLast(root: string): number {
  let last = 0;
  for (const folder of SOURCES) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /\.test\.ts$|\.md$/.test(entry.name)) continue;
      const found = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false });
      last = Math.max(last, found?.ctimeMs ?? Infinity);
    }
  }
  return last;
}
