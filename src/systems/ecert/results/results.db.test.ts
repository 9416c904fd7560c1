import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { readHistory, tableFaults } from '../../../ledger/index.ts';
import { taskRecord, tasksOf } from '../../../ledger/tasks/index.ts';
import { uploadAttachment, readAttachment } from '../attachments/index.ts';
import { Inquiries, inquiryRecord, listInquiries, type Writer } from '../inquiry/index.ts';
import type { Intake } from '../intake.ts';
import { sampleBytes } from '../testing/certificates.ts';
import { NOW, official, testIntake } from '../testing/setting.ts';
import { getResult, giveResult, resultRecord, resultsOf, type NewResult } from './index.ts';

let held: TestDatabase;
let now = NOW;
const clock = () => now;
let inquiries: Inquiries;
let intake: Intake;

function person(
  country: string,
  authority: string,
  options: {
    readonly office?: string;
    readonly name?: string;
    readonly permissions?: readonly string[];
  } = {},
): Writer {
  const name = options.name ?? 'one';
  return { ...official(country, authority, options), actor: `account/${authority}/${name}`, name };
}
const wellington = person('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' });
const auckland = person('NZ', 'NZ-MPI', { office: 'NZ-MPI/AKL' });
const china = person('CN', 'CN-GACC');
const chinaToo = person('CN', 'CN-GACC', { name: 'two' });
const norway = person('NO', 'NO-MT');

let count = 0;
/** A certificate of Wellington for China. */
async function certificate(): Promise<string> {
  count += 1;
  const bytes = sampleBytes({
    number: `RES-${String(count)}`,
    place: 'Wellington',
    importing: 'CN',
    issuer: 'NZ-MPI',
  });
  const [outcome] = await intake.accept([{ bytes, mediaType: 'application/xml' }], official('NZ', 'NZ-MPI'));
  if (outcome?.kind !== 'stored') throw new Error(JSON.stringify(outcome));
  return outcome.receipt.id;
}
const give = (id: string, result: NewResult, writer = china) =>
  giveResult({ database: held.database, clock, random: newRandom }, id, result, writer);

beforeAll(async () => {
  held = await testDatabase();
  intake = testIntake(held.database);
  inquiries = new Inquiries({ database: held.database, clock, random: newRandom });
});
afterAll(async () => {
  await intake.close();
  await held.drop();
});

describe('the tables', () => {
  test('agree with the definitions of the records', async () => {
    await held.database.transaction({ kind: 'system' }, async (session) => {
      expect(await tableFaults(session, inquiryRecord)).toEqual([]);
      expect(await tableFaults(session, taskRecord)).toEqual([]);
      // Nothing of a result may be changed, so the right is missing.
      expect(await tableFaults(session, resultRecord)).toEqual([
        'verification_result grants SELECT,INSERT, not SELECT,INSERT,UPDATE',
      ]);
    });
  });
});

describe('a result', () => {
  test('is kept with history and evidence, and seen by both ends and nobody else', async () => {
    const id = await certificate();
    const { entry } = await give(id, { verdict: 'pass', remark: ' Agrees. ' });
    expect(entry).toMatchObject({ state: 'pass', country: 'CN', body: { place: 1, remark: 'Agrees.' } });
    const { database } = held;
    const history = await readHistory({ database, scope: china.scope }, resultRecord, entry.id);
    expect(history).toMatchObject([{ version: 1, action: 'given', state: 'pass', actor: china.actor }]);
    for (const { scope } of [china, wellington, official('NZ', 'NZ-MPI')]) {
      expect(await resultsOf(database, scope, id)).toHaveLength(1);
      expect(await getResult(database, scope, entry.id)).toMatchObject({ id: entry.id });
    }
    for (const { scope } of [auckland, norway, official('NZ', 'NZ-OTHER')]) {
      expect(await resultsOf(database, scope, id)).toEqual([]);
      await expect(getResult(database, scope, entry.id)).rejects.toThrow('result-not-found');
    }
  });

  test('is never changed: a change of mind is another, and the last is in force', async () => {
    const id = await certificate();
    await give(id, { verdict: 'pass' });
    await give(id, { verdict: 'refuse', reasons: ['pest-found'] }, chinaToo);
    const results = await resultsOf(held.database, china.scope, id);
    expect(results.map(({ state, body }) => [state, body.place])).toEqual([
      ['refuse', 2],
      ['pass', 1],
    ]);
    const change = held.database.transaction(china.scope, (transaction) =>
      transaction.query({ name: '', text: `update verification_result set state = 'pass'` }),
    );
    await expect(change).rejects.toMatchObject({ code: 'database-permission-denied' });
  });

  test('given by two at once takes two places', async () => {
    const id = await certificate();
    await Promise.all([china, chinaToo, china, chinaToo].map((who) => give(id, { verdict: 'pass' }, who)));
    const places = (await resultsOf(held.database, china.scope, id)).map(({ body }) => body.place);
    expect(places).toEqual([4, 3, 2, 1]);
  });

  test('is not given past a colleague’s newer one by who says what they have seen', async () => {
    const id = await certificate();
    await give(id, { verdict: 'pass', seen: 0 });
    await expect(give(id, { verdict: 'pass', seen: 0 }, chinaToo)).rejects.toMatchObject({
      code: 'record-version-stale',
      values: { expected: 0, current: 1 },
    });
  });

  test('comes from the importing country alone, with the permission, on what it sees', async () => {
    const id = await certificate();
    await expect(give(id, { verdict: 'pass' }, wellington)).rejects.toThrow('result-not-yours');
    await expect(give(id, { verdict: 'pass' }, norway)).rejects.toThrow('certificate-not-found');
    const reader = person('CN', 'CN-GACC', { permissions: ['certificate.read'] });
    await expect(give(id, { verdict: 'pass' }, reader)).rejects.toThrow('action-forbidden');
  });

  test('of a form that means nothing is refused with every fault', async () => {
    const id = await certificate();
    await expect(
      give(id, { verdict: 'pass', reasons: ['pest-found'], due: '2026-07-01' }),
    ).rejects.toMatchObject({
      code: 'result-invalid',
      faults: [{ code: 'result-reasons-unwanted' }, { code: 'result-due-unwanted' }],
    });
    await expect(give(id, { verdict: 'refuse' })).rejects.toMatchObject({
      faults: [{ code: 'result-reasons-missing', path: '/reasons' }],
    });
    await expect(give(id, { verdict: 'request', remark: '   ' })).rejects.toMatchObject({
      faults: [{ code: 'result-remark-missing' }],
    });
    await expect(give(id, { verdict: 'refuse', reasons: ['other-reason'] })).rejects.toMatchObject({
      faults: [{ code: 'result-reason-needs-remark' }],
    });
  });

  test('that refuses leaves work to the issuing office', async () => {
    const id = await certificate();
    const { entry } = await give(id, { verdict: 'refuse', reasons: ['goods-differ'] });
    const tasks = await tasksOf(held.database, wellington.scope, 200);
    expect(tasks.find(({ body }) => body.subject.id === entry.id)).toMatchObject({
      country: 'NZ',
      authority: 'NZ-MPI',
      office: 'NZ-MPI/WLG',
      body: { kind: 'note-refusal', origin: { country: 'CN' }, certificate: { id } },
    });
    const others = await tasksOf(held.database, auckland.scope, 200);
    expect(others.filter(({ body }) => body.certificate?.id === id)).toEqual([]);
  });
});

describe('a request', () => {
  test('opens an inquiry, is answered by the office, and ends with the decision', async () => {
    const id = await certificate();
    const { inquiry = '' } = await give(id, { verdict: 'request', remark: 'Please explain the weight.' });
    const mine = async (writer: Writer) =>
      (await listInquiries(held.database, writer.scope, { mine: true, certificate: id, limit: 10 })).items;
    expect(await mine(wellington)).toHaveLength(1);
    expect(await mine(china)).toEqual([]);
    const answered = await inquiries.write(
      { id: inquiry, kind: 'response', content: 'Weighed with the pallets.' },
      wellington,
    );
    expect(answered).toMatchObject({
      entry: { state: 'answered', body: { waiting: 'importing', asker: 'importing' } },
      messages: [
        { kind: 'request', side: 'importing', country: 'CN', operator: 'one', version: 1 },
        { kind: 'response', side: 'issuing', office: 'NZ-MPI/WLG', version: 2 },
      ],
    });
    expect(await mine(china)).toHaveLength(1);
    expect((await tasksOf(held.database, china.scope, 200)).map(({ body }) => body.kind)).toContain(
      'decide-inquiry',
    );
    await give(id, { verdict: 'pass' });
    const { entry } = await inquiries.read(china.scope, inquiry);
    expect(entry.state).toBe('closed');
    for (const { scope } of [china, wellington]) {
      const left = await tasksOf(held.database, scope, 200);
      expect(left.filter(({ body }) => body.subject.id === inquiry)).toEqual([]);
    }
  });
});

describe('attachments', () => {
  const png = (width: number, height: number) => {
    const bytes = new Uint8Array(57);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const view = new DataView(bytes.buffer);
    view.setUint32(8, 13);
    view.setUint32(12, 0x49_48_44_52);
    view.setUint32(16, width);
    view.setUint32(20, height);
    view.setUint32(49, 0x49_45_4e_44);
    return bytes;
  };
  const upload = (writer: Writer, name = '../../evil\u202egnp.exe') =>
    uploadAttachment(
      held.database,
      { name, mediaType: 'image/png', bytes: png(10, 20) },
      { caller: writer, now, random: newRandom },
    );

  test('belong to the uploader until a result cites them, and then to who sees the result', async () => {
    const id = await certificate();
    const kept = await upload(china);
    expect(kept.name).toMatch(/^[^/\\\u202e]+\.png$/);
    await expect(
      give(id, { verdict: 'refuse', reasons: ['paper-differs'], attachments: [kept.id] }, chinaToo),
    ).rejects.toThrow('attachment-not-found');
    expect(await readAttachment(held.database, china.scope, kept.id)).toBeUndefined();
    await give(id, { verdict: 'refuse', reasons: ['paper-differs'], attachments: [kept.id] });
    for (const { scope } of [china, wellington]) {
      const found = await readAttachment(held.database, scope, kept.id);
      expect(found).toMatchObject({ mediaType: 'image/png', digest: kept.digest, size: 57 });
    }
    for (const { scope } of [auckland, norway])
      expect(await readAttachment(held.database, scope, kept.id)).toBeUndefined();
    await expect(
      give(id, { verdict: 'refuse', reasons: ['paper-differs'], attachments: [kept.id] }),
    ).rejects.toThrow('attachment-not-found');
  });

  test('of one content are kept once, and each message has its own', async () => {
    const id = await certificate();
    const first = await upload(china, 'a.png');
    const second = await upload(china, 'b.png');
    const thread = await inquiries.open(
      id,
      { content: '请说明。', attachments: [first.id, second.id] },
      china,
    );
    expect(thread.messages[0]?.attachments.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    for (const one of [first, second])
      expect(await readAttachment(held.database, wellington.scope, one.id)).toMatchObject({ size: 57 });
    const [row] = await held.database.transaction({ kind: 'system' }, (session) =>
      session.query<{ count: string }>({ name: '', text: 'select count(*) from attachment_content' }),
    );
    expect(row?.count).toBe('1');
  });
});
