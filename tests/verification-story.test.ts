import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  issueAuthority,
  issueSealCertificate,
  newRandom,
  readCertificatesPem,
  readSealKey,
} from '../src/crypto/index.ts';
import { openPartner, type PartnerClient } from '../src/exchange/partner/index.ts';
import { Country, type Row } from './support/country.ts';

const shared = { COUNTERFOIL_EXCHANGE_POLL_SECONDS: '1' };
const nz = new Country('NZ-MPI', shared);
const cn = new Country('CN-GACC', shared);
const TRADER = 'CN-EASTFOODS';
const FIRST = 'NZL2026/MEA/0001';
const SECOND = 'NZL2026/MEA/0002';

interface Reason {
  readonly code: string;
  readonly sentence: string;
  readonly values: Readonly<Record<string, string>>;
}
interface Reading {
  readonly declaration: { readonly id: string; readonly number: string; readonly state: string };
  readonly decision?: {
    readonly outcome: string;
    readonly place: number;
    readonly findings: readonly { readonly reasons: readonly Reason[] }[];
    readonly drawings: readonly { readonly certificate: { readonly number: string } }[];
  };
}
interface Page<Item> {
  readonly items: readonly Item[];
}
interface Balance {
  readonly lines: readonly { readonly held: string; readonly available: string }[];
}

const DIALECTS: Readonly<Record<string, string>> = {
  certificate: 'sps-certificate:17',
  'certificate-status': 'certificate-status:1',
  receipt: 'receipt:1',
  'verification-result': 'correspondence:1',
  inquiry: 'correspondence:1',
  'inquiry-answer': 'correspondence:1',
};

function agreement(own: Country, other: Country): Row {
  const outgoing = Object.entries(DIALECTS).map(([type, dialect]) => ({ type, dialect, channel: 'rest' }));
  return {
    key: { authority: own.authority, partner: other.authority },
    value: {
      state: 'live',
      contact: 'the desk',
      scope: [
        { from: 'NZ', to: 'CN', commodity: '', paperless: true },
        { from: 'CN', to: 'NZ', commodity: '', paperless: true },
      ],
      outgoing,
      incoming: outgoing.map(({ type, channel }) => ({ type, channel })),
    },
  };
}

async function join(own: Country, other: Country): Promise<void> {
  await own.agree(
    'exchange-certificate',
    ['seal', 'transport'].map((use) => ({
      key: { partner: other.authority, use, fingerprint: other.fingerprint },
      value: { certificate: other.certificate },
    })),
  );
  await own.agree('exchange-address', [
    {
      key: { partner: other.authority, channel: 'rest' },
      value: { address: { url: `${other.url}/exchange/v1` } },
    },
  ]);
  await own.agree('exchange-partner', [agreement(own, other)]);
}

/** The trader's own system docks as a partner that fetches what it is told of its declarations, and nothing else. */
async function dock(): Promise<PartnerClient> {
  const period = { from: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z' };
  const subject = { ...period, country: 'CN', organisation: TRADER };
  const root = await issueAuthority({ ...subject, commonName: 'Root' });
  const { privateKey, certificate } = await issueSealCertificate(root, { ...subject, commonName: 'System' });
  const fingerprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();
  await cn.agree(
    'exchange-certificate',
    ['seal', 'transport'].map((use) => ({
      key: { partner: TRADER, use, fingerprint },
      value: { certificate },
    })),
  );
  const told = { type: 'declaration-outcome', dialect: 'declaration-outcome:1', channel: 'rest' };
  await cn.agree('exchange-partner', [
    {
      key: { authority: cn.authority, partner: TRADER },
      value: { state: 'live', contact: 'the desk', scope: [], outgoing: [told], incoming: [] },
    },
  ]);
  return openPartner(
    {
      form: 'counterfoil-kit:1',
      partner: TRADER,
      authority: cn.authority,
      rest: `${cn.url}/exchange/v1`,
      soap: '',
      largestBytes: 1_048_576,
      trials: { testing: TRADER, suspended: TRADER, limited: TRADER },
      key: readSealKey({ privateKey, certificates: certificate }),
      installation: readCertificatesPem(cn.certificate),
      serverAuthorities: [],
      certificateDraft: '',
    },
    { clock: () => new Date(), random: newRandom },
  );
}

interface Told {
  readonly declaration: { readonly number: string };
  readonly state: string;
  readonly at: string;
}

/** What the trader's system was told, oldest first. */
const heard: Told[] = [];

/** Takes what waits for the trader's system and confirms it; of one declaration a message comes when the one before is confirmed. */
async function hear(): Promise<void> {
  const { messages } = await system.list({ after: 0, limit: 100 });
  for (const { envelope } of messages) {
    const message = await system.get(String(envelope['id']));
    expect(message.envelope).toMatchObject({ type: 'declaration-outcome', from: cn.authority, to: TRADER });
    // What the seal holds for is the dialect's JSON.
    heard.push(JSON.parse(Buffer.from(message.content).toString('utf8')) as Told);
    await system.receipt(message, { level: 'technical', outcome: 'accepted' });
  }
}

/** All of a pack, proposed by one official and approved by another. */
async function load(pack: string): Promise<void> {
  const { items } = await cn.told<Page<{ readonly id: string }>>(
    'first',
    `/v1/rule-packs/${pack}/proposals`,
    {
      from: '2026-01-01',
      reason: 'The law of the day.',
    },
  );
  for (const { id } of items) await cn.approve(id);
}

let serial = 0;
function declaration(commodity: string, kilograms: string, reference: string, code = '852') {
  serial += 1;
  return {
    form: 'facts',
    declaration: {
      number: `2200${String(new Date().getUTCFullYear())}1${String(serial).padStart(9, '0')}`,
      office: '2200',
      direction: 'import',
      procedure: '0110',
      despatchCountry: 'NZ',
      tradeCountry: 'NZ',
      arrival: new Date().toISOString().slice(0, 10),
      port: 'CNSHG',
      transportMode: '1',
      transportMeans: 'MV Example',
      consignor: { name: 'Southern Meats Limited' },
      consignee: { name: 'Shanghai Trading Company' },
      containers: ['MSKU1234565'],
      seals: ['NZ00123'],
      items: [
        {
          item: 1,
          commodity,
          origin: 'NZ',
          quantities: [{ measure: 'net-mass', value: kilograms, unit: 'KGM' }],
          value: { amount: '40000', currency: 'CNY' },
          documents: [{ code, reference }],
        },
      ],
    },
  };
}

const lodge = (what: object): Promise<Reading> =>
  cn.told<Reading>('trader', '/v1/declarations?authority=CN-GACC', what, { 'accept-language': 'en' });
const read = (who: string, { declaration: { id } }: Reading): Promise<Reading> =>
  cn.told<Reading>(who, `/v1/declarations/${id}`);
const reasonsOf = ({ decision }: Reading): readonly Reason[] =>
  decision?.findings.flatMap(({ reasons }) => reasons) ?? [];
const seen = async (number: string): Promise<string | undefined> =>
  (
    await cn.told<Page<{ readonly number: string; readonly state: string }>>(
      'inspector',
      `/v1/certificates?number=${encodeURIComponent(number)}`,
    )
  ).items.find((one) => one.number === number)?.state;
const heldOf = async (number: string): Promise<string | undefined> => {
  const answer = await cn.ask('inspector', `/v1/balances/NZ/NZ-MPI/${encodeURIComponent(number)}`);
  if (answer.status === 404) return undefined;
  // The program answers by the schema of the route.
  return ((await answer.json()) as Balance).lines[0]?.held;
};

let system: PartnerClient;

beforeAll(async () => {
  for (const country of [nz, cn]) {
    await country.equip();
    await country.start();
  }
  for (const country of [nz, cn]) {
    country.enter(
      country.trust(nz),
      country.account('first', ['steward']),
      country.account('second', ['steward']),
      country.account('clerk', ['supervisor'], country.authority),
    );
  }
  cn.enter(cn.account('administrator', ['administrator']), cn.account('inspector', ['inspector'], 'CN-GACC'));
  await cn.told('administrator', '/v1/organisations', {
    key: TRADER,
    kind: 'trader',
    title: { en: 'East Foods', zh: '东方食品' },
  });
  cn.enter(cn.account('trader', ['declarant'], TRADER, 'organisation'));
  await join(nz, cn);
  await join(cn, nz);
  system = await dock();
  await load('china-import');
  await cn.agree('agreement', [
    {
      key: { country: 'NZ', commodity: '' },
      value: { electronic: true, paperlessFrom: '2026-01-01', channel: 'rest' },
    },
  ]);
});
afterAll(() => Promise.all([nz.stop(), cn.stop()]));

describe('two countries and a trader', () => {
  const lodged: Reading[] = [];

  it('write three declarations off a certificate that crossed the border, and tell why the third is too much', async () => {
    await nz.lodge(FIRST, 'CN');
    await expect.poll(() => seen(FIRST)).toBe('issued');
    for (const kilograms of ['400', '500', '300'])
      lodged.push(await lodge(declaration('0202300090', kilograms, FIRST)));
    expect(lodged.map(({ declaration: { state } }) => state)).toEqual(['passed', 'passed', 'inquired']);
    const third = lodged[2];
    const why = third && reasonsOf(third).find(({ code }) => code === 'cn-quantity-used-up');
    expect(Object.values(why?.values ?? {}).join(' ')).toMatch(/300/);
    expect(why?.sentence).toMatch(/300/);
    expect(await heldOf(FIRST)).toBe('900');
  });

  it('ask the issuer from the case, whose replacement lets the third pass by itself and takes all that was written off', async () => {
    const third = lodged[2];
    if (third === undefined) throw new Error('three were lodged');
    const { id } = third.declaration;
    const tag = (await cn.ask('inspector', `/v1/declarations/${id}`)).headers.get('etag') ?? '';
    await cn.told(
      'inspector',
      `/v1/declarations/${id}/actions/inquire`,
      {
        certificate: { country: 'NZ', authority: 'NZ-MPI', number: FIRST },
        text: 'Was more shipped than certified?',
      },
      { 'if-match': tag },
    );
    const threads = () => nz.told<Page<{ readonly id: string }>>('clerk', '/v1/inquiries');
    await expect.poll(async () => (await threads()).items.length).toBe(1);
    const [thread] = (await threads()).items;
    await nz.told('clerk', `/v1/inquiries/${thread?.id ?? ''}/messages`, {
      kind: 'response',
      content: 'A pallet was left out. A replacement follows.',
    });
    await nz.lodge(SECOND, 'CN', {
      replaces: FIRST,
      products: [{ name: 'Frozen boneless beef', hs: '020230', kilograms: '1250' }],
    });
    await expect.poll(async () => (await read('trader', third)).declaration.state).toBe('passed');
    expect((await read('trader', third)).decision?.drawings[0]?.certificate.number).toBe(SECOND);
    await expect.poll(() => heldOf(SECOND)).toBe('1200');
    expect(await heldOf(FIRST)).toBe('0');
    const states = await Promise.all(lodged.map((one) => read('inspector', one)));
    expect(states.map(({ declaration: { state } }) => state)).toEqual(['passed', 'passed', 'passed']);
  });

  it('tell the trader’s own system by the road it has, of each declaration what changed and nothing twice', async () => {
    const numbers = lodged.map(({ declaration: { number } }) => number);
    const statesOf = () =>
      numbers.map((number) =>
        heard.filter(({ declaration }) => declaration.number === number).map(({ state }) => state),
      );
    // The first two pass as before, and for another reason: their certificate was replaced.
    await expect
      .poll(() => hear().then(statesOf))
      .toEqual([
        ['passed', 'passed'],
        ['passed', 'passed'],
        ['inquired', 'passed'],
      ]);
    const said = heard.map((one) => JSON.stringify({ ...one, at: undefined }));
    expect(said.map((text) => text.includes('cn-replaced-followed'))).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    await hear();
    expect(new Set(said).size).toBe(heard.length);
  });

  it('raise the tolerance for bulk grain after seeing what it changes, and leave what was decided before as it was', async () => {
    await nz.lodge('NZL2026/GRA/0003', 'CN', {
      type: '851',
      products: [{ name: 'Wheat in bulk', hs: '100199', kilograms: '1000000' }],
    });
    await expect.poll(() => seen('NZL2026/GRA/0003')).toBe('issued');
    const over = await lodge(declaration('1001990090', '1040000', 'NZL2026/GRA/0003', '851'));
    const before = over.decision?.outcome;
    expect(before).not.toBe('pass');
    const { rows } = await cn.told<{
      readonly rows: readonly { readonly key: { readonly table: string }; readonly value: TableValue }[];
    }>('first', '/v1/parameters/rule-table?authority=CN-GACC');
    const table = rows.find(({ key }) => key.table === 'china-tolerances')?.value;
    if (table === undefined) throw new Error('the pack was loaded');
    const raised = {
      ...table,
      rows: table.rows.map((row) =>
        row.id === 'grain-in-bulk' ? { ...row, outputs: { percent: '5' } } : row,
      ),
    };
    await cn.agree('rule-table', [{ key: { table: 'china-tolerances' }, value: raised }], {
      owner: { authority: 'CN-GACC' },
    });
    const first = over.decision?.place ?? 0;
    const replay = `/v1/declarations/${over.declaration.id}/decisions/${String(first)}/replay`;
    expect(await cn.told('inspector', replay)).toMatchObject({ same: true });
    // What is open goes by what counts now, and what it was decided before stays as it was.
    await expect.poll(async () => (await read('trader', over)).declaration.state).toBe('passed');
    expect((await read('trader', over)).decision?.place).toBe(first + 1);
    expect(await cn.told('inspector', replay)).toMatchObject({ same: true });
  });
});

interface TableValue {
  readonly rows: readonly { readonly id: string }[];
}
