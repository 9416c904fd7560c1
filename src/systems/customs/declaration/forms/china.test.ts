import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chinaFormOf, readChinaForm, type ChinaForm } from './index.ts';

const FORM: ChinaForm = {
  direction: 'import',
  customsNumber: '530120261000000017',
  declarationOffice: '5301',
  movementDate: '2026-03-20',
  declarationDate: '2026-03-21',
  domesticParty: { name: '深圳某贸易有限公司', id: '91440300MA5F000000' },
  overseasParty: { name: 'Southern Meats Limited', country: 'NZL' },
  transportMode: '2',
  transportMeans: 'MV EXAMPLE',
  voyage: '014E',
  transportDocuments: ['MAEU123456789'],
  supervisionMode: '0110',
  levyNature: '101',
  departurePort: 'NZL012',
  transitPort: 'SGP006',
  tradeCountry: 'HKG',
  despatchCountry: '609',
  entryPort: 'CNSHK',
  packageType: 'CT',
  packages: '1000',
  grossMass: '21000',
  netMass: '20000',
  tradeTerms: '1',
  containers: [{ number: 'MSKU1234565', seals: ['NZ00123'] }],
  documents: [{ code: 'A', reference: 'NZL2026/0001234' }],
  items: [
    {
      item: 1,
      commodity: '0202300090',
      name: '冻去骨牛肉',
      specification: '冷冻|去骨',
      quantity: '20000',
      unit: '035',
      unitPrice: '5.3333',
      totalPrice: '106666',
      currency: 'USD',
      firstQuantity: '20000',
      firstUnit: '035',
      secondQuantity: '0',
      secondUnit: '007',
      origin: 'NZ',
      finalDestination: 'CHN',
      levyMode: '1',
      producers: ['ME12'],
      produced: '2026-02-01',
      documents: [{ code: 'Y', reference: 'CO-1', line: 2, quantity: '20', unit: 'TNE' }],
    },
  ],
};

const [ITEM] = FORM.items;
if (ITEM === undefined) throw new Error('the form has an item');
const item = (change: object): ChinaForm => ({ ...FORM, items: [{ ...ITEM, ...change }] });
const faultsOf = (form: unknown) => {
  const reading = readChinaForm(form);
  return 'faults' in reading ? reading.faults.map(({ code, path }) => `${code} ${path}`) : [];
};

describe('a form of China', () => {
  test('says what comparison asks for, in international codes', () => {
    const reading = readChinaForm(FORM);
    expect(reading).toEqual({
      findings: [],
      facts: {
        office: '5301',
        number: '530120261000000017',
        direction: 'import',
        procedure: '0110',
        consignor: { name: 'Southern Meats Limited', country: 'NZ' },
        consignee: { name: '深圳某贸易有限公司', id: '91440300MA5F000000' },
        arrival: '2026-03-20',
        despatchCountry: 'NZ',
        tradeCountry: 'HK',
        routeCountries: ['NZ', 'SG'],
        port: 'CNSHK',
        transportMode: '1',
        transportMeans: 'MV EXAMPLE',
        voyage: '014E',
        transportDocuments: ['MAEU123456789'],
        containers: ['MSKU1234565'],
        seals: ['NZ00123'],
        documents: [{ code: 'A', reference: 'NZL2026/0001234' }],
        items: [
          {
            item: 1,
            commodity: '0202300090',
            description: '冻去骨牛肉 冷冻|去骨',
            origin: 'NZ',
            quantities: [
              { measure: 'net-mass', value: '20000', unit: 'KGM' },
              { measure: 'gross-mass', value: '21000', unit: 'KGM' },
              { measure: 'statutory', value: '20000', unit: 'KGM' },
              // Stated as nothing, which is not the same as not stated.
              { measure: 'second-statutory', value: '0', unit: 'H87' },
              { measure: 'transaction', value: '20000', unit: 'KGM' },
            ],
            packages: { value: '1000', unit: 'CT' },
            value: { amount: '106666', currency: 'USD' },
            establishments: ['ME12'],
            produced: '2026-02-01',
            documents: [{ code: 'Y', reference: 'CO-1', line: 2, quantity: { value: '20', unit: 'TNE' } }],
          },
        ],
      },
    });
  });

  test('is refused with all its faults together, each with its pointer', () => {
    const { customsNumber: _number, ...numberless } = FORM;
    const wrong = {
      ...numberless,
      supervisionMode: '9999',
      despatchCountry: 'XXX',
      declarationDate: '2026-02-30',
      netMass: '21000.01',
      items: [
        { ...ITEM, totalPrice: '106668', currency: 'ZZZ', firstUnit: 'XX', origin: '999' },
        { ...ITEM, unit: undefined, netMass: '2', grossMass: '1' },
      ].map((one) => JSON.parse(JSON.stringify(one)) as object),
    };
    expect(faultsOf(wrong)).toEqual([
      'declaration-code-unknown /supervisionMode',
      'declaration-code-unknown /despatchCountry',
      'declaration-day-impossible /declarationDate',
      'declaration-net-above-gross /netMass',
      'declaration-member /customsNumber',
      'declaration-code-unknown /items/0/origin',
      'declaration-code-unknown /items/0/currency',
      'declaration-code-unknown /items/0/firstUnit',
      'declaration-total-differs /items/0/totalPrice',
      'declaration-item-repeated /items/1/item',
      'declaration-unit-missing /items/1/unit',
      'declaration-net-above-gross /items/1/netMass',
    ]);
  });

  test.each([
    ['5.3333', '3', '16', []],
    ['5.3333', '3', '15.9999', []],
    ['5.3333', '3', '16.01', ['declaration-total-differs /items/0/totalPrice']],
    ['5.33', '3', '16', []],
    ['5.33', '3', '16.02', ['declaration-total-differs /items/0/totalPrice']],
    ['2', '10', '20', []],
    ['2', '10', '21', ['declaration-total-differs /items/0/totalPrice']],
    ['0', '3', '0', []],
    ['1', '3', '0', ['declaration-total-differs /items/0/totalPrice']],
  ])('price %s times %s is %s as exactly as they are written', (unitPrice, quantity, totalPrice, faults) => {
    expect(faultsOf(item({ unitPrice, quantity, totalPrice }))).toEqual(faults);
  });

  test('keeps a unit that only says how a thing is called, which nothing converts to', () => {
    const reading = readChinaForm(item({ firstQuantity: '3', firstUnit: '001' }));
    expect(reading).toMatchObject({
      facts: {
        items: [
          {
            quantities: expect.arrayContaining([
              { measure: 'statutory', value: '3', unit: '001' },
            ]) as unknown,
          },
        ],
      },
    });
  });

  test('tells what is odd without refusing it', () => {
    const odd = {
      ...FORM,
      declarationOffice: '5302',
      customsNumber: '530120260000000017',
      containers: [{ number: 'MSKU1234566' }],
    };
    const reading = readChinaForm(odd);
    expect('findings' in reading && reading.findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'container-number-odd /containers/0/number',
      'reference-number-odd /customsNumber',
      'office-differs /declarationOffice',
    ]);
  });

  test('is written from what was read of it, and reads the same', () => {
    const reading = readChinaForm(FORM);
    if ('faults' in reading) throw new Error('it has no faults');
    // The ports of the route have no place of their own in what comparison reads.
    const again = readChinaForm(chinaFormOf(reading.facts));
    const [before] = reading.facts.items;
    const { packages: _packages, ...kept } = before ?? {};
    expect(again).toEqual({
      findings: [],
      facts: { ...reading.facts, routeCountries: [], items: [kept] },
    });
  });

  test('is cut to length between characters: half of one is no text that could be kept', () => {
    const long = item({ name: '牛'.repeat(255), specification: `${'肉'.repeat(255)}\u{20BB7}` });
    const reading = readChinaForm(long);
    if ('faults' in reading) throw new Error('it has no faults');
    const { facts } = reading;
    expect(facts.items[0]?.description).toBe(`${'牛'.repeat(255)} ${'肉'.repeat(255)}`);
    const [only] = facts.items;
    const again = chinaFormOf({
      ...facts,
      items: only ? [{ ...only, description: `${'牛'.repeat(254)}\u{20BB7}` }] : [],
    });
    expect(again.items[0]?.name).toBe('牛'.repeat(254));
  });

  test('never makes the reader throw, and never passes with a member that is not of it', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(faultsOf(anything).length).toBeGreaterThan(0);
        expect(faultsOf({ ...FORM, odd: anything }).length).toBeGreaterThan(0);
      }),
    );
  });
});
