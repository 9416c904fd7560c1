import path from 'node:path';
import { fromHex, toHex } from '../base/index.ts';
import { deriveKey, generateKeyPair, newRandom, readSigningKey, type SigningKey } from '../crypto/index.ts';
import { noteSigner, type NoteSigner } from '../evidence/index.ts';
import { keptSecret } from './key-files.ts';
import { PlatformError } from './error.ts';
import { SealKeys } from './seal-keys.ts';

/** The secrets of an installation, each used for one thing. */
export interface Keys {
  /** Signs the evidence log's checkpoints. */
  readonly log: NoteSigner;
  /** Signs the trust list that we publish: P-256, which every browser can verify. */
  readonly trustList: SigningKey;
  /** Derives security codes. */
  readonly code: Uint8Array;
  /** Seals the small secrets that the database keeps, such as those of code generators. */
  readonly secrets: Uint8Array;
  /** Seals for the authorities of this installation, by authority or office. */
  readonly seals: SealKeys;
}

/** Opens the keys of a folder, making those on first start that need nobody's approval: the log's and the codes'. */
export async function openKeys(folder: string, logOrigin: string): Promise<Keys> {
  const log = await keptSecret(folder, 'log.key.pem', () => generateKeyPair('ed25519').privateKey);
  const trustList = await keptSecret(folder, 'trust-list.key.pem', () => generateKeyPair('p256').privateKey);
  const code = fromHex((await keptSecret(folder, 'security-code.key', () => toHex(newRandom(32)))).trim());
  if (code === undefined || code.length < 32)
    throw new PlatformError('key-file-unreadable', { file: 'security-code.key' });
  return {
    log: noteSigner(logOrigin, 'ed25519', readSigningKey(log)),
    trustList: readSigningKey(trustList),
    code,
    secrets: deriveKey(code, 'counterfoil secrets of accounts'),
    seals: await SealKeys.open(path.join(folder, 'seals')),
  };
}
