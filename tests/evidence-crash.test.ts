import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerNow, generateKeyPair, readSigningKey } from '../src/crypto/index.ts';
import type { TestDatabase } from '../src/database/testing/index.ts';
import { testDatabase } from '../src/database/testing/index.ts';
import type { Evidence, NoteSigner } from '../src/evidence/index.ts';
import { fsck, noteSigner, openEvidence, systemSession } from '../src/evidence/index.ts';
import { runNow, verifyConsistency } from '../verify/core/index.ts';
import type { CrashOrders } from './evidence/crash-subject.ts';

const SOAK = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const ROUNDS = 10 + Math.round(SOAK * 290);
const ORIGIN = 'crash.example/log';
/** Every statement of a round, and the moment after its commit. */
const POINTS = ['evidence-turn', 'evidence-last-checkpoint', 'evidence-take', 'evidence-store', 'commit'];

const { privateKey } = generateKeyPair('ed25519');
let own: TestDatabase;
let signer: NoteSigner;
let evidence: Evidence;

beforeAll(async () => {
  own = await testDatabase();
  signer = noteSigner(ORIGIN, 'ed25519', readSigningKey(privateKey));
  evidence = openEvidence({ database: own.database, signer, clock: () => new Date() });
});
afterAll(async () => {
  await evidence.close();
  await own.drop();
});

interface Subject {
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  readonly acknowledged: readonly string[];
  readonly faults: readonly string[];
  start(orders: Partial<CrashOrders>): void;
  kill(): void;
}

/** Starts a process ahead of its time, so that a round does not wait for it. */
function spawnSubject(): Subject {
  const child: ChildProcess = fork(new URL('./evidence/crash-subject.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const acknowledged: string[] = [];
  const faults: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.on('message', (message: { ready?: true; acknowledged?: string[]; fault?: string }) => {
      if (message.ready === true) resolve();
      acknowledged.push(...(message.acknowledged ?? []));
      if (message.fault !== undefined) faults.push(message.fault);
    });
  });
  return {
    ready,
    ended: new Promise((resolve) => {
      // After the last message of its pipe, not only after its death.
      child.once('close', () => {
        resolve();
      });
    }),
    acknowledged,
    faults,
    start(orders) {
      child.send({ url: own.url, key: privateKey, origin: ORIGIN, callers: 3, ...orders });
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}

const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

async function indexesOf(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await own.database.read<{ id: string; index: string }>(
    { kind: 'system' },
    {
      name: 'crash-indexes',
      text: 'select leaf_id as id, index from evidence_sequence where leaf_id = any($1::uuid[])',
    },
    [ids],
  );
  return new Map(rows.map(({ id, index }) => [id, Number(index)]));
}

test(
  `killed ${String(ROUNDS)} times between insert, sequence, tile and checkpoint, the log never forks, loses or repeats`,
  async () => {
    const acknowledged: string[] = [];
    const signed: { size: number; root: Uint8Array }[] = [];
    let next = spawnSubject();
    for (let round = 0; round < ROUNDS; round += 1) {
      const subject = next;
      await subject.ready;
      if (round + 1 < ROUNDS) next = spawnSubject();
      // In two rounds of three it dies at a chosen point, otherwise at any moment; in every other round this process
      // competes for the turn.
      const isRandom = round % 3 === 2;
      const statement = POINTS[round % POINTS.length] ?? 'commit';
      const dieAfter = { statement, times: 1 + Math.floor(Math.random() * 6) };
      const competitor = round % 2 === 1 ? await evidence.sequence({ interval: 15, gap: 0 }) : undefined;
      subject.start(isRandom ? {} : { dieAfter });
      await Promise.race([subject.ended, pause(isRandom ? 300 : 1500)]);
      await pause(Math.random() * 200);
      subject.kill();
      await subject.ended;
      await competitor?.stop();
      expect(subject.faults).toEqual([]);
      acknowledged.push(...subject.acknowledged);
      const latest = await evidence.latestCheckpoint();
      if (latest !== undefined) signed.push({ size: latest.checkpoint.size, root: latest.checkpoint.root });
    }
    while (await evidence.sequencer.hasWork()) {
      // A dead process's transaction holds the turn until the server notices.
      if (!(await evidence.sequencer.round()).turn) await pause(20);
    }

    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    const indexes = await indexesOf(acknowledged);
    expect(indexes.size).toBe(acknowledged.length);
    expect(new Set(indexes.values()).size).toBe(acknowledged.length);

    const final = await evidence.latestCheckpoint();
    if (final === undefined) expect.fail('no checkpoint');
    const { size, root } = final.checkpoint;
    for (const old of signed) {
      const proof = await evidence.consistencyProof(old.size, size);
      const claim = { oldSize: old.size, oldRoot: old.root, size, root, proof };
      expect(runNow(verifyConsistency(claim), answerNow)).toBe(true);
    }
    const report = await fsck(systemSession(own.database), { key: signer.key });
    expect(report.difference).toBeUndefined();
    expect(report.leaves).toBe(size);
    expect(report.leaves).toBeGreaterThanOrEqual(acknowledged.length);
  },
  120_000 + SOAK * 3_600_000,
);
