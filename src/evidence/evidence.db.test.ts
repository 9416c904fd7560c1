import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../base/index.ts';
import { answerNow, generateKeyPair, newRandom, readSigningKey, sha256, sha256Hex } from '../crypto/index.ts';
import type { Statement } from '../database/index.ts';
import type { TestDatabase } from '../database/testing/index.ts';
import { testDatabase } from '../database/testing/index.ts';
import type { Act, LogPolicy } from '../../verify/core/index.ts';
import {
  TreeHasher,
  leafOfOpening,
  parseEntries,
  runNow,
  verifyConsistency,
  verifyInclusion,
  verifyLogProof,
} from '../../verify/core/index.ts';
import { appendActs, type LeafReference } from './append.ts';
import type { Evidence } from './evidence.ts';
import { openEvidence } from './evidence.ts';
import { noteSigner } from './signer.ts';

const ORIGIN = 'log.example/evidence';
const signer = noteSigner(ORIGIN, 'ed25519', readSigningKey(generateKeyPair('ed25519').privateKey));
const policy: LogPolicy = { logs: [{ key: signer.key }], witnesses: [], groups: [], quorum: 'none' };
const hasher = new TreeHasher(sha256);
let count = 0;

function act(values: Partial<Act> = {}): Act {
  count += 1;
  return {
    kind: 'certificate.issued',
    actor: 'office/CN-GACC/1100',
    subject: `certificate/${String(count)}`,
    at: '2026-11-22T08:31:00.000Z',
    digest: sha256Hex(utf8(String(count))),
    ...values,
  };
}

const statement = (text: string): Statement => ({ name: `test-${sha256Hex(utf8(text)).slice(0, 20)}`, text });

let test1: TestDatabase;
let evidence: Evidence;
const clock = () => new Date();

const append = (acts: readonly Act[]) =>
  test1.database.transaction({ kind: 'system' }, (transaction) => appendActs(transaction, acts, newRandom));
const many = (number: number) => Array.from({ length: number }, () => act());

beforeAll(async () => {
  test1 = await testDatabase();
  evidence = openEvidence({ database: test1.database, signer, clock, batch: 1000 });
  await evidence.sequencer.establish();
});
afterAll(async () => {
  await evidence.close();
  await test1.drop();
});

describe('the evidence log', () => {
  test('the first round signs the empty log, and another signs nothing', async () => {
    expect(await evidence.latestCheckpoint()).toBeUndefined();
    expect(await evidence.sequencer.round()).toEqual({ turn: true, taken: 0, size: 0 });
    expect(await evidence.sequencer.hasWork()).toBe(false);
    const signed = await evidence.latestCheckpoint();
    expect(signed?.checkpoint.size).toBe(0);
    expect(toHex(signed?.checkpoint.root ?? new Uint8Array())).toBe(sha256Hex(new Uint8Array()));
    await evidence.sequencer.round();
    const [row] = await test1.database.read<{ count: string }>(
      { kind: 'system' },
      statement('select count(*) from evidence_checkpoint'),
    );
    expect(row?.count).toBe('1');
  });

  test('an act that rolls back leaves no leaf', async () => {
    await expect(
      test1.database.transaction({ kind: 'system' }, async (transaction) => {
        await appendActs(transaction, [act()], newRandom);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await evidence.sequencer.hasWork()).toBe(false);
  });

  test('a malformed act is refused with the member that is wrong', async () => {
    await expect(append([act({ kind: 'Certificate Issued' })])).rejects.toMatchObject({
      code: 'act-malformed',
      values: { member: 'kind' },
    });
    await expect(append([act({ digest: 'ABC' })])).rejects.toMatchObject({ values: { member: 'digest' } });
    await expect(append([act({ at: 'yesterday' })])).rejects.toMatchObject({ values: { member: 'at' } });
  });

  test('an opening gives the leaf that stands in the log, and a leaf has far less than 300 bytes', async () => {
    const [reference] = await append([
      act({ details: { state: '青岛', count: 3 }, at: '2026-11-22T08:31:00.123456789+14:00' }),
    ]);
    if (reference === undefined) expect.fail();
    const leaf = runNow(leafOfOpening(reference.opening), answerNow);
    expect(new TextDecoder().decode(leaf)).toBe(reference.leaf);
    expect(reference.leaf.length).toBeLessThan(120);
    expect(await evidence.proofOf(reference.id)).toBeUndefined();
    await evidence.sequencer.round();
    const proven = await evidence.proofOf(reference.id);
    expect(proven?.index).toBe(0);
    expect(
      runNow(verifyLogProof(proven?.proof ?? '', utf8(reference.leaf), policy), answerNow),
    ).toMatchObject({
      proven: true,
      index: 0,
    });
  });

  test('two openings of equal acts differ: a leaf does not betray its act', async () => {
    const same = act();
    const [first, second] = await append([same, same]);
    expect(first?.leaf).not.toBe(second?.leaf);
    await evidence.sequencer.round();
  });

  test('leaves keep the order of the acts, in batches of the sequencer, and every one is proven', async () => {
    const references = await append(many(2500));
    const sizes: number[] = [];
    while (await evidence.sequencer.hasWork()) sizes.push((await evidence.sequencer.round()).taken);
    expect(sizes).toEqual([1000, 1000, 500]);
    const proofs = await evidence.proofsOf(references.map(({ id }) => id));
    expect(proofs.size).toBe(2500);
    const first = proofs.get(references[0]?.id ?? '')?.index ?? -1;
    for (const [order, reference] of references.entries()) {
      const proven = proofs.get(reference.id);
      if (proven === undefined) expect.fail('not proven');
      expect(proven.index).toBe(first + order);
      if (order % 50 === 0) {
        expect(runNow(verifyLogProof(proven.proof, utf8(reference.leaf), policy), answerNow).proven).toBe(
          true,
        );
      }
    }
  });

  test('every older checkpoint is consistent with every newer one', async () => {
    const rows = await test1.database.read<{ size: string; root: Uint8Array }>(
      { kind: 'system' },
      statement('select size, root from evidence_checkpoint order by size'),
    );
    expect(rows.length).toBeGreaterThan(4);
    for (const older of rows) {
      for (const newer of rows) {
        const [oldSize, size] = [Number(older.size), Number(newer.size)];
        if (oldSize > size) continue;
        const proof = await evidence.consistencyProof(oldSize, size);
        const claim = { oldSize, oldRoot: older.root, size, root: newer.root, proof };
        expect(runNow(verifyConsistency(claim), answerNow)).toBe(true);
      }
    }
  });

  test('an inclusion proof for any past size verifies, and one outside the log is refused', async () => {
    const signed = await evidence.latestCheckpoint();
    const size = signed?.checkpoint.size ?? 0;
    for (const index of [0, 1, 255, 256, 511, 1000, size - 1]) {
      const proof = await evidence.inclusionProof(index, size);
      const entries = parseEntries(
        (await evidence.serveLog(entriesOf(index, size)))?.body ?? new Uint8Array(),
      );
      const leaf = entries?.[index % 256] ?? new Uint8Array();
      const root = signed?.checkpoint.root ?? new Uint8Array();
      const claim = { leafHash: hasher.leaf(leaf), index, size, proof, root };
      expect(runNow(verifyInclusion(claim), answerNow)).toBe(true);
    }
    await expect(evidence.inclusionProof(size, size)).rejects.toMatchObject({
      code: 'evidence-index-outside',
    });
    await expect(evidence.inclusionProof(0, size + 1)).rejects.toMatchObject({
      code: 'evidence-size-unknown',
    });
    await expect(evidence.consistencyProof(1, size + 1)).rejects.toMatchObject({
      code: 'evidence-size-unknown',
    });
  });

  test('the tiles that are served rebuild the root of the checkpoint', async () => {
    const signed = await evidence.checkpoint();
    const size = signed?.checkpoint.size ?? 0;
    const hashes: Uint8Array[] = [];
    for (let number = 0; number * 256 < size; number += 1) {
      const width = Math.min(256, size - number * 256);
      const path = `tile/0/${String(number).padStart(3, '0')}${width === 256 ? '' : `.p/${String(width)}`}`;
      const file = await evidence.serveLog(path);
      expect(file).toMatchObject({
        type: 'application/octet-stream',
        cache: 'public, max-age=31536000, immutable',
      });
      for (let offset = 0; offset < width; offset += 1) {
        hashes.push((file?.body ?? new Uint8Array()).subarray(offset * 32, offset * 32 + 32));
      }
    }
    const fold = (from: number, to: number): Uint8Array => {
      const [only = new Uint8Array()] = hashes.slice(from, to);
      if (to - from === 1) return only;
      let split = 1;
      while (split * 2 < to - from) split *= 2;
      return hasher.node(fold(from, from + split), fold(from + split, to));
    };
    expect(toHex(fold(0, size))).toBe(toHex(signed?.checkpoint.root ?? new Uint8Array()));
    const upper = await evidence.serveLog(`tile/1/000.p/${String(Math.floor(size / 256))}`);
    expect(toHex(upper?.body.subarray(0, 32) ?? new Uint8Array())).toBe(toHex(fold(0, 256)));
  });

  test('what the log does not have is not served', async () => {
    const size = (await evidence.checkpoint())?.checkpoint.size ?? 0;
    const last = Math.floor(size / 256);
    const paths = [
      `tile/0/${String(last).padStart(3, '0')}`,
      `tile/0/${String(last).padStart(3, '0')}.p/${String((size % 256) + 1)}`,
      'tile/1/000',
      'tile/2/000.p/1',
      'tile/entries/x001/000',
      'tile/0/../0/000',
      'nothing',
    ];
    for (const path of paths) expect(await evidence.serveLog(path)).toBeUndefined();
    expect(await evidence.serveLog('checkpoint')).toMatchObject({
      type: 'text/plain; charset=utf-8',
      cache: 'no-cache',
    });
  });

  test('a process that starts later takes up the tree from the tables', async () => {
    const other = openEvidence({ database: test1.database, signer, clock });
    const references = await append(many(300));
    expect((await other.sequencer.round()).taken).toBe(300);
    const more = await append(many(3));
    expect((await evidence.sequencer.round()).taken).toBe(3);
    const [id = ''] = more.map((reference) => reference.id);
    const proven = await other.proofOf(id);
    const [leaf = ''] = more.map((reference) => reference.leaf);
    expect(runNow(verifyLogProof(proven?.proof ?? '', utf8(leaf), policy), answerNow).proven).toBe(true);
    expect((await other.proofsOf(references.map((reference) => reference.id))).size).toBe(300);
  });

  test('several processes sequence at once: each leaf gets one index, without gaps', async () => {
    const others = Array.from({ length: 3 }, () => openEvidence({ database: test1.database, signer, clock }));
    const running = await Promise.all(others.map((other) => other.sequence({ interval: 5 })));
    const references = (
      await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const made = await append(many(1 + (index % 7)));
          for (const sequencing of running) sequencing.wake();
          return made;
        }),
      )
    ).flat();
    const proven = await evidence.waitProven(
      references.map(({ id }) => id),
      10_000,
    );
    expect(proven.size).toBe(references.length);
    await Promise.all(others.map((other) => other.close()));
    const [row] = await test1.database.read<{
      leaves: string;
      indexes: string;
      last: string;
      queued: string;
    }>(
      { kind: 'system' },
      statement(`select (select count(*) from evidence_leaf) as leaves, count(*) as indexes, max(index) + 1 as last,
                   (select count(*) from evidence_queue) as queued from evidence_sequence`),
    );
    expect(row?.leaves).toBe(row?.indexes);
    expect(row?.last).toBe(row?.indexes);
    expect(row?.queued).toBe('0');
    expect(running.some((sequencing) => sequencing.state().faultsInARow > 0)).toBe(false);
  });

  test('a clock that jumps back does not make a later checkpoint look older', async () => {
    const past = openEvidence({
      database: test1.database,
      signer,
      clock: () => new Date('2020-01-01T00:00:00Z'),
    });
    const before = await evidence.latestCheckpoint();
    await append([act()]);
    await past.sequencer.round();
    const after = await evidence.latestCheckpoint();
    expect(after?.checkpoint.size).toBe((before?.checkpoint.size ?? 0) + 1);
    expect(after?.at.getTime()).toBe(before?.at.getTime());
  });

  test('waiting ends with what is proven when the time is up', async () => {
    const references = await append(many(2));
    const ids = references.map(({ id }) => id);
    expect((await evidence.waitProven(ids, 120)).size).toBe(0);
    await evidence.sequencer.round();
    expect((await evidence.waitProven(ids, 5000)).size).toBe(2);
  });

  test('the application can neither change nor remove what was logged', async () => {
    const forbidden = [
      "update evidence_leaf set leaf = 'x'",
      'delete from evidence_leaf',
      'update evidence_sequence set index = index + 1',
      'delete from evidence_sequence',
      'delete from evidence_tile',
      'update evidence_checkpoint set size = 0',
      'delete from evidence_checkpoint',
      'delete from evidence_cosignature',
      "update evidence_log set origin = 'x'",
      'delete from evidence_log',
      'truncate evidence_leaf',
    ];
    for (const text of forbidden) {
      await expect(
        test1.database.transaction({ kind: 'system' }, (transaction) => transaction.query(statement(text))),
      ).rejects.toMatchObject({ code: 'database-permission-denied' });
    }
  });
});

describe('a sequencer refuses to sign', () => {
  test('for another log than the database holds', async () => {
    const stranger = noteSigner(
      'other.example/log',
      'ed25519',
      readSigningKey(generateKeyPair('ed25519').privateKey),
    );
    const other = openEvidence({ database: test1.database, signer: stranger, clock });
    await expect(other.sequencer.round()).rejects.toMatchObject({ code: 'evidence-other-log' });
  });

  test('on top of a checkpoint that another key signed', async () => {
    const imposter = noteSigner(ORIGIN, 'ed25519', readSigningKey(generateKeyPair('ed25519').privateKey));
    const other = openEvidence({ database: test1.database, signer: imposter, clock });
    await append([act()]);
    await expect(other.sequencer.round()).rejects.toMatchObject({ code: 'evidence-other-key' });
    expect((await evidence.sequencer.round()).taken).toBe(1);
  });

  test('on top of a checkpoint that somebody changed after this process had signed it, and goes on when it is restored', async () => {
    const own = await testDatabase();
    const { sequencer } = openEvidence({ database: own.database, signer, clock });
    await sequencer.establish();
    const add = () =>
      own.database.transaction({ kind: 'system' }, (transaction) =>
        appendActs(transaction, many(3), newRandom),
      );
    await add();
    await sequencer.round();
    await add();
    const newest = 'where size = 3';
    for (const [change, restoration] of [
      ["root = sha256('')", 'root = kept.root'],
      ["note = replace(note, E'\n3\n', E'\n2\n')", 'note = kept.note'],
    ] as const) {
      await own.administrator.query(
        statement(`create table kept as select * from evidence_checkpoint ${newest}`),
      );
      await own.administrator.query(statement(`update evidence_checkpoint set ${change} ${newest}`));
      await expect(sequencer.round()).rejects.toMatchObject({ code: 'evidence-log-inconsistent' });
      await own.administrator.query(
        statement(
          `update evidence_checkpoint set ${restoration} from kept where evidence_checkpoint.size = 3`,
        ),
      );
      await own.administrator.query(statement('drop table kept'));
    }
    expect(await sequencer.round()).toEqual({ turn: true, taken: 3, size: 6 });
    await own.drop();
  });

  test('on top of leaves that somebody changed, and goes on when they are restored', async () => {
    const own = await testDatabase();
    const first = openEvidence({ database: own.database, signer, clock });
    await first.sequencer.establish();
    const add = (number: number) =>
      own.database.transaction({ kind: 'system' }, (transaction) =>
        appendActs(transaction, many(number), newRandom),
      );
    await add(300);
    await first.sequencer.round();
    await add(1);
    const edge = 'where id = (select leaf_id from evidence_sequence where index = 299)';
    await own.administrator.query(statement(`update evidence_leaf set leaf = leaf || ' ' ${edge}`));
    const second = openEvidence({ database: own.database, signer, clock });
    await expect(second.sequencer.round()).rejects.toMatchObject({ code: 'evidence-log-inconsistent' });
    await own.administrator.query(statement(`update evidence_leaf set leaf = trim(leaf) ${edge}`));
    expect(await second.sequencer.round()).toEqual({ turn: true, taken: 1, size: 301 });
    await own.drop();
  });
});

describe('proofs of a tile that grows', () => {
  test('are right after every round, and after the database was set back', async () => {
    const own = await testDatabase();
    const asked = openEvidence({ database: own.database, signer, clock });
    await asked.sequencer.establish();
    const all: LeafReference[] = [];
    const expectProven = async (references: readonly LeafReference[]) => {
      const proofs = await asked.proofsOf(references.map(({ id }) => id));
      const verdicts = references.map(({ id, leaf }) =>
        runNow(verifyLogProof(proofs.get(id)?.proof ?? '', utf8(leaf), policy), answerNow),
      );
      expect(verdicts.filter(({ proven }) => !proven)).toEqual([]);
    };
    const grow = async (number: number) => {
      const added = await own.database.transaction({ kind: 'system' }, (transaction) =>
        appendActs(transaction, many(number), newRandom),
      );
      all.push(...added);
      await asked.sequencer.round();
      await expectProven([...added.slice(-3), ...all.slice(0, 2)]);
    };
    for (const number of [1, 2, 130]) await grow(number);
    await own.administrator.query(statement('truncate evidence_sequence, evidence_checkpoint cascade'));
    await own.administrator.query(
      statement('insert into evidence_queue (leaf_id) select id from evidence_leaf order by id desc'),
    );
    await openEvidence({ database: own.database, signer, clock }).sequencer.round();
    await expectProven([...all.slice(-20), ...all.slice(0, 20)]);
    for (const number of [122, 1, 40, 300, 7]) await grow(number);
    await asked.close();
    await own.drop();
  });
});

function entriesOf(index: number, size: number): string {
  const number = Math.floor(index / 256);
  const width = Math.min(256, size - number * 256);
  return `tile/entries/${String(number).padStart(3, '0')}${width === 256 ? '' : `.p/${String(width)}`}`;
}
