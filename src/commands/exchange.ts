import { say } from '../base/index.ts';
import { programWords } from '../platform/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { parametersOf } from './parameters.ts';

/** `exchange`: sends, reads and polls, and serves nothing; any number beside one another and beside `start`. */
export async function exchangeCommand(world: World): Promise<number> {
  parametersOf({ command: 'exchange', words: [0, 0] }, world.parameters);
  const { language, out, err } = world;
  const house = await openHouseFor(world, {
    join: true,
    onFault: (what) => {
      err.write(`${say(programWords, language, `fault-${what}`)}\n`);
    },
  });
  try {
    const working = house.exchange.work({ poll: house.configuration.exchangePollSeconds * 1_000 });
    out.write(`${say(programWords, language, 'exchange-working')}\n`);
    await world.ended;
    out.write(`${say(programWords, language, 'start-ending')}\n`);
    await working.stop();
    return 0;
  } finally {
    await house.close();
  }
}
