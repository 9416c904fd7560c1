import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fromBase64Url } from '../../base/index.ts';
import { answerNow, generateKeyPair, newRandom, readSigningKey, sha256 } from '../../crypto/index.ts';
import type { Database } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import { noteSigner, openEvidence, type Evidence, type Sequencing } from '../../evidence/index.ts';
import { leafOfOpening, runNow, TreeHasher, verifyInclusion } from '../../../verify/core/index.ts';
import { keepOffice, loadAuthorities } from '../directory.ts';
import { OPERATOR } from '../caller.ts';
import { openAuditLog, type Observed } from './audit-log.ts';
import { auditLeaf } from './entry.ts';
import { auditReading } from './reading.ts';

const clock = () => new Date();
const SYSTEM = { kind: 'system' } as const;

let its: TestDatabase;
let evidence: Evidence;
let sequencing: Sequencing;
beforeAll(async () => {
  its = await testDatabase();
  const key = readSigningKey(generateKeyPair('ed25519').privateKey);
  evidence = openEvidence({ database: its.database, signer: noteSigner('test/log', 'ed25519', key), clock });
  sequencing = await evidence.sequence();
  const options = { database: its.database, clock, random: newRandom };
  await loadAuthorities(options);
  const office = { authority: 'NZ-MPI', names: ['x'] };
  await keepOffice(options, OPERATOR, { ...office, key: 'NZ-MPI/WLG' });
  await keepOffice(options, OPERATOR, { ...office, key: 'NZ-MPI/NPE', parent: 'NZ-MPI/WLG' });
  await keepOffice(options, OPERATOR, { ...office, key: 'NZ-MPI/AKL' });
});
afterAll(async () => {
  await evidence.close();
  await its.drop();
});

const nz = { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' } as const;
const cn = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
const reader = (scope: Observed['caller']['scope']) => ({ actor: 'account/auditor', scope, may: () => true });

let count = 0;
let subject = '';
beforeEach(() => {
  count += 1;
  subject = `certificates/test-${String(count)}`;
});

function seen(scope: Observed['caller']['scope'], more: Partial<Observed> = {}): Observed {
  const caller = { actor: 'account/1', scope };
  return { kind: 'view', caller, route: 'read-certificate', subject, status: 200, ...more };
}

function open(database: Database = its.database, faults: unknown[] = [], waiting = 100) {
  return openAuditLog({
    database,
    clock,
    random: newRandom,
    interval: 10,
    waiting,
    onCommitted: () => sequencing.wake(),
    onFault: (error) => faults.push(error),
  });
}

const listed = async (scope: Observed['caller']['scope']) =>
  (await auditReading(its.database, evidence).list(reader(scope), { subject })).items;

describe('the audit log', () => {
  test('is written in batches, each a leaf of the evidence log, and proves every entry to a stranger', async () => {
    const log = open();
    for (let index = 0; index < 7; index += 1) log.note(seen(nz, { status: 200 + index }));
    log.note(seen(cn));
    await log.flush();
    const entries = await listed(SYSTEM);
    expect(entries).toHaveLength(8);
    const reading = auditReading(its.database, evidence);
    for (const { id } of entries) {
      const proof = await reading.prove(reader(SYSTEM), id);
      const root = fromBase64Url(proof.root) ?? new Uint8Array();
      const leaf = auditLeaf(fromBase64Url(proof.salt) ?? new Uint8Array(), proof.entry);
      const includes = verifyInclusion({
        leafHash: new TreeHasher(sha256).leaf(leaf),
        index: proof.place,
        size: proof.size,
        proof: proof.hashes.map((hash) => fromBase64Url(hash) ?? new Uint8Array()),
        root,
      });
      expect(runNow(includes, answerNow)).toBe(true);
      expect(proof.opening.act).toMatchObject({
        kind: 'audit.recorded',
        digest: Buffer.from(root).toString('hex'),
      });
      expect(runNow(leafOfOpening(proof.opening), answerNow)).toBeDefined();
    }
    const [leaf] = await its.database.read<{ leaf: string }>(SYSTEM, {
      name: 'test-leaf',
      text: 'select leaf from audit_batch order by at desc limit 1',
    });
    const proven = await evidence.waitProven([leaf?.leaf ?? ''], 5000);
    expect(proven.size).toBe(1);
    await log.close();
  });

  test('takes subjects of any length and signs, and none of them holds up the others', async () => {
    const log = open();
    const long = `${subject}${'x'.repeat(399 - subject.length)}\u{1F33E}`;
    log.note(seen(nz, { subject: long }));
    log.note(seen(nz));
    await log.close();
    const all = await auditReading(its.database, evidence).list(reader(nz), {});
    expect(all.items.map((entry) => entry.subject)).toEqual(
      expect.arrayContaining([long.slice(0, 399), subject]),
    );
  });

  test('shows an authority’s auditor its own people, an office’s the office and those below it', async () => {
    const log = open();
    log.note(seen(cn));
    log.note(seen({ ...nz, office: 'NZ-MPI/WLG' }));
    log.note(seen({ ...nz, office: 'NZ-MPI/NPE' }));
    log.note(seen({ ...nz, office: 'NZ-MPI/AKL' }));
    log.note(seen(SYSTEM));
    await log.close();
    expect(await listed(SYSTEM)).toHaveLength(5);
    expect(await listed(cn)).toHaveLength(1);
    expect(await listed(nz)).toHaveLength(3);
    const offices = (await listed({ ...nz, office: 'NZ-MPI/WLG' })).map(({ office }) => office);
    expect(offices.toSorted()).toEqual(['NZ-MPI/NPE', 'NZ-MPI/WLG']);
    expect(await listed({ kind: 'public' })).toEqual([]);
  });

  test('keeps what waits when the database fails, says so, refuses more than it can hold, and loses nothing at the end', async () => {
    let fails = true;
    const failing: Database = {
      ...its.database,
      transaction: (scope, act) =>
        fails ? Promise.reject(new Error('gone')) : its.database.transaction(scope, act),
    };
    const faults: unknown[] = [];
    const log = open(failing, faults, 3);
    for (let index = 0; index < 3; index += 1) log.note(seen(nz));
    await expect(log.flush()).rejects.toThrow('gone');
    for (let index = 0; index < 3; index += 1) log.note(seen(nz));
    expect(log.accepting()).toBe(false);
    fails = false;
    await log.flush();
    expect(log.accepting()).toBe(true);
    await log.close();
    expect(log.accepting()).toBe(false);
    expect(await listed(SYSTEM)).toHaveLength(6);
  });

  test('writes a batch once, though the answer to its commit was lost', async () => {
    let lose = true;
    const losing: Database = {
      ...its.database,
      async transaction(scope, act) {
        const result = await its.database.transaction(scope, act);
        if (!lose) return result;
        lose = false;
        throw new Error('the connection broke after COMMIT');
      },
    };
    const log = open(losing);
    log.note(seen(nz));
    await expect(log.flush()).rejects.toThrow('COMMIT');
    await log.close();
    expect(await listed(SYSTEM)).toHaveLength(1);
  });

  test('is written by one at a time, whoever asks for it meanwhile', async () => {
    let writing = 0;
    let most = 0;
    const watched: Database = {
      ...its.database,
      async transaction(scope, act) {
        most = Math.max(most, (writing += 1));
        try {
          return await its.database.transaction(scope, act);
        } finally {
          writing -= 1;
        }
      },
    };
    const faults: unknown[] = [];
    const log = open(watched, faults);
    for (let round = 0; round < 5; round += 1) {
      for (let index = 0; index < 10; index += 1) log.note(seen(nz));
      await Promise.all([log.flush(), log.flush()]);
    }
    await log.close();
    expect(faults).toEqual([]);
    expect(most).toBe(1);
    const [kept] = await its.database.read<{ amount: number }>(
      SYSTEM,
      {
        name: '',
        text: 'select count(*)::integer as amount from audit_entry where subject = $1',
      },
      [subject],
    );
    expect(kept?.amount).toBe(50);
  });

  test('can be added to and read by the application, and nothing else', async () => {
    for (const text of [
      "update audit_entry set actor = 'account/2'",
      'delete from audit_entry',
      'delete from audit_batch',
      'update audit_batch set size = 1',
    ]) {
      const act = its.database.transaction(SYSTEM, (transaction) => transaction.query({ name: '', text }));
      await expect(act, text).rejects.toMatchObject({ code: 'database-permission-denied' });
    }
  });

  test('pages by cursor without repeating or losing an entry, and refuses a cursor that is none', async () => {
    const log = open();
    for (let index = 0; index < 25; index += 1) log.note(seen(nz));
    await log.close();
    const reading = auditReading(its.database, evidence);
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const part = await reading.list(reader(nz), { subject, limit: 7, after });
      ids.push(...part.items.map(({ id }) => id));
      after = part.next;
    } while (after !== undefined);
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    await expect(reading.list(reader(nz), { after: 'nonsense' })).rejects.toMatchObject({
      code: 'audit-cursor-invalid',
    });
    const exported: string[] = [];
    for await (const { id } of reading.export(reader(nz), { subject })) exported.push(id);
    expect(exported).toEqual(ids);
  });
});
