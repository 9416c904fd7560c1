import type { Form } from '../form.ts';

/** A complete form of the meat model, of invented trade, as of a day. */
export function meatForm(today: string): Form {
  return {
    consignor: 'Southern Alps Meat Company Limited',
    consignorAddress: '220 Blenheim Road, Christchurch',
    consignee: 'Pudong Cold Chain Import Co., Ltd. (浦东冷链进口有限公司)',
    consigneeAddress: 'No. 600 Gangao Road, Shanghai',
    importCountry: 'CN',
    transportMode: '1',
    conveyance: 'MV Southern Cross Trader',
    voyage: '261W',
    loadingPort: 'Lyttelton',
    loadingPortCode: 'NZLYT',
    entryPort: 'Shanghai',
    entryPortCode: 'CNSHG',
    containers: [{ number: 'MSKU1234565', seal: 'NZ100200', temperature: { value: '-18', unit: 'CEL' } }],
    lines: [
      {
        description: { en: 'Frozen boneless lamb', zh: '冷冻去骨羊肉' },
        scientificName: 'Ovis aries',
        hsCode: '020443',
        origin: 'NZ',
        region: 'Canterbury',
        establishment: 'Southern Alps Meat Company Limited',
        establishmentNumber: 'ME 18',
        productionDate: '2026-02-01',
        packages: { value: '500', unit: 'C62' },
        packageType: 'CT',
        netWeight: { value: '10000', unit: 'KGM' },
        grossWeight: { value: '10.6', unit: 'TNE' },
        intendedUse: 'Human consumption',
      },
    ],
    inspectionDate: today,
    attestations: ['M1', 'M2', 'M3'],
  };
}
