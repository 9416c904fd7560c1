/**
 * The invented trade behind the demonstration. Companies, vessels and persons are fictitious; countries, ports,
 * commodities, scientific names and HS codes are real, so that searches and layouts behave as in earnest.
 */

export interface DemonstrationParty {
  readonly name: string;
  readonly address: readonly [string, string];
  readonly city: string;
}

export interface DemonstrationProduct {
  readonly hs: string;
  readonly description: Readonly<Record<'en' | 'zh', string>>;
  readonly scientific: string;
  readonly intendedUse: string;
  /** Rec 21 package code and what one package weighs, in kilograms. */
  readonly package: { readonly code: string; readonly kilograms: number };
  /** UNTDID 1001: 851 phytosanitary, 852 sanitary, 853 veterinary. */
  readonly documentType: '851' | '852' | '853';
  /** Which of the exporter's consignors trades in it. */
  readonly consignor: number;
}

export interface DemonstrationExporter {
  /** Key of the competent authority that certifies. */
  readonly authority: string;
  readonly country: string;
  readonly numberPattern: string;
  readonly offices: readonly { readonly key: string; readonly name: string; readonly signatory: string }[];
  readonly port: { readonly locode: string; readonly name: string };
  readonly consignors: readonly DemonstrationParty[];
  readonly products: readonly DemonstrationProduct[];
  readonly destinations: readonly string[];
}

const phyto = '851' as const;
const sanitary = '852' as const;
const veterinary = '853' as const;

export const EXPORTERS: readonly DemonstrationExporter[] = [
  {
    authority: 'CN-GACC',
    country: 'CN',
    numberPattern: '1{office}{year}{serial}',
    offices: [
      { key: 'CN-GACC/2200', name: 'Shanghai Customs', signatory: 'Chen Yiming' },
      { key: 'CN-GACC/4200', name: 'Qingdao Customs', signatory: 'Liu Haiyan' },
      { key: 'CN-GACC/5300', name: 'Shenzhen Customs', signatory: 'Huang Zhiqiang' },
    ],
    port: { locode: 'CNSHG', name: 'Shanghai' },
    consignors: [
      {
        name: 'Donghai Aquatic Foods Co., Ltd. (东海水产食品有限公司)',
        address: ['No. 188 Binhai Road', 'Pudong New Area'],
        city: 'Shanghai',
      },
      {
        name: 'Shandong Jinguo Fruit Co., Ltd. (山东金果果业有限公司)',
        address: ['No. 9 Guoyuan Avenue', 'Qixia'],
        city: 'Yantai',
      },
      {
        name: 'Fujian Wuyi Tea Trading Co., Ltd. (福建武夷茶业有限公司)',
        address: ['No. 56 Chashan Street', 'Wuyishan'],
        city: 'Nanping',
      },
    ],
    products: [
      {
        hs: '030617',
        description: { en: 'Frozen whiteleg shrimp', zh: '冻南美白对虾' },
        scientific: 'Litopenaeus vannamei',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 10 },
        documentType: veterinary,
        consignor: 0,
      },
      {
        hs: '080810',
        description: { en: 'Fresh Fuji apples', zh: '鲜富士苹果' },
        scientific: 'Malus domestica',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 18 },
        documentType: phyto,
        consignor: 1,
      },
      {
        hs: '090210',
        description: { en: 'Green tea in immediate packings', zh: '小包装绿茶' },
        scientific: 'Camellia sinensis',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 5 },
        documentType: phyto,
        consignor: 2,
      },
      {
        hs: '070320',
        description: { en: 'Fresh garlic', zh: '鲜大蒜' },
        scientific: 'Allium sativum',
        intendedUse: 'Human consumption',
        package: { code: 'BG', kilograms: 20 },
        documentType: phyto,
        consignor: 1,
      },
    ],
    destinations: ['NZ', 'NL', 'AU', 'CL', 'SG', 'ZA'],
  },
  {
    authority: 'NZ-MPI',
    country: 'NZ',
    numberPattern: 'NZL{year}/{office}/{serial}',
    offices: [
      { key: 'NZ-MPI/AKL', name: 'Auckland', signatory: 'Mere Tamatea' },
      { key: 'NZ-MPI/CHC', name: 'Christchurch', signatory: 'Callum Fraser' },
    ],
    port: { locode: 'NZTRG', name: 'Tauranga' },
    consignors: [
      {
        name: 'Waikato Dairy Exports Limited',
        address: ['14 Kahikatea Drive', 'Hamilton Lake'],
        city: 'Hamilton',
      },
      {
        name: 'Southern Alps Meat Company Limited',
        address: ['220 Blenheim Road', 'Riccarton'],
        city: 'Christchurch',
      },
      {
        name: 'Bay of Plenty Kiwifruit Growers Limited',
        address: ['7 Jellicoe Street', 'Te Puke'],
        city: 'Te Puke',
      },
    ],
    products: [
      {
        hs: '020443',
        description: { en: 'Frozen boneless lamb', zh: '冷冻去骨羊肉' },
        scientific: 'Ovis aries',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 20 },
        documentType: veterinary,
        consignor: 1,
      },
      {
        hs: '040221',
        description: { en: 'Whole milk powder', zh: '全脂奶粉' },
        scientific: 'Bos taurus',
        intendedUse: 'Human consumption',
        package: { code: 'BG', kilograms: 25 },
        documentType: sanitary,
        consignor: 0,
      },
      {
        hs: '081050',
        description: { en: 'Fresh green kiwifruit', zh: '鲜绿果肉猕猴桃' },
        scientific: 'Actinidia deliciosa',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 10 },
        documentType: phyto,
        consignor: 2,
      },
    ],
    destinations: ['CN', 'CN', 'CN', 'NL', 'SG'],
  },
  {
    authority: 'NL-NVWA',
    country: 'NL',
    numberPattern: 'NL-{year}-{office}-{serial}',
    offices: [{ key: 'NL-NVWA/RTM', name: 'Rotterdam', signatory: 'Anneke de Wit' }],
    port: { locode: 'NLRTM', name: 'Rotterdam' },
    consignors: [
      { name: 'Van der Meer Zuivel B.V.', address: ['Zuivelweg 12', 'Industriepark'], city: 'Leeuwarden' },
      { name: 'Brabant Pork Export B.V.', address: ['Ambachtsweg 31', 'De Vliet'], city: 'Boxtel' },
    ],
    products: [
      {
        hs: '020329',
        description: { en: 'Frozen pork cuts', zh: '冷冻猪肉分割品' },
        scientific: 'Sus scrofa domesticus',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 25 },
        documentType: veterinary,
        consignor: 1,
      },
      {
        hs: '040690',
        description: { en: 'Gouda cheese', zh: '高达奶酪' },
        scientific: 'Bos taurus',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 12 },
        documentType: sanitary,
        consignor: 0,
      },
    ],
    destinations: ['CN', 'CN', 'ZA'],
  },
  {
    authority: 'AU-DAFF',
    country: 'AU',
    numberPattern: 'AU{year}{office}{serial}',
    offices: [{ key: 'AU-DAFF/BNE', name: 'Brisbane', signatory: 'Priya Nair' }],
    port: { locode: 'AUBNE', name: 'Brisbane' },
    consignors: [
      {
        name: 'Darling Downs Beef Pty Ltd',
        address: ['88 Warrego Highway', 'Torrington'],
        city: 'Toowoomba',
      },
      {
        name: 'Fisherman Islands Grain Terminal Pty Ltd',
        address: ['1 Bishop Drive', 'Port of Brisbane'],
        city: 'Brisbane',
      },
    ],
    products: [
      {
        hs: '020230',
        description: { en: 'Frozen boneless beef', zh: '冷冻去骨牛肉' },
        scientific: 'Bos taurus',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 27 },
        documentType: veterinary,
        consignor: 0,
      },
      {
        hs: '100390',
        description: { en: 'Barley in bulk', zh: '散装大麦' },
        scientific: 'Hordeum vulgare',
        intendedUse: 'Processing',
        package: { code: 'VO', kilograms: 1000 },
        documentType: phyto,
        consignor: 1,
      },
    ],
    destinations: ['CN', 'CN', 'SG'],
  },
  {
    authority: 'CL-SAG',
    country: 'CL',
    numberPattern: 'CL{office}{year}{serial}',
    offices: [{ key: 'CL-SAG/VAP', name: 'Valparaíso', signatory: 'Rodrigo Fuentes' }],
    port: { locode: 'CLVAP', name: 'Valparaíso' },
    consignors: [
      { name: 'Frutas del Maule S.A.', address: ['Camino Longitudinal Sur km 186', 'Teno'], city: 'Curicó' },
    ],
    products: [
      {
        hs: '080929',
        description: { en: 'Fresh sweet cherries', zh: '鲜甜樱桃' },
        scientific: 'Prunus avium',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 5 },
        documentType: phyto,
        consignor: 0,
      },
      {
        hs: '080610',
        description: { en: 'Fresh table grapes', zh: '鲜食葡萄' },
        scientific: 'Vitis vinifera',
        intendedUse: 'Human consumption',
        package: { code: 'CT', kilograms: 8 },
        documentType: phyto,
        consignor: 0,
      },
    ],
    destinations: ['CN', 'CN', 'CN', 'NL'],
  },
];

/** Where goods arrive and who receives them, by importing country. */
export const IMPORTERS: Readonly<
  Record<
    string,
    {
      readonly port: { readonly locode: string; readonly name: string };
      readonly consignees: readonly DemonstrationParty[];
    }
  >
> = {
  CN: {
    port: { locode: 'CNSHG', name: 'Shanghai' },
    consignees: [
      {
        name: 'Pudong Cold Chain Import Co., Ltd. (浦东冷链进口有限公司)',
        address: ['No. 600 Gangao Road', 'Waigaoqiao'],
        city: 'Shanghai',
      },
      {
        name: 'Tianjin Binhai Foodstuffs Trading Co., Ltd. (天津滨海食品贸易有限公司)',
        address: ['No. 77 Xingang Road', 'Tanggu'],
        city: 'Tianjin',
      },
    ],
  },
  NZ: {
    port: { locode: 'NZAKL', name: 'Auckland' },
    consignees: [
      { name: 'Kauri Foods Importers Limited', address: ['3 Quay Street', 'CBD'], city: 'Auckland' },
    ],
  },
  NL: {
    port: { locode: 'NLRTM', name: 'Rotterdam' },
    consignees: [
      { name: 'Maashaven Food Import B.V.', address: ['Waalhaven Z.z. 44', 'Waalhaven'], city: 'Rotterdam' },
    ],
  },
  AU: {
    port: { locode: 'AUSYD', name: 'Sydney' },
    consignees: [
      {
        name: 'Harbour Fresh Wholesalers Pty Ltd',
        address: ['12 Parramatta Road', 'Homebush West'],
        city: 'Sydney',
      },
    ],
  },
  CL: {
    port: { locode: 'CLVAP', name: 'Valparaíso' },
    consignees: [
      { name: 'Importadora Cordillera Ltda.', address: ['Av. Brasil 2133', 'Almendral'], city: 'Valparaíso' },
    ],
  },
  SG: {
    port: { locode: 'SGSIN', name: 'Singapore' },
    consignees: [
      { name: 'Straits Provisions Pte Ltd', address: ['21 Fishery Port Road', 'Jurong'], city: 'Singapore' },
    ],
  },
  ZA: {
    port: { locode: 'ZADUR', name: 'Durban' },
    consignees: [
      {
        name: 'Umgeni Food Distributors (Pty) Ltd',
        address: ['5 Maydon Road', 'Maydon Wharf'],
        city: 'Durban',
      },
    ],
  },
};

export const VESSELS: readonly string[] = [
  'MV Albatross Star',
  'MV Jade Horizon',
  'MV Nieuwe Waterweg',
  'MV Southern Cross Trader',
  'MV Andes Pioneer',
];
