import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../access/index.ts';
import { sampleBytes } from '../systems/ecert/testing/certificates.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
const tokens = new Map<string, string>();
const ids = new Map<string, string>();
const runs = Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 400 : 60;

/**
 * Callers by what they may see of certificates that Wellington issued for China and Auckland for Norway. Wellington is
 * an office below the north's.
 */
const CALLERS = {
  issuer: { authority: 'NZ-MPI', sees: ['S-CN', 'S-NO'] },
  north: { authority: 'NZ-MPI', office: 'NZ-MPI/NTH', sees: ['S-CN'] },
  wellington: { authority: 'NZ-MPI', office: 'NZ-MPI/WLG', sees: ['S-CN'] },
  auckland: { authority: 'NZ-MPI', office: 'NZ-MPI/AKL', sees: ['S-NO'] },
  importer: { authority: 'CN-GACC', sees: ['S-CN'] },
  stranger: { authority: 'AR-SENASA', sees: [] },
  platform: { sees: ['S-CN', 'S-NO'] },
} as const;
type CallerName = keyof typeof CALLERS;

const SECRETS = { 'S-CN': 'Wellington Meats', 'S-NO': 'Auckland Fruits' } as const;
type Number = keyof typeof SECRETS;

beforeAll(async () => {
  house = await testHouse();
  const { offices } = house.services.registers;
  const north = { key: 'NZ-MPI/NTH', authority: 'NZ-MPI', kind: 'bureau', title: { en: 'North' } } as const;
  await offices.add(OPERATOR, north);
  await offices.change(OPERATOR, 'NZ-MPI/WLG', { parent: north.key });
  for (const [name, { sees: _, ...account }] of Object.entries(CALLERS)) {
    tokens.set(name, await house.token({ ...account, roles: ['supervisor'] }));
  }
  const lodge = async (number: Number, place: string, importing: string) => {
    const answer = await house.server.inject({
      method: 'POST',
      url: '/v1/certificates',
      headers: {
        authorization: `Bearer ${tokens.get('issuer') ?? ''}`,
        'content-type': 'application/xml',
        prefer: 'wait=10',
      },
      payload: Buffer.from(
        sampleBytes({ number, place, importing, consignor: SECRETS[number], issuer: 'NZ-MPI' }),
      ),
    });
    ids.set(number, answer.json<{ id: string }>().id);
  };
  await lodge('S-CN', 'Wellington', 'CN');
  await lodge('S-NO', 'Auckland', 'NO');
});
afterAll(() => house.close());

/** Every way to ask for a certificate. */
const WAYS: readonly ((number: Number, id: string) => string)[] = [
  () => '/v1/certificates',
  (number) => `/v1/certificates?number=${number}`,
  (number) => `/v1/certificates?party=${encodeURIComponent(SECRETS[number].split(' ')[0] ?? '')}`,
  () => '/v1/certificates?country=NZ&limit=200',
  () => '/v1/certificates/export',
  () => '/v1/certificates/export?country=NZ',
  (number) => `/v1/certificates/by-number/NZ/${number}`,
  (_, id) => `/v1/certificates/${id}`,
  ...['document', 'xml', 'bundle', 'face', 'history', 'receipt', 'proof', 'actions', 'security-code'].map(
    (part) => (_: Number, id: string) => `/v1/certificates/${id}/${part}`,
  ),
];

describe('scope', () => {
  it('no way of asking shows a caller what does not concern them, and each shows what does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(CALLERS) as CallerName[])),
        fc.constantFrom(...(Object.keys(SECRETS) as Number[])),
        fc.constantFrom(...WAYS.keys()),
        async (name, number, way) => {
          const id = ids.get(number) ?? '';
          const url = WAYS[way]?.(number, id) ?? '';
          const answer = await house.server.inject({
            url,
            headers: { authorization: `Bearer ${tokens.get(name) ?? ''}`, prefer: 'respond-async' },
          });
          const sees: readonly Number[] = CALLERS[name].sees;
          for (const secret of Object.keys(SECRETS) as Number[]) {
            if (sees.includes(secret)) continue;
            expect(answer.body, `${name} ${url}`).not.toContain(SECRETS[secret]);
            expect(answer.body, `${name} ${url}`).not.toContain(`"${secret}"`);
            if (url.includes(ids.get(secret) ?? '-')) {
              expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
                404,
                'certificate-not-found',
              ]);
            }
          }
          if (sees.includes(number) && /by-number|\/(?:document|face)$/.test(url)) {
            expect(answer.body, `${name} ${url}`).toContain(SECRETS[number]);
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('an action on what one sees but does not keep is forbidden, on what one does not see not found', async () => {
    const act = async (name: CallerName): Promise<readonly [number, string]> => {
      const answer = await house.server.inject({
        method: 'POST',
        url: `/v1/certificates/${ids.get('S-CN') ?? ''}/actions/withdraw`,
        headers: {
          authorization: `Bearer ${tokens.get(name) ?? ''}`,
          'content-type': 'application/json',
          'if-match': '"1"',
        },
        payload: '{}',
      });
      return [answer.statusCode, answer.json<{ code: string }>().code];
    };
    expect(await act('importer')).toEqual([403, 'action-forbidden']);
    expect(await act('stranger')).toEqual([404, 'record-not-found']);
    expect(await act('auckland')).toEqual([404, 'record-not-found']);
  });

  it('an office keeps what the offices below it hold, and no longer once they are moved away', async () => {
    const { offices } = house.services.registers;
    const id = ids.get('S-CN') ?? '';
    const actions = async () => {
      const answer = await house.server.inject({
        url: `/v1/certificates/${id}/actions`,
        headers: { authorization: `Bearer ${tokens.get('north') ?? ''}` },
      });
      const { items } = answer.json<{ items?: readonly { action: string }[] }>();
      return [answer.statusCode, items?.some(({ action }) => action === 'withdraw')];
    };
    expect(await actions()).toEqual([200, true]);
    await offices.change(OPERATOR, 'NZ-MPI/WLG', { parent: null });
    expect(await actions()).toEqual([404, undefined]);
    await offices.change(OPERATOR, 'NZ-MPI/WLG', { parent: 'NZ-MPI/NTH' });
    expect(await actions()).toEqual([200, true]);
  });

  it('a closed session opens nothing from the next request on', async () => {
    await house.access.addAccount(
      { actor: 'operator', scope: { kind: 'system' }, may: () => true },
      {
        login: 'mere',
        name: 'Mere',
        kind: 'person',
        password: 'correct horse battery',
        authority: 'NZ-MPI',
        roles: ['reader'],
      },
    );
    const opened = await house.server.inject({
      method: 'POST',
      url: '/v1/sessions',
      payload: { login: 'mere', password: 'correct horse battery' },
    });
    expect(opened.statusCode).toBe(201);
    const { token } = opened.json<{ token: string }>();
    const me = () => house.server.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } });
    expect((await me()).json()).toMatchObject({
      name: 'Mere',
      roles: ['reader'],
      permissions: ['certificate.read', 'inquiry.read', 'statistics.read'],
      scope: { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' },
    });
    const closed = await house.server.inject({
      method: 'DELETE',
      url: '/v1/sessions',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(closed.statusCode).toBe(204);
    expect((await me()).statusCode).toBe(401);
  });

  it('a wrong password and an unknown login are answered alike, and not at once', async () => {
    const attempt = async (login: string): Promise<readonly [string, number]> => {
      const started = performance.now();
      const answer = await house.server.inject({
        method: 'POST',
        url: '/v1/sessions',
        payload: { login, password: 'wrong horse battery' },
      });
      return [answer.json<{ code: string }>().code, performance.now() - started];
    };
    for (const login of ['mere', 'nobody']) {
      const [code, milliseconds] = await attempt(login);
      expect(code).toBe('login-failed');
      expect(milliseconds).toBeGreaterThanOrEqual(119);
    }
  });
});
