import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../../base/index.ts';
import { openXml } from '../../../../crypto/index.ts';
import {
  documentFaults,
  readDeclaration,
  wcoDeclaration,
  writeMessage,
} from '../../../../standards/index.ts';
import { readWcoForm, wcoDeclarationOf, type StatedFacts } from './index.ts';

const samples = '../shared/data/customs-declarations/samples';

function read(bytes: Uint8Array) {
  const opening = openXml(bytes);
  if (!opening.opened) throw new Error(opening.refusal);
  const { root } = opening.document;
  opening.document.close();
  return readWcoForm(readDeclaration(root).document);
}

describe.skipIf(!existsSync(samples))('the real declarations (absent: skipped)', () => {
  const files = existsSync(samples) ? readdirSync(samples).filter((name) => name !== 'TT_IM084a.xml') : [];

  test.each(files)('%s says what comparison asks for, and is written to say the same', (file) => {
    const reading = read(readFileSync(`${samples}/${file}`));
    if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
    const { facts } = reading;
    expect(facts.direction).toBe('import');
    expect(facts.items.length).toBeGreaterThan(0);
    for (const { commodity, quantities, documents, origin } of facts.items) {
      expect(commodity).toMatch(/^\d{10}$/);
      expect(origin).toMatch(/^[A-Z]{2}$/);
      expect(quantities.map(({ measure }) => measure)).toEqual(
        expect.arrayContaining(['net-mass', 'gross-mass']),
      );
      expect(documents.length).toBeGreaterThan(0);
    }
    const message = wcoDeclarationOf(facts);
    expect(documentFaults(wcoDeclaration, message)).toEqual([]);
    expect(read(utf8(writeMessage(wcoDeclaration, message)))).toMatchObject({ facts });
  });

  test('cite certificates by code and reference', () => {
    const cited = files.flatMap((file) => {
      const reading = read(readFileSync(`${samples}/${file}`));
      return 'facts' in reading ? reading.facts.items.flatMap(({ documents }) => documents) : [];
    });
    const codes = new Set(cited.map(({ code }) => code));
    expect([...codes]).toEqual(expect.arrayContaining(['N853', 'C085', 'N851', '9115']));
  });

  test('what is odd about them is told', () => {
    const codes = files.flatMap((file) => {
      const reading = read(readFileSync(`${samples}/${file}`));
      return 'findings' in reading ? reading.findings.map(({ code }) => code) : [];
    });
    expect([...new Set(codes)].toSorted()).toEqual(['container-number-odd', 'quantity-without-unit']);
  });
});

describe('a declaration of the WCO data model', () => {
  test('that names changes alone, or lacks what it is known by, is refused with all that is wrong', () => {
    expect(readWcoForm({ declaration: { functionCode: { value: '13' } } })).toMatchObject({
      faults: [{ code: 'declaration-changes-only' }],
    });
    const items = [
      { sequenceNumeric: { value: '0' } },
      { sequenceNumeric: { value: '2' } },
      { sequenceNumeric: { value: '2' } },
    ];
    const reading = readWcoForm({ declaration: { goodsShipment: { governmentAgencyGoodsItem: items } } });
    expect('faults' in reading && reading.faults.map(({ code }) => code)).toEqual([
      'declaration-element-missing',
      'declaration-member',
      'declaration-element-missing',
      'declaration-element-missing',
      'declaration-item-repeated',
      'declaration-element-missing',
    ]);
    expect(readWcoForm({})).toMatchObject({ faults: [{}, {}] });
  });

  test('holds so much of a kind and no more', () => {
    const documents = Array.from({ length: 100 }, () => ({
      categoryCode: { value: 'N' },
      id: { value: '1' },
    }));
    const item = {
      additionalDocument: documents,
      commodity: {
        classification: [{ id: { value: '02023000' }, identificationTypeCode: { value: 'TSP' } }],
      },
    };
    const declaration = {
      functionalReferenceId: { value: 'L1' },
      goodsShipment: { governmentAgencyGoodsItem: Array.from({ length: 5000 }, () => item) },
    };
    const reading = readWcoForm({ declaration });
    expect('faults' in reading && reading.faults.length).toBe(100);
    expect('faults' in reading && reading.faults[0]).toMatchObject({ code: 'element-too-often' });
  });

  const letters = fc.stringMatching(/^[A-Z0-9]{3,12}$/);
  const country = fc.constantFrom('NZ', 'CN', 'GB', 'BR');
  const amount = fc.record({
    value: fc.stringMatching(/^[1-9][0-9]{0,5}(\.[0-9]{1,3})?$/),
    unit: fc.constantFrom('KGM', 'TNE', 'LTR'),
  });
  const party = fc.record({ name: letters, id: letters, country }, { requiredKeys: ['name'] });
  const cited = fc.record(
    { code: fc.constantFrom('N853', '9115', 'C085', 'A'), reference: letters, quantity: amount },
    { requiredKeys: ['code', 'reference'] },
  );
  const goods = fc.record(
    {
      commodity: fc.stringMatching(/^\d{8}(\d{2})?$/),
      description: letters,
      origin: country,
      net: amount,
      statutory: amount,
      packages: fc.record({ value: fc.stringMatching(/^[1-9]\d{0,4}$/), unit: fc.constantFrom('CT', 'BX') }),
      value: fc.record({
        amount: fc.stringMatching(/^[1-9]\d{0,6}\.\d{2}$/),
        currency: fc.constantFrom('CNY', 'GBP'),
      }),
      documents: fc.array(cited, { maxLength: 3 }),
    },
    { requiredKeys: ['commodity', 'documents'] },
  );
  const facts = fc.record(
    {
      number: letters,
      procedure: fc.stringMatching(/^\d{4}$/),
      consignor: party,
      consignee: party,
      despatchCountry: country,
      tradeCountry: country,
      port: letters,
      transportMode: fc.constantFrom('1', '3', '4'),
      transportMeans: letters,
      routeCountries: fc.uniqueArray(country, { maxLength: 3 }),
      transportDocuments: fc.uniqueArray(letters, { maxLength: 2 }),
      containers: fc.uniqueArray(letters, { maxLength: 3 }),
      items: fc.array(goods, { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: ['number', 'routeCountries', 'transportDocuments', 'containers', 'items'] },
  );

  test('is written from any facts and reads the same', () => {
    fc.assert(
      fc.property(facts, ({ items, ...head }) => {
        const stated: StatedFacts = {
          ...head,
          direction: 'import',
          seals: head.containers.length > 0 ? ['S1'] : [],
          documents: [],
          items: items.map(({ net, statutory, ...item }, index) => ({
            ...item,
            item: index + 1,
            quantities: [
              ...(net === undefined ? [] : [{ measure: 'net-mass' as const, ...net }]),
              ...(statutory === undefined ? [] : [{ measure: 'statutory' as const, ...statutory }]),
            ],
          })),
        };
        const message = wcoDeclarationOf(stated);
        expect(documentFaults(wcoDeclaration, message)).toEqual([]);
        expect(readWcoForm(message)).toMatchObject({ facts: stated });
      }),
    );
  });
});
