import { openOffices, openOrganisations, OPERATOR, type OfficeKind } from '../access/index.ts';
import type { House } from '../platform/index.ts';

/** Key after the authority's, kind, parent (`-`: directly under the authority), Chinese or local title, English title. */
type Row = readonly [key: string, kind: OfficeKind, parent: string, local: string, english: string];

/** A believable part of China's tree. The keys follow the form of the customs district codes; they are no register. */
const CHINA: readonly Row[] = [
  ['0000', 'administration', '-', '海关总署机关', 'General Administration of Customs'],
  ['0100', 'bureau', '0000', '北京海关', 'Beijing Customs'],
  ['0101', 'branch', '0100', '首都机场海关', 'Beijing Capital Airport Customs'],
  ['0106', 'branch', '0100', '大兴机场海关', 'Beijing Daxing Airport Customs'],
  ['0109', 'branch', '0100', '天竺海关', 'Tianzhu Customs'],
  ['0200', 'bureau', '0000', '天津海关', 'Tianjin Customs'],
  ['0202', 'branch', '0200', '新港海关', 'Xingang Customs'],
  ['0206', 'branch', '0200', '东疆海关', 'Dongjiang Customs'],
  ['0209', 'local', '0202', '新港海关查验处', 'Xingang Inspection Station'],
  ['0900', 'bureau', '0000', '大连海关', 'Dalian Customs'],
  ['0901', 'branch', '0900', '大连港湾海关', 'Dalian Port Customs'],
  ['0908', 'branch', '0900', '大窑湾海关', 'Dayaowan Customs'],
  ['0915', 'branch', '0900', '丹东海关', 'Dandong Customs'],
  ['2200', 'bureau', '0000', '上海海关', 'Shanghai Customs'],
  ['2225', 'branch', '2200', '外高桥海关', 'Waigaoqiao Customs'],
  ['2233', 'branch', '2200', '浦东国际机场海关', 'Pudong Airport Customs'],
  ['2248', 'branch', '2200', '洋山海关', 'Yangshan Customs'],
  ['2249', 'local', '2248', '洋山冷链查验点', 'Yangshan Cold Chain Station'],
  ['2208', 'branch', '2200', '宝山海关', 'Baoshan Customs'],
  ['2300', 'bureau', '0000', '南京海关', 'Nanjing Customs'],
  ['2301', 'branch', '2300', '连云港海关', 'Lianyungang Customs'],
  ['2309', 'branch', '2300', '张家港海关', 'Zhangjiagang Customs'],
  ['2325', 'branch', '2300', '太仓海关', 'Taicang Customs'],
  ['3100', 'bureau', '0000', '宁波海关', 'Ningbo Customs'],
  ['3104', 'branch', '3100', '北仑海关', 'Beilun Customs'],
  ['3105', 'branch', '3100', '镇海海关', 'Zhenhai Customs'],
  ['3110', 'local', '3104', '梅山查验场', 'Meishan Inspection Yard'],
  ['3700', 'bureau', '0000', '厦门海关', 'Xiamen Customs'],
  ['3701', 'branch', '3700', '东渡海关', 'Dongdu Customs'],
  ['3706', 'branch', '3700', '海沧海关', 'Haicang Customs'],
  ['3709', 'branch', '3700', '漳州海关', 'Zhangzhou Customs'],
  ['4200', 'bureau', '0000', '青岛海关', 'Qingdao Customs'],
  ['4201', 'branch', '4200', '烟台海关', 'Yantai Customs'],
  ['4202', 'branch', '4200', '日照海关', 'Rizhao Customs'],
  ['4204', 'branch', '4200', '威海海关', 'Weihai Customs'],
  ['4218', 'branch', '4200', '黄岛海关', 'Huangdao Customs'],
  ['4220', 'local', '4218', '董家口港查验处', 'Dongjiakou Port Inspection Station'],
  ['4222', 'local', '4201', '龙口办事处', 'Longkou Local Office'],
  ['5100', 'bureau', '0000', '广州海关', 'Guangzhou Customs'],
  ['5141', 'branch', '5100', '白云机场海关', 'Baiyun Airport Customs'],
  ['5165', 'branch', '5100', '南沙海关', 'Nansha Customs'],
  ['5178', 'branch', '5100', '佛山海关', 'Foshan Customs'],
  ['5300', 'bureau', '0000', '深圳海关', 'Shenzhen Customs'],
  ['5301', 'branch', '5300', '皇岗海关', 'Huanggang Customs'],
  ['5304', 'branch', '5300', '蛇口海关', 'Shekou Customs'],
  ['5316', 'branch', '5300', '大鹏海关', 'Dapeng Customs'],
  ['5349', 'local', '5304', '前海办事处', 'Qianhai Local Office'],
  ['7200', 'bureau', '0000', '南宁海关', 'Nanning Customs'],
  ['7203', 'branch', '7200', '钦州港海关', 'Qinzhou Port Customs'],
  ['7209', 'branch', '7200', '友谊关海关', 'Youyiguan Customs'],
  ['8600', 'bureau', '0000', '昆明海关', 'Kunming Customs'],
  ['8602', 'branch', '8600', '瑞丽海关', 'Ruili Customs'],
  ['8605', 'branch', '8600', '河口海关', 'Hekou Customs'],
  ['9400', 'bureau', '0000', '乌鲁木齐海关', 'Urumqi Customs'],
  ['9404', 'branch', '9400', '霍尔果斯海关', 'Horgos Customs'],
  ['9406', 'branch', '9400', '阿拉山口海关', 'Alashankou Customs'],
];

const NEW_ZEALAND: readonly Row[] = [
  ['WLG', 'administration', '-', '惠灵顿总部', 'Wellington Head Office'],
  ['AKL', 'bureau', 'WLG', '奥克兰', 'Auckland'],
  ['TRG', 'branch', 'AKL', '陶朗阿港', 'Port of Tauranga'],
  ['AIA', 'branch', 'AKL', '奥克兰机场', 'Auckland Airport'],
  ['CHC', 'bureau', 'WLG', '基督城', 'Christchurch'],
  ['LYT', 'branch', 'CHC', '利特尔顿港', 'Lyttelton Port'],
  ['BLU', 'local', 'CHC', '布拉夫港', 'Bluff Harbour'],
];

const NETHERLANDS: readonly Row[] = [
  ['UTR', 'administration', '-', '乌得勒支总部', 'Utrecht Head Office'],
  ['RTM', 'bureau', 'UTR', '鹿特丹', 'Rotterdam'],
  ['MVL', 'branch', 'RTM', '马斯弗拉克特检查站', 'Maasvlakte Inspection Post'],
  ['SPL', 'bureau', 'UTR', '史基浦机场', 'Schiphol'],
  ['VLI', 'branch', 'RTM', '弗利辛恩', 'Vlissingen'],
  ['EEM', 'local', 'UTR', '埃姆斯哈芬', 'Eemshaven'],
];

const TREES = { 'CN-GACC': CHINA, 'NZ-MPI': NEW_ZEALAND, 'NL-NVWA': NETHERLANDS } as const;

/** Organisations that are no authorities: one of each kind. */
const OTHERS = [
  ['CN-PDCOLD', 'trader', '浦东冷链进口有限公司', 'Pudong Cold Chain Import Co., Ltd.'],
  ['CN-DHAQUATIC', 'trader', '东海水产食品有限公司', 'Donghai Aquatic Foods Co., Ltd.'],
  ['CN-HUAXIALINES', 'carrier', '华夏海运有限公司', 'Huaxia Lines Co., Ltd.'],
  ['CN-PUDONG', 'district', '浦东关区', 'Pudong Customs District'],
  ['NL-POLDERTRADE', 'trader', '波德贸易公司', 'Polder Trade B.V.'],
  ['NZ-TRADEHUB', 'partner', '新西兰贸易枢纽', 'New Zealand Trade Hub'],
] as const;

/** Where the demonstration is built. */
type Place = Pick<House, 'database' | 'clock' | 'random'>;

/** Builds the trees of the demonstration's authorities, names the host, and enters other organisations; what is there stays. */
export async function buildOrganisations(house: Place, host: string): Promise<void> {
  const organisations = openOrganisations(house);
  const { host: isHost } = await organisations.get(OPERATOR, host);
  if (!isHost) await organisations.change(OPERATOR, host, { host: true });
  const known = await organisations.list(OPERATOR, { limit: 200 });
  const keys = new Set(known.items.map(({ key }) => key));
  for (const [key, kind, zh, en] of OTHERS) {
    if (!keys.has(key)) await organisations.add(OPERATOR, { key, kind, title: { en, zh } });
  }
  for (const [authority, rows] of Object.entries(TREES)) await buildTree(house, authority, rows);
}

async function buildTree(house: Place, authority: string, rows: readonly Row[]): Promise<void> {
  const offices = openOffices(house);
  const known = await offices.list(OPERATOR, { authority, limit: 200 });
  const titled = new Map(known.items.map(({ key, title }) => [key, title.en !== undefined]));
  for (const [short, kind, above, zh, en] of rows) {
    const key = `${authority}/${short}`;
    const parent = above === '-' ? undefined : `${authority}/${above}`;
    const title = { en, zh };
    const isTitled = titled.get(key);
    if (isTitled === undefined) {
      const place = parent === undefined ? {} : { parent };
      await offices.add(OPERATOR, { key, authority, kind, title, ...place });
    } else if (!isTitled) {
      // Entered with its names alone, by which certificates mention it.
      await offices.change(OPERATOR, key, { kind, title, parent: parent ?? null });
    }
  }
}
