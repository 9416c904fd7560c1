import path from 'node:path';
import { readFile, readdir } from 'node:fs/promises';
import { fromHex, toHex } from '../base/index.ts';
import {
  deriveKey,
  generateKeyPair,
  newRandom,
  readSealKey,
  readSigningKey,
  type SealKey,
} from '../crypto/index.ts';
import { noteSigner, type NoteSigner } from '../evidence/index.ts';
import { keptSecret } from './key-files.ts';
import { PlatformError } from './error.ts';

/** The secrets of an installation, each used for one thing. */
export interface Keys {
  /** Signs the evidence log's checkpoints. */
  readonly log: NoteSigner;
  /** Derives security codes. */
  readonly code: Uint8Array;
  /** Seals the small secrets that the database keeps, such as those of code generators. */
  readonly secrets: Uint8Array;
  /** Seals for the authorities of this installation, by authority or office key. */
  readonly seals: ReadonlyMap<string, SealKey>;
}

/** Name of the files of a seal key: `CN-GACC/4200` becomes `CN-GACC~4200`. */
export function sealFileName(owner: string): string {
  return owner.replaceAll('/', '~');
}

/** Opens the keys of a folder, making those on first start that need nobody's approval: the log's and the codes'. */
export async function openKeys(folder: string, logOrigin: string): Promise<Keys> {
  const log = await keptSecret(folder, 'log.key.pem', () => generateKeyPair('ed25519').privateKey);
  const code = fromHex((await keptSecret(folder, 'security-code.key', () => toHex(newRandom(32)))).trim());
  if (code === undefined || code.length < 32)
    throw new PlatformError('key-file-unreadable', { file: 'security-code.key' });
  return {
    log: noteSigner(logOrigin, 'ed25519', readSigningKey(log)),
    code,
    secrets: deriveKey(code, 'counterfoil secrets of accounts'),
    seals: await readSealKeys(path.join(folder, 'seals')),
  };
}

/** Every `NAME.key.pem` with its `NAME.crt.pem` in a folder. */
export async function readSealKeys(folder: string): Promise<ReadonlyMap<string, SealKey>> {
  const names = await readdir(folder).catch((): string[] => []);
  const keys = new Map<string, SealKey>();
  for (const name of names.filter((each) => each.endsWith('.key.pem')).toSorted()) {
    const owner = name.slice(0, -'.key.pem'.length);
    const privateKey = await readFile(path.join(folder, name), 'utf8');
    const certificates = await readFile(path.join(folder, `${owner}.crt.pem`), 'utf8').catch(() => {
      throw new PlatformError('seal-certificate-missing', { file: `${owner}.crt.pem` });
    });
    keys.set(owner.replaceAll('~', '/'), readSealKey({ privateKey, certificates }));
  }
  return keys;
}
