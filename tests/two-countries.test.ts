import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Country, type Row } from './support/country.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-drop-'));
const shared = { COUNTERFOIL_EXCHANGE_POLL_SECONDS: '1', COUNTERFOIL_DROP_FOLDER: folder };
const nz = new Country('NZ-MPI', shared);
const cn = new Country('CN-GACC', shared);
const PICTURE = 1_500;
const mailPorts = new Map<Country, number>();

interface Entry {
  readonly id: string;
  readonly number: string;
  readonly state: string;
}
interface Page<Item> {
  readonly items: readonly Item[];
}

const ROADS = ['rest', 'soap', 'smtp', 'drop'] as const;
type Road = (typeof ROADS)[number];

const mailbox = ({ authority }: Country): string => `exchange@${authority.toLowerCase()}.test`;
const folderName = ({ authority }: Country): string => `to-${authority}`;

/** Where one finds the other, by each road. */
const ADDRESSES: Readonly<Record<Road, (own: Country, other: Country) => object>> = {
  rest: (_, other) => ({ url: `${other.url}/exchange/v1` }),
  soap: (_, other) => ({
    ways: ['signature'],
    service: { url: `${other.url}/soap/exchange`, ways: ['signature'] },
  }),
  smtp: (_, other) => ({
    mailbox: mailbox(other),
    host: '127.0.0.1',
    port: mailPorts.get(other),
    tls: 'none',
  }),
  drop: (own, other) => ({ folder: 'both', outgoing: folderName(other), incoming: folderName(own) }),
};

const CORRESPONDENCE = ['verification-result', 'inquiry', 'inquiry-answer'] as const;
const DIALECTS: Readonly<Record<string, string>> = {
  certificate: 'sps-certificate:17',
  'certificate-status': 'certificate-status:1',
  receipt: 'receipt:1',
  ...Object.fromEntries(CORRESPONDENCE.map((type) => [type, 'correspondence:1'])),
};

/** What two countries agree on, from the side of one of them. */
function agreement(own: Country, other: Country, channel: Road): Row {
  const outgoing = Object.entries(DIALECTS).map(([type, dialect]) => ({ type, dialect, channel }));
  const pairs = [
    ['NZ', 'CN'],
    ['CN', 'NZ'],
  ] as const;
  return {
    key: { authority: own.authority, partner: other.authority },
    value: {
      state: 'live',
      contact: 'the desk',
      scope: pairs.map(([from, to]) => ({ from, to, commodity: '', paperless: true })),
      outgoing,
      incoming: outgoing.map(({ type }) => ({ type, channel })),
    },
  };
}

async function equip(own: Country, other: Country): Promise<void> {
  await own.agree(
    'exchange-certificate',
    ['seal', 'transport', 'encryption'].map((use) => ({
      key: { partner: other.authority, use, fingerprint: other.fingerprint },
      value: { certificate: other.certificate },
    })),
  );
  await own.agree(
    'exchange-address',
    ROADS.map((channel) => ({
      key: { partner: other.authority, channel },
      value: { address: ADDRESSES[channel](own, other) },
    })),
  );
}

/** Both change over to another road. */
async function travel(channel: Road): Promise<void> {
  await nz.agree('exchange-partner', [agreement(nz, cn, channel)]);
  await cn.agree('exchange-partner', [agreement(cn, nz, channel)]);
  // A server's picture of its partners may be a second old.
  await setTimeout(PICTURE);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

const found = async (country: Country, who: string, number: string): Promise<Entry | undefined> =>
  (await country.told<Page<Entry>>(who, `/v1/certificates?number=${number}`)).items.find(
    (one) => one.number === number,
  );
const inquiries = (country: Country, who: string) =>
  country.told<Page<{ readonly id: string; readonly certificate: { readonly number: string } }>>(
    who,
    '/v1/inquiries',
  );
const messages = async (country: Country, who: string, id: string) =>
  (
    await country.told<{
      readonly messages: readonly { readonly kind: string; readonly content?: string }[];
    }>(who, `/v1/inquiries/${id}`)
  ).messages;

beforeAll(async () => {
  for (const country of [nz, cn]) {
    const port = await freePort();
    mailPorts.set(country, port);
    country.installation.configure({
      COUNTERFOIL_MAIL_ADDRESS: mailbox(country),
      COUNTERFOIL_MAIL_PORT: String(port),
      COUNTERFOIL_MAIL_TLS: 'offered',
    });
    await country.equip();
    await country.start();
  }
  for (const country of [nz, cn]) {
    country.enter(
      country.trust(nz),
      country.account('first', ['steward']),
      country.account('second', ['steward']),
      country.account('clerk', ['supervisor'], country.authority),
      country.account('official', ['official'], country.authority),
    );
  }
  await equip(nz, cn);
  await equip(cn, nz);
});
afterAll(async () => {
  await Promise.all([nz.stop(), cn.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('two installations', () => {
  it.each(ROADS)('exchange a certificate, a question, its answer and the result by %s', async (road) => {
    await travel(road);
    const number = `NZL2026/${road}`;
    await nz.lodge(number, 'CN');
    await expect.poll(() => found(cn, 'official', number)).toMatchObject({ state: 'issued' });
    const there = await found(cn, 'official', number);
    const asking = `/v1/certificates/${there?.id ?? ''}/results`;
    await cn.told('official', asking, { verdict: 'request', remark: 'Which establishment was it?' });
    const threadOf = async (country: Country, who: string) =>
      (await inquiries(country, who)).items.find(({ certificate }) => certificate.number === number)?.id;
    await expect.poll(() => threadOf(nz, 'clerk')).toBeDefined();
    const asked = (await threadOf(nz, 'clerk')) ?? '';
    await nz.told('clerk', `/v1/inquiries/${asked}/messages`, { kind: 'response', content: 'ME 0001.' });
    const own = (await threadOf(cn, 'official')) ?? '';
    await expect
      .poll(async () => (await messages(cn, 'official', own)).map(({ content }) => content))
      .toContain('ME 0001.');
    await cn.told('official', asking, { verdict: 'pass' });
    const here = await found(nz, 'clerk', number);
    const results = `/v1/certificates/${here?.id ?? ''}/results`;
    await expect
      .poll(async () =>
        (await nz.told<Page<{ readonly verdict: string }>>('clerk', results)).items.map(
          ({ verdict }) => verdict,
        ),
      )
      .toContain('pass');
  });

  it('lose and double nothing while one of them is killed and starts again', async () => {
    await travel('rest');
    const numbers = Array.from({ length: 12 }, (_, n) => `NZL2026/1${String(n).padStart(3, '0')}`);
    const port = new URL(cn.url).port;
    const lodging = Promise.all(numbers.map((number) => nz.lodge(number, 'CN')));
    await cn.kill();
    await lodging;
    cn.installation.configure({ COUNTERFOIL_PORT: port });
    await cn.start();
    for (const number of numbers)
      await expect
        .poll(() => found(cn, 'official', number), { timeout: 60_000 })
        .toMatchObject({ state: 'issued' });
    const all = await cn.told<Page<Entry>>('official', '/v1/certificates?number=NZL2026/1&limit=50');
    expect(all.items.map(({ number }) => number).toSorted()).toEqual(numbers);
  });
});
