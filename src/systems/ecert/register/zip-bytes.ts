import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { ItemContent } from './item.ts';

/** An entry whose bytes are read only when they are wanted, so that resuming skips quickly. */
export interface PendingItem {
  readonly path: string;
  read(): Promise<ItemContent>;
}

const WINDOW_BYTES = 524_288;

interface Window {
  start: number;
  length: number;
  readonly bytes: Buffer;
}

/**
 * The bytes of an archive, read in windows: headers and small entries, which lie one behind the other, then cost no call to
 * the system each. Two windows are kept and used again, since the directory and the entries are read in turn.
 */
export class ArchiveBytes {
  readonly #handle: FileHandle;
  readonly size: number;
  #recent: Window = { start: 0, length: 0, bytes: Buffer.allocUnsafeSlow(WINDOW_BYTES) };
  #other: Window = { start: 0, length: 0, bytes: Buffer.allocUnsafeSlow(WINDOW_BYTES) };

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** The bytes of a range, or undefined where the archive ends before its end. Good until the next call: copy what is kept. */
  async range(start: number, length: number): Promise<Buffer | undefined> {
    if (start < 0 || start + length > this.size) return undefined;
    if (length > WINDOW_BYTES) {
      const bytes = Buffer.allocUnsafeSlow(length);
      return (await this.#read(bytes, start, length)) ? bytes : undefined;
    }
    if (!holds(this.#recent, start, length)) {
      [this.#recent, this.#other] = [this.#other, this.#recent];
      if (!holds(this.#recent, start, length) && !(await this.#fill(this.#recent, start))) return undefined;
    }
    const from = start - this.#recent.start;
    return this.#recent.bytes.subarray(from, from + length);
  }

  async #fill(window: Window, start: number): Promise<boolean> {
    window.length = 0;
    window.start = start;
    const length = Math.min(WINDOW_BYTES, this.size - start);
    if (!(await this.#read(window.bytes, start, length))) return false;
    window.length = length;
    return true;
  }

  async #read(bytes: Buffer, start: number, length: number): Promise<boolean> {
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(bytes, filled, length - filled, start + filled);
      if (bytesRead === 0) return false;
      filled += bytesRead;
    }
    return true;
  }
}

function holds(window: Window, start: number, length: number): boolean {
  return start >= window.start && start + length <= window.start + window.length;
}

/** The same bytes, as the reader of the central directory asks for them. */
export class DirectoryReader extends RandomAccessReader {
  readonly #archive: ArchiveBytes;

  constructor(archive: ArchiveBytes) {
    super();
    this.#archive = archive;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#archive.range(position, length).then(
      (bytes) => {
        bytes?.copy(buffer, offset);
        callback(bytes === undefined ? new Error('the archive ends here') : null);
      },
      (fault: unknown) => callback(fault instanceof Error ? fault : new Error(String(fault))),
    );
  }

  /** Entries are read apart from the directory. */
  override _readStreamForRange(): Readable {
    throw new Error('only the directory is read this way');
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
