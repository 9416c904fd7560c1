import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { readHistory, replayHistory } from '../../../ledger/index.ts';
import { sweepTasks, tasksOf } from '../../../ledger/tasks/index.ts';
import type { Intake } from '../intake.ts';
import { sampleBytes } from '../testing/certificates.ts';
import { NOW, official, testIntake } from '../testing/setting.ts';
import { Inquiries, inquiryRecord, listInquiries, type Writer } from './index.ts';

let held: TestDatabase;
let intake: Intake;
let inquiries: Inquiries;
let now = NOW;
const DAY = 86_400_000;

const person = (country: string, authority: string, office?: string): Writer => ({
  ...official(country, authority, office === undefined ? {} : { office }),
  name: `${authority} person`,
});
const wellington = person('NZ', 'NZ-MPI', 'NZ-MPI/WLG');
const auckland = person('NZ', 'NZ-MPI', 'NZ-MPI/AKL');
const china = person('CN', 'CN-GACC');
const norway = person('NO', 'NO-MT');

beforeAll(async () => {
  held = await testDatabase();
  intake = testIntake(held.database);
  inquiries = new Inquiries({ database: held.database, clock: () => now, random: newRandom });
});
afterAll(async () => {
  await intake.close();
  await held.drop();
});

let count = 0;
async function certificate(): Promise<string> {
  count += 1;
  const bytes = sampleBytes({ number: `INQ-${String(count)}`, importing: 'CN', issuer: 'NZ-MPI' });
  const [outcome] = await intake.accept([{ bytes, mediaType: 'application/xml' }], official('NZ', 'NZ-MPI'));
  if (outcome?.kind !== 'stored') throw new Error(JSON.stringify(outcome));
  return outcome.receipt.id;
}
const kindsFor = async ({ scope }: Writer, inquiry: string) =>
  (await tasksOf(held.database, scope, 200))
    .filter(({ body }) => body.subject.id === inquiry)
    .map(({ body }) => body.kind);

describe('an inquiry', () => {
  test('is asked, answered, asked on, noted, closed and opened again, each act with its history', async () => {
    const { entry } = await inquiries.open(await certificate(), { content: '请说明重量差异。' }, china);
    const { id } = entry;
    // Five working days from Monday.
    expect(entry.body.due).toBe('2026-06-08T12:00:00.000Z');
    expect(await kindsFor(wellington, id)).toEqual(['answer-inquiry']);
    await inquiries.write({ id, kind: 'note', content: 'Looking into it.' }, wellington);
    expect(await kindsFor(wellington, id)).toEqual(['answer-inquiry']);
    await inquiries.write({ id, kind: 'response', content: 'Pallets.' }, wellington);
    expect([await kindsFor(wellington, id), await kindsFor(china, id)]).toEqual([[], ['decide-inquiry']]);
    await inquiries.write({ id, kind: 'request', content: 'How many?', due: '2026-07-01' }, china);
    expect([await kindsFor(wellington, id), await kindsFor(china, id)]).toEqual([['answer-inquiry'], []]);
    await inquiries.write({ id, kind: 'response', content: 'Forty.' }, wellington);
    await inquiries.write({ id, kind: 'note', content: 'Photographs follow.' }, wellington);
    const closed = await inquiries.close({ id, content: 'Thank you.' }, china);
    expect(closed.entry).toMatchObject({ state: 'closed' });
    expect(closed.entry.body.waiting).toBeUndefined();
    expect([await kindsFor(wellington, id), await kindsFor(china, id)]).toEqual([[], []]);
    const again = await inquiries.write({ id, kind: 'request', content: 'One more thing.' }, china);
    expect(again.entry).toMatchObject({ state: 'open', version: 8, body: { waiting: 'issuing' } });
    expect(again.messages.map(({ kind, side }) => `${kind} ${side}`)).toEqual([
      'request importing',
      'note issuing',
      'response issuing',
      'request importing',
      'response issuing',
      'note issuing',
      'note importing',
      'request importing',
    ]);
    const lines = await readHistory({ database: held.database, scope: china.scope }, inquiryRecord, id);
    expect(replayHistory(inquiryRecord, lines)).toMatchObject({ state: 'open', version: 8 });
  });

  test('opened by the issuing side waits for the importing country', async () => {
    const { entry } = await inquiries.open(
      await certificate(),
      { content: 'Was the consignment received?' },
      wellington,
    );
    expect(entry.body).toMatchObject({ asker: 'issuing', waiting: 'importing' });
    expect(await kindsFor(china, entry.id)).toEqual([]);
    const { items } = await listInquiries(held.database, china.scope, { mine: true, limit: 50 });
    expect(items.map(({ id }) => id)).toContain(entry.id);
    const answered = await inquiries.write({ id: entry.id, kind: 'response', content: '已收到。' }, china);
    expect(answered.entry).toMatchObject({ state: 'answered', body: { waiting: 'issuing' } });
    expect(await kindsFor(wellington, entry.id)).toEqual(['decide-inquiry']);
  });

  test('is answered only by the other side, and moved, closed and opened again only by who asked', async () => {
    const { entry } = await inquiries.open(await certificate(), { content: 'Why?' }, china);
    const { id } = entry;
    const refused = (code: string) => ({ code: 'action-not-allowed', faults: [{ code }] });
    await expect(inquiries.write({ id, kind: 'response', content: 'Because.' }, china)).rejects.toMatchObject(
      refused('inquiry-not-your-turn'),
    );
    await expect(inquiries.close({ id }, wellington)).rejects.toMatchObject(refused('inquiry-asker-only'));
    await expect(
      inquiries.extend({ id, due: '2026-08-01', reason: 'Holidays.' }, wellington),
    ).rejects.toMatchObject(refused('inquiry-asker-only'));
    for (const stranger of [auckland, norway]) {
      await expect(inquiries.read(stranger.scope, id)).rejects.toThrow('inquiry-not-found');
      await expect(inquiries.write({ id, kind: 'note', content: 'x' }, stranger)).rejects.toThrow(
        'inquiry-not-found',
      );
      expect((await listInquiries(held.database, stranger.scope, { limit: 50 })).items).toEqual([]);
    }
  });

  test('is held to the version its writer has seen', async () => {
    const { entry } = await inquiries.open(await certificate(), { content: 'Why?' }, china);
    await inquiries.write({ id: entry.id, kind: 'note', content: 'First.', version: 1 }, wellington);
    const second = inquiries.write(
      { id: entry.id, kind: 'response', content: 'Second.', version: 1 },
      wellington,
    );
    await expect(second).rejects.toMatchObject({ code: 'record-version-stale', values: { current: 2 } });
  });

  test('takes no empty, endless or untimely writing', async () => {
    const id = await certificate();
    const open = (writing: { content: string; due?: string }) => async () =>
      inquiries.open(id, writing, china);
    await expect(open({ content: '  \r\n ' })()).rejects.toThrow('inquiry-invalid');
    await expect(open({ content: 'x'.repeat(10_001) })()).rejects.toThrow('inquiry-invalid');
    for (const due of ['2026-05-31', '2028-01-01', '2026-02-31x'])
      await expect(open({ content: 'x', due })()).rejects.toMatchObject({
        faults: [{ code: 'inquiry-due-unfit' }],
      });
  });

  test('that nobody answers goes up to the supervisor, and a new day brings it down again', async () => {
    const { entry } = await inquiries.open(await certificate(), { content: 'Why?' }, china);
    now = new Date(NOW.getTime() + 8 * DAY);
    await sweepTasks(held.database, { now, random: newRandom });
    const task = async () =>
      (await tasksOf(held.database, wellington.scope, 200)).find(({ body }) => body.subject.id === entry.id);
    expect((await task())?.body.level).toBe(1);
    const day = { id: entry.id, due: '2026-06-30' };
    await expect(inquiries.extend({ ...day, reason: ' ' }, china)).rejects.toThrow('inquiry-invalid');
    const { messages } = await inquiries.extend({ ...day, reason: '等待实验室结果。' }, china);
    expect((await task())?.body).toMatchObject({ level: 0, due: '2026-06-30T23:59:59.000Z' });
    // The other side reads why, and the evidence is of what it reads.
    expect(messages.at(-1)).toMatchObject({
      kind: 'extension',
      side: 'importing',
      content: '等待实验室结果。',
      due: '2026-06-30T23:59:59.000Z',
    });
    now = NOW;
  });

  test('is paged through without repeating or hiding one', async () => {
    const all = await listInquiries(held.database, china.scope, { limit: 200 });
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const page = await listInquiries(held.database, china.scope, {
        limit: 2,
        ...(after === undefined ? {} : { after }),
      });
      paged.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(paged).toEqual(all.items.map(({ id }) => id));
    await expect(
      listInquiries(held.database, china.scope, { limit: 2, after: 'eyJhIjoxfQ' }),
    ).rejects.toThrow('search-cursor-invalid');
  });
});

describe('row-level security', () => {
  test('lets nobody write in another’s name, or about what is not theirs', async () => {
    const id = await certificate();
    const { entry } = await inquiries.open(id, { content: 'Why?' }, china);
    const forged = held.database.transaction(wellington.scope, (transaction) =>
      transaction.query({
        name: '',
        text: `insert into inquiry_message (country, inquiry, version, kind, side, actor, operator, from_country,
                 from_authority, at, content, attachments)
               values ('CN', '${entry.id}', 9, 'response', 'importing', 'a', 'a', 'CN', 'CN-GACC', now(), 'x', '[]')`,
      }),
    );
    await expect(forged).rejects.toMatchObject({ code: 'database-permission-denied' });
    for (const table of ['inquiry', 'inquiry_history', 'inquiry_message', 'task', 'task_history']) {
      const rows = await held.database.transaction(norway.scope, (transaction) =>
        transaction.query({ name: '', text: `select * from ${table}` }),
      );
      expect(rows, table).toEqual([]);
    }
  });
});
