import path from 'node:path';
import { loadAuthorities } from '../access/index.ts';
import { say } from '../base/index.ts';
import { fillDemonstration } from '../demonstration/index.ts';
import { equipSandbox, fillSandbox, SandboxDesk, writeKit } from '../demonstration/sandbox/index.ts';
import { programWords, startServing, type House } from '../platform/index.ts';
import type { World } from './command.ts';
import { openHouseFor } from './house.ts';
import { misused, parametersOf } from './parameters.ts';

const FORM = { command: 'sandbox', texts: ['data', 'port', 'kit'], words: [0, 0] } as const;
const HIGHEST_PORT = 65_535;

/** `sandbox [--data FOLDER] [--port N] [--kit FOLDER]`: an installation of its own with a partner that anyone can be. */
export async function sandboxCommand(world: World): Promise<number> {
  const { text } = parametersOf(FORM, world.parameters);
  const { language, out, err, clock } = world;
  const dataFolder = text('data') ?? path.join(world.configuration.dataFolder, 'sandbox');
  const kit = path.resolve(text('kit') ?? path.join(dataFolder, 'kit'));
  const configuration = {
    ...world.configuration,
    dataFolder,
    port: portOf(text('port')) ?? world.configuration.port,
    demonstration: true,
    // A database that somebody uses in earnest is no place for a sandbox.
    databaseUrl: undefined,
  };
  const tell = (key: string, values: Readonly<Record<string, string | number>> = {}) => {
    out.write(`${say(programWords, language, key, values)}\n`);
  };
  tell('start-opening', { folder: dataFolder });
  const sandbox = await equipSandbox({ dataFolder, kit, clock });
  const fault = (what: string) => {
    err.write(`${say(programWords, language, `fault-${what}`)}\n`);
  };
  const house = await openHouseFor({ ...world, configuration }, { join: false, onFault: fault });
  try {
    await loadAuthorities(house);
    await fillDemonstration(house, language);
    await fillSandbox(house, sandbox);
    await serve(house, { kit, tell, ended: world.ended, onFault: () => fault('exchange') });
    return 0;
  } finally {
    await house.close();
  }
}

/** Serves the sandbox with its officials, writes the kit for the address it has, and ends when it is asked to. */
async function serve(
  house: House,
  options: {
    readonly kit: string;
    readonly tell: (key: string, values?: Readonly<Record<string, string | number>>) => void;
    readonly ended: Promise<string>;
    readonly onFault: () => void;
  },
): Promise<void> {
  const { kit, tell, ended, onFault } = options;
  const desk = new SandboxDesk(house, onFault);
  desk.attach();
  const serving = await startServing(house);
  try {
    await writeKit(house, { kit, url: serving.url });
    tell('start-listening', { url: serving.url });
    tell('sandbox-kit', { kit });
    tell('start-ending-hint');
    await ended;
    tell('start-ending');
  } finally {
    await serving.stop();
    await desk.stop();
  }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) throw misused('sandbox');
  return port;
}
