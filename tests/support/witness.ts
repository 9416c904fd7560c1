import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, readSigningKey } from '../../src/crypto/index.ts';
import { fileWitnessStore, noteSigner, startWitness, type WitnessServer } from '../../src/evidence/index.ts';
import { formatPolicy } from '../../verify/core/index.ts';

/** Another authority's witness of the log that an installation is going to have. */
export interface Watch {
  readonly witness: WitnessServer;
  /** The policy that asks for it: `COUNTERFOIL_WITNESS_POLICY`. */
  readonly policy: string;
}

/** Gives a data folder its log's key before the first start, and has a witness watch that log. */
export async function watchLog(dataFolder: string, origin = 'counterfoil.localhost/log'): Promise<Watch> {
  const keys = join(dataFolder, 'keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const secret = generateKeyPair('ed25519').privateKey;
  writeFileSync(join(keys, 'log.key.pem'), secret, { mode: 0o600 });
  const log = noteSigner(origin, 'ed25519', readSigningKey(secret)).key;
  const name = 'witness.example/sfa';
  const signer = noteSigner(name, 'cosignature', readSigningKey(generateKeyPair('ed25519').privateKey));
  const witness = await startWitness({
    signer,
    logs: [log],
    store: await fileWitnessStore(join(dataFolder, 'witness-state')),
    clock: () => new Date(),
    port: 0,
  });
  const policy = join(dataFolder, 'policy.txt');
  writeFileSync(
    policy,
    formatPolicy({
      logs: [{ key: log }],
      witnesses: [{ name: 'sfa', key: signer.key, url: witness.url }],
      groups: [],
      quorum: 'sfa',
    }),
  );
  return { witness, policy };
}
