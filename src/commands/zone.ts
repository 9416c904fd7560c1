import path from 'node:path';
import { say } from '../base/index.ts';
import { programWords, zoneKey, zoneKeyText } from '../platform/index.ts';
import type { World } from './command.ts';
import { parametersOf } from './parameters.ts';

/** `zone`: prints the public key by which the gateway knows the inner zone. */
export async function zoneCommand({ parameters, configuration, language, out }: World): Promise<number> {
  parametersOf({ command: 'zone', words: [0, 0] }, parameters);
  const key = await zoneKey(path.join(path.resolve(configuration.dataFolder), 'keys'));
  out.write(`${say(programWords, language, 'zone-key', { key: zoneKeyText(key) })}\n`);
  return 0;
}
