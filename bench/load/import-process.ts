// Imports a ZIP in a process of its own, so that its memory is its own. Arguments: database URL, ZIP, report.
import { cpus } from 'node:os';
import { generateKeyPair, newRandom, readSigningKey } from '../../src/crypto/index.ts';
import { connect } from '../../src/database/index.ts';
import { noteSigner, openEvidence } from '../../src/evidence/index.ts';
import { systemCaller } from '../../src/ledger/index.ts';
import { createIntake } from '../../src/systems/ecert/index.ts';
import {
  growHeapsSlowly,
  importCertificates,
  registerWords,
} from '../../src/systems/ecert/register/index.ts';
import { AUTHORITY } from '../subject/certificates.ts';

/** What the process tells its parent when it is done. */
export interface ImportFigures {
  readonly accepted: number;
  readonly seconds: number;
  /** Largest resident set of the whole process, threads included, looked at twenty times a second. */
  readonly megabytes: number;
}

const [url = '', path = '', reportPath = ''] = process.argv.slice(2);
const clock = () => new Date();
growHeapsSlowly();
const database = await connect({ url, connections: 8 });
const signer = noteSigner(
  'bench.example/log',
  'ed25519',
  readSigningKey(generateKeyPair('ed25519').privateKey),
);
const evidence = openEvidence({ database, signer, clock });
const sequencing = await evidence.sequence();
const intake = createIntake({
  database,
  trust: { authorities: () => [AUTHORITY], anchors: () => [] },
  clock,
  random: newRandom,
  codeKey: newRandom(32),
  workers: cpus().length,
  onCommitted: () => sequencing.wake(),
});
let largest = 0;
const watch = setInterval(() => {
  largest = Math.max(largest, process.memoryUsage.rss());
}, 50);
const started = performance.now();
const { accepted } = await importCertificates({
  path,
  reportPath,
  database,
  intake,
  caller: systemCaller('bench'),
  clock,
  words: registerWords,
  language: 'en',
});
const seconds = (performance.now() - started) / 1000;
clearInterval(watch);
const figures: ImportFigures = { accepted, seconds, megabytes: largest / 1_000_000 };
process.send?.(figures);
await intake.close();
await evidence.close();
await database.close();
