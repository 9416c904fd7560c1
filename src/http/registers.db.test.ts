import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64, utf8 } from '../base/index.ts';
import { OPERATOR } from '../access/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();

/** Calls a route as one of the callers below; `''` is anybody. */
async function call(
  who: string,
  method: 'GET' | 'POST',
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await house.server.inject({
    method,
    url,
    headers: {
      ...(who === '' ? {} : { authorization: `Bearer ${tokens.get(who) ?? ''}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const isJson = /\/(?:problem\+)?json/.test(String(answer.headers['content-type']));
  // What each test reads of an answer it asserts itself.
  const json = (isJson ? JSON.parse(answer.body) : {}) as Record<string, never> & {
    readonly code?: string;
    readonly items?: readonly Record<string, never>[];
  };
  return { status: answer.statusCode, json, headers: answer.headers, body: answer.body };
}

beforeAll(async () => {
  house = await testHouse({ guessesPerMinute: 1000 });
  const { organisations } = house.services.registers;
  await organisations.change(OPERATOR, 'CN-GACC', { host: true });
  const accounts = {
    platform: { roles: ['administrator'] },
    'nz-admin': { authority: 'NZ-MPI', roles: ['administrator'] },
    'wlg-admin': { authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ['administrator'] },
    'nz-officer': { authority: 'NZ-MPI', roles: ['officer'] },
    'cn-admin': { authority: 'CN-GACC', roles: ['administrator'] },
    checker: { authority: 'CN-GACC', roles: ['registrar'] },
    approver: { authority: 'CN-GACC', roles: ['approver'] },
    both: { authority: 'CN-GACC', roles: ['registrar', 'approver'] },
    'nz-registrar': { authority: 'NZ-MPI', roles: ['registrar'] },
    'cn-auditor': { authority: 'CN-GACC', roles: ['auditor'] },
    'nz-auditor': { authority: 'NZ-MPI', roles: ['auditor'] },
    auditor: { roles: ['auditor'] },
  } as const;
  for (const [name, account] of Object.entries(accounts)) tokens.set(name, await house.token(account));
});
afterAll(() => house.close());

describe('organisations and offices', () => {
  it('are listed, found and kept in a tree by who administers them', async () => {
    const list = await call('nz-officer', 'GET', '/v1/organisations?text=primary');
    expect(list.status, list.body).toBe(200);
    expect(list.json.items).toMatchObject([{ key: 'NZ-MPI', kind: 'authority', state: 'active' }]);
    const add = (who: string, key: string, parent?: string) =>
      call(who, 'POST', '/v1/offices', {
        key,
        authority: 'NZ-MPI',
        kind: 'branch',
        title: { en: `Office ${key}`, zh: '办事处' },
        ...(parent === undefined ? {} : { parent }),
      });
    expect((await add('nz-admin', 'NZ-MPI/NAP', 'NZ-MPI/WLG')).status).toBe(201);
    expect((await add('wlg-admin', 'NZ-MPI/PMR', 'NZ-MPI/WLG')).status).toBe(201);
    expect((await add('wlg-admin', 'NZ-MPI/HLZ', 'NZ-MPI/AKL')).json.code).toBe('access-forbidden');
    expect((await add('wlg-admin', 'NZ-MPI/HLZ')).json.code).toBe('access-forbidden');
    expect((await add('cn-admin', 'NZ-MPI/HLZ')).json.code).toBe('access-forbidden');
    expect((await add('nz-admin', 'NZ-MPI/NAP')).json.code).toBe('office-exists');
    const below = await call('cn-admin', 'GET', `/v1/offices?parent=${encodeURIComponent('NZ-MPI/WLG')}`);
    expect(below.json.items?.map(({ key }) => key)).toEqual(['NZ-MPI/NAP', 'NZ-MPI/PMR']);
    const one = await call('nz-admin', 'GET', `/v1/offices/${encodeURIComponent('NZ-MPI/WLG')}`);
    expect(one.json).toMatchObject({ key: 'NZ-MPI/WLG', below: 2, version: 1 });
  });

  it('change only from the version that was seen, keep their history, and close from the leaves', async () => {
    const path = `/v1/offices/${encodeURIComponent('NZ-MPI/WLG')}/changes`;
    expect((await call('nz-admin', 'POST', path, { kind: 'bureau' })).json.code).toBe(
      'precondition-required',
    );
    const changed = await call('nz-admin', 'POST', path, { kind: 'bureau' }, { 'if-match': '"1"' });
    expect(changed.json).toMatchObject({ kind: 'bureau', version: 2 });
    const stale = await call('nz-admin', 'POST', path, { kind: 'local' }, { 'if-match': '"1"' });
    expect([stale.status, stale.json.code]).toEqual([412, 'access-version-stale']);
    const closing = await call('nz-admin', 'POST', path, { closed: true }, { 'if-match': '"2"' });
    expect(closing.json.code).toBe('office-in-use');
    const loop = await call('nz-admin', 'POST', path, { parent: 'NZ-MPI/NAP' }, { 'if-match': '"2"' });
    expect(loop.json.code).toBe('office-in-use');
    const history = await call('nz-admin', 'GET', path.replace('changes', 'history'));
    expect(history.json.items?.[0]).toMatchObject({ kind: 'office.changed', details: { kind: 'bureau' } });
  });
});

describe('people', () => {
  it('are invited, found, assigned and suspended by their own authority’s administrator, and nobody else’s', async () => {
    const invited = await call('nz-admin', 'POST', '/v1/accounts', {
      name: 'Aroha Ngata',
      email: 'aroha@mpi.example',
      language: 'en',
      office: 'NZ-MPI/NAP',
      roles: ['officer'],
    });
    expect(invited.status, invited.body).toBe(201);
    const { person, invitation } = invited.json as unknown as {
      person: { id: string };
      invitation: { token: string };
    };
    const path = `/v1/accounts/${person.id}`;
    for (const other of ['cn-admin']) {
      const unknown = '/v1/accounts/01a20292-101d-756c-abab-8dafb5742d6c';
      for (const part of ['', '/history']) {
        const [theirs, none] = await Promise.all([
          call(other, 'GET', path + part),
          call(other, 'GET', unknown + part),
        ]);
        expect([theirs.status, theirs.json.code]).toEqual([404, 'account-not-known']);
        expect([none.status, none.json.code]).toEqual([404, 'account-not-known']);
      }
      for (const [part, body] of [
        ['/changes', { suspended: true }],
        ['/assignments', { role: 'reader' }],
        ['/invitation', undefined],
      ] as const) {
        const answer = await call(other, 'POST', path + part, body, { 'if-match': '"x"' });
        expect([part, answer.status, answer.json.code]).toEqual([part, 404, 'account-not-known']);
      }
    }
    expect((await call('cn-admin', 'GET', '/v1/accounts?text=aroha')).json.items).toEqual([]);
    expect((await call('wlg-admin', 'GET', '/v1/accounts?text=aroha')).json.items).toHaveLength(1);

    const weak = await call('', 'POST', '/v1/invitations/accept', {
      token: invitation.token,
      password: 'short',
    });
    expect(weak.status).toBe(422);
    const password = 'kererū over the ranges 7';
    const accepted = await call('', 'POST', '/v1/invitations/accept', { token: invitation.token, password });
    expect(accepted.json, accepted.body).toEqual({ login: 'aroha@mpi.example' });
    const again = await call('', 'POST', '/v1/invitations/accept', { token: invitation.token, password });
    expect([again.status, again.json.code]).toEqual([404, 'invitation-not-valid']);
    const opened = await call('', 'POST', '/v1/sessions', { login: 'aroha@mpi.example', password });
    expect(opened.status, opened.body).toBe(201);
    tokens.set('aroha', String(opened.json['token']));
    expect((await call('aroha', 'GET', '/v1/me')).json).toMatchObject({
      roles: ['officer'],
      scope: { office: 'NZ-MPI/NAP' },
    });

    const assign = (body: object) => call('nz-admin', 'POST', `${path}/assignments`, body);
    expect((await assign({ role: 'administrator' })).json.code).toBe('roles-incompatible');
    expect((await assign({ role: 'steward' })).json.code).toBe('role-not-given-here');
    const given = await assign({ role: 'reader', office: 'NZ-MPI/AKL' });
    expect(given.status, given.body).toBe(201);
    expect((await call('aroha', 'GET', '/v1/me/capacities')).json.items).toMatchObject([
      { office: 'NZ-MPI/AKL', roles: ['reader'], current: false },
      { office: 'NZ-MPI/NAP', roles: ['officer'], current: true },
    ]);
    const chosen = await call('aroha', 'POST', '/v1/me/capacity', { office: 'NZ-MPI/AKL' });
    expect(chosen.status, chosen.body).toBe(200);
    expect((await call('aroha', 'GET', '/v1/me')).json).toMatchObject({
      roles: ['reader'],
      scope: { office: 'NZ-MPI/AKL' },
    });

    const details = await call('nz-admin', 'GET', path);
    const suspended = await call(
      'nz-admin',
      'POST',
      `${path}/changes`,
      { suspended: true },
      {
        'if-match': String(details.headers['etag']),
      },
    );
    expect(suspended.json, suspended.body).toMatchObject({ state: 'suspended' });
    expect((await call('aroha', 'GET', '/v1/me')).status).toBe(401);
  });
});

describe('joining', () => {
  const application = {
    kind: 'embassy',
    country: 'FJ',
    name: 'Biosecurity Authority of Fiji',
    contact: { name: 'Litia Vula', email: 'litia@embassy.example', language: 'en' },
    purpose: 'To verify certificates of meat and fruit.',
    officials: [
      { name: 'Sione Tui', email: 'sione@baf.example', language: 'en', administers: false },
      { name: 'Mere Vakatawa', email: 'mere@baf.example', language: 'en', administers: true },
    ],
  };
  const document = { name: 'letter.pdf', content: toBase64(utf8('%PDF-1.7\n%letter\n')) };

  it('is lodged by anyone, checked by one, approved by another, and opens accounts that their owners enter', async () => {
    const bad = await call('', 'POST', '/v1/joining/applications', {
      application,
      document: { name: 'letter.pdf', content: toBase64(utf8('<html>not a PDF</html>')) },
    });
    expect([bad.status, bad.json.code]).toEqual([422, 'joining-document-unfit']);
    const lodged = await call('', 'POST', '/v1/joining/applications', { application, document });
    expect(lodged.status, lodged.body).toBe(201);
    const key = lodged.json as unknown as { reference: string; code: string };
    const follow = (given: object) => call('', 'POST', '/v1/joining/status', given);
    expect((await follow(key)).json).toMatchObject({ state: 'lodged', name: application.name });
    const wrongs = [
      await follow({ ...key, code: 'AAAAA-AAAAA-AAAAA-AAAAA' }),
      await follow({ ...key, reference: 'JAAAA-AAAAA' }),
    ];
    for (const wrong of wrongs) expect([wrong.status, wrong.json.code]).toEqual([404, 'joining-not-known']);

    expect((await call('nz-registrar', 'GET', '/v1/joining/applications')).json.items).toEqual([]);
    expect((await call('nz-officer', 'GET', '/v1/joining/applications')).status).toBe(403);
    const list = await call('checker', 'GET', '/v1/joining/applications?state=lodged&name=fiji');
    expect(list.json.items, list.body).toHaveLength(1);
    const id = String(list.json.items?.[0]?.['id']);
    const path = `/v1/joining/applications/${id}`;
    expect((await call('nz-registrar', 'GET', path)).json.code).toBe('joining-not-known');
    const act = (who: string, action: string, version: number, body: object = {}) =>
      call(who, 'POST', `${path}/actions/${action}`, body, { 'if-match': `"${String(version)}"` });
    expect((await act('approver', 'approve', 1, { organisation: 'FJ-BAF' })).json.code).toBe(
      'action-not-allowed',
    );
    expect((await act('checker', 'ask', 1, { text: 'Who signs for you?' })).status).toBe(200);
    expect((await follow(key)).json).toMatchObject({ state: 'questioned', thread: [{ by: 'officer' }] });
    const answered = await call('', 'POST', '/v1/joining/answers', {
      ...key,
      text: 'The director.',
      document,
    });
    expect(answered.json, answered.body).toMatchObject({ state: 'lodged' });
    expect((await act('both', 'check', 3)).status).toBe(200);
    const own = await act('both', 'approve', 4, { organisation: 'FJ-BAF' });
    expect([own.status, own.json.code]).toEqual([409, 'action-not-allowed']);
    expect(own.body).toContain('joining-checked-by-you');
    expect((await act('checker', 'approve', 4, { organisation: 'FJ-BAF' })).json.code).toBe(
      'action-forbidden',
    );
    const early = await call('', 'POST', '/v1/joining/invitations', key);
    expect(early.json.code).toBe('joining-not-open');
    const approved = await act('approver', 'approve', 4, { organisation: 'FJ-BAF' });
    expect(approved.json, approved.body).toMatchObject({ state: 'approved' });
    const document1 = String(approved.json['body']?.['documents']?.[0]?.['id']);
    const file = await call('approver', 'GET', `${path}/documents/${document1}`);
    expect(file.headers['content-disposition']).toContain('attachment');

    const collected = await call('', 'POST', '/v1/joining/invitations', key);
    expect(collected.json.items, collected.body).toHaveLength(2);
    const token = String(collected.json.items?.find(({ login }) => login === 'sione@baf.example')?.['token']);
    const password = 'coral and mangrove 42';
    expect((await call('', 'POST', '/v1/invitations/accept', { token, password })).status).toBe(200);
    expect((await call('', 'POST', '/v1/joining/invitations', key)).json.items).toHaveLength(1);
    const opened = await call('', 'POST', '/v1/sessions', { login: 'sione@baf.example', password });
    expect(opened.json).toMatchObject({
      caller: { roles: ['official'], scope: { country: 'FJ', authority: 'FJ-BAF' } },
    });
  });
});

describe('the audit log', () => {
  it('shows each auditor what their own authority’s people did, with proof, and never what was sought', async () => {
    await call('nz-officer', 'GET', '/v1/certificates?party=Wellington%20Secret%20Meats');
    await call('nz-officer', 'GET', '/v1/certificates/01a20292-101d-756c-abab-8dafb5742d6c');
    await call('checker', 'GET', '/v1/certificates?party=Beijing');
    const lodged = await house.server.inject({
      method: 'POST',
      url: '/v1/certificates',
      headers: {
        authorization: `Bearer ${tokens.get('nz-officer') ?? ''}`,
        'content-type': 'application/xml',
      },
      payload: Buffer.from(house.sealed({ number: 'AUDITED-1', importing: 'CN' })),
    });
    expect(lodged.statusCode, lodged.body).toBeLessThan(300);
    const { id: certificate } = lodged.json<{ id: string }>();
    const paper = await call('nz-officer', 'GET', `/v1/certificates/${certificate}/security-code`);
    const securityCode = String(paper.json['securityCode']);
    await call('checker', 'GET', '/v1/certificates/by-number/NZ/AUDITED-1');
    const face = await call('', 'POST', '/v1/public/certificates', { number: 'AUDITED-1', securityCode });
    expect(face.status, face.body).toBe(200);
    // Entries are written in their order: with the last, all are there.
    await vi.waitFor(async () => {
      const { json } = await call('auditor', 'GET', `/v1/audit?subject=certificates/${certificate}`);
      expect(json.items).toHaveLength(3);
    }, 20_000);
    const list = await call('nz-auditor', 'GET', '/v1/audit?kind=search&route=search-certificates');
    expect(list.json.items, list.body).toHaveLength(1);
    expect(list.json.items?.[0]).toMatchObject({
      kind: 'search',
      authority: 'NZ-MPI',
      filters: ['party'],
      status: 200,
      subject: 'certificates',
    });
    expect(list.body).not.toContain('Secret');
    expect(Object.values(list.json['names'] ?? {})).toEqual([expect.stringMatching(/^machine-/)]);
    const views = await call(
      'nz-auditor',
      'GET',
      '/v1/audit?subject=certificates/01a20292-101d-756c-abab-8dafb5742d6c',
    );
    expect(views.json.items).toMatchObject([{ kind: 'view', route: 'read-certificate', status: 404 }]);
    const all = await call('auditor', 'GET', '/v1/audit?route=search-certificates');
    expect(all.json.items?.map(({ authority }) => authority).toSorted()).toEqual(['CN-GACC', 'NZ-MPI']);
    // What was shown is found by the certificate, however it was asked for.
    const shown = await call('auditor', 'GET', `/v1/audit?subject=certificates/${certificate}`);
    expect(shown.json.items?.map(({ actor, route, kind }) => [actor === 'anyone', route, kind])).toEqual([
      [true, 'check-certificate', 'view'],
      [false, 'find-certificate', 'view'],
      [false, 'read-security-code', 'view'],
    ]);
    const id = String(list.json.items?.[0]?.['id']);
    expect((await call('cn-auditor', 'GET', `/v1/audit/${id}/proof`)).json.code).toBe(
      'audit-entry-not-known',
    );
    const proof = await call('nz-auditor', 'GET', `/v1/audit/${id}/proof`);
    expect(proof.status, proof.body).toBe(200);
    const exported = await call('nz-auditor', 'GET', '/v1/audit/export?kind=view');
    expect(exported.body.trim().split('\n').length).toBeGreaterThan(0);
  });
});
