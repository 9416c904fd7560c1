import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedError } from './error.ts';
import { beginningOf, isAlive } from './processes.ts';

/** Who serves a folder, and how others on the machine reach the server. Readable by the owner only. */
export interface Holder {
  readonly pid: number;
  /** See {@link beginningOf}: a number alone may have passed to another process. */
  readonly began: string;
  readonly addresses?: ServerAddresses;
  /** A socket folder outside ours, to be removed with the lock. */
  readonly socketFolder?: string;
}

/** Connection URLs by role. */
export interface ServerAddresses {
  /** The superuser: for tests and rescue only. */
  readonly administratorUrl: string;
  readonly migrationUrl: string;
  readonly applicationUrl: string;
}

const FILE = 'supervisor.lock';

/** The lock that makes one process the supervisor of a folder. PostgreSQL's own lock stands behind it. */
export class FolderLock {
  readonly #file: string;
  readonly #self: Holder = { pid: process.pid, began: beginningOf(process.pid) };

  private constructor(file: string) {
    this.#file = file;
  }

  /** Takes the lock, or says who holds it. The lock of a dead process is taken over. */
  static async take(folder: string): Promise<FolderLock> {
    const lock = new FolderLock(path.join(folder, FILE));
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await lock.#claim()) return lock;
      const holder = await holderOf(folder);
      if (holder !== undefined && isHolding(holder)) {
        throw new EmbeddedError('database-folder-in-use', { folder, pid: holder.pid });
      }
      await lock.#clear(holder);
    }
    throw new EmbeddedError('database-folder-in-use', { folder, pid: (await holderOf(folder))?.pid ?? 0 });
  }

  /** Tells others how to reach the server. */
  async publish(addresses: ServerAddresses, socketFolder?: string): Promise<void> {
    const holder: Holder = {
      ...this.#self,
      addresses,
      ...(socketFolder === undefined ? {} : { socketFolder }),
    };
    await writeFile(this.#draft(), JSON.stringify(holder), { mode: 0o600 });
    await rename(this.#draft(), this.#file);
  }

  async release(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  #draft(): string {
    return `${this.#file}.${process.pid}`;
  }

  /** A link to a complete file appears at once or not at all: nobody ever reads half a lock. */
  async #claim(): Promise<boolean> {
    await writeFile(this.#draft(), JSON.stringify(this.#self), { mode: 0o600 });
    try {
      await link(this.#draft(), this.#file);
      return true;
    } catch (error) {
      if (error instanceof Error && Reflect.get(error, 'code') === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(this.#draft(), { force: true });
    }
  }

  /** Sets a dead process's lock aside; where another taker was faster, its lock is put back. */
  async #clear(dead: Holder | undefined): Promise<void> {
    const aside = `${this.#file}.stale.${process.pid}`;
    try {
      await rename(this.#file, aside);
    } catch {
      return;
    }
    const taken = await readHolder(aside);
    if (taken?.pid !== dead?.pid || taken?.began !== dead?.began)
      await link(aside, this.#file).catch(() => undefined);
    else if (dead?.socketFolder !== undefined) await rm(dead.socketFolder, { recursive: true, force: true });
    await rm(aside, { force: true });
  }
}

/** Who holds a folder's lock, dead or alive. */
export function holderOf(folder: string): Promise<Holder | undefined> {
  return readHolder(path.join(folder, FILE));
}

export function isHolding(holder: Holder): boolean {
  return isAlive(holder.pid) && beginningOf(holder.pid) === holder.began;
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'pid') === 'number' &&
    typeof Reflect.get(value, 'began') === 'string'
  );
}
