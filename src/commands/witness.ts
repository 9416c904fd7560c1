import path from 'node:path';
import { say } from '../base/index.ts';
import { answerNow, generateKeyPair, readSigningKey } from '../crypto/index.ts';
import { fileWitnessStore, noteSigner, startWitness } from '../evidence/index.ts';
import { formatNoteKey, parseNoteKey, runNow } from '../../verify/core/index.ts';
import { keptSecret, PlatformError, programWords } from '../platform/index.ts';
import type { World } from './command.ts';
import { misused, parametersOf } from './parameters.ts';

const FORM = {
  command: 'witness',
  texts: ['name', 'port', 'host', 'data'],
  lists: ['log'],
  words: [0, 0],
} as const;

/** `witness --name NAME --log VKEY…`: another authority's witness of our log, with its own key and memory. */
export async function witnessCommand(world: World): Promise<number> {
  const { text, list } = parametersOf(FORM, world.parameters);
  const name = text('name');
  const logs = list('log');
  const written = text('port') ?? '8081';
  const port = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN;
  if (name === undefined || logs.length === 0 || !(port < 65_536)) throw misused('witness');
  const keys = logs.map((line) => {
    const key = runNow(parseNoteKey(line), answerNow);
    if (key === undefined) throw new PlatformError('witness-log-key-unreadable', { key: line.slice(0, 100) });
    return key;
  });
  const folder = path.resolve(text('data') ?? 'witness');
  const secret = await keptSecret(folder, 'witness.key.pem', () => generateKeyPair('ed25519').privateKey);
  const signer = noteSigner(name, 'cosignature', readSigningKey(secret));
  const witness = await startWitness({
    signer,
    logs: keys,
    store: await fileWitnessStore(path.join(folder, 'state')),
    clock: world.clock,
    port,
    host: text('host') ?? '127.0.0.1',
  });
  const shown = { url: witness.url, key: formatNoteKey(signer.key) };
  world.out.write(`${say(programWords, world.language, 'witness-listening', shown)}\n`);
  await world.ended;
  await witness.stop();
  return 0;
}
