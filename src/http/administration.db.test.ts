import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueAuthority, readCertificatesPem, sha256Hex } from '../crypto/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();

beforeAll(async () => {
  house = await testHouse();
  const add = async (name: string, account: Parameters<TestHouse['token']>[0]) =>
    tokens.set(name, await house.token(account));
  await add('steward', { roles: ['steward'] });
  await add('approver', { roles: ['approver'] });
  await add('official', { authority: 'NZ-MPI', roles: ['official'] });
  await add('chinese', { authority: 'CN-GACC', roles: ['supervisor'] });
});
afterAll(() => house.close());

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly etag: string;
}

async function ask<Body = Record<string, unknown>>(
  who: string | undefined,
  method: 'GET' | 'POST',
  url: string,
  payload?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Body>> {
  const token = who === undefined ? undefined : tokens.get(who);
  const answer = await house.server.inject({
    method,
    url,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  const body = answer.body === '' ? {} : answer.json<Body>();
  return { status: answer.statusCode, body: body as Body, etag: String(answer.headers['etag'] ?? '') };
}

interface Change {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

/** Proposed by the steward, approved by the approver. */
async function approved(parameter: string, rows: readonly unknown[]): Promise<Change> {
  const proposal = { reason: 'agreed at the meeting', rows };
  const { status, body } = await ask<Change>(
    'steward',
    'POST',
    `/v1/parameters/${parameter}/changes`,
    proposal,
  );
  expect(status, JSON.stringify(body)).toBe(201);
  return decided(body.id, 'approve');
}

async function decided(id: string, action: string, input: unknown = {}): Promise<Change> {
  const { etag } = await ask('approver', 'GET', `/v1/parameter-changes/${id}`);
  const path = `/v1/parameter-changes/${id}/actions/${action}`;
  const { status, body } = await ask<Change>('approver', 'POST', path, input, { 'if-match': etag });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const beef = { country: 'CN', commodity: '0202' };

describe('parameters over the API', () => {
  it('show what they are, with the words of a form in the reader’s language', async () => {
    const { body } = await ask<{ items: readonly { name: string; title: string }[] }>(
      'steward',
      'GET',
      '/v1/parameters?lang=zh',
      undefined,
      { 'accept-language': 'zh' },
    );
    expect(body.items.find(({ name }) => name === 'agreement')?.title).toBe('协定');
    const read = await ask<{ valueSchema: { properties: { channel: { title: string; labels: string[] } } } }>(
      'steward',
      'GET',
      '/v1/parameters/agreement',
      undefined,
      { 'accept-language': 'fr' },
    );
    const { title, labels } = read.body.valueSchema.properties.channel;
    expect([title, labels[0]]).toEqual(['Voie', 'Guichet']);
  });

  it('name every fault of a proposal with its place and a sentence', async () => {
    const { status, body } = await ask<{ errors: readonly { path: string; detail: string }[] }>(
      'steward',
      'POST',
      '/v1/parameters/agreement/preview',
      {
        rows: [
          {
            key: { country: 'China', commodity: '0202' },
            value: { electronic: false, paperlessFrom: '2026-01-01', channel: 'soap' },
            from: '2026-01-01',
          },
        ],
      },
    );
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ path: '/rows/0/key/country' }]);
    const second = await ask<{ errors: readonly { path: string }[] }>(
      'steward',
      'POST',
      '/v1/parameters/agreement/preview',
      {
        rows: [
          {
            key: beef,
            value: { electronic: false, paperlessFrom: '2026-01-01', channel: 'soap' },
            from: '2026-01-01',
          },
        ],
      },
    );
    expect(second.body.errors).toMatchObject([{ path: '/rows/0/value/paperlessFrom' }]);
  });

  it('are neither proposed nor read by whoever may not', async () => {
    for (const who of ['official', 'chinese']) {
      const denied = await ask(who, 'POST', '/v1/parameters/agreement/changes', { reason: 'x', rows: [] });
      expect(denied.status).toBe(403);
      expect((await ask(who, 'GET', '/v1/parameter-changes')).status).toBe(403);
    }
    expect((await ask('official', 'GET', '/v1/parameters/certificate-model')).status).toBe(403);
    expect((await ask('official', 'GET', '/v1/parameters/nothing')).status).toBe(404);
  });

  it('an agreement counts from its approval, and says what applies on a day', async () => {
    const value = {
      electronic: true,
      paperlessFrom: '2026-06-01',
      channel: 'rest',
      note: { en: 'Protocol of 2026', zh: '2026 年议定书' },
    };
    const change = await approved('agreement', [
      { key: beef, value, from: '2026-01-01' },
      {
        key: { country: 'CN', commodity: '' },
        value: { electronic: false, channel: 'portal' },
        from: '2026-01-01',
      },
    ]);
    expect(change.state).toBe('approved');
    const on = (day: string, commodity: string) =>
      ask<{ items: readonly unknown[]; applies?: { paperless: boolean; commodity: string; note?: string } }>(
        undefined,
        'GET',
        `/v1/agreements?country=CN&commodity=${commodity}&day=${day}`,
      );
    expect((await on('2026-05-31', '020230')).body.applies).toMatchObject({
      paperless: false,
      commodity: '0202',
    });
    expect((await on('2026-06-01', '020230')).body.applies).toMatchObject({
      paperless: true,
      note: 'Protocol of 2026',
    });
    expect((await on('2026-06-01', '0810')).body.applies).toMatchObject({ paperless: false, commodity: '' });
    expect((await on('2025-06-01', '020230')).body).not.toHaveProperty('applies');
  });

  it('a change shows its preview, its history and to each what they may do', async () => {
    const rows = [{ key: beef, value: { electronic: true, channel: 'hub' }, from: '2030-01-01' }];
    const { body } = await ask<Change>('steward', 'POST', '/v1/parameters/agreement/changes', {
      reason: 'hub',
      rows,
    });
    const seen = await ask<{ actions: readonly string[]; preview: { counts: object } }>(
      'approver',
      'GET',
      `/v1/parameter-changes/${body.id}`,
    );
    expect(seen.body).toMatchObject({ actions: ['approve', 'refuse'], preview: { counts: { changed: 1 } } });
    const own = await ask<{ actions: readonly string[] }>(
      'steward',
      'GET',
      `/v1/parameter-changes/${body.id}`,
    );
    expect(own.body.actions).toEqual(['withdraw']);
    const self = await ask<{ errors: readonly { code: string }[] }>(
      'steward',
      'POST',
      `/v1/parameter-changes/${body.id}/actions/approve`,
      {},
      { 'if-match': '"1"' },
    );
    expect([self.status, self.body.errors[0]?.code]).toEqual([409, 'parameter-own-proposal']);
    const stale = await ask(
      'approver',
      'POST',
      `/v1/parameter-changes/${body.id}/actions/approve`,
      {},
      { 'if-match': '"7"' },
    );
    expect(stale.status).toBe(412);
    expect(await decided(body.id, 'refuse', { reason: 'not yet' })).toMatchObject({ state: 'refused' });
  });
});

describe('authorities', () => {
  it('are changed by two officials, from the approval on', async () => {
    const read = await ask<{
      rows: readonly { key: { authority: string }; value: Record<string, unknown>; level: string }[];
    }>('steward', 'GET', '/v1/parameters/authority');
    const norway = read.body.rows.find(({ key }) => key.authority.startsWith('NO-'));
    expect(norway).toMatchObject({ level: 'standard', value: { sealRequired: false } });
    const row = { key: norway?.key, value: { ...norway?.value, sealRequired: true, validityDays: 90 } };
    await approved('authority', [{ ...row, from: '2026-01-01' }]);
    await house.refreshTrust();
    const known = await house.its.superuser.query({
      name: '',
      text: `select seal_required as required, validity_days as days from counterfoil.authority where key = '${norway?.key.authority ?? ''}'`,
    });
    expect(known).toEqual([{ required: true, days: 90 }]);
    const later = await ask<Change>('steward', 'POST', '/v1/parameters/authority/changes', {
      reason: 'later',
      rows: [{ ...row, value: { ...row.value, validityDays: 30 }, from: '2099-01-01' }],
    });
    const { etag } = await ask('approver', 'GET', `/v1/parameter-changes/${later.body.id}`);
    const early = await ask<{ errors: readonly { code: string }[] }>(
      'approver',
      'POST',
      `/v1/parameter-changes/${later.body.id}/actions/approve`,
      {},
      { 'if-match': etag },
    );
    expect([early.status, early.body.errors[0]?.code]).toEqual([422, 'authority-from-later']);
  });
});

describe('announcements', () => {
  it('reach whom they address, and remember who has read them', async () => {
    const told = (title: string) => ({
      title: { en: title },
      text: { en: `${title}.` },
      importance: 'important',
    });
    const from = '2026-01-01';
    await approved('announcement', [
      { key: { id: 'all' }, value: { ...told('For all'), audience: 'everyone' }, from },
      { key: { id: 'nz' }, value: { ...told('For NZ'), audience: 'countries', countries: ['NZ'] }, from },
      { key: { id: 'over' }, value: { ...told('Over'), audience: 'everyone' }, from, until: '2026-02-01' },
      {
        key: { id: 'internal' },
        value: { ...told('Officials'), audience: 'officials', importance: 'urgent' },
        from,
      },
    ]);
    const ids = async (who?: string) =>
      (await ask<{ items: readonly { id: string; read?: boolean }[] }>(who, 'GET', '/v1/announcements')).body
        .items;
    expect((await ids()).map(({ id }) => id)).toEqual(['all']);
    expect((await ids('chinese')).map(({ id }) => id)).toEqual(['internal', 'all']);
    expect((await ids('official')).map(({ id }) => id).toSorted()).toEqual(['all', 'internal', 'nz']);
    expect((await ask('official', 'POST', '/v1/announcements/nz/read')).status).toBe(204);
    expect((await ids('official')).find(({ id }) => id === 'nz')?.read).toBe(true);
    expect((await ids('official')).find(({ id }) => id === 'all')?.read).toBe(false);
  });
});

describe('keys', () => {
  it('are listed with their ends, and nothing of them is secret', async () => {
    const { body } = await ask<{ items: readonly { kind: string; state: string }[] }>(
      'official',
      'GET',
      '/v1/keys',
    );
    expect(body.items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['anchor', 'seal']));
    expect(body.items.every(({ state }) => state === 'valid')).toBe(true);
    expect(JSON.stringify(body)).not.toMatch(/PRIVATE|"certificate"/);
  });

  it('an anchor is trusted, and its trust ended, by two officials', async () => {
    const subject = {
      commonName: 'New root',
      organisation: 'Test',
      country: 'AU',
      from: '2026-01-01T00:00:00Z',
      until: '2036-01-01T00:00:00Z',
    };
    const { certificate } = await issueAuthority(subject);
    const [der = new Uint8Array()] = readCertificatesPem(certificate);
    const propose = (payload: unknown) => ask<Change>('steward', 'POST', '/v1/keys/changes', payload);
    const added = await propose({
      change: 'add-anchor',
      reason: 'new key',
      authority: 'AU-DAFF',
      certificate,
      from: '2026-01-01',
    });
    expect(added.status, JSON.stringify(added.body)).toBe(201);
    await decided(added.body.id, 'approve');
    await house.refreshTrust();
    const mine = async () =>
      (
        await ask<{ items: readonly { fingerprint: string; state: string }[] }>('official', 'GET', '/v1/keys')
      ).body.items.find(({ fingerprint }) => fingerprint === sha256Hex(der));
    expect(await mine()).toMatchObject({ state: 'valid' });
    const ended = await propose({
      change: 'end-anchor',
      reason: 'lost',
      fingerprint: sha256Hex(der),
      from: '2026-06-01',
    });
    await decided(ended.body.id, 'approve');
    await house.refreshTrust();
    expect(await mine()).toMatchObject({ state: 'ended' });
    const unknown = await propose({
      change: 'end-anchor',
      reason: 'x',
      fingerprint: '0'.repeat(64),
      from: '2026-06-01',
    });
    const { etag } = await ask('approver', 'GET', `/v1/parameter-changes/${unknown.body.id}`);
    const failed = await ask<{ code: string }>(
      'approver',
      'POST',
      `/v1/parameter-changes/${unknown.body.id}/actions/approve`,
      {},
      { 'if-match': etag },
    );
    expect([failed.status, failed.body.code]).toEqual([404, 'anchor-not-known']);
    const nonsense = await propose({
      change: 'add-anchor',
      reason: 'x',
      authority: 'AU-DAFF',
      certificate: 'x'.repeat(200),
      from: '2026-01-01',
    });
    expect(nonsense.status).toBe(422);
  });
});
