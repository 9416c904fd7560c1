import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The `bin` folder of the newest PostgreSQL that a Debian-like system has installed. */
export function installedBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .toSorted((left, right) => Number(right) - Number(left))
    .map((version) => path.join(root, version, 'bin'))
    .find((folder) => existsSync(path.join(folder, 'postgres')) && existsSync(path.join(folder, 'initdb')));
}
