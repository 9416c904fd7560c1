import { Type, type Static, type TSchema } from 'typebox';

const strict = { additionalProperties: false } as const;
/** Any text that can be stored: no NUL, no half of a character. */
const STORABLE = '^(?:[^\\u0000\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$';

const text = (most: number, description: string) =>
  Type.String({ minLength: 1, maxLength: most, pattern: STORABLE, description });
const code = (pattern: string, description: string) =>
  Type.String({ pattern: `^(?:${pattern})$`, description });
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema);

const country = (description: string) => code('[A-Z]{2,3}|\\d{3}', description);
const unit = (description: string) => code('\\d{3}|[A-Z0-9]{2,3}', description);
const currency = (description: string) => code('[A-Z]{3}', description);
/** Exact and never negative: at most fifteen digits before the point and six behind it. */
const decimal = (description: string) => code('(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,6})?', description);
const day = (description: string) => code('\\d{4}-\\d{2}-\\d{2}', description);
const port = (description: string) => code('[A-Za-z0-9]{3,12}', description);

const party = (description: string) =>
  Type.Object(
    { name: maybe(text(200, '名称')), id: maybe(text(35, '代码')), country: maybe(country('国别')) },
    {
      ...strict,
      description,
    },
  );

/** A charge: a rate in percent (1), an amount per ton (2) or in total (3). */
const charge = (description: string) =>
  Type.Object(
    {
      mark: code('[123]', '标记'),
      value: decimal('数值'),
      currency: maybe(currency('币制')),
    },
    { ...strict, description },
  );

const Document = Type.Object(
  {
    code: code('[A-Za-z0-9]{1,10}', '单证代码'),
    reference: text(120, '单证编号'),
    line: maybe(Type.Integer({ minimum: 1, maximum: 9_999, description: '单证项号' })),
    quantity: maybe(decimal('核销数量')),
    unit: maybe(unit('核销单位')),
  },
  { ...strict, description: '随附单证' },
);

const Item = Type.Object(
  {
    item: Type.Integer({ minimum: 1, maximum: 999, description: '1 项号' }),
    recordItem: maybe(text(19, '2 备案序号')),
    commodity: code('\\d{8,13}', '3 商品编号'),
    inspectionName: maybe(text(100, '4 检验检疫名称')),
    name: text(255, '5 商品名称'),
    specification: maybe(text(512, '6 规格型号')),
    quantity: maybe(decimal('7 成交数量')),
    unit: maybe(unit('8 成交单位')),
    unitPrice: maybe(decimal('9 单价')),
    totalPrice: maybe(decimal('10 总价')),
    currency: maybe(currency('11 币制')),
    firstQuantity: maybe(decimal('12 法定第一数量')),
    firstUnit: maybe(unit('13 法定第一单位')),
    secondQuantity: maybe(decimal('14 法定第二数量')),
    secondUnit: maybe(unit('15 法定第二单位')),
    origin: maybe(country('16 原产国（地区）')),
    originRegion: maybe(text(50, '17 原产地区')),
    finalDestination: maybe(country('18 最终目的国（地区）')),
    domesticPlace: maybe(text(50, '19 境内目的地/境内货源地')),
    levyMode: maybe(code('[0-9]', '20 征减免税方式')),
    use: maybe(text(20, '21 用途')),
    versionNumber: maybe(text(20, '22 版本号')),
    productNumber: maybe(text(50, '23 货号')),
    agreement: maybe(text(10, '24 优惠贸易协定代码')),
    originCertificate: maybe(text(50, '25 原产地证明编号')),
    originCertificateItem: maybe(
      Type.Integer({ minimum: 1, maximum: 9_999, description: '26 原产地证明商品项号' }),
    ),
    attributes: maybe(Type.Array(text(20, '货物属性代码'), { maxItems: 20, description: '27 货物属性' })),
    netMass: maybe(decimal('净重（千克）')),
    grossMass: maybe(decimal('毛重（千克）')),
    producers: maybe(Type.Array(text(64, '注册编号'), { maxItems: 50, description: '境外生产企业注册编号' })),
    produced: maybe(day('生产日期')),
    expires: maybe(day('产品有效期')),
    documents: maybe(Type.Array(Document, { maxItems: 99, description: '随附单证' })),
  },
  strict,
);

const Container = Type.Object(
  {
    number: text(20, '集装箱号'),
    kind: maybe(text(10, '集装箱规格')),
    seals: maybe(Type.Array(text(35, '封志号'), { maxItems: 20 })),
  },
  { ...strict, description: '集装箱' },
);

/**
 * China's declaration (进出口货物报关单): 33 fields of the head and 27 of each item, numbered as on the form of 2019; the lists beside
 * it; and of the entry for inspection what comparison asks for.
 */
export const ChinaForm = Type.Object(
  {
    direction: Type.Enum(['import', 'export'], { description: '进出口标志' }),
    preEntryNumber: maybe(code('[A-Za-z0-9][A-Za-z0-9/-]{2,49}', '1 预录入编号')),
    customsNumber: maybe(code('[A-Za-z0-9][A-Za-z0-9/-]{2,49}', '2 海关编号')),
    declarationOffice: maybe(text(64, '3 申报地海关')),
    entryOffice: maybe(text(64, '4 进出境关别')),
    recordNumber: maybe(text(20, '5 备案号')),
    contractNumber: maybe(text(100, '6 合同协议号')),
    movementDate: maybe(day('7 进出口日期')),
    declarationDate: maybe(day('8 申报日期')),
    domesticParty: maybe(party('9 境内收发货人')),
    overseasParty: maybe(party('10 境外收发货人')),
    ownerParty: maybe(party('11 消费使用单位/生产销售单位')),
    agent: maybe(party('12 申报单位')),
    transportMode: maybe(code('[0-9A-Z]', '13 运输方式')),
    transportMeans: maybe(text(100, '14 运输工具名称')),
    voyage: maybe(text(64, '15 航次号')),
    transportDocuments: maybe(Type.Array(text(64, '提运单号'), { maxItems: 30, description: '16 提运单号' })),
    storagePlace: maybe(text(100, '17 货物存放地点')),
    supervisionMode: code('\\d{4}', '18 监管方式'),
    levyNature: maybe(code('\\d{3}', '19 征免性质')),
    licenceNumber: maybe(text(50, '20 许可证号')),
    departurePort: maybe(port('21 启运港')),
    tradeCountry: maybe(country('22 贸易国（地区）')),
    despatchCountry: maybe(country('23 启运国（地区）/运抵国（地区）')),
    transitPort: maybe(port('24 经停港/指运港')),
    entryPort: maybe(port('25 入境口岸/离境口岸')),
    packageType: maybe(code('[0-9A-Za-z]{1,2}', '26 包装种类')),
    packages: maybe(decimal('27 件数')),
    grossMass: maybe(decimal('28 毛重（千克）')),
    netMass: maybe(decimal('29 净重（千克）')),
    tradeTerms: maybe(code('[0-9]', '30 成交方式')),
    freight: maybe(charge('31 运费')),
    insurance: maybe(charge('32 保费')),
    otherCharges: maybe(charge('33 杂费')),
    containers: maybe(Type.Array(Container, { maxItems: 500, description: '集装箱' })),
    documents: maybe(Type.Array(Document, { maxItems: 99, description: '随附单证' })),
    marks: maybe(text(512, '标记唛码及备注')),
    relatedDeclarations: maybe(Type.Array(text(20, '关联报关单'), { maxItems: 30 })),
    specialRelationship: maybe(Type.Boolean({ description: '特殊关系确认' })),
    priceInfluence: maybe(Type.Boolean({ description: '价格影响确认' })),
    royalties: maybe(Type.Boolean({ description: '支付特许权使用费确认' })),
    selfAssessed: maybe(Type.Boolean({ description: '自报自缴' })),
    items: Type.Array(Item, { minItems: 1, maxItems: 999, description: '商品' }),
  },
  strict,
);
export type ChinaForm = Static<typeof ChinaForm>;
export type ChinaItem = ChinaForm['items'][number];
