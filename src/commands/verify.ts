import { readWholeFile, verifyCommand as verifyFiles } from '../../verify/command/index.ts';
import type { World } from './command.ts';

/** `verify FILE`: offline; opens no database and no socket. */
export function verifyCommand(world: World): Promise<number> {
  return verifyFiles(world.parameters, {
    read: readWholeFile,
    write: (text) => world.out.write(text),
    time: world.clock().toISOString(),
    language: world.language,
  });
}
