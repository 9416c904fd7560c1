import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);

/** Every file under `folders` of `root`, as sorted relative paths with forward slashes. */
export function filesUnder(root, folders) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(path);
      } else if (entry.isFile()) {
        found.push(relative(root, path).split(sep).join('/'));
      }
    }
  };
  for (const folder of folders) {
    try {
      walk(join(root, folder));
    } catch (fault) {
      if (fault.code !== 'ENOENT') throw fault;
    }
  }
  return found.toSorted((left, right) => (left < right ? -1 : 1));
}

export function readText(root, path) {
  return readFileSync(join(root, path), 'utf8');
}

export const CODE_FOLDERS = ['src', 'verify', 'web', 'tests', 'bench'];

export function isTest(path) {
  return path.endsWith('.test.ts') || path.startsWith('tests/') || /(^|\/)testing\//.test(path);
}

/** `path:line: message` for every line that a pattern meets. */
export function linesMeeting(root, paths, pattern, message) {
  const faults = [];
  for (const path of paths) {
    readText(root, path)
      .split('\n')
      .forEach((line, index) => {
        const match = pattern.exec(line);
        if (match) faults.push(`${path}:${index + 1}: ${message(match[0])}`);
      });
  }
  return faults;
}

export { basename, dirname, extname, join, realpathSync, relative, resolve };
