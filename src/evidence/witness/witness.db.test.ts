import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../base/index.ts';
import {
  answerNow,
  generateKeyPair,
  newRandom,
  readSigningKey,
  sha256,
  sha256Hex,
} from '../../crypto/index.ts';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import type { LogPolicy } from '../../../verify/core/index.ts';
import {
  TreeHasher,
  consistencyRanges,
  formatCheckpoint,
  formatNote,
  parseNote,
  runNow,
  subtreesOf,
  verifyCheckpoint,
  verifyNote,
} from '../../../verify/core/index.ts';
import { appendActs } from '../append.ts';
import { openEvidence } from '../evidence.ts';
import { noteSigner } from '../signer.ts';
import type { WitnessOptions } from './answer.ts';
import { answerAddCheckpoint } from './answer.ts';
import { databaseWitnessStore } from './database-store.ts';
import { fileWitnessStore } from './file-store.ts';
import { startWitness } from './server.ts';
import type { SplitView, Witnessed, WitnessStore } from './store.ts';

const ORIGIN = 'log.example/evidence';
const newKey = () => readSigningKey(generateKeyPair('ed25519').privateKey);
const log = noteSigner(ORIGIN, 'ed25519', newKey());
const imposter = noteSigner(ORIGIN, 'ed25519', newKey());
const stranger = noteSigner('stranger.example', 'ed25519', newKey());
const cosigner = noteSigner('witness.example/w1', 'cosignature', newKey());
const clock = () => new Date('2026-11-22T08:31:00Z');
const hasher = new TreeHasher(sha256);

/** A log of which every face is known: `face` makes leaves differ from a given index on. */
function tree(face = '', from = 0) {
  const leafAt = (index: number) => hasher.leaf(utf8(`${index >= from ? face : ''}${String(index)}`));
  const range = (start: number, end: number): Uint8Array => {
    if (end === start) return hasher.empty();
    if (end - start === 1) return leafAt(start);
    let split = 1;
    while (split * 2 < end - start) split *= 2;
    return hasher.node(range(start, start + split), range(start + split, end));
  };
  return {
    note(size: number, signer = log): string {
      const text = formatCheckpoint({ origin: signer.key.name, size, root: range(0, size), extensions: [] });
      return formatNote({ text, signatures: [signer.sign(text, 0)] });
    },
    proof: (oldSize: number, size: number) =>
      consistencyRanges(oldSize, size).map((each) =>
        hasher.range(each, ({ level, index }) => range(index * 2 ** level, (index + 1) * 2 ** level)),
      ),
  };
}
const honest = tree();

const request = (
  oldSize: number | string,
  size: number,
  from = honest,
  signer = log,
  proof = from.proof(Number(oldSize), size),
) => utf8([`old ${String(oldSize)}`, ...proof.map(toBase64), '', from.note(size, signer)].join('\n'));

let folder: string;
let own: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-witness-'));
  own = await testDatabase();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await own.drop();
});

let count = 0;
const stores: Record<string, () => Promise<WitnessStore>> = {
  'a file': () => {
    count += 1;
    return fileWitnessStore(path.join(folder, `state-${String(count)}.json`));
  },
  'the database': async () => {
    await own.administrator.query({ name: 'clear', text: 'truncate witness_log, witness_split_view' });
    return databaseWitnessStore(own.database);
  },
};

describe.each(Object.keys(stores))('a witness that remembers in %s', (name) => {
  const open = async (
    views: SplitView[] = [],
  ): Promise<WitnessOptions & { ask(body: Uint8Array): Promise<string> }> => {
    const store = await (stores[name] ?? stores['a file'])?.();
    if (store === undefined) throw new Error(name);
    const options = {
      signer: cosigner,
      logs: [log.key],
      store,
      clock,
      onSplitView: (view: SplitView) => views.push(view),
    };
    return {
      ...options,
      async ask(body) {
        const answer = await answerAddCheckpoint(options, body);
        const text = new TextDecoder().decode(answer.body);
        return answer.status === 409 ? `409 ${answer.type} ${text.trim()}` : String(answer.status);
      },
    };
  };

  test('cosigns a log from its first checkpoint on, with a signature that verifies', async () => {
    const witness = await open();
    const answer = await answerAddCheckpoint(witness, request(0, 5));
    expect(answer.status).toBe(200);
    const note = parseNote(honest.note(5) + new TextDecoder().decode(answer.body));
    if (note === undefined) expect.fail('not a note');
    expect(runNow(verifyNote(note, [cosigner.key]), answerNow)).toEqual({
      accepted: true,
      signatures: [{ key: cosigner.key, time: Date.parse('2026-11-22T08:31:00Z') / 1000 }],
    });
    expect(await witness.ask(request(5, 12))).toBe('200');
    expect(await witness.ask(request(12, 12))).toBe('200');
    expect(await witness.ask(request(12, 300))).toBe('200');
    await witness.store.close();
  });

  test('gives each refusal the status that the specification prescribes', async () => {
    const witness = await open();
    expect(await witness.ask(request(0, 8))).toBe('200');
    expect(await witness.ask(request(8, 9, honest, stranger))).toBe('404');
    expect(await witness.ask(request(8, 9, honest, imposter))).toBe('403');
    expect(await witness.ask(request(9, 8, honest, log, []))).toBe('400');
    expect(await witness.ask(request(0, 9))).toBe('409 text/x.tlog.size 8');
    expect(await witness.ask(request(7, 9))).toBe('409 text/x.tlog.size 8');
    expect(await witness.ask(request(8, 9, honest, log, []))).toBe('422');
    expect(await witness.ask(request(8, 9, honest, log, honest.proof(7, 9)))).toBe('422');
    expect(await witness.ask(request(8, 8, honest, log, honest.proof(7, 8)))).toBe('422');
    expect(await witness.ask(request(8, 9))).toBe('200');
    await witness.store.close();
  });

  test('refuses what is no request', async () => {
    const witness = await open();
    const good = new TextDecoder().decode(request(0, 5));
    const bodies = [
      '',
      'old 0\n',
      good.replace('old 0', 'old 00'),
      good.replace('old 0', 'old -1'),
      good.replace('old 0', 'new 0'),
      good.replace('old 0\n', 'old 0\nAAAA\n'),
      good.replace('old 0\n', `old 0\n${`${toBase64(hasher.empty())}\n`.repeat(64)}`),
      good.replace('\n\n', '\n'),
      `${good}\u0000`,
      good + 'x'.repeat(70_000),
    ];
    for (const body of bodies) expect(await witness.ask(utf8(body))).toBe('400');
    expect(await witness.ask(Uint8Array.of(0xff, 0xfe))).toBe('400');
    await witness.store.close();
  });

  test('refuses a second face of a log and keeps both notes', async () => {
    const views: SplitView[] = [];
    const witness = await open(views);
    expect(await witness.ask(request(0, 8))).toBe('200');
    const other = tree('forged ', 7);
    expect(await witness.ask(request(8, 8, other))).toBe('409 text/x.tlog.size 8');
    expect(await witness.ask(request(8, 12, other))).toBe('422');
    expect(views).toEqual([{ origin: ORIGIN, size: 8, known: honest.note(8), offered: other.note(8) }]);
    expect(await witness.ask(request(8, 12))).toBe('200');
    await witness.store.close();
  });

  test('of two requests that race, the smaller never rolls back the larger', async () => {
    const witness = await open();
    expect(await witness.ask(request(0, 4))).toBe('200');
    for (let size = 4; size < 24; size += 2) {
      // Both proofs were good when they were made; the order of their arrival must not matter.
      const answers = await Promise.all([
        witness.ask(request(size, size + 1)),
        witness.ask(request(size, size + 2)),
        witness.ask(request(size, size + 2)),
      ]);
      const latest = (await witness.store.latest(ORIGIN))?.size ?? 0;
      expect(answers.filter((answer) => answer === '200')).not.toHaveLength(0);
      if (answers[1] === '200' || answers[2] === '200') expect(latest).toBe(size + 2);
      if (latest === size + 1) expect(await witness.ask(request(latest, size + 2))).toBe('200');
    }
    await witness.store.close();
  });

  test('an answer waits until the state is kept, and is lost with it', async () => {
    const witness = await open();
    const broken = {
      ...witness,
      store: { ...witness.store, advance: () => Promise.reject(new Error('disk full')) },
    };
    await expect(answerAddCheckpoint(broken, request(0, 4))).rejects.toThrow('disk full');
    expect(await witness.store.latest(ORIGIN)).toBeUndefined();
    await witness.store.close();
  });

  test('the interleaving of the specification cannot roll back', async () => {
    const { store } = await open();
    const at = (size: number): Witnessed => ({
      size,
      root: hasher.empty(),
      note: honest.note(size),
      at: clock(),
    });
    expect(await store.advance(ORIGIN, undefined, at(3))).toBe(true);
    // Requests A (to 4) and B (to 6) were both checked against 3; B is stored first.
    expect(await store.advance(ORIGIN, 3, at(6))).toBe(true);
    expect(await store.advance(ORIGIN, 3, at(4))).toBe(false);
    expect(await store.advance(ORIGIN, undefined, at(9))).toBe(false);
    expect(await store.advance(ORIGIN, 6, at(5))).toBe(false);
    expect((await store.latest(ORIGIN))?.size).toBe(6);
    await store.close();
  });
});

describe("a witness's file", () => {
  test('is taken up again by the next process', async () => {
    const file = path.join(folder, 'again.json');
    const first = await fileWitnessStore(file);
    expect(
      (await answerAddCheckpoint({ signer: cosigner, logs: [log.key], store: first, clock }, request(0, 7)))
        .status,
    ).toBe(200);
    await first.close();
    const second = await fileWitnessStore(file);
    expect(await second.latest(ORIGIN)).toMatchObject({ size: 7, note: honest.note(7) });
    await second.close();
  });

  test('has one process at a time; the lock of a process that ended is taken over', async () => {
    const file = path.join(folder, 'locked.json');
    const first = await fileWitnessStore(file);
    await expect(fileWitnessStore(file)).rejects.toMatchObject({ code: 'witness-state-locked' });
    await first.close();
    await writeFile(`${file}.lock`, '999999999');
    const second = await fileWitnessStore(file);
    await second.close();
  });

  test('that is damaged stops the witness: it does not start over', async () => {
    const file = path.join(folder, 'damaged.json');
    await writeFile(file, '{"version":1,"logs":[{"origin":"x"}]}');
    await expect(fileWitnessStore(file)).rejects.toMatchObject({ code: 'witness-state-unreadable' });
    expect(await readFile(file, 'utf8')).toContain('origin');
    await writeFile(file, '');
    await expect(fileWitnessStore(file)).rejects.toMatchObject({ code: 'witness-state-unreadable' });
  });
});

describe('a log and its witnesses over HTTP', () => {
  const act = (index: number) => ({
    kind: 'certificate.issued',
    actor: 'office/1',
    subject: `certificate/${String(index)}`,
    at: '2026-11-22T08:31:00Z',
    digest: sha256Hex(utf8(String(index))),
  });

  test('a checkpoint is published when its quorum has cosigned, and proofs carry the cosignatures', async () => {
    const database = await testDatabase();
    const servers = await Promise.all(
      ['w1', 'w2', 'w3'].map(async (name) => {
        const signer = noteSigner(`${name}.example`, 'cosignature', newKey());
        const store = await fileWitnessStore(path.join(folder, `${name}.json`));
        const server = await startWitness({ signer, logs: [log.key], store, clock, port: 0 });
        return { name, signer, server };
      }),
    );
    const dead = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      dead.listen(0, '127.0.0.1', resolve);
    });
    const { port } = dead.address() as AddressInfo;
    const silent = noteSigner('silent.example', 'cosignature', newKey());
    const policy: LogPolicy = {
      logs: [{ key: log.key }],
      witnesses: [
        ...servers.map(({ name, signer, server }) => ({ name, key: signer.key, url: `${server.url}/` })),
        { name: 'silent', key: silent.key, url: `http://127.0.0.1:${String(port)}` },
      ],
      groups: [{ name: 'most', threshold: 2, members: ['w1', 'w2', 'w3', 'silent'] }],
      quorum: 'most',
    };
    const refusals: string[] = [];
    const evidence = openEvidence({ database: database.database, signer: log, clock, policy });
    const gathering = evidence.gather({ timeout: 1_000, onRefusal: (witness) => refusals.push(witness) });
    await evidence.sequencer.establish();
    const append = (from: number, number: number) =>
      database.database.transaction({ kind: 'system' }, (transaction) =>
        appendActs(
          transaction,
          Array.from({ length: number }, (_, index) => act(from + index)),
          newRandom,
        ),
      );
    const [first] = await append(0, 300);
    await evidence.sequencer.round();
    expect(await evidence.checkpoint()).toBeUndefined();
    expect((await evidence.proofOf(first?.id ?? ''))?.checkpoint.quorum).toBe(false);

    expect(await gathering.round()).toBe(3);
    expect(refusals).toEqual(['silent']);
    const published = await evidence.checkpoint();
    expect(published?.checkpoint.size).toBe(300);
    const verdict = runNow(verifyCheckpoint(published?.note ?? '', policy), answerNow);
    expect(verdict).toMatchObject({ accepted: true, witnessed: true });
    expect(verdict.witnesses.map(({ name }) => name)).toEqual(['w1', 'w2', 'w3']);
    expect((await evidence.proofOf(first?.id ?? ''))?.checkpoint.quorum).toBe(true);

    await append(300, 500);
    await evidence.sequencer.round();
    expect((await evidence.checkpoint())?.checkpoint.size).toBe(300);
    expect((await evidence.latestCheckpoint())?.checkpoint.size).toBe(800);
    // Another process, which knows nothing of what the witnesses have seen but for the cosignatures.
    const other = openEvidence({ database: database.database, signer: log, clock, policy });
    expect(await other.gather({ timeout: 1_000 }).round()).toBe(3);
    expect((await evidence.checkpoint())?.checkpoint.size).toBe(800);
    expect(await gathering.round()).toBe(0);
    await append(800, 1);
    await evidence.sequencer.round();
    // This one still believes that the witnesses are at 300: the 409 tells it better.
    expect(await gathering.round()).toBe(3);

    await Promise.all([evidence.close(), other.close(), ...servers.map(({ server }) => server.stop())]);
    dead.closeAllConnections();
    dead.close();
    await database.drop();
  });

  test('a witness over HTTP answers only its own requests, and within its limits', async () => {
    const store = await fileWitnessStore(path.join(folder, 'http.json'));
    const server = await startWitness({ signer: cosigner, logs: [log.key], store, clock, port: 0 });
    const ask = async (method: string, at: string, body?: string) =>
      (await fetch(server.url + at, { method, ...(body === undefined ? {} : { body }) })).status;
    expect(await (await fetch(server.url)).text()).toContain('witness.example/w1+');
    expect(await ask('GET', '/add-checkpoint')).toBe(405);
    expect(await ask('GET', '/etc/passwd')).toBe(404);
    expect(await ask('POST', '/add-checkpoint', 'x')).toBe(400);
    expect(await ask('POST', '/add-checkpoint', 'x'.repeat(1_000_000))).toBe(413);
    expect(await ask('POST', '/add-checkpoint', new TextDecoder().decode(request(0, 5)))).toBe(200);
    await server.stop();
  });
});

test('a test tree has the subtrees that proofs need', () => {
  expect(subtreesOf({ start: 0, end: 5 })).toEqual([
    { level: 2, index: 0 },
    { level: 0, index: 4 },
  ]);
});
