import type { SpsCertificate } from '../../standards/index.ts';

const text = (value: string) => ({ value });

export interface SpecimenOptions {
  readonly lines: number;
  readonly number?: string;
  /** Name of the goods of every line. */
  readonly name?: string;
}

const PRODUCTS = [
  ['Frozen boneless beef, striploin 冷冻去骨牛肉 西冷', '02023000'],
  ['Dried jujube, pitted 去核红枣', '08134090'],
  ['Frozen tilapia fillet 冷冻罗非鱼片', '03046100'],
  ['Whole milk powder 全脂奶粉', '04022100'],
  ['Fresh Fuji apples 鲜富士苹果', '08081000'],
  ['Canned mushrooms, sliced 罐头蘑菇片', '20031011'],
  ['Black tea in bags 袋装红茶', '09023010'],
  ['Garlic, granulated 蒜粒', '07129050'],
] as const;

/** A certificate of an office of ours, with so many lines of goods. */
export function specimenDocument({ lines, number, name }: SpecimenOptions): SpsCertificate {
  return {
    exchangedDocument: {
      name: [text('出口食品卫生证书'), text('Sanitary certificate')],
      id: text(number ?? '226000013947851001'),
      typeCode: text('852'),
      statusCode: text('70'),
      issueDateTime: text('2026-11-20T08:30:00Z'),
      issuerParty: { name: text('General Administration of Customs of China') },
      signatoryAuthentication: [
        {
          actualDateTime: text('2026-11-20T08:30:00Z'),
          issueLocation: { name: [text('Qingdao 青岛')] },
          providerParty: { specifiedPerson: { name: text('Wang Li 王丽') } },
          includedClause: [
            {
              id: text('1'),
              content: [
                text('上述产品适合人类食用。'),
                text('The products described above are fit for human consumption.'),
              ],
            },
          ],
        },
      ],
    },
    consignment: {
      consignorParty: {
        name: text('Qingdao Harvest Foods Import and Export Co., Ltd. 青岛丰收食品进出口有限公司'),
      },
      consigneeParty: { name: text('Auckland Fine Food Distributors Limited') },
      exportCountry: { id: text('CN'), name: [text('China')] },
      importCountry: { id: text('NZ'), name: [text('New Zealand')] },
      mainCarriageTransportMovement: [
        { modeCode: text('1'), usedTransportMeans: { name: text('COSCO HARMONY') } },
      ],
      utilizedTransportEquipment: ['CSNU6123458', 'CSNU6123463'].map((id, index) => ({
        id: text(id),
        affixedSeal: [{ id: text(`CN88${String(index + 1041)}`) }],
      })),
      includedConsignmentItem: [
        {
          includedTradeLineItem: Array.from({ length: lines }, (_, index) => {
            const [product, tariff] = PRODUCTS[index % PRODUCTS.length] ?? PRODUCTS[0];
            return {
              sequenceNumeric: text(String(index + 1)),
              description: [text(name ?? product)],
              netWeightMeasure: { value: `${String(1000 + index * 37)}.5`, unit: 'KGM' },
              physicalPackage: [{ itemQuantity: text(String(120 + index)), typeCode: text('CT') }],
              applicableClassification: [{ systemName: [text('HS')], classCode: text(tariff) }],
              originCountry: [{ id: text('CN'), name: [text('China')] }],
            };
          }),
        },
      ],
    },
  };
}
