// The guard of the house's plan: faces, private folders, a README in every room.
import { existsSync } from 'node:fs';
import { CODE_FOLDERS, dirname, filesUnder, isTest, join, readText } from './files.mjs';

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.{1,2}\/[^'"]+)['"]/g;

/** Folders of the projects that tsconfig.product.json lists, deepest first. */
function roomsOf(root) {
  const product = JSON.parse(readText(root, 'tsconfig.product.json'));
  return product.references
    .map(({ path }) => path.replace(/^\.\//, ''))
    .toSorted((left, right) => right.length - left.length);
}

function roomOf(rooms, path) {
  return rooms.find((room) => path.startsWith(`${room}/`)) ?? path.split('/')[0];
}

/** A large room may have faces for its parts. What supports tests is shared between tests; all else goes through a face. */
function mayEnter(from, target) {
  const isFace = target.endsWith('/index.ts') && !target.includes('/lib/');
  return isTest(target) ? isTest(from) || from.startsWith('bench/') : isFace;
}

function importFaults(root, rooms, path) {
  const own = roomOf(rooms, path);
  return [...readText(root, path).matchAll(IMPORT)].flatMap(([, specifier]) => {
    const target = join(dirname(path), specifier);
    const room = roomOf(rooms, target);
    return room === own || !rooms.includes(room) || room === 'src' || mayEnter(path, target)
      ? []
      : [`${path}: ${specifier} is not the face of ${room}`];
  });
}

export const roomGuards = [
  {
    name: 'rooms',
    claim: 'every room has a face and a README, and is entered through its face',
    run(root) {
      const rooms = roomsOf(root);
      const inner = rooms.filter((room) => !['src', 'bench', 'web'].includes(room));
      const faults = inner.flatMap((room) =>
        ['index.ts', 'README.md']
          .filter((name) => !existsSync(join(root, room, name)))
          .map((name) => `${room}: ${name} is missing`),
      );
      for (const room of inner.filter((name) => existsSync(join(root, name, 'index.ts')))) {
        const body = readText(root, `${room}/index.ts`).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        const rest = body.replace(
          /(export\s+(type\s+)?(\{[^}]*\}|\*)\s+from|import\s+\w+\s+from)\s+'[^']+'[^;]*;/g,
          '',
        );
        if (/\b(function|class|let|var)\b/.test(rest))
          faults.push(`${room}/index.ts: a face re-exports, it has no code`);
      }
      const sources = filesUnder(root, CODE_FOLDERS).filter((path) => /\.tsx?$/.test(path));
      for (const path of sources) faults.push(...importFaults(root, rooms, path));
      return { checked: sources.length, faults };
    },
  },
];
