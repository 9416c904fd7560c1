import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { say, toBase64Url } from '../base/index.ts';
import { sealPassword } from '../exchange/channels/soap/index.ts';
import { partnerPasswordKey, PlatformError, programWords } from '../platform/index.ts';
import type { World } from './command.ts';
import { misused, parametersOf } from './parameters.ts';

const FORM = { command: 'password', texts: ['file'], words: [1, 1] } as const;
const PARTNER = /^[A-Z]{2}-[A-Za-z0-9]{1,20}$/;

/** `password PARTNER`: seals a password as it may stand in a partner's address; a new one, or one that the partner gave. */
export async function passwordCommand(world: World): Promise<number> {
  const { configuration, language, out, random } = world;
  const { text, words } = parametersOf(FORM, world.parameters);
  const [partner = ''] = words;
  if (!PARTNER.test(partner)) throw misused('password');
  const file = text('file');
  const password = file === undefined ? toBase64Url(random(24)) : await firstLine(file);
  const folder = path.join(path.resolve(configuration.dataFolder), 'keys');
  const key = await partnerPasswordKey(folder, random);
  const sealed = sealPassword({ key }, password, { partner, random });
  if (file === undefined) out.write(`${say(programWords, language, 'password-new', { password })}\n`);
  out.write(`${say(programWords, language, 'password-sealed', { partner, sealed })}\n`);
  return 0;
}

async function firstLine(file: string): Promise<string> {
  const [line = ''] = (await readFile(file, 'utf8').catch(() => '')).split(/\r?\n/);
  if (line === '') throw new PlatformError('command-file-missing', { file });
  return line;
}
