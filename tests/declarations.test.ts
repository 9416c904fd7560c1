import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demonstrationCertificates } from '../src/demonstration/certificates.ts';
import { endProgram, Installation, signIn, type RunningProgram } from './support/program.ts';

const installation = new Installation();
const PASSWORD = 'a-long-enough-password';
const tokens = new Map<string, string>();
let running: RunningProgram;

beforeAll(async () => {
  await installation.fill();
  running = await installation.start();
  for (const login of ['declarant', 'inspector', 'chief-inspector', 'official-nz'])
    tokens.set(login, await signIn(running.url, login, installation.password(login)));
  const file = path.join(installation.folder, 'password');
  writeFileSync(file, PASSWORD);
  const rival = [
    'account',
    'rival',
    '--name',
    'Rival',
    '--role',
    'declarant',
    '--organisation',
    'CN-DHAQUATIC',
  ];
  expect(installation.command([...rival, '--password-file', file]).stderr).toBe('');
  tokens.set('rival', await signIn(running.url, 'rival', PASSWORD));
});
afterAll(async () => {
  await endProgram(running, 'SIGTERM');
  installation.remove();
});

interface Reading {
  readonly declaration: {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    readonly number: string;
    readonly body: Readonly<Record<string, unknown>>;
  };
  readonly decision: {
    readonly outcome: string;
    readonly place: number;
    readonly findings: readonly {
      readonly reasons: readonly {
        readonly code: string;
        readonly sentence: string;
        readonly values: Readonly<Record<string, string>>;
      }[];
    }[];
  };
  readonly actions: readonly string[];
}

async function ask<Answer = Reading>(
  who: string,
  method: string,
  place: string,
  payload?: object | string,
  headers: Readonly<Record<string, string>> = {},
) {
  const type = typeof payload === 'string' ? 'application/xml' : 'application/json';
  const body = typeof payload === 'object' ? JSON.stringify(payload) : payload;
  const answer = await fetch(`${running.url}${place}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(who) ?? ''}`,
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  // The program answers by the schema of the route.
  return { status: answer.status, json: (await answer.json()) as Answer };
}

const codesOf = ({ decision }: Reading) =>
  decision.findings.flatMap(({ reasons }) => reasons.map(({ code }) => code));

/** Beef certified in Australia for China that the demonstration declares nothing on. */
function beef(place: number): Certificate {
  const found = demonstrationCertificates(new Date(), 120).filter(({ authority, document }) => {
    const { importCountry, consigneeParty } = document.consignment ?? {};
    return (
      authority === 'AU-DAFF' &&
      importCountry?.id?.value === 'CN' &&
      consigneeParty?.name?.value.startsWith('Tianjin') === true &&
      lineOf(document).code === '020230'
    );
  })[place];
  if (found === undefined) throw new Error('the demonstration has beef for China');
  return found;
}

type Certificate = ReturnType<typeof demonstrationCertificates>[number];

function lineOf({ consignment }: Certificate['document']) {
  const line = consignment?.includedConsignmentItem?.[0]?.includedTradeLineItem?.[0];
  return {
    code: line?.applicableClassification?.[0]?.classCode?.value,
    kilograms: Number(line?.netWeightMeasure?.value),
  };
}

let serial = 900;
function form(certificate: Certificate, kilograms: number, number?: string) {
  serial += 1;
  const equipment = certificate.document.consignment?.utilizedTransportEquipment ?? [];
  const declaration = {
    number: number ?? `2200${String(new Date().getUTCFullYear())}1${String(serial).padStart(9, '0')}`,
    office: '2200',
    direction: 'import',
    despatchCountry: 'AU',
    arrival: new Date().toISOString().slice(0, 10),
    containers: equipment.flatMap(({ id }) => id?.value ?? []),
    seals: equipment.flatMap(({ affixedSeal = [] }) => affixedSeal.flatMap(({ id }) => id?.value ?? [])),
    items: [
      {
        item: 1,
        commodity: '0202300090',
        origin: 'AU',
        quantities: [{ measure: 'net-mass', value: String(kilograms), unit: 'KGM' }],
        value: { amount: String(kilograms * 60), currency: 'CNY' },
        documents: [{ code: '853', reference: certificate.number }],
      },
    ],
  };
  return { form: 'facts', declaration };
}
const lodge = (who: string, payload: object | string, headers = {}) =>
  ask(who, 'POST', '/v1/declarations?authority=CN-GACC', payload, headers);
const match = ({ declaration }: Reading) => ({ 'if-match': `"${String(declaration.version)}"` });

describe('a trader', () => {
  it('lodges, sees why too much is refused with both values, amends and passes', async () => {
    const certificate = beef(0);
    const { kilograms } = lineOf(certificate.document);
    const too = form(certificate, kilograms + 500);
    const key = { 'idempotency-key': 'declarations-test-0001' };
    const first = await lodge('declarant', too, key);
    expect(first.status, JSON.stringify(first.json)).toBe(201);
    expect(first.json).toMatchObject({ declaration: { state: 'refused' }, actions: ['amend', 'withdraw'] });
    const reason = first.json.decision.findings
      .flatMap(({ reasons }) => reasons)
      .find(({ code }) => code === 'cn-quantity-over-line');
    expect(Object.values(reason?.values ?? {}).join()).toContain(String(kilograms + 500));
    expect(Object.values(reason?.values ?? {}).join()).toContain(String(kilograms));
    expect(reason?.sentence).not.toMatch(/\{/);
    expect((await lodge('declarant', too, key)).json.declaration.id).toBe(first.json.declaration.id);
    const { id, number } = first.json.declaration;
    const right = form(certificate, kilograms, number);
    const amended = await ask(
      'declarant',
      'POST',
      `/v1/declarations/${id}/versions`,
      right,
      match(first.json),
    );
    expect(amended.status, JSON.stringify(amended.json)).toBe(201);
    expect(amended.json).toMatchObject({ declaration: { state: 'passed', body: { revision: 2 } } });
    const replay = await ask<{ same: boolean }>(
      'inspector',
      'GET',
      `/v1/declarations/${id}/decisions/2/replay`,
    );
    expect(replay.json.same).toBe(true);
    const sides = await ask<{ items: readonly { findings: readonly { fields: readonly object[] }[] }[] }>(
      'declarant',
      'GET',
      `/v1/declarations/${id}/comparison`,
    );
    expect(sides.json.items[0]?.findings[0]?.fields).toContainEqual(
      expect.objectContaining({ field: 'match.origin', compared: 'equal' }),
    );
  });

  it('sees its own declarations and none of another’s', async () => {
    const own = await ask<{ items: readonly { id: string }[] }>('declarant', 'GET', '/v1/declarations');
    expect(own.json.items.length).toBeGreaterThan(10);
    const others = await ask<{ items: readonly object[] }>('rival', 'GET', '/v1/declarations');
    expect(others.json.items).toEqual([]);
    const [first] = own.json.items;
    for (const part of ['', '/history', '/comparison', '/decisions'])
      expect((await ask('rival', 'GET', `/v1/declarations/${first?.id ?? ''}${part}`)).status).toBe(404);
  });

  it('is told where XML is broken, and everything that is wrong with a form', async () => {
    const broken = await ask<{ errors: readonly { code: string; detail: string }[] }>(
      'declarant',
      'POST',
      '/v1/declarations?authority=CN-GACC',
      '<MetaData>\n<Declaration/>\n<!-- two -- hyphens -->\n</MetaData>',
    );
    expect(broken.status).toBe(422);
    expect(broken.json.errors.map(({ code }) => code)).toEqual([
      'xml-not-well-formed',
      'declaration-xml-line',
    ]);
    expect(broken.json.errors[1]?.detail).toContain('3');
    const form = { form: 'facts', declaration: { number: '!', direction: 'sideways', items: [] } };
    const faulty = await ask<{ errors: readonly { path: string }[] }>(
      'declarant',
      'POST',
      '/v1/declarations?authority=CN-GACC',
      form,
    );
    expect(faulty.status).toBe(422);
    expect(faulty.json.errors.map(({ path: place }) => place)).toEqual(
      expect.arrayContaining(['/declaration/number', '/declaration/direction', '/declaration/items']),
    );
  });

  it('may ask what would be decided, and nothing of it is kept', async () => {
    const certificate = beef(1);
    const what = form(certificate, 10);
    const answer = await ask<{ decision: { outcome: string } }>(
      'declarant',
      'POST',
      '/v1/declarations/what-if?authority=CN-GACC',
      what,
    );
    expect(answer.json.decision.outcome).toBe('pass');
    const found = await ask<{ items: readonly object[] }>(
      'inspector',
      'GET',
      `/v1/declarations?number=${what.declaration.number}`,
    );
    expect(found.json.items).toEqual([]);
  });
});

describe('an inspector', () => {
  it('overrules with a reason, and above the value a second official confirms', async () => {
    const certificate = beef(2);
    const { kilograms } = lineOf(certificate.document);
    const lodged = (await lodge('declarant', form(certificate, kilograms + 900))).json;
    expect(codesOf(lodged)).toContain('cn-quantity-over-line');
    const { id } = lodged.declaration;
    const act = (who: string, action: string, input: object, seen: Reading) =>
      ask(who, 'POST', `/v1/declarations/${id}/actions/${action}`, input, match(seen));
    const input = { outcome: 'pass', reason: 'Weighed at the quay.' };
    expect((await act('declarant', 'overrule', input, lodged)).status).toBe(403);
    const proposed = await act('inspector', 'overrule', input, lodged);
    expect(proposed.status, JSON.stringify(proposed.json)).toBe(200);
    expect(proposed.json.declaration.state).toBe('refused');
    expect(proposed.json.declaration.body['proposed']).toMatchObject({ outcome: 'pass' });
    expect((await act('inspector', 'confirm-overrule', {}, proposed.json)).status).toBe(403);
    const confirmed = await act('chief-inspector', 'confirm-overrule', {}, proposed.json);
    expect(confirmed.json.declaration.state).toBe('passed');
    // All of it is taken by what was let pass: the next has nothing left.
    const question = '/v1/declarations/what-if?authority=CN-GACC';
    const next = await ask<object>('declarant', 'POST', question, form(certificate, 1));
    expect(JSON.stringify(next.json)).toContain('cn-quantity-used-up');
    const seen = (await ask('declarant', 'GET', `/v1/declarations/${id}`)).json.declaration.body;
    expect(JSON.stringify(seen)).not.toContain('account/');
  });

  it('annuls a release with a second official, and the account has what was written off again', async () => {
    const certificate = beef(1);
    const { kilograms } = lineOf(certificate.document);
    const lodged = (await lodge('declarant', form(certificate, kilograms))).json;
    expect(lodged.declaration.state, JSON.stringify(lodged.decision)).toBe('passed');
    const { id } = lodged.declaration;
    const act = (who: string, action: string, input: object, seen: Reading) =>
      ask(who, 'POST', `/v1/declarations/${id}/actions/${action}`, input, match(seen));
    const consumed = async () => {
      type Compared = { accounts: readonly { lines: readonly { own: string; consumed: string }[] }[] };
      const path = `/v1/declarations/${id}/comparison`;
      return (await ask<Compared>('inspector', 'GET', path)).json.accounts[0]?.lines[0];
    };
    const released = await act('inspector', 'finalise', { result: 'released' }, lodged);
    expect(released.json).toMatchObject({ declaration: { state: 'finalised' }, actions: ['propose-annul'] });
    const weight = String(kilograms);
    expect(await consumed()).toMatchObject({ consumed: weight, own: weight });
    const reason = { reason: 'The container was exchanged at the quay.' };
    expect((await act('declarant', 'propose-annul', reason, released.json)).status).toBe(403);
    const proposed = await act('inspector', 'propose-annul', reason, released.json);
    expect(proposed.json.declaration.body['annulling']).toMatchObject(reason);
    expect((await act('inspector', 'confirm-annul', {}, proposed.json)).status).toBe(403);
    const annulled = await act('chief-inspector', 'confirm-annul', {}, proposed.json);
    expect(annulled.json.declaration, JSON.stringify(annulled.json)).toMatchObject({
      state: 'annulled',
      body: { annulled: reason },
    });
    expect(await consumed()).toMatchObject({ consumed: '0', own: '0' });
    const own = (await ask('declarant', 'GET', `/v1/declarations/${id}`)).json.declaration.body;
    expect(own['annulled']).toMatchObject(reason);
    expect(JSON.stringify(own)).not.toContain('account/');
    const again = form(certificate, kilograms, lodged.declaration.number);
    const refused = await ask<{ errors: readonly { code: string }[] }>(
      'declarant',
      'POST',
      `/v1/declarations/${id}/versions`,
      { ...again, declaration: { ...again.declaration, arrival: '2026-01-01' } },
      match(annulled.json),
    );
    expect(refused.json.errors).toMatchObject([{ code: 'amend-finished' }]);
  });

  it('asks the issuer from the declaration, and the answer comes back into it', async () => {
    type Asked = { items: readonly Reading['declaration'][] };
    const found = await ask<Asked>('inspector', 'GET', '/v1/declarations?state=inquired');
    const id = found.json.items[0]?.id ?? '';
    const seen = (await ask('inspector', 'GET', `/v1/declarations/${id}`)).json;
    const [document] = seen.declaration.body['documents'] as readonly { reference: string }[];
    const certificate = { country: 'NZ', authority: 'NZ-MPI', number: document?.reference };
    const path = `/v1/declarations/${id}/actions/inquire`;
    const input = { certificate, text: 'How much was certified?' };
    const asked = await ask('inspector', 'POST', path, input, match(seen));
    expect(asked.status, JSON.stringify(asked.json)).toBe(200);
    const inquiriesOf = ({ declaration }: Reading) =>
      declaration.body['inquiries'] as readonly { id: string; answered?: string }[];
    const [inquiry] = inquiriesOf(asked.json);
    expect(inquiry?.answered).toBeUndefined();
    const answer = { kind: 'response', content: 'What the certificate says.' };
    const answered = await ask<object>(
      'official-nz',
      'POST',
      `/v1/inquiries/${inquiry?.id ?? ''}/messages`,
      answer,
    );
    expect(answered.status, JSON.stringify(answered.json)).toBeLessThan(300);
    await expect
      .poll(
        async () => inquiriesOf((await ask('inspector', 'GET', `/v1/declarations/${id}`)).json)[0]?.answered,
      )
      .toBeDefined();
    const tasks = await ask<{ items: readonly { kind: string }[] }>('inspector', 'GET', '/v1/tasks');
    expect(tasks.json.items.map(({ kind }) => kind)).toContain('read-answer');
  });

  it('follows decisions by a cursor, each once and in order', async () => {
    type Page = { items: readonly { number: string; place: number }[]; next: string };
    const all: string[] = [];
    let after = '';
    await expect
      .poll(async () => {
        const { json } = await ask<Page>(
          'inspector',
          'GET',
          `/v1/decisions?limit=5${after === '' ? '' : `&after=${after}`}`,
        );
        all.push(...json.items.map(({ number, place }) => `${number}/${String(place)}`));
        after = json.next;
        return json.items.length;
      })
      .toBe(0);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(12);
  });
});

const samples = '../shared/data/customs-declarations/samples';

/** A trader's machine that comes in by a key of its own (private_key_jwt, RFC 7523), as systems of traders do. */
async function machineOf(organisation: string, login: string): Promise<string> {
  const opening = ['account', login, '--name', 'Gateway', '--role', 'declarant', '--machine'];
  expect(installation.command([...opening, '--organisation', organisation]).stderr).toBe('');
  tokens.set('operator', await signIn(running.url, 'operator', installation.password('operator')));
  type People = { items: readonly { id: string; login: string }[] };
  const found = await ask<People>(
    'operator',
    'GET',
    `/v1/accounts?organisation=${organisation}&text=${login}`,
  );
  const id = found.json.items.find((one) => one.login === login)?.id ?? '';
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const expires = new Date(Date.now() + 86_400_000).toISOString();
  const key = { jwk: await exportJWK(publicKey), label: 'production', expires };
  const added = await ask<object>('operator', 'POST', `/v1/accounts/${id}/keys`, key);
  expect(added.status, JSON.stringify(added.json)).toBe(201);
  const assertion = await new SignJWT({ iss: login, sub: login, aud: `${running.url}/v1/token`, jti: login })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(privateKey);
  const answer = await fetch(`${running.url}/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  const granted: unknown = await answer.json();
  if (typeof granted === 'object' && granted !== null && 'access_token' in granted)
    return String(granted.access_token);
  throw new Error(JSON.stringify(granted));
}

describe.skipIf(!existsSync(samples))('a trader’s system (real declarations absent: skipped)', () => {
  const BROKEN = 'TT_IM084a.xml';
  beforeAll(async () => {
    tokens.set('machine', await machineOf('CN-DHAQUATIC', 'dhaquatic-gateway'));
  });

  it('lodges real declarations of the WCO data model by its key, each decided and given back byte for byte', async () => {
    const names = readdirSync(samples).filter((name) => name.endsWith('.xml') && name !== BROKEN);
    expect(names).toHaveLength(17);
    for (const name of names) {
      const sent = readFileSync(path.join(samples, name), 'utf8');
      const { status, json } = await lodge('machine', sent);
      expect(status, `${name}: ${JSON.stringify(json)}`).toBeLessThan(300);
      const { id } = json.declaration;
      expect(json.declaration.body['declarant']).toBe('CN-DHAQUATIC');
      expect(json.decision.outcome, name).toMatch(/^(pass|hold|refuse|inquire)$/);
      const kept = await fetch(`${running.url}/v1/declarations/${id}/versions/1/content`, {
        headers: { authorization: `Bearer ${tokens.get('machine') ?? ''}` },
      });
      expect(await kept.text(), name).toBe(sent);
      expect((await lodge('machine', sent)).json.declaration.id, name).toBe(id);
      // Its people see it, those of another trader do not.
      expect((await ask('rival', 'GET', `/v1/declarations/${id}`)).status).toBe(200);
      expect((await ask('declarant', 'GET', `/v1/declarations/${id}`)).status).toBe(404);
    }
  });

  it('is told in its language, and as a problem (RFC 9457), in which line the broken one breaks and why', async () => {
    const told: string[][] = [];
    for (const language of ['en', 'zh', 'fr', 'es', 'ru', 'ar']) {
      const answer = await fetch(`${running.url}/v1/declarations?authority=CN-GACC`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokens.get('machine') ?? ''}`,
          'content-type': 'application/xml',
          'accept-language': language,
        },
        body: readFileSync(path.join(samples, BROKEN)),
      });
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('content-language')).toBe(language);
      // The program answers by the schema of problems.
      const problem = (await answer.json()) as {
        readonly code: string;
        readonly title: string;
        readonly errors: readonly { readonly code: string; readonly detail: string }[];
      };
      expect(problem.code).toBe('declaration-invalid');
      expect(problem.errors.map(({ code }) => code)).toEqual(['xml-not-well-formed', 'declaration-xml-line']);
      expect(problem.errors[1]?.detail).toContain('164');
      told.push([problem.title, ...problem.errors.map(({ detail }) => detail)]);
    }
    for (const place of [0, 1, 2]) expect(new Set(told.map((one) => one[place])).size).toBe(6);
  });
});
