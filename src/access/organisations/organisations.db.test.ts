import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import { openAccess, type Access } from '../access.ts';
import { OPERATOR, type Caller } from '../caller.ts';
import { loadAuthorities } from '../directory.ts';
import type { Role } from '../permissions.ts';
import { openSigningIn, type SigningIn } from '../signing-in/signing-in.ts';
import { openCapacities, type Capacities } from './capacities.ts';
import { openInvitations, type Invitations } from './invitations.ts';
import { openOffices, type Offices } from './offices.ts';
import { openOrganisations, type Organisations } from './organisations.ts';
import { openPeople, type People } from './people.ts';

const DAY = 86_400_000;
let now = new Date('2026-11-22T08:00:00.000Z');

let its: TestDatabase;
let access: Access;
let signingIn: SigningIn;
let organisations: Organisations;
let offices: Offices;
let people: People;
let capacities: Capacities;
let invitations: Invitations;
beforeAll(async () => {
  its = await testDatabase();
  const options = { database: its.database, clock: () => now, random: newRandom };
  await loadAuthorities(options);
  access = openAccess(options);
  signingIn = openSigningIn({ ...options, secretKey: new Uint8Array(32) });
  organisations = openOrganisations(options);
  offices = openOffices(options);
  people = openPeople(options);
  invitations = openInvitations(options);
  capacities = openCapacities(options);
  const office = { authority: 'CN-GACC', title: { en: 'Office', zh: '办事处' } } as const;
  await offices.add(OPERATOR, { ...office, key: 'CN-GACC/A', kind: 'bureau' });
  await offices.add(OPERATOR, { ...office, key: 'CN-GACC/A1', kind: 'branch', parent: 'CN-GACC/A' });
  await offices.add(OPERATOR, { ...office, key: 'CN-GACC/A11', kind: 'local', parent: 'CN-GACC/A1' });
  await offices.add(OPERATOR, { ...office, key: 'CN-GACC/B', kind: 'bureau' });
});
afterAll(() => its.drop());

let count = 0;
/** A person with a token, as the API would see them. */
async function person(account: {
  readonly roles: readonly Role[];
  readonly authority?: string;
  readonly office?: string;
}) {
  count += 1;
  const login = `person-${String(count)}`;
  const added = await access.addAccount(OPERATOR, {
    authority: 'CN-GACC',
    ...account,
    login,
    name: `Person ${String(count)}`,
    kind: 'person',
    password: 'correct horse battery',
  });
  const expires = new Date(now.getTime() + 300 * DAY);
  const { token } = await access.issueToken(OPERATOR, { login, label: 'test', expires });
  const caller = async (): Promise<Caller> => {
    const found = await access.callerOf(token);
    if (found === undefined) throw new Error('nobody');
    return found;
  };
  return { id: added.account, actor: added.actor, caller, token, login };
}

const officeOf = ({ scope }: Caller) => (scope.kind === 'authority' ? scope.office : 'no authority');

describe('an office', () => {
  test('has everything below it in the scope of its people', async () => {
    const { caller } = await person({ roles: ['officer'], office: 'CN-GACC/A' });
    expect((await caller()).scope).toEqual({
      kind: 'authority',
      country: 'CN',
      authority: 'CN-GACC',
      office: 'CN-GACC/A',
      below: ['CN-GACC/A', 'CN-GACC/A1', 'CN-GACC/A11'],
    });
  });

  test('belongs to one authority with all that is above and below it', async () => {
    const office = { title: { en: 'x' }, kind: 'branch' } as const;
    const across = { ...office, key: 'NZ-MPI/X', authority: 'NZ-MPI', parent: 'CN-GACC/A' };
    await expect(offices.add(OPERATOR, across)).rejects.toMatchObject({ code: 'office-not-known' });
    const misnamed = { ...office, key: 'NZ-MPI/X', authority: 'CN-GACC' };
    await expect(offices.add(OPERATOR, misnamed)).rejects.toMatchObject({ code: 'office-key-unfit' });
  });

  test('has below it what the tree says, however the tree grows, and never itself', async () => {
    const authority = 'GR-MINAGRIC';
    const parents = new Map<string, string | undefined>();
    const shape =
      fc.sample(fc.array(fc.nat(), { minLength: 15, maxLength: 15 }), { seed: 7, numRuns: 1 })[0] ?? [];
    for (const [index, choice] of shape.entries()) {
      const parent = choice % 4 === 0 ? undefined : [...parents.keys()][choice % Math.max(1, index)];
      const key = `${authority}/${String(index)}`;
      await offices.add(OPERATOR, { key, authority, kind: 'local', title: { en: key }, parent });
      parents.set(key, parent);
    }
    const below = (top: string): string[] => [
      top,
      ...[...parents].filter(([, parent]) => parent === top).flatMap(([key]) => below(key)),
    ];
    for (const key of parents.keys()) {
      const [row] = await its.database.read<{ below: readonly string[] }>(
        { kind: 'system' },
        { name: 'test-below', text: 'select offices_below($1, $2) as below' },
        [key, authority],
      );
      expect(row?.below).toEqual(below(key).toSorted());
      for (const lower of below(key)) {
        await expect(offices.change(OPERATOR, key, { parent: lower })).rejects.toMatchObject({
          code: 'office-in-use',
        });
      }
    }
    // Two moves at once that would make a ring: one of them is refused.
    const one = `${authority}/ring1`;
    const other = `${authority}/ring2`;
    for (const key of [one, other])
      await offices.add(OPERATOR, { key, authority, kind: 'local', title: { en: key } });
    const moves = await Promise.allSettled([
      offices.change(OPERATOR, one, { parent: other }),
      offices.change(OPERATOR, other, { parent: one }),
    ]);
    expect(moves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that is closed takes nobody in, and opens again', async () => {
    await offices.add(OPERATOR, {
      key: 'CN-GACC/Z',
      authority: 'CN-GACC',
      kind: 'local',
      title: { en: 'Z' },
    });
    expect((await offices.change(OPERATOR, 'CN-GACC/Z', { closed: true })).closed).toBe(now.toISOString());
    const { id } = await person({ roles: [] });
    const there = { role: 'reader', office: 'CN-GACC/Z' };
    await expect(people.assign(OPERATOR, id, there)).rejects.toMatchObject({ code: 'office-closed' });
    expect((await offices.change(OPERATOR, 'CN-GACC/Z', { closed: false })).closed).toBeUndefined();
    await people.assign(OPERATOR, id, there);
  });
});

const logIn = (login: string) =>
  signingIn.signIn({ login, password: 'correct horse battery' }, { address: '192.0.2.1' });

describe('an organisation', () => {
  test('that is suspended lets nobody in, and in again when it is reinstated', async () => {
    const { token, login } = await person({ roles: ['reader'], authority: 'FI-RUOKA' });
    expect(await access.callerOf(token)).toBeDefined();
    expect(await logIn(login)).toBeDefined();
    await organisations.change(OPERATOR, 'FI-RUOKA', { state: 'suspended' });
    expect(await access.callerOf(token)).toBeUndefined();
    expect(await logIn(login)).toBeUndefined();
    await organisations.change(OPERATOR, 'FI-RUOKA', { state: 'active' });
    expect(await access.callerOf(token)).toBeDefined();
  });

  test('that is no authority gives its people no more than the public sees', async () => {
    await organisations.add(OPERATOR, { key: 'CN-TRADER', kind: 'trader', title: { en: 'Trader' } });
    const { person: invited, invitation } = await people.invite(OPERATOR, {
      name: 'Trader',
      login: 'trader',
      organisation: 'CN-TRADER',
      roles: ['administrator'],
    });
    await invitations.accept(invitation.token, 'correct horse battery');
    const opened = await logIn('trader');
    const caller = await access.callerOf(opened?.token ?? '');
    expect(caller?.scope).toMatchObject({ kind: 'public' });
    // Its administrator keeps its own people, and sees none of an authority's.
    const { items } = await people.list(caller ?? OPERATOR, {});
    expect(items.map(({ id }) => id)).toEqual([invited.id]);
    // It knows its own entry, and keeps how it is reached; who is let in is not its to say.
    await organisations.add(OPERATOR, { key: 'CN-RIVAL', kind: 'trader', title: { en: 'Rival' } });
    const own = await organisations.list(caller ?? OPERATOR, { limit: 200 });
    expect(own.items.filter(({ kind }) => kind !== 'authority').map(({ key }) => key)).toEqual(['CN-TRADER']);
    const change = { contact: { telephone: '+86 532 0000' } };
    expect(await organisations.change(caller ?? OPERATOR, 'CN-TRADER', change)).toMatchObject(change);
    await expect(
      organisations.change(caller ?? OPERATOR, 'CN-TRADER', { state: 'suspended' }),
    ).rejects.toMatchObject({ code: 'access-forbidden' });
    await expect(organisations.get(caller ?? OPERATOR, 'CN-RIVAL')).rejects.toMatchObject({
      code: 'organisation-not-known',
    });
  });

  test('has its people found by it, and by how soon their accounts end', async () => {
    await organisations.add(OPERATOR, { key: 'CN-LINES', kind: 'carrier', title: { en: 'Lines' } });
    const invite = (login: string, days: number) =>
      people.invite(OPERATOR, {
        name: login,
        login,
        organisation: 'CN-LINES',
        roles: [],
        expires: new Date(now.getTime() + days * DAY),
      });
    await invite('lines-soon', 10);
    await invite('lines-late', 200);
    const search = { organisation: 'CN-LINES' };
    const found = async (expiresBefore?: Date) =>
      (
        await people.list(OPERATOR, { ...search, ...(expiresBefore === undefined ? {} : { expiresBefore }) })
      ).items.map(({ login }) => login);
    expect(await found()).toEqual(['lines-late', 'lines-soon']);
    expect(await found(new Date(now.getTime() + 30 * DAY))).toEqual(['lines-soon']);
    const administrator = await person({ roles: ['administrator'] });
    const authority = await access.callerOf(administrator.token);
    expect((await people.list(authority ?? OPERATOR, search)).items).toEqual([]);
  });

  test('has one host at a time', async () => {
    await organisations.change(OPERATOR, 'NZ-MPI', { host: true });
    await organisations.change(OPERATOR, 'CN-GACC', { host: true });
    const { items } = await organisations.list(OPERATOR, { limit: 200 });
    expect(items.filter(({ host }) => host).map(({ key }) => key)).toEqual(['CN-GACC']);
  });
});

describe('assignments', () => {
  test('make a person officer of one office until a day and reader of another, never both at once', async () => {
    const { id, caller, token } = await person({ roles: ['officer'], office: 'CN-GACC/A1' });
    const ends = new Date(now.getTime() + 10 * DAY);
    await people.assign(OPERATOR, id, { role: 'reader', office: 'CN-GACC/B' });
    await people.assign(OPERATOR, id, { role: 'clerk', office: 'CN-GACC/B', ends });
    const first = await caller();
    expect([first.roles, officeOf(first)]).toEqual([['officer'], 'CN-GACC/A1']);
    const session = first.session?.id ?? '';
    await capacities.choose(first, session, { office: 'CN-GACC/B' });
    const second = await caller();
    expect([second.roles, officeOf(second)]).toEqual([['clerk', 'reader'], 'CN-GACC/B']);
    expect(second.may('certificate.issue')).toBe(false);
    await expect(capacities.choose(second, session, { office: 'CN-GACC/A' })).rejects.toMatchObject({
      code: 'capacity-not-held',
    });
    const started = now;
    now = ends;
    expect((await caller()).roles).toEqual(['reader']);
    now = started;
    const { assignments } = await people.get(OPERATOR, id);
    for (const each of assignments) await people.endAssignment(OPERATOR, each.id);
    expect((await access.callerOf(token))?.roles).toEqual([]);
  });

  test('that have not begun are not held', async () => {
    const { id, caller } = await person({ roles: [], office: 'CN-GACC/A1' });
    const starts = new Date(now.getTime() + DAY);
    await people.assign(OPERATOR, id, { role: 'officer', office: 'CN-GACC/A1', starts });
    expect((await caller()).roles).toEqual([]);
    const started = now;
    now = new Date(starts.getTime() + 1);
    expect((await caller()).roles).toEqual(['officer']);
    now = started;
  });

  test('never bring together roles that exclude each other, held, coming or delegated', async () => {
    const { id } = await person({ roles: ['auditor'] });
    const starts = new Date(now.getTime() + DAY);
    await expect(people.assign(OPERATOR, id, { role: 'officer', starts })).rejects.toMatchObject({
      code: 'roles-incompatible',
    });
    const officer = await person({ roles: ['officer'], office: 'CN-GACC/A' });
    const given = { to: id, roles: [{ role: 'officer', office: 'CN-GACC/A' }], ends: starts };
    await expect(people.delegate(await officer.caller(), given)).rejects.toMatchObject({
      code: 'roles-incompatible',
    });
  });

  test('are given by an office’s administrator there and below, and by nobody to themselves', async () => {
    const admin = await person({ roles: ['administrator'], office: 'CN-GACC/A' });
    const below = await person({ roles: [], office: 'CN-GACC/A11' });
    const beside = await person({ roles: [], office: 'CN-GACC/B' });
    const by = await admin.caller();
    await people.assign(by, below.id, { role: 'officer', office: 'CN-GACC/A1' });
    for (const office of [undefined, 'CN-GACC/B']) {
      const given = people.assign(by, below.id, { role: 'officer', office });
      await expect(given, office).rejects.toMatchObject({ code: 'access-forbidden' });
    }
    await expect(people.assign(by, beside.id, { role: 'reader', office: 'CN-GACC/A' })).rejects.toMatchObject(
      {
        code: 'account-not-known',
      },
    );
    await expect(people.assign(by, admin.id, { role: 'reader', office: 'CN-GACC/A' })).rejects.toMatchObject({
      code: 'assignment-own',
    });
    await expect(people.change(by, admin.id, { roles: ['officer'] })).rejects.toMatchObject({
      code: 'assignment-own',
    });
  });
});

describe('delegation', () => {
  test('gives what one holds to a colleague until an end, and says on whose behalf', async () => {
    const giver = await person({ roles: ['officer'], office: 'CN-GACC/A1' });
    const other = await person({ roles: ['reader'], office: 'CN-GACC/B' });
    const ends = new Date(now.getTime() + 5 * DAY);
    const roles = [{ role: 'officer', office: 'CN-GACC/A1' }];
    await people.delegate(await giver.caller(), { to: other.id, roles, ends });
    const before = await other.caller();
    expect([before.roles, before.behalf]).toEqual([['reader'], undefined]);
    await capacities.choose(before, before.session?.id ?? '', { office: 'CN-GACC/A1', behalf: giver.actor });
    const acting = await other.caller();
    expect([acting.actor, acting.behalf, acting.roles, officeOf(acting)]).toEqual([
      other.actor,
      giver.actor,
      ['officer'],
      'CN-GACC/A1',
    ]);
    // What was delegated is not delegated further.
    const third = await person({ roles: [] });
    await expect(people.delegate(acting, { to: third.id, roles, ends })).rejects.toMatchObject({
      code: 'capacity-not-held',
    });
    const started = now;
    now = ends;
    expect((await other.caller()).behalf).toBeUndefined();
    now = started;
    expect((await other.caller()).behalf).toBe(giver.actor);
    await people.change(OPERATOR, giver.id, { suspended: true });
    expect((await other.caller()).behalf).toBeUndefined();
    await people.change(OPERATOR, giver.id, { suspended: false });
    expect((await other.caller()).behalf).toBe(giver.actor);
    // The giver takes it back.
    const { delegated } = await people.own(OPERATOR);
    expect(delegated).toEqual([]);
    const { delegated: given } = await people.get(OPERATOR, giver.id);
    await people.endAssignment({ ...OPERATOR, actor: giver.actor, may: () => false }, given[0]?.id ?? '');
    expect((await other.caller()).behalf).toBeUndefined();
  });

  test('is refused for what one does not hold, to strangers, without an end and for too long', async () => {
    const giver = await person({ roles: ['officer'], office: 'CN-GACC/A1' });
    const colleague = await person({ roles: [] });
    const stranger = await person({ roles: [], authority: 'NZ-MPI' });
    const ends = new Date(now.getTime() + DAY);
    const roles = [{ role: 'officer', office: 'CN-GACC/A1' }];
    const by = await giver.caller();
    const refused: readonly (readonly [object, string])[] = [
      [{ roles: [{ role: 'supervisor', office: 'CN-GACC/A1' }] }, 'capacity-not-held'],
      [{ roles: [{ role: 'officer' }] }, 'capacity-not-held'],
      [{ to: stranger.id }, 'account-not-known'],
      [{ to: giver.id }, 'account-not-known'],
      [{ to: '01a20292-101d-756c-abab-8dafb5742d6c' }, 'account-not-known'],
      [{ ends: now }, 'assignment-term-unfit'],
      [{ ends: new Date(now.getTime() + 400 * DAY) }, 'assignment-term-unfit'],
    ];
    for (const [change, code] of refused) {
      const given = { to: colleague.id, roles, ends, ...change };
      await expect(people.delegate(by, given), JSON.stringify(change)).rejects.toMatchObject({ code });
    }
  });
});

describe('people', () => {
  test('do not hold roles that exclude each other from the beginning either', async () => {
    const roles: readonly Role[] = ['auditor', 'officer'];
    const incompatible = { code: 'roles-incompatible' };
    await expect(person({ roles })).rejects.toMatchObject(incompatible);
    const invited = people.invite(OPERATOR, { name: 'x', login: 'x.y', authority: 'CN-GACC', roles });
    await expect(invited).rejects.toMatchObject(incompatible);
    const { login } = await person({ roles: ['auditor'] });
    await expect(access.changeAccount(OPERATOR, login, { roles })).rejects.toMatchObject(incompatible);
  });

  test('are paged by cursor without repeating or losing one, however many have one name', async () => {
    for (let index = 0; index < 23; index += 1) {
      await people.invite(OPERATOR, {
        name: index % 2 === 0 ? '王伟' : 'Wang Wei',
        login: `wang.${String(index)}`,
        authority: 'AU-DAFF',
        roles: ['reader'],
      });
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const part = await people.list(OPERATOR, { authority: 'AU-DAFF', limit: 5, after });
      seen.push(...part.items.map(({ id }) => id));
      after = part.next;
    } while (after !== undefined);
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
    const found = await people.list(OPERATOR, { text: 'wang wei', authority: 'AU-DAFF', limit: 200 });
    expect(found.items).toHaveLength(11);
    expect((await people.list(OPERATOR, { authority: 'AU-DAFF', state: 'active' })).items).toEqual([]);
  });

  test('expire, are renewed, and are let in again', async () => {
    const { id, token } = await person({ roles: ['reader'] });
    const soon = new Date(now.getTime() + DAY);
    await people.change(OPERATOR, id, { expires: soon });
    const started = now;
    now = soon;
    expect(await access.callerOf(token)).toBeUndefined();
    expect((await people.get(OPERATOR, id)).state).toBe('expired');
    await people.change(OPERATOR, id, { expires: new Date(now.getTime() + DAY) });
    expect((await people.get(OPERATOR, id)).state).toBe('active');
    expect(await access.callerOf(token)).toBeDefined();
    now = started;
  });

  test('an invitation opens once, within fourteen days, and not for who was suspended meanwhile', async () => {
    const invite = async (login: string) =>
      people.invite(OPERATOR, { name: login, login, authority: 'CN-GACC', roles: ['reader'] });
    const password = 'correct horse battery';
    const invalid = { code: 'invitation-not-valid' };
    const [late, twice, again, gone] = [
      await invite('late'),
      await invite('twice'),
      await invite('again'),
      await invite('gone'),
    ];
    const newer = await people.inviteAgain(OPERATOR, again.person.id);
    await people.change(OPERATOR, gone.person.id, { suspended: true });
    await expect(invitations.accept(again.invitation.token, password)).rejects.toMatchObject(invalid);
    await expect(invitations.accept(gone.invitation.token, password)).rejects.toMatchObject(invalid);
    expect(await invitations.accept(newer.token, password)).toEqual({ login: 'again' });
    const both = await Promise.allSettled(
      [1, 2].map(() => invitations.accept(twice.invitation.token, password)),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const started = now;
    now = new Date(now.getTime() + 14 * DAY);
    await expect(invitations.accept(late.invitation.token, password)).rejects.toMatchObject(invalid);
    now = started;
    await expect(invitations.accept('ci_nonsense', password)).rejects.toMatchObject(invalid);
  });

  test('every act on them is in the history with its leaf', async () => {
    const { person: invited } = await people.invite(OPERATOR, {
      name: 'Traced',
      login: 'traced',
      authority: 'CN-GACC',
      roles: ['reader'],
    });
    await people.change(OPERATOR, invited.id, { suspended: true });
    const rows = await its.administrator.query<{ kind: string; leaf: string }>(
      {
        name: '',
        text: `select h.opening -> 'act' ->> 'kind' as kind, l.id as leaf from access_history h
               join evidence_leaf l on l.id = h.leaf where h.subject = $1 order by h.at, h.leaf`,
      },
      [`account/${invited.id}`],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['account.changed', 'account.changed']);
    const texts = await its.administrator.query<{ text: string }>({
      name: '',
      text: `select string_agg(opening::text, ' ') as text from access_history`,
    });
    expect(texts[0]?.text).not.toContain('Traced');
  });
});
