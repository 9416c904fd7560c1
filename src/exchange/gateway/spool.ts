import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { GatewayError } from './error.ts';

/** Files that wait in one direction, at most; beyond, whoever writes is told that the other side does not keep up. */
const MOST_WAITING = 1_000;
const NAME = /^[0-9]{13}-[0-9a-f-]{36}\.frame$/;

/**
 * One direction between two zones: a folder into which one side puts whole files and from which the other takes them. A file
 * appears under its name only when it is complete and on the disk.
 */
export class Spool {
  readonly #folder: string;
  readonly #largest: number;

  constructor(folder: string, largest: number) {
    this.#folder = folder;
    this.#largest = largest;
  }

  static async make(folder: string, largest: number): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o770 });
    return new Spool(folder, largest);
  }

  /** @throws {GatewayError} `gateway-frame-too-large`, `gateway-spool-full`. */
  async put(name: { readonly at: number; readonly id: string }, bytes: Uint8Array): Promise<void> {
    if (bytes.length > this.#largest)
      throw new GatewayError('gateway-frame-too-large', { bytes: bytes.length, most: this.#largest });
    const waiting = await this.#names();
    if (waiting.length >= MOST_WAITING) throw new GatewayError('gateway-spool-full', { most: MOST_WAITING });
    const file = `${String(name.at).padStart(13, '0')}-${name.id}.frame`;
    const hidden = path.join(this.#folder, `.${file}`);
    const handle = await open(hidden, 'wx', 0o640);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(hidden, path.join(this.#folder, file));
  }

  /** The oldest files that wait, each removed as it is given out; `undefined` for one that is no file of fit size. */
  async *take(most: number): AsyncGenerator<Uint8Array | undefined> {
    for (const name of (await this.#names()).toSorted().slice(0, most)) {
      const file = path.join(this.#folder, name);
      const bytes = await this.#read(file);
      // What was read is gone before anything is done with it: a crash loses an attempt, and its sender repeats it.
      await unlink(file).catch(() => undefined);
      yield bytes;
    }
  }

  async #names(): Promise<readonly string[]> {
    return (await readdir(this.#folder)).filter((name) => NAME.test(name));
  }

  /** Never through a link, never a device or a pipe, never more than fits. */
  async #read(file: string): Promise<Uint8Array | undefined> {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const handle = await open(file, flags).catch(() => undefined);
    if (handle === undefined) return undefined;
    try {
      const facts = await handle.stat();
      const { size } = facts;
      if (!facts.isFile() || facts.nlink !== 1 || size > this.#largest) return undefined;
      const bytes = new Uint8Array(size);
      const { bytesRead } = await handle.read(bytes, 0, size, 0);
      return bytesRead === size ? bytes : undefined;
    } finally {
      await handle.close();
    }
  }
}
