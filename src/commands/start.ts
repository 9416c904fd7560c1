import { join } from 'node:path';
import { loadAuthorities } from '../access/index.ts';
import { say } from '../base/index.ts';
import { fillDemonstration, type DemonstrationAccount } from '../demonstration/index.ts';
import { programWords, startServing, type House } from '../platform/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { parametersOf } from './parameters.ts';

/** `start`: the whole system, until it is asked to end. */
export async function startCommand(world: World): Promise<number> {
  parametersOf({ command: 'start', words: [0, 0] }, world.parameters);
  const { configuration, language, out, err } = world;
  const tell = (key: string, values: Readonly<Record<string, string | number>> = {}) => {
    out.write(`${say(programWords, language, key, values)}\n`);
  };
  tell('start-opening', { folder: configuration.dataFolder });
  const house = await openHouseFor(world, {
    join: false,
    onFault: (what) => {
      err.write(`${say(programWords, language, `fault-${what}`)}\n`);
    },
  });
  try {
    await loadAuthorities(house);
    const accounts = configuration.demonstration ? await demonstrate(house, world) : [];
    const serving = await startServing(house);
    tell('start-listening', { url: serving.url });
    if (accounts.length > 0)
      showDemonstration(
        accounts,
        { url: serving.url, folder: join(configuration.dataFolder, 'demonstration') },
        tell,
      );
    tell('start-ending-hint');
    await world.ended;
    tell('start-ending');
    await serving.stop();
    return 0;
  } finally {
    await house.close();
  }
}

async function demonstrate(house: House, { language, out }: World): Promise<readonly DemonstrationAccount[]> {
  const { certificates: count, accounts } = await fillDemonstration(house, language);
  if (count > 0) out.write(`${say(programWords, language, 'start-filled', { count })}\n`);
  return accounts;
}

function showDemonstration(
  accounts: readonly DemonstrationAccount[],
  places: { readonly url: string; readonly folder: string },
  tell: (key: string, values?: Readonly<Record<string, string | number>>) => void,
): void {
  tell('start-accounts', { url: places.url });
  for (const { login, password, who } of accounts) tell('start-account', { login, password, who });
  tell('start-try', places);
}
