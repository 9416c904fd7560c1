import { utf8 } from '../../../base/index.ts';
import type { SpsCertificate } from '../../../standards/index.ts';
import { spsCertificate17, writeMessage } from '../../../standards/index.ts';

/** What tests vary of a certificate. */
export interface SampleOptions {
  readonly number: string;
  readonly type?: string;
  readonly status?: string;
  readonly issued?: string;
  readonly exporting?: string;
  readonly importing?: string;
  readonly issuer?: string;
  readonly place?: string;
  readonly consignor?: string;
  readonly consignee?: string;
  readonly products?: readonly { readonly name: string; readonly hs: string; readonly kilograms: string }[];
  readonly container?: string;
  readonly seal?: string;
  readonly billOfLading?: string;
  readonly replaces?: string;
  /** Length of an additional declaration, to reach a size. */
  readonly padding?: number;
}

const text = (value: string) => ({ value });

/** A complete certificate, as our own offices write it. */
export function sampleDocument(options: SampleOptions): SpsCertificate {
  const products = options.products ?? [{ name: 'Frozen boneless beef', hs: '020230', kilograms: '1000.5' }];
  const party = (name: string) => ({
    name: text(name),
    specifiedAddress: { lineOne: text('1 Quay Street') },
  });
  return {
    exchangedDocument: {
      name: [text('Sanitary certificate')],
      id: text(options.number),
      typeCode: text(options.type ?? '852'),
      statusCode: text(options.status ?? '70'),
      issueDateTime: text(options.issued ?? '2026-03-01T08:00:00Z'),
      issuerParty: { name: text(options.issuer ?? 'Ministry for Primary Industries') },
      includedNote: [
        ...(options.replaces === undefined
          ? []
          : [{ subject: text('ADRPN'), content: [text(options.replaces)] }]),
        ...(options.padding === undefined
          ? []
          : [
              {
                subject: text('ADEDL'),
                content: [text('Inspected and found free. '.repeat(options.padding))],
              },
            ]),
      ],
      ...(options.billOfLading === undefined
        ? {}
        : {
            referenceReferencedDocument: [
              { typeCode: text('705'), id: text(options.billOfLading), relationshipTypeCode: text('ZZZ') },
            ],
          }),
      signatoryAuthentication: [
        {
          actualDateTime: text('2026-03-01T08:00:00Z'),
          issueLocation: { name: [text(options.place ?? 'Wellington')] },
          providerParty: { specifiedPerson: { name: text('A. Officer') } },
          includedClause: [{ id: text('1'), content: [text('Fit for human consumption.')] }],
        },
      ],
    },
    consignment: {
      consignorParty: party(options.consignor ?? 'Southern Meats Limited'),
      consigneeParty: party(options.consignee ?? 'Shanghai Trading Company'),
      exportCountry: { id: text(options.exporting ?? 'NZ'), name: [text('New Zealand')] },
      importCountry: { id: text(options.importing ?? 'CN'), name: [text('China')] },
      unloadingBaseportLocation: { id: text('CNSHG'), name: [text('Shanghai')] },
      examinationEvent: { occurrenceLocation: { name: [text('Auckland')] } },
      mainCarriageTransportMovement: [
        { modeCode: text('1'), usedTransportMeans: { name: text('MV Example') } },
      ],
      utilizedTransportEquipment: [
        {
          id: text(options.container ?? 'MSKU1234565'),
          affixedSeal: [{ id: text(options.seal ?? 'NZ00123') }],
        },
      ],
      includedConsignmentItem: [
        {
          includedTradeLineItem: products.map(({ name, hs, kilograms }, index) => ({
            sequenceNumeric: text(String(index + 1)),
            description: [text(name)],
            netWeightMeasure: { value: kilograms, unit: 'KGM' },
            applicableClassification: [
              { systemName: [text('HS')], classCode: text(hs), className: [text(name)] },
            ],
            originCountry: [{ id: text(options.exporting ?? 'NZ'), name: [text('New Zealand')] }],
          })),
        },
      ],
    },
  };
}

export function sampleXml(options: SampleOptions): string {
  return writeMessage(spsCertificate17, sampleDocument(options));
}

export function sampleBytes(options: SampleOptions): Uint8Array {
  return utf8(sampleXml(options));
}
