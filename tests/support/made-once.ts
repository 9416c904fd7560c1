import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** How often a test looks whether another has finished the making. */
const LOOK_MILLISECONDS = 50;

/**
 * A folder that several test files share, made by the first that asks while the others wait. Where a making fails, the next that
 * asks makes it anew.
 */
export async function madeOnce(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  const [made, claim] = [`${folder}.made`, `${folder}.claim`];
  while (!existsSync(made)) {
    if (!claimed(claim)) {
      await setTimeout(LOOK_MILLISECONDS);
      continue;
    }
    try {
      if (existsSync(made)) break;
      rmSync(folder, { recursive: true, force: true });
      await make(folder);
      writeFileSync(made, '');
    } finally {
      rmdirSync(claim);
    }
  }
  return folder;
}

/** To make a folder is to have made it alone. */
function claimed(claim: string): boolean {
  try {
    mkdirSync(claim);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
