import fc from 'fast-check';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { OPERATOR, ROLES } from '../access/index.ts';
import { toBase64, utf8, uuidV7 } from '../base/index.ts';
import { newRandom } from '../crypto/index.ts';
import { sampleBytes } from '../systems/ecert/testing/certificates.ts';
import { Allowance } from './allowance.ts';
import { CallerCache } from './caller-cache.ts';
import { Measurements } from './measurements.ts';
import { STANDARD_OPTIONS } from './options.ts';
import type { Route } from './route.ts';
import { routesOf } from './routes/table.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

/*
 * Argentina keeps a certificate, people, an application to join and whatever comes of them; nothing of it concerns New
 * Zealand or China. Whatever they ask, by whatever route, in whatever role: what is Argentina's is answered as what does
 * not exist, and their lists are as if it did not.
 */

/** On the system's own server fewer: what it is asked is the same, and the rest is drawn on the embedded one. */
const SHORT = inject('counterfoilTestServer').binaries === undefined ? 400 : 100;
const runs = Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 4000 : SHORT;
/** What no answer to a caller below may hold. */
const SECRETS = [
  'Manukau Hidden',
  'AKL-SECRET-1',

  'Estancia Secreta',
  'AR-SECRET-1',
  'Delfina Oculta',
  'delfina@',
  'Embajada Velada',
  'velada@',
  'Importadora Callada',
  '26AR-SECRET-9',
];

type CallerName = string;
type Account = Parameters<TestHouse['token']>[0];
const CALLERS = new Map<CallerName, Account | undefined>([
  ['anybody', undefined],
  ...['NZ-MPI', 'CN-GACC'].flatMap((authority): [CallerName, Account][] => [
    ...ROLES.map((role): [CallerName, Account] => [`${authority} ${role}`, { authority, roles: [role] }]),
    [`${authority} nothing`, { authority, roles: [] }],
    [`${authority} everything`, { authority, roles: ROLES }],
  ]),
  ['NZ-MPI/WLG everything', { authority: 'NZ-MPI', office: 'NZ-MPI/WLG', roles: ROLES }],
  ['CN-ORIENT declarant', { organisation: 'CN-ORIENT', roles: ['declarant'] }],
  ['AR-RIVAL everything', { organisation: 'AR-RIVAL', roles: ROLES }],
]);
const STRONGEST = ['NZ-MPI everything', 'NZ-MPI/WLG everything', 'AR-RIVAL everything'];

let house: TestHouse;
let routes: readonly Route[];
/** Every identity there was once Argentina had worked, by table. */
const pool = new Map<string, readonly string[]>();
const tokens = new Map<CallerName, string>();
const before = new Map<string, string>();

beforeAll(async () => {
  house = await testHouse({ guessesPerMinute: 1_000_000, wrongAnswerMilliseconds: 0 });
  const { services } = house;
  routes = await routesOf({
    services,
    settings: STANDARD_OPTIONS,
    callers: new CallerCache(services.access, services.clock),
    allowance: new Allowance(STANDARD_OPTIONS, services),
    measurements: new Measurements(false),
  });
  for (const [key, country] of [
    ['CN-ORIENT', 'CN'],
    ['AR-RIVAL', 'AR'],
    ['AR-CALLADA', 'AR'],
  ] as const)
    await services.registers.organisations.add(OPERATOR, {
      key,
      kind: 'trader',
      title: { en: `${country} trader` },
    });
  for (const [name, account] of CALLERS) {
    if (account !== undefined) tokens.set(name, await house.token(account));
  }
  await services.registers.organisations.change(OPERATOR, 'AR-SENASA', { host: true });
  const ours = new Set([...(await identities()).values()].flat());
  for (const name of STRONGEST) {
    for (const route of lists()) before.set(`${name} ${route.name}`, plain((await ask(name, route)).body));
  }
  await fillArgentina();
  for (const [table, ids] of await identities()) {
    const theirs = ids.filter((id) => !ours.has(id));
    if (theirs.length > 0) pool.set(table, theirs.slice(0, 4));
  }
});
afterAll(() => house.close());

/** The identities that the database holds, by table. */
async function identities(): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = await house.its.superuser.query<{ table: string; column: string }>({
    name: '',
    text: `select table_name::text as table, column_name::text as column from information_schema.columns c
           join information_schema.tables t using (table_schema, table_name)
           where table_schema = 'counterfoil' and table_type = 'BASE TABLE' and data_type = 'uuid'
             and column_name = 'id' and table_name not like 'evidence%'`,
  });
  const found = new Map<string, readonly string[]>();
  for (const { table, column } of columns) {
    const rows = await house.its.superuser.query<{ id: string }>({
      name: '',
      // The log of who asks what grows with the asking.
      text: `select distinct ${column}::text as id from counterfoil.${table}
             ${table === 'audit_entry' ? `where authority = 'AR-SENASA'` : ''}`,
    });
    found.set(
      `${table}.${column}`,
      rows.map(({ id }) => id),
    );
  }
  return found;
}

/** Lodges a certificate and has an official of the importing country ask about it. */
async function lodgeAndRequest(authority: string, sample: Parameters<typeof sampleBytes>[0]) {
  const issuer = await house.token({ authority, roles: ['supervisor'] });
  const official = await house.token({ authority: 'NO-MT', roles: ['official'] });
  const send = (token: string, url: string, payload: string | Buffer, type: string) =>
    house.server.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, 'if-match': '"0"' },
      payload,
    });
  const lodged = await send(issuer, '/v1/certificates', Buffer.from(sampleBytes(sample)), 'application/xml');
  expect(lodged.statusCode, lodged.body).toBeLessThan(300);
  const { id } = lodged.json<{ id: string }>();
  const request = JSON.stringify({ verdict: 'request', remark: 'Which farm?' });
  const asked = await send(official, `/v1/certificates/${id}/results`, request, 'application/json');
  expect(asked.statusCode, asked.body).toBeLessThan(300);
  return { id, issuer };
}

/** A declaration of Argentina's, decided. */
async function lodgeDeclaration(
  token: string,
  number: string,
  { authority, office }: { readonly authority: string; readonly office?: string } = {
    authority: 'AR-SENASA',
  },
): Promise<void> {
  const item = {
    item: 1,
    commodity: '0202300090',
    quantities: [{ measure: 'net-mass', value: '100', unit: 'KGM' }],
    documents: [{ code: 'A', reference: 'AR-SECRET-1' }],
  };
  const consignee = { name: 'Importadora Callada' };
  const lodged = await house.server.inject({
    method: 'POST',
    url: `/v1/declarations?authority=${authority}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    payload: JSON.stringify({
      form: 'facts',
      declaration: {
        number,
        ...(office === undefined ? {} : { office }),
        direction: 'import',
        consignee,
        items: [item],
      },
    }),
  });
  expect(lodged.statusCode, lodged.body).toBe(201);
}

async function fillArgentina(): Promise<void> {
  const { registers } = house.services;
  const { id, issuer } = await lodgeAndRequest('AR-SENASA', {
    number: 'AR-SECRET-1',
    place: 'Buenos Aires',
    importing: 'NO',
    consignor: 'Estancia Secreta',
    exporting: 'AR',
    issuer: 'Servicio Nacional de Sanidad y Calidad Agroalimentaria',
  });
  const declarant = await house.token({ organisation: 'AR-CALLADA', roles: ['declarant'] });
  await lodgeDeclaration(declarant, '26AR-SECRET-9');
  const { person } = await registers.people.invite(OPERATOR, {
    name: 'Delfina Oculta',
    email: 'delfina@senasa.example',
    authority: 'AR-SENASA',
    roles: ['officer'],
  });
  await registers.people.assign(OPERATOR, person.id, { role: 'reader' });
  await registers.joining.lodge(
    {
      kind: 'embassy',
      country: 'UY',
      name: 'Embajada Velada',
      contact: { name: 'Delfina Oculta', email: 'velada@embassy.example', language: 'es' },
      purpose: 'To verify.',
      officials: [
        { name: 'Delfina Oculta', email: 'velada@embassy.example', language: 'es', administers: true },
      ],
    },
    { name: 'letter.pdf', content: toBase64(utf8('%PDF-1.7 letter')) },
  );
  await house.server.inject({
    url: `/v1/certificates/${id}`,
    headers: { authorization: `Bearer ${issuer}` },
  });
  await vi.waitFor(async () => {
    const entries = await house.its.superuser.query({
      name: '',
      text: `select id from counterfoil.audit_entry where authority = 'AR-SENASA' and route = 'read-certificate'`,
    });
    expect(entries.length).toBeGreaterThan(0);
  }, 20_000);
}

/** What one office of New Zealand holds, and another must not see. */
async function fillAuckland(): Promise<void> {
  const { registers } = house.services;
  await lodgeAndRequest('NZ-MPI', {
    number: 'AKL-SECRET-1',
    place: 'Auckland',
    importing: 'NO',
    consignor: 'Manukau Hidden',
    issuer: 'NZ-MPI',
  });
  const declarant = await house.token({ organisation: 'AR-CALLADA', roles: ['declarant'] });
  await lodgeDeclaration(declarant, '26AKL-SECRET-9', { authority: 'NZ-MPI', office: 'NZ-MPI/AKL' });
  const { person } = await registers.people.invite(OPERATOR, {
    name: 'Delfina Oculta',
    email: 'delfina@akl.example',
    authority: 'NZ-MPI',
    office: 'NZ-MPI/AKL',
    roles: ['officer'],
  });
  await registers.people.assign(OPERATOR, person.id, { role: 'reader', office: 'NZ-MPI/AKL' });
}

/** Routes whose path names something by its identity, and nothing by another key. */
function named(): readonly Route[] {
  return routes.filter(({ path }) => {
    const parameters = path.match(/:\w+|\*/g)?.map(String) ?? [];
    return parameters.includes(':id') && parameters.every((name) => FILLED.has(name));
  });
}

const FILLED = new Map<string, string>([
  [':id', ''],
  [':document', ''],
  [':credential', ''],
  [':action', 'approve'],
  [':place', '1'],
  [':revision', '1'],
]);

/** Lists and whatever else is asked for without naming anything, as far as the asking itself does not change it. */
function lists(): readonly Route[] {
  const moving = new Set(['evidence', 'operation', 'audit', 'page', 'reference']);
  return routes.filter(
    ({ method, path, area, admission, cost, streams, name }) =>
      method === 'GET' &&
      // Its cursor is a position of the log, whose size everybody knows.
      name !== 'follow-decisions' &&
      !/[:*]/.test(path) &&
      !moving.has(area) &&
      admission !== 'public' &&
      cost !== 'free' &&
      (streams !== true || path.endsWith('/export')),
  );
}

/** Some body that the route's own schema passes, where one can be made of it. */
function bodyOf({ schema, consumes }: Route): string | undefined {
  if (consumes === undefined) return undefined;
  try {
    return JSON.stringify(schema.body === undefined ? {} : Value.Create(schema.body));
  } catch {
    return '{}';
  }
}

async function ask(name: CallerName, route: Route, identity = '', action = 'approve') {
  const token = tokens.get(name);
  const url = route.path.replace(/:\w+/g, (parameter) =>
    parameter === ':action' ? action : FILLED.get(parameter) || identity,
  );
  const payload = bodyOf(route);
  return house.server.inject({
    method: route.method,
    url,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      'if-match': '"1"',
      prefer: 'respond-async',
      ...(payload === undefined ? {} : { 'content-type': route.consumes?.[0] ?? 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
}

/** An answer without what is different in every answer, and without the identity that was asked for. */
function plain(body: string, identity?: string): string {
  const same = body.replace(/#[0-9a-f]{10}-[0-9a-z]+/g, '#').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT');
  return identity === undefined ? same : same.replaceAll(identity, 'IDENTITY');
}

const ACTIONS = ['approve', 'check', 'withdraw', 'confirm', 'done', 'claim'];

/** What is answered for an identity that nobody has. */
const nothing = new Map<string, string>();

async function told(name: CallerName, route: Route, identity: string, action?: string): Promise<string> {
  const { statusCode, body, headers } = await ask(name, route, identity, action);
  return JSON.stringify([statusCode, plain(body, identity), Object.keys(headers).toSorted()]);
}

/** How the answers for theirs and for nothing differ; empty where they do not. */
async function difference(
  name: CallerName,
  route: Route,
  identity: string,
  action?: string,
): Promise<string> {
  const key = `${name} ${route.name} ${action ?? ''}`;
  const none = uuidV7(Date.now(), newRandom);
  const other = nothing.get(key) ?? (await told(name, route, none, action));
  nothing.set(key, other);
  const one = await told(name, route, identity, action);
  const secret = SECRETS.find((each) => one.includes(each));
  if (one === other && secret === undefined) return '';
  return `${name}, ${route.name} ${identity}: ${secret ?? ''} ${one.slice(0, 120)} / ${other.slice(0, 120)}`;
}

describe('what is another’s', () => {
  it('is there to be asked for: of every kind that this test knows to make', () => {
    for (const table of [
      'certificate.id',
      'account.id',
      'assignment.id',
      'joining.id',
      'joining_document.id',
      'audit_entry.id',
      'session.id',
      'declaration.id',
    ]) {
      expect([...pool.keys()]).toContain(table);
    }
    expect(named().length).toBeGreaterThan(30);
  });

  it('is answered as what does not exist, by every route, to whoever holds every role elsewhere', async () => {
    const ids = [...new Set([...pool.values()].map(([first = '']) => first))];
    const differences: string[] = [];
    for (const route of named()) {
      // Each caller with every other identity: the property below draws the rest.
      for (const [index, id] of ids.entries()) {
        differences.push(await difference(STRONGEST[index % STRONGEST.length] ?? '', route, id));
      }
    }
    expect(differences.filter((each) => each !== '')).toEqual([]);
  });

  it('is answered as what does not exist to every kind of caller', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CALLERS.keys()),
        fc.constantFrom(...named()),
        fc.constantFrom(...[...pool.values()].flat()),
        fc.constantFrom(...ACTIONS),
        async (name, route, id, action) => {
          expect(await difference(name, route, id, action)).toBe('');
        },
      ),
      { numRuns: runs },
    );
  });

  it('changes nothing in the lists of others: neither their items, nor their number, nor their order', async () => {
    const differences: string[] = [];
    for (const name of STRONGEST) {
      for (const route of lists()) {
        const { body } = await ask(name, route);
        const [now, then = ''] = [plain(body), before.get(`${name} ${route.name}`)];
        const at = [...now].findIndex((letter, index) => letter !== then[index]);
        const secret = SECRETS.find((each) => body.includes(each));
        if (now !== then)
          differences.push(
            `${name}, ${route.name}: ${then.slice(at - 40, at + 60)} / ${now.slice(at - 40, at + 60)}`,
          );
        if (secret !== undefined) differences.push(`${name}, ${route.name}: ${secret}`);
      }
    }
    expect(differences).toEqual([]);
  });

  it('is another office’s, too: neither its records nor its people are there for an office beside it', async () => {
    const name = 'NZ-MPI/WLG everything';
    const known = new Set([...(await identities()).values()].flat());
    const listed = new Map<string, string>();
    for (const route of lists()) listed.set(route.name, plain((await ask(name, route)).body));
    await fillAuckland();
    const ids = [...(await identities()).values()].flatMap((all) =>
      all.filter((id) => !known.has(id)).slice(0, 2),
    );
    expect(ids.length).toBeGreaterThan(5);
    const differences: string[] = [];
    // Colleagues know one another by name throughout their authority.
    for (const route of lists().filter((each) => each.name !== 'list-colleagues')) {
      const { body } = await ask(name, route);
      const secret = SECRETS.find((each) => body.includes(each));
      if (plain(body) !== listed.get(route.name) || secret !== undefined)
        differences.push(`${route.name}: ${secret ?? body.slice(0, 200)}`);
    }
    for (const route of named()) {
      for (const id of ids) differences.push(await difference(name, route, id));
    }
    expect(differences.filter((each) => each !== '')).toEqual([]);
  });
});
