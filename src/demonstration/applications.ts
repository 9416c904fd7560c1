import type { Form, FormRow } from '../systems/ecert/models/index.ts';

/** How far an application of the demonstration has come. */
export type DemonstrationStage = 'draft' | 'returned' | 'submitted' | 'reviewed' | 'issued';

/** An application that an office of the home authority has in hand. Companies and persons are invented. */
export interface DemonstrationApplication {
  readonly office: string;
  readonly model: string;
  readonly stage: DemonstrationStage;
  readonly author: string;
  readonly remark?: string;
  /** The form as of a day. */
  form(today: string): Form;
}

const QINGDAO = 'CN-GACC/4200';
const SHANGHAI = 'CN-GACC/2200';

/** A day before or after another. */
function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const seafood = {
  consignor: 'Donghai Aquatic Foods Co., Ltd. (东海水产食品有限公司)',
  consignorAddress: 'No. 188 Binhai Road, Huangdao, Qingdao',
};
const fruit = {
  consignor: 'Shandong Jinguo Fruit Co., Ltd. (山东金果果业有限公司)',
  consignorAddress: 'No. 9 Guoyuan Avenue, Qixia, Yantai',
};
const trading = {
  consignor: 'Shanghai Puhai Foods Trading Co., Ltd. (上海浦海食品贸易有限公司)',
  consignorAddress: 'No. 600 Gangao Road, Pudong, Shanghai',
};

interface Journey {
  readonly country: string;
  readonly consignee: string;
  readonly address: string;
  readonly port: readonly [name: string, code: string];
  readonly container: string;
  readonly vessel: string;
}

function journey(from: readonly [name: string, code: string], to: Journey, temperature?: string): Form {
  return {
    consignee: to.consignee,
    consigneeAddress: to.address,
    importCountry: to.country,
    transportMode: '1',
    conveyance: to.vessel,
    voyage: '648E',
    loadingPort: from[0],
    loadingPortCode: from[1],
    entryPort: to.port[0],
    entryPortCode: to.port[1],
    containers: [
      {
        number: to.container,
        seal: `CN${to.container.slice(4)}`,
        ...(temperature === undefined ? {} : { temperature: { value: temperature, unit: 'CEL' } }),
      },
    ],
  };
}

const QINGDAO_PORT = ['Qingdao', 'CNTAO'] as const;
const SHANGHAI_PORT = ['Shanghai', 'CNSHG'] as const;
const AUCKLAND: Journey = {
  country: 'NZ',
  consignee: 'Kauri Foods Importers Limited',
  address: '3 Quay Street, Auckland',
  port: ['Auckland', 'NZAKL'],
  container: 'MSKU7203140',
  vessel: 'MV Jade Horizon',
};
const ROTTERDAM: Journey = {
  country: 'NL',
  consignee: 'Maashaven Food Import B.V.',
  address: 'Waalhaven Z.z. 44, Rotterdam',
  port: ['Rotterdam', 'NLRTM'],
  container: 'COSU4819203',
  vessel: 'MV Nieuwe Waterweg',
};
const VALPARAISO: Journey = {
  country: 'CL',
  consignee: 'Importadora Cordillera Ltda.',
  address: 'Av. Brasil 2133, Valparaíso',
  port: ['Valparaíso', 'CLVAP'],
  container: 'TGHU3055771',
  vessel: 'MV Andes Pioneer',
};
const SINGAPORE: Journey = {
  country: 'SG',
  consignee: 'Straits Provisions Pte Ltd',
  address: '21 Fishery Port Road, Singapore',
  port: ['Singapore', 'SGSIN'],
  container: 'HLXU6602183',
  vessel: 'MV Albatross Star',
};

function packed(count: number, kilograms: number, kind = 'CT'): FormRow {
  const net = count * kilograms;
  return {
    packages: { value: String(count), unit: 'C62' },
    packageType: kind,
    netWeight: { value: String(net), unit: 'KGM' },
    grossWeight: { value: String(Math.round(net * 1.07)), unit: 'KGM' },
    intendedUse: 'Human consumption',
  };
}

const shrimp = (today: string, count: number): FormRow => ({
  description: { zh: '冻去头去壳南美白对虾仁', en: 'Frozen whiteleg shrimp, headless and shelled' },
  scientificName: 'Litopenaeus vannamei',
  hsCode: '030617',
  origin: 'CN',
  region: 'Shandong (山东)',
  establishment: 'Donghai Aquatic Foods Co., Ltd.',
  establishmentNumber: '3700/02188',
  catchArea: 'Rizhao coastal ponds (日照养殖场)',
  productionDate: dayFrom(today, -20),
  expiryDate: dayFrom(today, 700),
  batch: 'DH-S-118',
  ...packed(count, 10),
});

const AQUATIC = ['A1', 'A2', 'A3', 'A4', 'A5'];

/** Two offices with their desks as on any morning: something at every stage. */
export const APPLICATIONS: readonly DemonstrationApplication[] = [
  {
    office: QINGDAO,
    model: 'aquatic-nz',
    stage: 'draft',
    author: 'issuer',
    // Begun and left: weights, packages and the laboratory's report are still to come.
    form: (today) => ({
      ...seafood,
      ...journey(QINGDAO_PORT, AUCKLAND, '-20'),
      lines: [
        {
          description: { zh: '冻鳕鱼片', en: 'Frozen cod fillets' },
          scientificName: 'Gadus chalcogrammus',
          hsCode: '030494',
          origin: 'CN',
          productionDate: dayFrom(today, -12),
        },
      ],
      attestations: AQUATIC,
    }),
  },
  {
    office: QINGDAO,
    model: 'fruit',
    stage: 'returned',
    author: 'issuer',
    remark:
      '请核对果园注册号与包装厂编号，二者不属同一备案。 The orchard and the packing house are not registered together.',
    form: (today) => ({
      ...fruit,
      ...journey(QINGDAO_PORT, ROTTERDAM, '1'),
      lines: [
        {
          description: { zh: '鲜富士苹果', en: 'Fresh Fuji apples' },
          scientificName: 'Malus domestica',
          hsCode: '080810',
          origin: 'CN',
          region: 'Shandong (山东)',
          establishment: '3700GY0186',
          establishmentNumber: '3700BZ042',
          batch: 'JG-1107',
          ...packed(1100, 18),
        },
      ],
      inspectionDate: dayFrom(today, -2),
      attestations: ['1', '2', 'F1', 'F2'],
    }),
  },
  {
    office: QINGDAO,
    model: 'fruit-cl',
    stage: 'submitted',
    author: 'reviewer',
    form: (today) => ({
      ...fruit,
      ...journey(QINGDAO_PORT, VALPARAISO, '0.5'),
      lines: [
        {
          description: { zh: '鲜鸭梨', es: 'Peras Ya frescas' },
          scientificName: 'Pyrus bretschneideri',
          hsCode: '080830',
          origin: 'CN',
          region: 'Shandong (山东)',
          establishment: '3700GY0231',
          establishmentNumber: '3700BZ057',
          batch: 'JG-1112',
          ...packed(1200, 15),
        },
      ],
      treatments: [
        {
          treatment: 'Tratamiento de frío',
          date: dayFrom(today, -25),
          duration: { value: '14', unit: 'DAY' },
          temperature: { value: '0.5', unit: 'CEL' },
        },
      ],
      inspectionDate: dayFrom(today, -3),
      additionalDeclaration: {
        zh: '该批水果经冷处理，未发现桔小实蝇。',
        es: 'La fruta fue sometida a tratamiento de frío y se encontró libre de Bactrocera dorsalis.',
      },
      attestations: ['1', '2', 'F1', 'F3'],
    }),
  },
  {
    office: QINGDAO,
    model: 'aquatic-nz',
    stage: 'reviewed',
    author: 'issuer',
    form: (today) => ({
      ...seafood,
      ...journey(QINGDAO_PORT, { ...AUCKLAND, container: 'OOLU9144027' }, '-20'),
      lines: [shrimp(today, 1800)],
      laboratoryReport: 'QD-LAB-2026-11873',
      inspectionDate: dayFrom(today, -1),
      attestations: AQUATIC,
    }),
  },
  {
    office: QINGDAO,
    model: 'grain',
    stage: 'issued',
    author: 'issuer',
    form: (today) => ({
      consignor: 'Qingdao Haifeng Grains and Oils Co., Ltd. (青岛海丰粮油有限公司)',
      consignorAddress: 'No. 27 Gangxing Road, Qingdao',
      ...journey(QINGDAO_PORT, { ...ROTTERDAM, container: 'EGHU5517302' }),
      lines: [
        {
          description: { zh: '花生仁', en: 'Shelled groundnuts' },
          scientificName: 'Arachis hypogaea',
          hsCode: '120242',
          origin: 'CN',
          region: 'Shandong (山东)',
          grade: 'Blanching 25/29',
          batch: 'HF-2611',
          ...packed(800, 25, 'BG'),
        },
      ],
      inspectionDate: dayFrom(today, -4),
      attestations: ['1', '2', 'G1'],
    }),
  },
  {
    office: SHANGHAI,
    model: 'wood-packaging',
    stage: 'draft',
    author: 'issuer-shanghai',
    form: (today) => ({
      ...trading,
      ...journey(SHANGHAI_PORT, SINGAPORE),
      lines: [
        {
          description: { zh: '木托盘', en: 'Wooden pallets' },
          hsCode: '441520',
          origin: 'CN',
          packages: { value: '120', unit: 'C62' },
          packageType: 'PX',
          mark: 'CN-0001 HT',
        },
      ],
      inspectionDate: dayFrom(today, -1),
      attestations: ['W1'],
    }),
  },
  {
    office: SHANGHAI,
    model: 'dairy',
    stage: 'submitted',
    author: 'issuer-shanghai',
    form: (today) => ({
      ...trading,
      ...journey(SHANGHAI_PORT, { ...SINGAPORE, container: 'CSNU6301552' }),
      lines: [
        {
          description: { zh: '常温酸奶', en: 'Ambient yoghurt' },
          hsCode: '040320',
          origin: 'CN',
          region: 'Shanghai (上海)',
          establishment: 'Puhai Dairy Co., Ltd. (浦海乳业有限公司)',
          establishmentNumber: '3100/17062',
          productionDate: dayFrom(today, -9),
          expiryDate: dayFrom(today, 170),
          heatTreatment: 'HTST',
          batch: 'PH-Y-0913',
          ...packed(900, 6),
        },
      ],
      laboratoryReport: 'SH-LAB-2026-40021',
      inspectionDate: dayFrom(today, -2),
      attestations: ['D1', 'D2', 'D3', 'D4'],
    }),
  },
  {
    office: SHANGHAI,
    model: 'aquatic',
    stage: 'reviewed',
    author: 'issuer-shanghai',
    form: (today) => ({
      ...trading,
      ...journey(SHANGHAI_PORT, { ...SINGAPORE, container: 'MSKU1234565' }, '-18'),
      lines: [
        { ...shrimp(today, 600), batch: 'PH-S-031' },
        {
          description: { zh: '冻带鱼段', en: 'Frozen hairtail, in pieces' },
          scientificName: 'Trichiurus lepturus',
          hsCode: '030389',
          origin: 'CN',
          region: 'Zhejiang (浙江)',
          establishment: 'Zhoushan Puhai Seafood Processing (舟山浦海水产加工厂)',
          establishmentNumber: '3300/02117',
          catchArea: 'FAO 61, East China Sea (东海)',
          productionDate: dayFrom(today, -30),
          expiryDate: dayFrom(today, 500),
          batch: 'PH-T-009',
          ...packed(400, 12),
        },
      ],
      laboratoryReport: 'SH-LAB-2026-40188',
      inspectionDate: dayFrom(today, -1),
      attestations: ['A1', 'A2', 'A3'],
    }),
  },
];
