import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../base/index.ts';
import { generateKeyPair, newRandom, readSigningKey, sha256Hex } from '../crypto/index.ts';
import type { TestDatabase } from '../database/testing/index.ts';
import { testDatabase } from '../database/testing/index.ts';
import type { Opening } from '../../verify/core/index.ts';
import { appendActs } from './append.ts';
import { openEvidence, systemSession } from './evidence.ts';
import type { FsckOptions } from './fsck.ts';
import { fsck } from './fsck.ts';
import { noteSigner } from './signer.ts';

const newSigner = () =>
  noteSigner('log.example/evidence', 'ed25519', readSigningKey(generateKeyPair('ed25519').privateKey));
const signer = newSigner();
const witness = noteSigner('w.example', 'cosignature', readSigningKey(generateKeyPair('ed25519').privateKey));
const clock = () => new Date('2026-11-22T08:31:00Z');
const openings = new Map<string, Opening>();
// Two full tiles at level 0 with a partial third, and a leaf that still waits.
const SIZE = 700;

let own: TestDatabase;
let count = 0;

const sql = (text: string) => {
  count += 1;
  return own.administrator.query({ name: `fsck-${String(count)}`, text });
};
const check = (options: Partial<FsckOptions> = {}) =>
  fsck(systemSession(own.database), {
    key: signer.key,
    witnesses: [witness.key],
    openings: (ids) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id) => {
            const opening = openings.get(id);
            return opening === undefined ? [] : [[id, opening] as const];
          }),
        ),
      ),
    ...options,
  });

beforeAll(async () => {
  own = await testDatabase();
  const evidence = openEvidence({ database: own.database, signer, clock, batch: 70 });
  await evidence.sequencer.establish();
  await evidence.sequencer.round();
  const append = (number: number) =>
    own.database.transaction({ kind: 'system' }, async (transaction) => {
      const acts = Array.from({ length: number }, (_, index) => ({
        kind: 'certificate.issued',
        actor: 'office/1',
        subject: `certificate/${String(index)}`,
        at: '2026-11-22T08:31:00Z',
        digest: sha256Hex(utf8(String(index))),
      }));
      for (const { id, opening } of await appendActs(transaction, acts, newRandom)) openings.set(id, opening);
    });
  await append(SIZE);
  while (await evidence.sequencer.hasWork()) await evidence.sequencer.round();
  await append(1);
  const latest = await evidence.latestCheckpoint();
  const text = (latest?.note ?? '').split('\n\n')[0] ?? '';
  const { id, name, signature } = witness.sign(`${text}\n`, 1_795_000_000);
  const line = `— ${name} ${Buffer.concat([Buffer.from(id.toString(16).padStart(8, '0'), 'hex'), signature]).toString('base64')}\n`;
  await sql(
    `insert into evidence_cosignature values (${String(SIZE)}, '${name}', ${String(id)}, '${line}', now())`,
  );
  await evidence.close();
});
afterAll(() => own.drop());

describe('fsck', () => {
  test('finds a sound log sound, and says how much it checked', async () => {
    const seen: number[] = [];
    const report = await check({ progress: (leaves) => seen.push(leaves) });
    expect(report).toMatchObject({ leaves: SIZE, tiles: 2, checkpoints: 11, openings: SIZE });
    expect(report.difference).toBeUndefined();
    expect(report.root).toMatch(/^[0-9a-f]{64}$/);
    expect(seen).toEqual([SIZE]);
  });

  test('an erased opening is no difference', async () => {
    const [id = '', opening] = [...openings][5] ?? [];
    openings.delete(id);
    expect(await check()).toMatchObject({ openings: SIZE - 1 });
    if (opening !== undefined) openings.set(id, opening);
  });

  const leafAt = (index: number) => `(select leaf_id from evidence_sequence where index = ${String(index)})`;
  const cases: readonly (readonly [string, string, string, object])[] = [
    [
      'a leaf that was changed, by the tile that it contradicts',
      `update evidence_leaf set leaf = leaf || ' ' where id = ${leafAt(500)}`,
      `update evidence_leaf set leaf = trim(leaf) where id = ${leafAt(500)}`,
      { code: 'fsck-tile-differs', values: { level: 0, number: 1, index: 500 } },
    ],
    [
      'a leaf of the last, partial tile, by the first checkpoint that it contradicts',
      `update evidence_leaf set leaf = leaf || ' ' where id = ${leafAt(520)}`,
      `update evidence_leaf set leaf = trim(leaf) where id = ${leafAt(520)}`,
      { code: 'fsck-checkpoint-root', values: { size: 560 } },
    ],
    [
      'an index that is missing',
      'update evidence_sequence set index = 9999 where index = 300',
      'update evidence_sequence set index = 300 where index = 9999',
      { code: 'fsck-sequence-gap', values: { index: 300 } },
    ],
    [
      'a leaf beyond the last checkpoint',
      `insert into evidence_sequence select 700, leaf_id from evidence_queue`,
      'delete from evidence_sequence where index = 700',
      { code: 'fsck-leaf-not-covered', values: { index: 700 } },
    ],
    [
      'a tile whose hashes were changed',
      `update evidence_tile set hashes = set_byte(hashes, 8191, get_byte(hashes, 8191) # 1) where number = 1`,
      `update evidence_tile set hashes = set_byte(hashes, 8191, get_byte(hashes, 8191) # 1) where number = 1`,
      { code: 'fsck-tile-differs', values: { level: 0, number: 1, index: 511 } },
    ],
    [
      'a tile whose root was changed',
      `update evidence_tile set root = set_byte(root, 0, get_byte(root, 0) # 1) where number = 0`,
      `update evidence_tile set root = set_byte(root, 0, get_byte(root, 0) # 1) where number = 0`,
      { code: 'fsck-tile-root', values: { level: 0, number: 0 } },
    ],
    [
      'a tile that is missing',
      'update evidence_tile set number = 77 where number = 1',
      'update evidence_tile set number = 1 where number = 77',
      { code: 'fsck-tile-missing', values: { level: 0, number: 1 } },
    ],
    [
      'a tile that the log does not reach',
      'insert into evidence_tile select level, 2, hashes, root from evidence_tile where number = 1',
      'delete from evidence_tile where number = 2',
      { code: 'fsck-tile-surplus', values: { level: 0, number: 2 } },
    ],
    [
      'a checkpoint whose note says something else',
      `update evidence_checkpoint set note = replace(note, E'\\n70\\n', E'\\n71\\n') where size = 70`,
      `update evidence_checkpoint set note = replace(note, E'\\n71\\n', E'\\n70\\n') where size = 70`,
      { code: 'fsck-checkpoint-text', values: { size: 70 } },
    ],
    [
      'a checkpoint whose signature is that of another text',
      `update evidence_checkpoint as a set note = split_part(a.note, E'\\n\\n', 1) || E'\\n\\n' ||
         (select split_part(b.note, E'\\n\\n', 2) from evidence_checkpoint as b where b.size = 140) where a.size = 210`,
      '',
      { code: 'fsck-checkpoint-signature', values: { size: 210 } },
    ],
  ];

  test.each(cases)('reports %s', async (_, spoil, restore, difference) => {
    const [kept] = (await sql('select note from evidence_checkpoint where size = 210')) as { note: string }[];
    await sql(spoil);
    expect((await check()).difference).toEqual(difference);
    await sql(
      restore === ''
        ? `update evidence_checkpoint set note = '${kept?.note ?? ''}' where size = 210`
        : restore,
    );
    expect((await check()).difference).toBeUndefined();
  });

  test('reports an opening that is not that of its leaf', async () => {
    const [one, two] = [...openings];
    if (one === undefined || two === undefined) expect.fail();
    const [[firstId, first], [, second]] = [one, two];
    openings.set(firstId, second);
    expect((await check()).difference).toMatchObject({
      code: 'fsck-opening-differs',
      values: { id: firstId },
    });
    openings.set(firstId, first);
  });

  test('reports a cosignature that does not hold', async () => {
    await sql(`update evidence_cosignature set size = 70`);
    expect((await check()).difference).toEqual({ code: 'fsck-cosignature', values: { size: 70 } });
    await sql(`update evidence_cosignature set size = 700`);
    expect((await check()).difference).toBeUndefined();
  });

  test('reports a leaf that has neither an index nor a place in the queue', async () => {
    await sql('create table kept as select leaf_id from evidence_queue');
    await sql('delete from evidence_queue');
    expect((await check()).difference).toMatchObject({ code: 'fsck-leaf-lost' });
    await sql('insert into evidence_queue (leaf_id) select leaf_id from kept');
    expect((await check()).difference).toBeUndefined();
  });

  test('reports a leaf that waits again although it has its index', async () => {
    await sql(`insert into evidence_queue (leaf_id) select ${leafAt(3)}`);
    expect((await check()).difference).toMatchObject({ code: 'fsck-leaf-doubled' });
    await sql(`delete from evidence_queue where leaf_id = ${leafAt(3)}`);
    expect((await check()).difference).toBeUndefined();
  });

  test('knows its log by name and key', async () => {
    const other = newSigner();
    expect((await check({ key: other.key })).difference).toMatchObject({ code: 'fsck-checkpoint-signature' });
    expect((await check({ key: { ...signer.key, name: 'x' } })).difference).toMatchObject({
      code: 'fsck-origin',
    });
    expect(toHex(other.key.publicKey)).not.toBe(toHex(signer.key.publicKey));
  });
});
