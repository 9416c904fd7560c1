import type { FieldOf } from '../model.ts';

type Statement = FieldOf<'statements'>['statements'][number];

const always = (id: string, en: string, zh: string, es?: string): Statement => ({
  id,
  required: true,
  text: { en, zh, ...(es === undefined ? {} : { es }) },
});
const chosen = (id: string, en: string, zh: string, es?: string): Statement => ({
  ...always(id, en, zh, es),
  required: false,
});

/** ISPM 12, annex 1: the certifying statement of a phytosanitary certificate, and the optional one on other pests. */
export const PHYTOSANITARY: readonly Statement[] = [
  always(
    '1',
    'This is to certify that the plants, plant products or other regulated articles described herein have been inspected and/or tested according to appropriate official procedures and are considered to be free from the quarantine pests specified by the importing contracting party and to conform with the current phytosanitary requirements of the importing contracting party, including those for regulated non-quarantine pests.',
    '兹证明本证书所述植物、植物产品或其他限定物已按照适当的官方程序进行检验和（或）检测，认为不带有输入缔约方规定的检疫性有害生物，并符合输入缔约方现行的植物检疫要求，包括对限定的非检疫性有害生物的要求。',
    'Por la presente se certifica que las plantas, productos vegetales u otros artículos reglamentados descritos aquí se han inspeccionado y/o sometido a ensayo de acuerdo con los procedimientos oficiales adecuados y se consideran libres de las plagas cuarentenarias especificadas por la parte contratante importadora y que cumplen los requisitos fitosanitarios vigentes de la parte contratante importadora, incluidos los relativos a las plagas no cuarentenarias reglamentadas.',
  ),
  chosen(
    '2',
    'They are deemed to be practically free from other pests.',
    '上述物品基本不带有其他有害生物。',
    'Se considera que están prácticamente libres de otras plagas.',
  ),
];

export const FRUIT: readonly Statement[] = [
  ...PHYTOSANITARY,
  chosen(
    'F1',
    'The fruit was grown in registered orchards and packed in registered packing houses under official supervision.',
    '该批水果产自注册果园，并在官方监管下由注册包装厂包装。',
    'La fruta se cultivó en huertos registrados y se empacó en empacadoras registradas bajo supervisión oficial.',
  ),
  chosen(
    'F2',
    'The fruit is free from soil, leaves, branches and other plant debris.',
    '该批水果不带土壤、枝叶及其他植物残体。',
    'La fruta está libre de tierra, hojas, ramas y otros restos vegetales.',
  ),
];

export const FRUIT_CHILE: readonly Statement[] = [
  ...FRUIT,
  always(
    'F3',
    'The consignment was inspected and found free from Bactrocera dorsalis and Carposina sasakii.',
    '该批货物经检验未发现桔小实蝇（Bactrocera dorsalis）和桃小食心虫（Carposina sasakii）。',
    'El envío fue inspeccionado y se encontró libre de Bactrocera dorsalis y Carposina sasakii.',
  ),
];

export const GRAIN: readonly Statement[] = [
  ...PHYTOSANITARY,
  always(
    'G1',
    'Before loading, the holds or containers were examined and found clean, dry and free from live insects.',
    '装运前经检验，船舱或集装箱清洁、干燥，未发现活虫。',
  ),
  chosen(
    'G2',
    'The consignment is free from soil and is practically free from weed seeds of concern to the importing country.',
    '该批货物不带土壤，且基本不带进口国关注的杂草种子。',
  ),
];

export const MEAT: readonly Statement[] = [
  always(
    'M1',
    'The meat derives from animals that passed veterinary inspection before and after slaughter in establishments approved for export, and that showed no sign of infectious disease.',
    '该批肉类来自在出口注册企业屠宰、经宰前宰后检疫合格且未见传染病症状的动物。',
  ),
  always(
    'M2',
    'The animals come from areas in which, during the preceding twelve months, no restriction on account of foot-and-mouth disease, African swine fever or highly pathogenic avian influenza, as far as the species is susceptible, was in force.',
    '动物来自过去十二个月内未因口蹄疫、非洲猪瘟或高致病性禽流感（视易感动物种类）受到限制的地区。',
  ),
  always(
    'M3',
    'The products were produced, packed, stored and transported under sanitary conditions and are fit for human consumption.',
    '产品在卫生条件下生产、包装、储存和运输，适合人类食用。',
  ),
  chosen(
    'M4',
    'Residues of veterinary drugs, pesticides and heavy metals do not exceed the limits of the importing country.',
    '兽药、农药及重金属残留不超过进口国限量。',
  ),
];

export const DAIRY: readonly Statement[] = [
  always(
    'D1',
    'The milk was obtained from clinically healthy animals of herds under official veterinary control.',
    '原料乳来自官方兽医监管下的临床健康畜群。',
  ),
  always(
    'D2',
    'The milk or the product underwent the heat treatment stated in this certificate, and recontamination was prevented.',
    '原料乳或产品已经过本证书所述热处理，并防止了再次污染。',
  ),
  always(
    'D3',
    'The products were manufactured in approved establishments and are fit for human consumption.',
    '产品由注册企业生产，适合人类食用。',
  ),
  chosen(
    'D4',
    'Melamine and aflatoxin M1 were tested for and conform to the limits of the importing country.',
    '三聚氰胺和黄曲霉毒素 M1 经检测符合进口国限量。',
  ),
];

export const AQUATIC: readonly Statement[] = [
  always(
    'A1',
    'The products come from establishments approved by the competent authority, which apply a system based on the principles of HACCP.',
    '产品来自主管当局注册、实施 HACCP 体系的企业。',
  ),
  always(
    'A2',
    'The products were produced, packed, stored and transported under sanitary conditions and are fit for human consumption.',
    '产品在卫生条件下生产、包装、储存和运输，适合人类食用。',
  ),
  always(
    'A3',
    'No pathogenic micro-organisms, harmful substances or foreign matter above the limits of the importing country were found.',
    '未检出超过进口国规定的致病微生物、有毒有害物质及异物。',
  ),
  chosen(
    'A4',
    'The animals of aquaculture showed no clinical sign of disease at harvest and come from farms under official surveillance.',
    '养殖水生动物在捕捞时无临床疫病症状，来自官方监测的养殖场。',
  ),
];

export const AQUATIC_NEW_ZEALAND: readonly Statement[] = [
  ...AQUATIC,
  always(
    'A5',
    'Crustaceans were processed so that head and shell were removed, or are cooked, and are packed for direct retail sale.',
    '甲壳类产品已去头去壳或已熟制，并为直接零售包装。',
  ),
];

export const WOOD: readonly Statement[] = [
  always(
    'W1',
    'The wood packaging material described herein was treated according to the International Standard for Phytosanitary Measures No. 15 and bears its mark.',
    '本证书所述木质包装已按照国际植物检疫措施标准第 15 号进行除害处理，并加施标识。',
  ),
  chosen(
    'W2',
    'The wood is free from bark, visible holes of insects and live pests.',
    '木材不带树皮、可见虫孔及活的有害生物。',
  ),
];
