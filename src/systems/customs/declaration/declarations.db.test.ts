import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { replayHistory, tableFaults } from '../../../ledger/index.ts';
import { tasksOf } from '../../../ledger/tasks/index.ts';
import { beef, endPaper, issuePaper, prepareSetting } from '../../../verification/cases/testing/index.ts';
import { declarationRecord } from './declaration-record.ts';
import { beefForm, openDeclarationSetting, somebody, type DeclarationSetting } from './testing/setting.ts';

let held: TestDatabase;
let setting: DeclarationSetting;

const GACC = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
const OFFICER = ['declaration.read', 'declaration.decide'];
const CHIEF = [...OFFICER, 'declaration.approve'];
const TRADING = ['declaration.read', 'declaration.lodge'];
const trader = somebody({ kind: 'public', organisation: { key: 'CN-ORIENT', country: 'CN' } }, TRADING);
const rival = somebody({ kind: 'public', organisation: { key: 'CN-RIVAL', country: 'CN' } }, TRADING);
const inspector = somebody(GACC, OFFICER);
const chief = somebody(GACC, CHIEF);
const stranger = somebody({ kind: 'authority', country: 'NZ', authority: 'NZ-MPI' }, CHIEF);
const elsewhere = somebody({ ...GACC, office: 'CN-GACC/2200', below: ['CN-GACC/2200'] }, CHIEF);

const WORLD = `insert into authority (key, country, title) values ('CN-GACC', 'CN', '{"en":"GACC"}');
  insert into organisation (key, kind, country, title, host) values
    ('CN-GACC', 'authority', 'CN', '{"en":"GACC"}', true),
    ('CN-ORIENT', 'trader', 'CN', '{"en":"Orient"}', false), ('CN-RIVAL', 'trader', 'CN', '{"en":"Rival"}', false);
  insert into office (key, authority) values ('CN-GACC/2200', 'CN-GACC'), ('CN-GACC/4200', 'CN-GACC'),
    ('CN-GACC/4300', 'CN-GACC')`;

beforeAll(async () => {
  held = await testDatabase();
  await prepareSetting(held.administrator);
  await held.administrator.query({ name: '', text: WORLD });
  setting = openDeclarationSetting(held.database);
  await setting.act(async (transaction) => {
    await issuePaper(transaction, beef('NZL1', '1000'));
    await issuePaper(transaction, beef('NZL2', '500'));
    // What officials let pass draws all that is left of it.
    await issuePaper(transaction, beef('NZL4', '500'));
    await issuePaper(transaction, beef('NZL3', '500'));
  });
});
afterAll(() => held.drop());

let serial = 0;
const nextNumber = () => `5301202600000${String((serial += 1)).padStart(5, '0')}`;

async function lodged(certificate: string, kilograms: string, more = {}, value?: string) {
  const number = nextNumber();
  const item = { certificate, kilograms, ...(value === undefined ? {} : { value }) };
  const { entry } = await setting.declarations.lodge(trader, beefForm(number, [item], more));
  return entry;
}
const act = (who: typeof trader, id: string, action: string, input: object = {}) =>
  setting.declarations.act(who, { id, action, input });
const workOn = async (id: string) =>
  (await tasksOf(held.database, GACC, 200))
    .filter(({ body }) => body.subject.id === id)
    .map(({ body }) => body.kind);

test('the table agrees with the definition', async () => {
  expect(
    await held.database.transaction({ kind: 'system' }, (session) => tableFaults(session, declarationRecord)),
  ).toEqual([]);
});

describe('a declaration that is lodged', () => {
  test('is decided at once, and the decision is in its history', async () => {
    const entry = await lodged('NZL1', '100');
    expect(entry).toMatchObject({ state: 'passed', body: { outcome: 'pass', decision: 1, revision: 1 } });
    expect(await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL1' })).toEqual([
      '100',
      '0',
      '1000',
    ]);
    const { lines, versions } = await setting.declarations.history(trader, entry.id);
    expect(lines.map(({ action }) => action)).toEqual(['lodged', 'decide']);
    expect(replayHistory(declarationRecord, lines)).toMatchObject({ state: 'passed', version: 2 });
    expect(versions).toMatchObject([{ revision: 1, form: 'facts' }]);
    const view = await setting.declarations.read(trader, entry.id);
    expect(view.actions).toEqual(['amend', 'withdraw']);
    expect(view.decision?.decision.outcome).toBe('pass');
    expect(await setting.declarations.replay(inspector, entry.id, 1)).toMatchObject({ same: true });
  });

  test('with the same bytes again is the same declaration; with others its number is taken', async () => {
    const number = nextNumber();
    const form = beefForm(number, [{ certificate: 'NZL1', kilograms: '1' }]);
    const first = await setting.declarations.lodge(trader, form);
    const again = await setting.declarations.lodge(trader, form);
    expect(again).toMatchObject({ created: false, entry: { id: first.entry.id } });
    await expect(setting.declarations.lodge(rival, form)).rejects.toThrow('declaration-number-conflict');
    const other = beefForm(number, [{ certificate: 'NZL1', kilograms: '2' }]);
    await expect(setting.declarations.lodge(trader, other)).rejects.toThrow('declaration-number-conflict');
  });

  test('by two at once is entered once', async () => {
    const form = beefForm(nextNumber(), [{ certificate: 'NZL1', kilograms: '1' }]);
    const all = await Promise.all(Array.from({ length: 4 }, () => setting.declarations.lodge(trader, form)));
    expect(new Set(all.map(({ entry }) => entry.id)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
  });

  test('is refused with every fault and its place', async () => {
    const form = beefForm('x', [{ certificate: '', kilograms: '1.5.5' }], {
      arrival: '2026-02-30',
      secret: 'x',
    });
    const refusal: unknown = await setting.declarations.lodge(trader, form).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'declaration-invalid',
      faults: expect.arrayContaining([
        expect.objectContaining({ path: '/declaration/number' }),
        expect.objectContaining({ path: '/declaration/items/0/quantities/0/value' }),
        expect.objectContaining({ path: '/declaration/items/0/documents/0/reference' }),
      ]) as unknown,
    });
  });

  test('names the others of its shipment to customs', async () => {
    const first = await lodged('NZL1', '1', { transportDocuments: ['COSU 123'] });
    const second = await lodged('NZL1', '1', { transportDocuments: ['cosu-123'] });
    expect(second.body.resembles).toEqual([first.number]);
  });
});

describe('a commodity code that the tariff does not have', () => {
  const unknown = (level: 'warning' | 'error') => () => ({
    level,
    remarks: [{ index: 0, code: 'commodity-unknown', values: { commodity: '0202300090' } }],
  });

  test('is remarked upon and stands in the version, or is a fault; what was lodged before stays', async () => {
    setting.tariff.value = unknown('warning');
    const number = nextNumber();
    const form = beefForm(number, [{ certificate: 'NZL1', kilograms: '1' }]);
    const { entry } = await setting.declarations.lodge(trader, form);
    const { version } = await setting.declarations.read(trader, entry.id);
    const path = '/declaration/items/0/commodity';
    expect(version.findings).toMatchObject([{ level: 'WARNING', code: 'commodity-unknown', path }]);
    expect((await setting.declarations.whatIf(trader, form)).findings).toHaveLength(1);
    setting.tariff.value = unknown('error');
    expect(await setting.declarations.lodge(trader, form)).toMatchObject({ created: false });
    const other = beefForm(nextNumber(), [{ certificate: 'NZL1', kilograms: '1' }]);
    const refusal = { code: 'declaration-invalid', faults: [{ code: 'commodity-unknown', path }] };
    await expect(setting.declarations.lodge(trader, other)).rejects.toMatchObject(refusal);
    await expect(setting.declarations.whatIf(trader, other)).rejects.toMatchObject(refusal);
    const amended = beefForm(number, [{ certificate: 'NZL1', kilograms: '2' }]);
    await expect(setting.declarations.amend(trader, { id: entry.id, ...amended })).rejects.toMatchObject(
      refusal,
    );
    setting.tariff.value = undefined;
  });
});

describe('the office that keeps a declaration', () => {
  test('keeps it when it is amended, also once it has been closed, and no other may be named', async () => {
    const entry = await lodged('NZL1', '1', { office: '4300' });
    const amend = (office: string, kilograms: string) =>
      setting.declarations.amend(trader, {
        id: entry.id,
        ...beefForm(entry.number, [{ certificate: 'NZL1', kilograms }], { office }),
      });
    await expect(amend('2200', '2')).rejects.toMatchObject({ code: 'declaration-office-unfit' });
    await held.administrator.query({
      name: '',
      text: `update office set closed = now() where key = 'CN-GACC/4300'`,
    });
    for (const [place, office] of ['4300', 'CN-GACC/4300'].entries())
      expect(await amend(office, String(3 + place))).toMatchObject({ entry: { office: 'CN-GACC/4300' } });
  });
});

describe('what a declaration is', () => {
  test('only who lodged it and who keeps it see, in lists as in single answers', async () => {
    const entry = await lodged('NZL1', '1', { office: '4200' });
    expect(entry.office).toBe('CN-GACC/4200');
    const [found] = await setting.query('select office from verification_case where claimant like $1', [
      `%/${entry.number}`,
    ]);
    expect(found).toEqual({ office: 'CN-GACC/4200' });
    for (const who of [rival, stranger, elsewhere]) {
      await expect(setting.declarations.get(who, entry.id)).rejects.toThrow('record-not-found');
      await expect(setting.declarations.compare(who, entry.id)).rejects.toThrow('record-not-found');
      await expect(act(who, entry.id, 'withdraw')).rejects.toThrow('record-not-found');
      const { items } = await setting.declarations.search(who, { filters: { number: entry.number } });
      expect(items).toEqual([]);
      const feed = await setting.declarations.feed(who, undefined, 200);
      expect(feed.items.map(({ declaration }) => declaration)).not.toContain(entry.id);
    }
    for (const who of [trader, inspector])
      expect(
        (await setting.declarations.search(who, { filters: { number: entry.number } })).items,
      ).toHaveLength(1);
    await expect(act(trader, entry.id, 'overrule', { outcome: 'refuse', reason: 'because' })).rejects.toThrow(
      'action-forbidden',
    );
  });
});

describe('a certificate that many declarations cite', () => {
  test('has all of them decided anew when it ends, each act in the history and the work of each with it', async () => {
    const certificate = { country: 'NZ', authority: 'NZ-MPI', number: 'NZL4' };
    await setting.act((transaction) => issuePaper(transaction, beef('NZL4', '1000')));
    const entries = [];
    for (let count = 0; count < 50; count += 1) entries.push(await lodged('NZL4', '10'));
    await setting.act((transaction) => endPaper(transaction, certificate, 'withdrawn'));
    const work = setting.cases.work({ interval: 20 });
    const reference = 'NZL4';
    const refused = () =>
      setting.declarations.search(inspector, { filters: { reference, state: 'refused' }, limit: 200 });
    await expect.poll(async () => (await refused()).items.length, { timeout: 30_000 }).toBe(50);
    await work.stop();
    for (const { id } of entries.slice(0, 3)) {
      const { lines } = await setting.declarations.history(inspector, id);
      expect(lines.map(({ action }) => action)).toEqual(['lodged', 'decide', 'decide']);
      expect(replayHistory(declarationRecord, lines)).toMatchObject({ state: 'refused', version: 3 });
      expect(await workOn(id)).toEqual(['look-at-refusal']);
    }
    expect(await setting.account(certificate)).toEqual(['0', '0', '1000']);
    for (const { id } of entries) await act(trader, id, 'withdraw', {});
  });
});

describe('a certificate that is split while a declaration waits', () => {
  test('asks for the part that is meant where several are fit, by work of its own', async () => {
    const whole = { country: 'NZ', authority: 'NZ-MPI', number: 'NZL70' };
    await setting.act((transaction) => issuePaper(transaction, beef('NZL70', '500')));
    const entry = await lodged('NZL70', '100');
    await setting.act(async (transaction) => {
      await issuePaper(transaction, beef('NZL71', '250'), whole);
      await issuePaper(transaction, beef('NZL72', '250'), whole);
    });
    const work = setting.cases.work({ interval: 20 });
    await expect
      .poll(async () => (await setting.declarations.get(trader, entry.id)).body.unclear, { timeout: 20_000 })
      .toEqual([{ code: 'A', reference: 'NZL70' }]);
    await work.stop();
    expect(await workOn(entry.id)).toEqual(['choose-document']);
    const { decision } = await setting.declarations.read(trader, entry.id);
    expect(decision?.input.links[0]?.candidates.map(({ number }) => number)).toEqual(['NZL71', 'NZL72']);
    const form = beefForm(entry.number, [{ certificate: 'NZL72', kilograms: '100' }]);
    const amended = await setting.declarations.amend(trader, { id: entry.id, ...form });
    expect(amended.entry).toMatchObject({ state: 'passed' });
    expect(amended.entry.body.unclear).toBeUndefined();
    expect(await workOn(entry.id)).toEqual([]);
  });
});

describe('a declaration that asks for too much', () => {
  test('is refused, and passes when it is amended; what the first version held is given back', async () => {
    const entry = await lodged('NZL2', '600');
    expect(entry).toMatchObject({ state: 'refused', body: { outcome: 'refuse' } });
    expect(entry.body.reasons.map(({ code }) => code)).toContain('too-much');
    expect(await workOn(entry.id)).toEqual(['look-at-refusal']);
    const form = beefForm(entry.number, [{ certificate: 'NZL2', kilograms: '400' }]);
    const amended = await setting.declarations.amend(trader, {
      id: entry.id,
      ...form,
      version: entry.version,
    });
    expect(amended.entry).toMatchObject({ state: 'passed', body: { revision: 2, decision: 2 } });
    expect(await workOn(entry.id)).toEqual([]);
    expect(await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL2' })).toEqual([
      '400',
      '0',
      '500',
    ]);
    const again = await setting.declarations.amend(trader, { id: entry.id, ...form });
    expect(again).toMatchObject({ created: false, entry: { version: amended.entry.version } });
    await expect(
      setting.declarations.amend(trader, {
        id: entry.id,
        ...beefForm(entry.number, [{ certificate: 'NZL2', kilograms: '1' }]),
        version: entry.version,
      }),
    ).rejects.toThrow('record-version-stale');
    await act(trader, entry.id, 'withdraw', {});
    expect(await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL2' })).toEqual([
      '0',
      '0',
      '500',
    ]);
    await expect(act(trader, entry.id, 'withdraw', {})).rejects.toThrow('action-not-allowed');
  });

  test('is told to the trader’s system when the outcome changes, and only then', async () => {
    setting.told.splice(0);
    const entry = await lodged('NZL2', '600');
    await setting.cases.decide(
      (await setting.act((session) => setting.cases.read(session, `declaration/CN/CN-GACC/${entry.number}`)))
        ?.id ?? '',
    );
    expect(setting.told.filter(({ id }) => id === entry.id).map(({ state }) => state)).toEqual(['refused']);
  });
});

describe('an overruling', () => {
  test('below the value is one official’s, and stands until the trader amends', async () => {
    setting.limit.value = { amount: '100000', currency: 'CNY' };
    const entry = await lodged('NZL4', '900', {}, '5000');
    const passed = await act(inspector, entry.id, 'overrule', {
      outcome: 'pass',
      reason: 'weighed at the quay',
    });
    expect(passed).toMatchObject({ state: 'passed', body: { overruled: { outcome: 'pass' } } });
    expect(await workOn(entry.id)).toEqual([]);
    const form = beefForm(entry.number, [{ certificate: 'NZL4', kilograms: '901', value: '5000' }]);
    const { entry: amended } = await setting.declarations.amend(trader, { id: entry.id, ...form });
    expect(amended.state).toBe('refused');
    expect(amended.body.overruled).toBeUndefined();
  });

  test('above it waits for another person, who may decline', async () => {
    setting.limit.value = { amount: '100000', currency: 'CNY' };
    const entry = await lodged('NZL4', '900', {}, '100000');
    const asked = await act(chief, entry.id, 'overrule', { outcome: 'pass', reason: 'weighed at the quay' });
    expect(asked).toMatchObject({ state: 'refused', body: { proposed: { outcome: 'pass' } } });
    expect(await workOn(entry.id)).toContain('confirm-overruling');
    await expect(act(chief, entry.id, 'confirm-overrule')).rejects.toThrow('action-not-allowed');
    const second = somebody(GACC, CHIEF);
    const declined = await act(second, entry.id, 'decline-overrule', { reason: 'not enough' });
    expect(declined.body.proposed).toBeUndefined();
    await act(chief, entry.id, 'overrule', { outcome: 'pass', reason: 'weighed again' });
    const confirmed = await act(second, entry.id, 'confirm-overrule');
    expect(confirmed).toMatchObject({
      state: 'passed',
      body: { overruled: { by: chief.actor, confirmed: { by: second.actor } } },
    });
    expect(await workOn(entry.id)).toEqual([]);
  });

  test('of goods without a comparable value wants a second official too', async () => {
    setting.limit.value = { amount: '100000', currency: 'CNY' };
    const entry = await lodged('NZL4', '900');
    expect(
      (await act(inspector, entry.id, 'overrule', { outcome: 'pass', reason: 'seen' })).body.proposed,
    ).toBeDefined();
    setting.limit.value = undefined;
  });
});

describe('the end of a declaration', () => {
  test('uses up what was held when the goods are released', async () => {
    const before = await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL3' });
    expect(before).toBeUndefined();
    const entry = await lodged('NZL3', '200');
    await expect(act(trader, entry.id, 'finalise', { result: 'released' })).rejects.toThrow(
      'action-forbidden',
    );
    const finalised = await act(inspector, entry.id, 'finalise', { result: 'released' });
    expect(finalised).toMatchObject({ state: 'finalised', body: { finalised: { result: 'released' } } });
    expect(await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL3' })).toEqual([
      '0',
      '200',
      '500',
    ]);
    const form = beefForm(entry.number, [{ certificate: 'NZL3', kilograms: '1' }]);
    await expect(setting.declarations.amend(trader, { id: entry.id, ...form })).rejects.toMatchObject({
      code: 'action-not-allowed',
      faults: [{ code: 'amend-finished' }],
    });
  });

  test('is not a release where it was refused', async () => {
    const entry = await lodged('NZL3', '400');
    await expect(act(inspector, entry.id, 'finalise', { result: 'released' })).rejects.toMatchObject({
      code: 'action-not-allowed',
    });
    expect(await act(inspector, entry.id, 'finalise', { result: 're-exported' })).toMatchObject({
      state: 'finalised',
    });
  });

  test('raises an alert when the certificate is withdrawn afterwards', async () => {
    const entry = await lodged('NZL3', '50');
    await act(inspector, entry.id, 'finalise', { result: 'released' });
    await setting.act((transaction) =>
      endPaper(transaction, { country: 'NZ', authority: 'NZ-MPI', number: 'NZL3' }, 'withdrawn'),
    );
    const work = setting.cases.work({ interval: 20 });
    await expect
      .poll(
        async () => (await setting.declarations.get(inspector, entry.id)).body.alerts.map(({ code }) => code),
        { timeout: 20_000 },
      )
      .toContain('certificate-void');
    await work.stop();
    expect(await workOn(entry.id)).toContain('look-at-alert');
  });
});

describe('an annulment after release', () => {
  const paper = { country: 'NZ', authority: 'NZ-MPI', number: 'NZL5' };
  const second = somebody(GACC, CHIEF);

  test('gives the write-off back once a second official agrees, tells the trader’s system, and lets others draw', async () => {
    await setting.act((transaction) => issuePaper(transaction, beef('NZL5', '500')));
    const entry = await lodged('NZL5', '400');
    const short = await lodged('NZL5', '300');
    expect(short.state).toBe('refused');
    await expect(act(chief, entry.id, 'propose-annul', { reason: 'not yet' })).rejects.toThrow(
      'action-not-allowed',
    );
    await act(inspector, entry.id, 'finalise', { result: 'released' });
    expect(await setting.account(paper)).toEqual(['0', '400', '500']);
    const reason = 'The goods were exchanged at the quay.';
    await expect(act(trader, entry.id, 'propose-annul', { reason })).rejects.toThrow('action-forbidden');
    const asked = await act(chief, entry.id, 'propose-annul', { reason });
    expect(asked).toMatchObject({ state: 'finalised', body: { annulling: { by: chief.actor, reason } } });
    expect(await workOn(entry.id)).toEqual(['confirm-annulment']);
    expect(await setting.account(paper)).toEqual(['0', '400', '500']);
    await expect(act(chief, entry.id, 'confirm-annul')).rejects.toThrow('action-not-allowed');
    await expect(act(inspector, entry.id, 'confirm-annul')).rejects.toThrow('action-forbidden');
    await act(second, entry.id, 'decline-annul', { reason: 'Show the seal first.' });
    expect(await workOn(entry.id)).toEqual([]);
    await act(chief, entry.id, 'propose-annul', { reason });
    expect((await setting.declarations.read(second, entry.id)).actions).toEqual([
      'confirm-annul',
      'decline-annul',
    ]);
    setting.told.splice(0);
    const annulled = await act(second, entry.id, 'confirm-annul');
    expect(annulled).toMatchObject({
      state: 'annulled',
      body: { annulled: { reason, by: chief.actor, confirmed: { by: second.actor } } },
    });
    expect(await setting.account(paper)).toEqual(['0', '0', '500']);
    expect(setting.told.map(({ id, state }) => [id, state])).toEqual([[entry.id, 'annulled']]);
    expect(await workOn(entry.id)).toEqual([]);
    const { lines } = await setting.declarations.history(trader, entry.id);
    expect(lines.map(({ action }) => action).slice(-2)).toEqual(['propose-annul', 'confirm-annul']);
    expect(replayHistory(declarationRecord, lines)).toMatchObject({ state: 'annulled' });
    const steps = await setting.query<{ action: string; body: { reason?: string } }>(
      `select action, body from balance_movement where claimant like $1 order by version desc limit 1`,
      [`%/${entry.number}`],
    );
    expect(steps).toMatchObject([{ action: 'reverse', body: { reason } }]);
    const work = setting.cases.work({ interval: 20 });
    await expect
      .poll(async () => (await setting.declarations.get(inspector, short.id)).state, { timeout: 20_000 })
      .toBe('passed');
    await work.stop();
    await expect(act(chief, entry.id, 'propose-annul', { reason })).rejects.toThrow('action-not-allowed');
  });

  test('is only of what was released', async () => {
    const entry = await lodged('NZL5', '1');
    await act(inspector, entry.id, 'finalise', { result: 'destroyed' });
    await expect(act(chief, entry.id, 'propose-annul', { reason: 'because' })).rejects.toMatchObject({
      code: 'action-not-allowed',
      faults: [{ code: 'annul-not-released' }],
    });
  });
});

describe('a question to the issuer', () => {
  test('stands in the declaration, and its answer brings the case back to an official', async () => {
    const entry = await lodged('NZL2', '900');
    const certificate = { country: 'NZ', authority: 'NZ-MPI', number: 'NZL2' };
    const asked = await act(inspector, entry.id, 'inquire', { certificate, text: 'Is it 900?' });
    const [inquiry] = asked.body.inquiries;
    expect(inquiry).toMatchObject({ certificate });
    expect(inquiry?.answered).toBeUndefined();
    setting.inquiries.answer(inquiry?.id ?? '');
    while (await setting.declarations.followAnswers());
    const answered = await setting.declarations.get(inspector, entry.id);
    expect(answered.body.inquiries[0]?.answered).toBeDefined();
    expect(await workOn(entry.id)).toContain('read-answer');
  });
});

describe('asking what would be decided', () => {
  test('stores nothing', async () => {
    const number = nextNumber();
    const form = beefForm(number, [{ certificate: 'NZL2', kilograms: '5' }]);
    const before = await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL2' });
    const { decision } = await setting.declarations.whatIf(trader, form);
    expect(decision.outcome).toBe('pass');
    expect(await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL2' })).toEqual(before);
    expect((await setting.declarations.search(inspector, { filters: { number } })).items).toEqual([]);
  });

  test('counts what one’s own declaration holds already as one’s own, and nobody else’s', async () => {
    const before = await setting.account({ country: 'NZ', authority: 'NZ-MPI', number: 'NZL2' });
    const free = 500 - Number(before?.[0]);
    const entry = await lodged('NZL2', String(free));
    expect(entry.state).toBe('passed');
    const form = beefForm(entry.number, [{ certificate: 'NZL2', kilograms: String(free - 1) }]);
    expect((await setting.declarations.whatIf(trader, form)).decision.outcome).toBe('pass');
    expect((await setting.declarations.whatIf(rival, form)).decision.outcome).toBe('refuse');
  });
});
