import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../base/index.ts';
import { newRandom } from '../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import { replayHistory, tableFaults } from '../../ledger/index.ts';
import { OPERATOR } from '../caller.ts';
import { loadAuthorities } from '../directory.ts';
import type { Asker } from '../lib/governing.ts';
import { openOrganisations } from '../organisations/organisations.ts';
import { permissionsOf, type Role } from '../permissions.ts';
import { joiningRecord, type Application } from './joining-record.ts';
import { openJoining, type Joining, type JoiningKey } from './joining.ts';

const now = new Date('2026-11-22T08:00:00.000Z');

let its: TestDatabase;
let joining: Joining;
beforeAll(async () => {
  its = await testDatabase();
  const options = { database: its.database, clock: () => now, random: newRandom };
  await loadAuthorities(options);
  await openOrganisations(options).change(OPERATOR, 'CN-GACC', { host: true });
  joining = openJoining(options);
});
afterAll(() => its.drop());

function official(actor: string, roles: readonly Role[], authority = 'CN-GACC', behalf?: string): Asker {
  const permissions: ReadonlySet<string> = permissionsOf(roles);
  return {
    actor,
    ...(behalf === undefined ? {} : { behalf }),
    scope: { kind: 'authority', country: authority.slice(0, 2), authority },
    may: (permission) => permissions.has(permission),
  };
}
const checker = official('account/1', ['registrar']);
const approver = official('account/2', ['approver']);

let count = 0;
function application(change: Partial<Application> = {}): Application {
  count += 1;
  return {
    kind: 'authority',
    country: 'FJ',
    name: 'Biosecurity Authority of Fiji',
    contact: { name: 'Litia', email: 'litia@example.org', language: 'en' },
    purpose: 'To verify certificates.',
    officials: [
      { name: 'Sione', email: `sione.${String(count)}@example.org`, language: 'en', administers: false },
    ],
    ...change,
  };
}

const pdf = { name: 'letter.pdf', content: toBase64(utf8('%PDF-1.7\nletter')) };

async function lodged(change: Partial<Application> = {}): Promise<{ key: JoiningKey; id: string }> {
  const key = await joining.lodge(application(change), pdf);
  const { items } = await joining.search(checker, { filters: { reference: key.reference } });
  return { key, id: items[0]?.id ?? '' };
}

const approve = async (id: string, organisation: string, by = approver) => {
  await joining.act(checker, { id, action: 'check', input: {} });
  return joining.act(by, { id, action: 'approve', input: { organisation } });
};

test('the table and the definition of the record agree', async () => {
  expect(
    await its.database.transaction({ kind: 'system' }, (session) => tableFaults(session, joiningRecord)),
  ).toEqual([]);
});

describe('an application', () => {
  test('is opened by reference and code together, however they are typed, and by no other pair', async () => {
    const { key } = await lodged();
    const other = await lodged();
    const typed = {
      reference: ` ${key.reference.toLowerCase()}`,
      code: key.code.replaceAll('-', ' ').toLowerCase(),
    };
    expect((await joining.follow(typed)).reference).toBe(key.reference);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant(key.reference), fc.constant(other.key.reference), fc.string({ maxLength: 60 })),
        fc.oneof(fc.constant(key.code), fc.constant(other.key.code), fc.string({ maxLength: 60 })),
        async (reference, code) => {
          const fits = [key, other.key].some((each) => each.reference === reference && each.code === code);
          if (fits) return;
          await expect(joining.follow({ reference, code })).rejects.toMatchObject({
            code: 'joining-not-known',
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps its code nowhere', async () => {
    const { key } = await lodged();
    const [row] = await its.administrator.query<{ text: string }>({
      name: '',
      text: `select concat((select string_agg(j::text, ' ') from joining j), (select string_agg(h::text, ' ') from joining_history h),
               (select string_agg(c::text, ' ') from joining_code c)) as text`,
    });
    expect(row?.text).toContain(key.reference);
    expect(row?.text).not.toContain(key.code);
    expect(row?.text).not.toContain(key.code.replaceAll('-', ''));
  });

  test('is seen by the authority that runs the installation and by the platform, and by nobody else', async () => {
    const { id } = await lodged();
    expect((await joining.get(checker, id)).id).toBe(id);
    expect((await joining.get(OPERATOR, id)).id).toBe(id);
    const others = [
      official('account/3', ['registrar', 'approver'], 'NZ-MPI'),
      official('account/4', ['registrar', 'approver'], 'CN-MARA'),
      {
        ...checker,
        scope: { kind: 'authority', country: 'CN', authority: 'CN-GACC', office: 'CN-GACC/1' },
      } as const,
      { ...checker, scope: { kind: 'public' } } as const,
    ];
    for (const other of others) {
      const unknown = { code: 'joining-not-known' };
      await expect(joining.get(other, id)).rejects.toMatchObject(unknown);
      await expect(joining.history(other, id)).rejects.toMatchObject(unknown);
      await expect(joining.act(other, { id, action: 'check', input: {} })).rejects.toMatchObject(unknown);
      expect((await joining.search(other, { filters: {} })).items).toEqual([]);
    }
  });

  test('is answered when it was asked, with five documents at most', async () => {
    const { key, id } = await lodged();
    await expect(joining.answer(key, 'Unasked.')).rejects.toMatchObject({ code: 'joining-not-open' });
    for (let round = 1; round <= 4; round += 1) {
      await joining.act(checker, { id, action: 'ask', input: { text: 'And?' } });
      await joining.answer(key, 'This.', pdf);
    }
    await joining.act(checker, { id, action: 'ask', input: { text: 'And?' } });
    await expect(joining.answer(key, 'This too.', pdf)).rejects.toMatchObject({
      code: 'joining-documents-full',
    });
    expect((await joining.answer(key, 'No more.')).thread).toHaveLength(10);
  });

  test('that is refused says why, and opens nothing', async () => {
    const { key, id } = await lodged();
    await joining.act(checker, { id, action: 'refuse', input: { reason: 'The letter is not signed.' } });
    expect(await joining.follow(key)).toMatchObject({
      state: 'refused',
      decision: { reason: 'The letter is not signed.' },
    });
    await expect(joining.invitations(key)).rejects.toMatchObject({ code: 'joining-not-open' });
  });

  test('is not approved by who checked it, nor in their name, nor by them in another’s', async () => {
    const { id } = await lodged();
    await joining.act(checker, { id, action: 'check', input: {} });
    const both: readonly Role[] = ['registrar', 'approver'];
    for (const by of [
      official(checker.actor, both),
      official('account/9', both, 'CN-GACC', checker.actor),
      official(checker.actor, both, 'CN-GACC', 'account/9'),
    ]) {
      const act = joining.act(by, { id, action: 'approve', input: { organisation: 'FJ-BAF' } });
      await expect(act).rejects.toMatchObject({ faults: [{ code: 'joining-checked-by-you' }] });
    }
    const deputy = official('account/5', ['approver'], 'CN-GACC', approver.actor);
    expect(
      (await joining.act(deputy, { id, action: 'approve', input: { organisation: 'FJ-BAF' } })).state,
    ).toBe('approved');
    const { items: lines } = await joining.history(checker, id);
    expect(lines.map(({ actor, behalf }) => [actor, behalf])).toEqual([
      ['applicant', undefined],
      [checker.actor, undefined],
      ['account/5', approver.actor],
    ]);
  });

  test('joins an authority of its own country, known or new, and nothing else under that key', async () => {
    const strangers = await lodged({ country: 'NZ', kind: 'embassy' });
    await expect(approve(strangers.id, 'AU-DAFF')).rejects.toMatchObject({ code: 'joining-authority-unfit' });
    const again = { id: strangers.id, action: 'approve', input: { organisation: 'NZ-MPI' } };
    expect((await joining.act(approver, again)).state).toBe('approved');
    const trader = await lodged({ country: 'NZ', kind: 'trader' });
    await expect(approve(trader.id, 'NZ-MPI')).rejects.toMatchObject({ code: 'joining-authority-unfit' });
    const own = { id: trader.id, action: 'approve', input: { organisation: 'NZ-WOOL' } };
    expect((await joining.act(approver, own)).state).toBe('approved');
    const rows = await its.administrator.query<{ authority: string | null; organisation: string | null }>({
      name: '',
      text: `select authority, organisation from account order by created, login`,
    });
    expect(rows).toContainEqual({ authority: 'NZ-MPI', organisation: null });
    expect(rows).toContainEqual({ authority: null, organisation: 'NZ-WOOL' });
  });

  test('whose official has an account already says whose, and nothing of it happens', async () => {
    const first = await lodged({ country: 'PG' });
    const taken = `sione.${String(count)}@example.org`;
    await approve(first.id, 'PG-NAQIA');
    const officials = [
      { name: 'New', email: 'new@example.org', language: 'en', administers: false },
      { name: 'Old', email: taken.toUpperCase(), language: 'en', administers: false },
    ] as const;
    const second = await lodged({ country: 'PG', officials: [...officials] });
    await expect(approve(second.id, 'PG-OTHER')).rejects.toMatchObject({
      code: 'account-exists',
      faults: [{ path: '/officials/1/email' }],
    });
    expect((await joining.get(approver, second.id)).state).toBe('checked');
    const [row] = await its.administrator.query<{ count: number }>({
      name: '',
      text: `select count(*)::integer as count from authority where key = 'PG-OTHER'`,
    });
    expect(row?.count).toBe(0);
    const twice = [officials[0], { ...officials[0], email: 'NEW@example.org' }];
    await expect(joining.lodge(application({ officials: twice }))).rejects.toMatchObject({
      code: 'account-exists',
    });
  });

  test('gives each official one invitation that is good, and none who has come in', async () => {
    const { key, id } = await lodged({ country: 'WS' });
    await approve(id, 'WS-MAF');
    const [first] = await joining.invitations(key);
    const [second] = await joining.invitations(key);
    expect(first?.token).not.toBe(second?.token);
    const open = await its.administrator.query<{ count: number }>({
      name: '',
      text: `select count(*)::integer as count from invitation i join account a on a.id = i.account
             where a.login = '${first?.login ?? ''}' and i.used is null`,
    });
    expect(open).toEqual([{ count: 1 }]);
  });

  test('has a history that replays to what it is', async () => {
    const { id } = await lodged({ country: 'TO' });
    const entry = await approve(id, 'TO-MAFF');
    const { items: lines } = await joining.history(checker, id);
    const replayed = replayHistory(
      joiningRecord,
      lines as Parameters<typeof replayHistory<typeof entry.body, typeof entry.state>>[1],
    );
    expect(replayed).toEqual({ state: 'approved', version: 3, body: entry.body });
    expect(lines.map(({ actor }) => actor)).toEqual(['applicant', checker.actor, approver.actor]);
  });
});
