import type { FileHandle } from 'node:fs/promises';
import type { ItemContent } from './item.ts';

/** An entry whose bytes are read only when they are wanted, so that resuming skips quickly. */
export interface PendingItem {
  readonly path: string;
  read(): Promise<ItemContent>;
}

/** The bytes of a range, or undefined where the file ends before it. */
export async function readRange(
  handle: FileHandle,
  start: number,
  length: number,
): Promise<Buffer | undefined> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) return undefined;
    filled += bytesRead;
  }
  return bytes;
}
