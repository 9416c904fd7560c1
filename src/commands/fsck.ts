import { fsck, systemSession } from '../evidence/index.ts';
import { say } from '../base/index.ts';
import { programWords } from '../platform/index.ts';
import { openHouseFor } from './house.ts';
import type { World } from './command.ts';
import { parametersOf } from './parameters.ts';

/** `fsck`: recomputes the evidence log from its leaves and reports the first difference; 0 sound, 1 different. */
export async function fsckCommand(world: World): Promise<number> {
  parametersOf({ command: 'fsck', words: [0, 0] }, world.parameters);
  const house = await openHouseFor(world, { join: true });
  try {
    const report = await fsck(systemSession(house.database), { key: house.keys.log.key });
    const { leaves, tiles, checkpoints, root = '', difference } = report;
    if (difference === undefined) {
      world.out.write(
        `${say(programWords, world.language, 'fsck-sound', { leaves, tiles, checkpoints, root })}\n`,
      );
      return 0;
    }
    const what = say(programWords, world.language, difference.code, difference.values);
    world.err.write(`${say(programWords, world.language, 'fsck-differs', { what })}\n`);
    return 1;
  } finally {
    await house.close();
  }
}
