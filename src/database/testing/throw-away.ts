import { statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
/** What `statfs` says of a file system that is kept in memory (linux/magic.h). */
const TMPFS = 0x01_02_19_94;
const GIB = 2 ** 30;
/** A run keeps up to 2 GiB; the tests themselves want as much, and the machine its share. */
const ROOM = 4 * GIB;
const SPARE = 8 * GIB;

/** Where earlier runs may have left something. */
export const THROW_AWAY_PLACES: readonly string[] = [...new Set([tmpdir(), MEMORY])];

/**
 * Where tests keep what they throw away: a database is a thousand files, and making and removing them by the hundred thousand
 * is a third of a run's work on a disk. In memory where the machine has plenty of it, else in the folder for temporary files, as
 * what a `long` run keeps.
 */
export function throwAwayFolder(long: boolean): string {
  if (long) return tmpdir();
  try {
    const { type, bavail, bsize } = statfsSync(MEMORY);
    const limit = process.constrainedMemory();
    const spare = Math.min(freemem(), limit > 0 ? limit : Infinity);
    if (type === TMPFS && bavail * bsize >= ROOM && spare >= SPARE) return MEMORY;
  } catch {
    // No such file system here.
  }
  return tmpdir();
}
