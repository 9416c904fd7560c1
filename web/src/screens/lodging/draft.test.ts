import { describe, expect, it } from 'vitest';
import { CHINA_FORM } from './china-form.ts';
import { contentOf, draftOf, nextItem, NO_DRAFT, type Draft } from './draft.ts';
import { FACTS_FORM } from './facts-form.ts';
import { fieldOf } from './field-ids.ts';

const draft: Draft = {
  header: {
    direction: 'import',
    number: '530120261000000001',
    'consignee.name': 'Green Field',
    'consignor.country': 'NZ',
    routeCountries: 'sg, my',
    containers: 'TGHU3055770\nTGHU3055771',
    arrival: '',
  },
  items: [
    {
      fields: {
        commodity: '0202.3000 90',
        origin: 'NZ',
        'net-mass': '18 000.5',
        'net-mass.unit': 'KGM',
        'value.amount': '1200',
        'value.amount.unit': 'usd',
      },
      documents: [
        { code: 'A', reference: ' NZL2026/12 ', quantity: '5', unit: 'tne' },
        { code: '', reference: '', quantity: '', unit: '' },
      ],
    },
  ],
};

describe('a declaration that was typed', () => {
  it('says what was filled in, and nothing of what was left empty', () => {
    expect(contentOf(draft, FACTS_FORM)).toEqual({
      direction: 'import',
      number: '530120261000000001',
      consignee: { name: 'Green Field' },
      consignor: { country: 'NZ' },
      routeCountries: ['SG', 'MY'],
      containers: ['TGHU3055770', 'TGHU3055771'],
      items: [
        {
          item: 1,
          commodity: '0202300090',
          origin: 'NZ',
          quantities: [{ measure: 'net-mass', value: '18000.5', unit: 'KGM' }],
          value: { amount: '1200', currency: 'USD' },
          documents: [{ code: 'A', reference: 'NZL2026/12', quantity: { value: '5', unit: 'TNE' } }],
        },
      ],
    });
  });

  it('says it in the members of China’s form', () => {
    const content = contentOf(
      {
        header: {
          direction: 'import',
          customsNumber: '530120261000000001',
          supervisionMode: '0110',
          'domesticParty.name': '绿野食品',
          containers: 'TGHU3055770: S1, S2\nTGHU3055771',
          'freight.mark': '3',
          'freight.value': '500',
          'freight.value.unit': 'USD',
          selfAssessed: 'true',
        },
        items: [
          {
            fields: {
              commodity: '0202300090',
              name: '冻牛肉',
              firstQuantity: '18000',
              'firstQuantity.unit': '035',
            },
            documents: [{ code: 'A', reference: 'NZL2026/12', quantity: '5', unit: '035', line: 2 }],
          },
        ],
      },
      CHINA_FORM,
    );
    expect(content).toMatchObject({
      customsNumber: '530120261000000001',
      domesticParty: { name: '绿野食品' },
      containers: [{ number: 'TGHU3055770', seals: ['S1', 'S2'] }, { number: 'TGHU3055771' }],
      freight: { mark: '3', value: '500', currency: 'USD' },
      selfAssessed: true,
      items: [
        {
          item: 1,
          name: '冻牛肉',
          firstQuantity: '18000',
          firstUnit: '035',
          documents: [{ code: 'A', reference: 'NZL2026/12', line: 2, quantity: '5', unit: '035' }],
        },
      ],
    });
    expect(contentOf(draftOf(content, CHINA_FORM), CHINA_FORM)).toEqual(content);
  });

  it('comes back from what was lodged', () => {
    const content = contentOf(draft, FACTS_FORM);
    expect(contentOf(draftOf(content, FACTS_FORM), FACTS_FORM)).toEqual(content);
    expect(draftOf({}, FACTS_FORM).items).toHaveLength(1);
    expect(draftOf({ items: 'x', consignee: 7 }, FACTS_FORM).header).toEqual(NO_DRAFT.header);
  });

  it('keeps what the form does not show', () => {
    const quantities = [{ measure: 'second-statutory', value: '3', unit: 'NMB' }];
    const documents = [{ code: 'A', reference: 'R', line: 2 }];
    const lodged = {
      direction: 'import',
      number: 'D-1',
      consignee: { name: 'A', country: 'CN' },
      items: [{ item: 1, commodity: '0202', checks: ['H219'], quantities, documents }],
    };
    expect(contentOf(draftOf(lodged, FACTS_FORM), FACTS_FORM)).toEqual(lodged);
  });

  it.each([
    ['/declaration/number', 'd-number'],
    ['/declaration/consignee/name', 'd-consignee.name'],
    ['/declaration/containers/3', 'd-containers'],
    ['/declaration/items/0/quantities/0/value', 'd-0-net-mass'],
    ['/declaration/items/0/quantities/0/unit', 'd-0-net-mass.unit'],
    ['/declaration/items/0/documents/1/reference', 'd-0-document-1-reference'],
    ['/declaration/items/0/value/currency', 'd-0-value.amount.unit'],
    ['/declaration/items/0/origin', 'd-0-origin'],
  ])('is led to by the pointer %s', (pointer, id) => {
    expect(fieldOf(pointer, draft, FACTS_FORM)).toBe(id);
  });

  it('goes on with an item like the one before', () => {
    expect(nextItem(draft.items[0]).fields).toEqual({
      'net-mass.unit': 'KGM',
      'value.amount.unit': 'usd',
      origin: 'NZ',
    });
  });
});
