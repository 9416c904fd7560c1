import path from 'node:path';
import { say } from '../base/index.ts';
import { exchangeKeyOf, programWords } from '../platform/index.ts';
import type { World } from './command.ts';
import { misused, parametersOf } from './parameters.ts';
import { isKitAct, KIT_TEXTS, kitAct } from './partner-kit.ts';

const AUTHORITY = /^[A-Z]{2}-[A-Za-z0-9]{1,20}$/;

const FORM = { command: 'partner', texts: KIT_TEXTS, lists: ['argument'], words: [1, 2] } as const;

/** `partner key AUTHORITY`: makes an authority's exchange key once, and prints its certificate; all else is a partner's own. */
export async function partnerCommand(world: World): Promise<number> {
  const given = parametersOf(FORM, world.parameters);
  const [act = '', authority = ''] = given.words;
  if (isKitAct(act)) return kitAct(world, given);
  if (act !== 'key' || !AUTHORITY.test(authority)) throw misused('partner');
  const { configuration, clock, language, out } = world;
  const folder = path.join(path.resolve(configuration.dataFolder), 'keys');
  const { certificate, fingerprint } = await exchangeKeyOf(folder, authority, clock());
  out.write(`${say(programWords, language, 'partner-key', { authority, fingerprint })}\n${certificate}`);
  return 0;
}
