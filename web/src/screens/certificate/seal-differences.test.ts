import { describe, expect, it } from 'vitest';
import type { PaperClaims } from '../../../../verify/core/index.ts';
import { sealDifferences, type Sealed } from './seal-differences.ts';

const certificate: Sealed = {
  number: 'A-1',
  country: 'CN',
  containers: ['MSKU7203140', 'OOLU9144027'],
  seals: ['CN1'],
  consignor: 'Donghai Aquatic Foods Co., Ltd.',
  consignee: 'Straits Provisions Pte Ltd',
  face: {
    title: [],
    sections: [
      {
        kind: 'fields',
        label: 'face-identity',
        fields: [
          { label: 'face-issue-date', values: [{ value: '2026-11-20T08:00:30Z' }] },
          { label: 'face-import-country', values: [{ value: 'SG' }, { value: 'Singapore' }] },
        ],
      },
      {
        kind: 'table',
        label: 'face-goods',
        columns: ['face-description', 'face-classification', 'face-net-weight'],
        rows: [
          [[{ value: '冻虾' }, { value: 'Frozen shrimp' }], [{ value: 'HS 030617' }], [{ value: '500 KGM' }]],
          [[{ value: 'Frozen cod' }], [{ value: 'HS 030494' }], [{ value: '20 KGM' }]],
        ],
      },
    ],
  },
};

const own: PaperClaims = {
  authority: 'CN-GACC',
  made: 0,
  country: 'CN',
  number: 'A-1',
  issued: '2026-11-20T08:00',
  destination: 'SG',
  consignor: 'Donghai Aq…',
  consignee: 'Straits Provisions Pte Ltd',
  goods: [
    { name: 'Frozen shrimp / 冻…', tariff: '030617', quantity: '50 CT', net: '500 KGM' },
    { name: 'Frozen cod', tariff: '030494', quantity: '2 CT', net: '20 KGM' },
  ],
  containers: ['MSKU7203140'],
  containerCount: 2,
  seals: ['CN1'],
  digest: new Uint8Array(32),
};

const labels = (claims: PaperClaims): readonly string[] =>
  sealDifferences(claims, certificate).map(({ label, line }) =>
    line === undefined ? label : `${label} ${String(line)}`,
  );

describe('a QR seal beside a certificate', () => {
  it('says nothing else than its own, however much it was shortened', () => {
    expect(labels(own)).toEqual([]);
    expect(labels({ ...own, goods: own.goods.slice(0, 1), lineCount: 2 })).toEqual([]);
  });
  it('may say a name in two languages, in one line and cut off anywhere', () => {
    const [first] = own.goods;
    if (first === undefined) throw new Error('no goods');
    for (const name of ['冻虾 / Frozen shrimp', '冻虾 / Frozen s…', '冻虾 /…', '冻…'])
      expect(labels({ ...own, goods: [{ ...first, name }, ...own.goods.slice(1)] })).toEqual([]);
    expect(labels({ ...own, goods: [{ ...first, name: '冻虾 / Beef' }, ...own.goods.slice(1)] })).toEqual([
      'face-description 1',
    ]);
  });
  it('of another certificate is told by every value that differs', () => {
    const [first, second] = own.goods;
    if (first === undefined || second === undefined) throw new Error('no goods');
    const foreign = {
      ...own,
      number: 'A-2',
      issued: '2026-11-21T08:00',
      destination: 'NZ',
      consignee: 'Kauri Foods',
      containers: ['TGHU3055771'],
      goods: [
        { ...first, net: '50 KGM' },
        { ...second, name: 'Soya beans', tariff: '120190' },
      ],
    };
    expect(labels(foreign)).toEqual([
      'face-number',
      'face-issue-date',
      'face-import-country',
      'face-consignee',
      'face-containers',
      'face-net-weight 1',
      'face-description 2',
      'face-classification 2',
    ]);
  });
  it('that knows a line less or more is no seal of it', () => {
    expect(labels({ ...own, goods: own.goods.slice(0, 1) })).toContain('face-net-weight 2');
    const goods = [...own.goods, { name: 'Salt', tariff: '250100', quantity: '', net: '1 KGM' }];
    expect(labels({ ...own, goods })).toContain('face-description 3');
  });
});
