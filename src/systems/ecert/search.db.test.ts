import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { systemCaller } from '../../ledger/index.ts';
import type { CertificateFilter } from './certificate-record.ts';
import type { CertificateEntry } from './certificates.ts';
import { certificatesByNumber, exportCertificates, searchCertificates } from './certificates.ts';
import { NumberLookup } from './number-lookup.ts';
import { registerTotals } from './statistics.ts';
import type { SampleOptions } from './testing/certificates.ts';
import { sampleBytes } from './testing/certificates.ts';
import { official, testIntake } from './testing/setting.ts';

let held: TestDatabase;
let samples: readonly Sample[];
const operator = systemCaller('system/operator');
const COUNT = 240;

type Sample = SampleOptions & {
  readonly exporting: string;
  readonly importing: string;
  readonly issued: string;
  readonly place: string;
  readonly consignor: string;
  readonly consignee: string;
  readonly container: string;
  readonly seal: string;
  readonly billOfLading: string;
  readonly status: string;
  readonly products: readonly { readonly name: string; readonly hs: string; readonly kilograms: string }[];
};

const PRODUCTS = [
  { name: 'Frozen boneless beef', hs: '020230', kilograms: '1000.5' },
  { name: '冷冻去骨牛肉', hs: '020230', kilograms: '20' },
  { name: 'Fresh apples, Gala', hs: '080810', kilograms: '0.25' },
  { name: 'Algarrobo Chaqueño (Decking)', hs: '440910', kilograms: '333.333' },
  { name: 'Chilled beef liver', hs: '020610', kilograms: '12' },
] as const;
const EXPORTERS = [
  ['NZ', 'Ministry for Primary Industries', 'NZ-MPI'],
  ['AU', 'Department of Agriculture', 'AU-DAFF'],
  ['CN', 'General Administration of Customs', 'CN-GACC'],
] as const;
const COUNTRIES = ['CN', 'NZ', 'EC', 'JP'] as const;
function pick<Value>(list: readonly Value[], index: number): Value {
  const value = list[index % list.length];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}

function sampleAt(index: number): Sample {
  const [exporting, issuer] = pick(EXPORTERS, index);
  const day = 1 + (index % 28);
  return {
    number: `${exporting}L2026/${String(index * 37).padStart(5, '0')}/${String(index % 7)}`,
    exporting,
    issuer,
    importing: pick(COUNTRIES, (index >> 1) + 1),
    // Many share a moment, so that pages must break ties.
    issued: `2026-0${String(1 + (index % 3))}-${String(day).padStart(2, '0')}T0${String(index % 2)}:00:00Z`,
    place: index % 2 === 0 ? 'Wellington' : 'Auckland',
    consignor: pick(['Southern Meats Limited', 'Orchard & Sons', '东海水产食品有限公司'], index >> 2),
    consignee: pick(['Shanghai Trading Company', 'Tokyo Foods'], index >> 3),
    container: `MSKU${String(1_000_000 + index)}`,
    seal: `SL-${String(index % 50)}`,
    billOfLading: `COSU-${String(6_000_000 + (index >> 1))}`,
    status: pick(['70', '70', '40', '64'], index >> 4),
    products: [pick(PRODUCTS, index), pick(PRODUCTS, index >> 2)],
  };
}

beforeAll(async () => {
  held = await testDatabase();
  samples = Array.from({ length: COUNT }, (_, index) => sampleAt(index));
  const intake = testIntake(held.database);
  const outcomes = await intake.accept(
    samples.map((sample) => ({ bytes: sampleBytes(sample), mediaType: 'application/xml' as const })),
    operator,
  );
  await intake.close();
  const refused = outcomes.find(({ kind }) => kind !== 'stored');
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
});
afterAll(() => held.drop());

/** What the search should find, said plainly and without any index. */
const NAIVE: Readonly<Record<CertificateFilter, (sample: Sample, value: string) => boolean>> = {
  number: ({ number }, value) => bare(number).includes(bare(value)),
  country: ({ exporting }, value) => exporting === value,
  destination: ({ importing }, value) => importing === value,
  authority: ({ exporting }, value) =>
    EXPORTERS.some(([country, , key]) => country === exporting && key === value),
  office: ({ exporting, place }, value) =>
    exporting === 'NZ' && value === (place === 'Wellington' ? 'NZ-MPI/WLG' : 'NZ-MPI/AKL'),
  place: ({ place }, value) => hasWords([place], value),
  documentType: (_, value) => value === '852',
  commodity: ({ products }, value) => products.some(({ hs }) => hs.startsWith(value)),
  product: ({ products }, value) =>
    hasWords(
      products.map(({ name }) => name),
      value,
    ),
  party: ({ consignor, consignee, issuer }, value) =>
    hasWords([consignor, consignee, issuer ?? '', 'A. Officer'], value),
  equipment: ({ container, seal }, value) => [container, seal].some((item) => bare(item) === bare(value)),
  reference: ({ billOfLading }, value) => bare(billOfLading) === bare(value),
  issuedFrom: ({ issued }, value) => issued.slice(0, 10) >= value,
  issuedUntil: ({ issued }, value) => issued.slice(0, 10) <= value,
  state: ({ status }, value) => value.split(',').includes(STATES[status] ?? ''),
};
const STATES: Readonly<Record<string, string>> = { '70': 'issued', '40': 'withdrawn', '64': 'cancelled' };

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** Every word of the query, in any order; runs of Chinese as they stand in one of the texts. */
function hasWords(texts: readonly string[], query: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = (text: string): readonly string[] => plain(text).match(/\p{Script=Han}+|[a-z]+|\d+/gu) ?? [];
  return words(query).every((word) =>
    texts.some((text) =>
      /\p{Script=Han}/u.test(word) ? plain(text).includes(word) : words(text).includes(word),
    ),
  );
}

const VALUES: Readonly<Record<CertificateFilter, readonly [string, ...string[]]>> = {
  number: ['NZL2026', '00037', '2026/00', 'l2026-0', 'AUL2026/00074/2', 'ZZZZ'],
  country: ['NZ', 'AU', 'BR'],
  destination: ['CN', 'NZ', 'JP'],
  authority: ['NZ-MPI', 'CN-GACC'],
  office: ['NZ-MPI/WLG', 'NZ-MPI/AKL'],
  place: ['wellington', 'Auckland'],
  documentType: ['852', '851'],
  commodity: ['02', '0202', '020230', '44091', '99'],
  product: ['beef', 'BEEF liver', '牛肉', '冷冻', '骨', 'chaqueno', 'gala apples', 'horse'],
  party: ['southern', 'meats southern', '水产', 'Tokyo Foods', 'nobody'],
  equipment: ['MSKU1000003', 'msku 1000003', 'SL-7', 'SL7', 'SL-'],
  reference: ['COSU-6000003', 'cosu 6000004', 'COSU6', 'MSKU1000003'],
  issuedFrom: ['2026-01-15', '2026-03-01'],
  issuedUntil: ['2026-01-15', '2026-02-28'],
  state: ['issued', 'withdrawn,cancelled', 'draft'],
};

async function all(
  caller: LedgerCaller,
  filters: { readonly [Name in CertificateFilter]?: string },
  limit: number,
): Promise<CertificateEntry[]> {
  const found: CertificateEntry[] = [];
  let after: string | undefined;
  do {
    const page = await searchCertificates(held.database, caller.scope, {
      filters,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

const filtersArbitrary = fc.record(
  Object.fromEntries(
    Object.entries(VALUES).map(([name, values]) => [name, fc.constantFrom(...values)]),
  ) as Record<CertificateFilter, fc.Arbitrary<string>>,
  { requiredKeys: [] },
);

describe('a search', () => {
  test('finds exactly what a plain look at every certificate finds, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        filtersArbitrary,
        fc.integer({ min: 7, max: 200 }),
        fc.constantFrom(
          operator,
          official('NZ', 'NZ-MPI'),
          official('EC', 'EC-X'),
          official('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' }),
        ),
        async (filters, limit, caller) => {
          const expected = samples
            .filter((sample) => sees(caller, sample))
            .filter((sample) =>
              Object.entries(filters).every(([name, value]) =>
                NAIVE[name as CertificateFilter](sample, value),
              ),
            );
          const found = await all(caller, filters, limit);
          expect(found.map(({ number }) => number).toSorted()).toEqual(
            expected.map(({ number }) => number).toSorted(),
          );
        },
      ),
      { numRuns: Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 1500 : 120 },
    );
  });

  test.each(Object.entries(VALUES).flatMap(([name, values]) => values.map((value) => [name, value])))(
    'by %s %s alone finds what it should',
    async (name, value) => {
      const filter = name as CertificateFilter;
      const expected = samples.filter((sample) => NAIVE[filter](sample, value ?? ''));
      const query = value === 'SL-' ? 'SL-' : value;
      const found = await all(operator, { [filter]: query }, 100);
      expect(found).toHaveLength(expected.length);
    },
  );

  test('is ordered newest first, ties broken for good', async () => {
    const found = await all(operator, {}, 13);
    const places = found.map(({ body, id }) => `${body.issued} ${id}`);
    expect(places).toEqual(places.toSorted().toReversed());
    expect(new Set(places).size).toBe(COUNT);
  });

  test('streams in an export what pages give', async () => {
    const streamed: string[] = [];
    for await (const { id } of exportCertificates(held.database, operator.scope, { product: 'beef' }))
      streamed.push(id);
    expect(streamed).toEqual((await all(operator, { product: 'beef' }, 50)).map(({ id }) => id));
  });

  test('refuses what names no filter, is not of its form, or says too little; all faults together', async () => {
    const search = (filters: Record<string, string>) =>
      searchCertificates(held.database, operator.scope, { filters });
    await expect(search({ number: 'NZ' })).rejects.toThrow('search-too-short');
    await expect(search({ colour: 'red' })).rejects.toThrow('search-invalid');
    await expect(
      search({ __proto__x: 'red', state: 'gone', issuedFrom: '2026-02-30' }),
    ).rejects.toMatchObject({
      faults: [{ path: '/__proto__x' }, { path: '/state' }, { path: '/issuedFrom' }],
    });
    await expect(search({ product: 'x'.repeat(2000) })).rejects.toThrow('search-invalid');
  });

  test('does not take another search’s cursor', async () => {
    const page = await searchCertificates(held.database, operator.scope, { filters: {}, limit: 5 });
    await expect(
      searchCertificates(held.database, operator.scope, {
        filters: { country: 'NZ' },
        after: page.next ?? '',
      }),
    ).rejects.toThrow('search-cursor-invalid');
  });

  test('of a whole number gives the one that bears it', async () => {
    const [sample] = samples;
    const found = await certificatesByNumber(held.database, operator.scope, sample?.number ?? '');
    expect(found).toHaveLength(1);
    expect(await certificatesByNumber(held.database, operator.scope, sample?.number ?? '', 'JP')).toEqual([]);
  });

  test('of many numbers at once gives each its own, as far as its scope sees it', async () => {
    const lookup = new NumberLookup(held.database);
    for (const { scope } of [operator, official('CN', 'CN-GACC')]) {
      const found = await Promise.all(samples.map(({ number }) => lookup.find(scope, 'NZ', number)));
      for (const [index, sample] of samples.entries()) {
        const single = await certificatesByNumber(held.database, scope, sample.number, 'NZ');
        expect(found[index]?.map(({ json }): unknown => JSON.parse(json))).toEqual(single);
      }
    }
    const odd = await Promise.allSettled([
      lookup.find(operator.scope, 'NZ', 'nothing\u0000'),
      lookup.find(operator.scope, samples[0]?.exporting ?? '', samples[0]?.number ?? ''),
    ]);
    expect(odd.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});

function sees({ scope }: LedgerCaller, { exporting, importing, place }: Sample): boolean {
  if (scope.kind !== 'authority') return scope.kind === 'system';
  if (scope.office !== undefined) return NAIVE.office({ exporting, place } as Sample, scope.office);
  return scope.country === exporting || scope.country === importing;
}

describe('the totals of the register', () => {
  test('count and add exactly, by year, country, authority and office', async () => {
    const totals = await registerTotals(held.database, operator.scope);
    expect(totals.reduce((sum, { certificates }) => sum + certificates, 0)).toBe(COUNT);
    const wellington = totals.find(({ office }) => office === 'NZ-MPI/WLG');
    const theirs = samples.filter(({ exporting, place }) => exporting === 'NZ' && place === 'Wellington');
    const grams = theirs
      .flatMap(({ products }) => products)
      .reduce((sum, { kilograms }) => sum + Math.round(Number(kilograms) * 1000), 0);
    expect(wellington).toMatchObject({
      year: 2026,
      country: 'NZ',
      authority: 'NZ-MPI',
      certificates: theirs.length,
    });
    expect(Math.round(Number(wellington?.netKilograms) * 1000)).toBe(grams);
  });
  test('show a country only what concerns it', async () => {
    const totals = await registerTotals(held.database, official('EC', 'EC-X').scope);
    const concerned = samples.filter(({ importing }) => importing === 'EC').length;
    expect(totals.reduce((sum, { certificates }) => sum + certificates, 0)).toBe(concerned);
  });
});

describe('the indexes', () => {
  async function planOf(text: string, scope: string): Promise<string> {
    const rows = await held.database.transaction(
      scope === 'system' ? { kind: 'system' } : { kind: 'authority', country: 'EC', authority: 'EC-X' },
      async (session) => {
        await session.query({ name: '', text: 'set local enable_seqscan = off' });
        return session.query<{ 'QUERY PLAN': string }>({ name: '', text: `explain ${text}` });
      },
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }
  test.each([
    ['terms', "select * from certificate_search where terms @> array['wbeef']", 'certificate_terms'],
    [
      'a whole number',
      "select * from certificate where number = 'A'",
      'certificate_number_authority_country_key',
    ],
    [
      'the newest',
      'select * from certificate_search order by issued desc, id desc limit 10',
      'certificate_recent',
    ],
    ['a digest', "select * from certificate_document where digest = '\\x00'", 'certificate_document_digest'],
    [
      'what is due',
      "select * from certificate where expires <= now() and state = 'issued'",
      'certificate_due',
    ],
  ])('serve a search by %s, also below row-level security', async (_, text, index) => {
    expect(await planOf(text, 'system')).toContain(index);
    expect(await planOf(text, 'authority')).toContain(index);
  });
});
