import { utf8 } from '../../src/base/index.ts';
import type { SealKey } from '../../src/crypto/index.ts';
import {
  issueAuthority,
  issueSealCertificate,
  readCertificatesPem,
  readSealKey,
  seal,
} from '../../src/crypto/index.ts';
import type { SpsCertificate } from '../../src/standards/index.ts';
import { spsCertificate17, writeMessage } from '../../src/standards/index.ts';
import type { TrustAnchor } from '../../verify/core/index.ts';

export const AUTHORITY = {
  key: 'NZ-MPI',
  country: 'NZ',
  names: ['Ministry for Primary Industries'],
  offices: [{ key: 'NZ-MPI/WLG', names: ['Wellington'] }],
} as const;

const text = (value: string) => ({ value });
const PRODUCTS = [
  ['Frozen boneless beef, forequarter', '020230'],
  ['Chilled lamb carcases', '020410'],
  ['Whole milk powder 冷冻牛肉', '040221'],
  ['Fresh kiwifruit', '081050'],
  ['Radiata pine, sawn', '440711'],
] as const;
const WORDS =
  'harbour southern ridge alpine river coastal plains valley station pacific northern canterbury otago'.split(
    ' ',
  );

const DECLARATION =
  'The products were derived from animals that passed ante-mortem and post-mortem inspection, were prepared, packed and ' +
  'stored under sanitary conditions, and have been found free of the pests and diseases that concern the importing country. ';

/** A plausible certificate with so many lines and declarations; 6 lines and 30 declarations, sealed, are about 22 KB. */
export function benchDocument(number: number, lines: number, declarations: number): SpsCertificate {
  const word = (salt: number) =>
    WORDS[(number * 7 + salt * 5 + Math.floor(number / 13)) % WORDS.length] ?? '';
  const party = (salt: number) => ({
    name: text(`${word(salt)} ${word(salt + 1)} trading ${String(number % 977)} limited`),
    specifiedAddress: { lineOne: text(`${String(number % 99)} Quay Street`), cityName: text('Port Town') },
  });
  return {
    exchangedDocument: {
      name: [text('Sanitary certificate')],
      id: text(`NZL2026/${String(number).padStart(8, '0')}`),
      typeCode: text('852'),
      statusCode: text('70'),
      issueDateTime: text(new Date(1_750_000_000_000 + number * 60_000).toISOString().replace('.000Z', 'Z')),
      issuerParty: { name: text(AUTHORITY.names[0]) },
      ...(declarations === 0
        ? {}
        : {
            includedNote: Array.from({ length: declarations }, (_, index) => ({
              subject: text('ADEDL'),
              content: [text(`${String(index + 1)}. ${DECLARATION}`)],
            })),
          }),
      signatoryAuthentication: [
        {
          actualDateTime: text('2026-03-01T08:00:00Z'),
          issueLocation: { name: [text('Wellington')] },
          providerParty: { specifiedPerson: { name: text('A. Officer') } },
          includedClause: [
            {
              id: text('1'),
              content: [text('The products described are fit for human consumption. '.repeat(4))],
            },
          ],
        },
      ],
    },
    consignment: {
      consignorParty: party(1),
      consigneeParty: party(2),
      exportCountry: { id: text('NZ'), name: [text('New Zealand')] },
      importCountry: { id: text('CN'), name: [text('China')] },
      unloadingBaseportLocation: { id: text('CNSHG'), name: [text('Shanghai')] },
      examinationEvent: { occurrenceLocation: { name: [text('Auckland')] } },
      mainCarriageTransportMovement: [
        { modeCode: text('1'), usedTransportMeans: { name: text('MV Example') } },
      ],
      utilizedTransportEquipment: [
        {
          id: text(`MSKU${String(1_000_000 + number).slice(-7)}`),
          affixedSeal: [{ id: text(`NZ${String(number).padStart(7, '0')}`) }],
        },
      ],
      includedConsignmentItem: [
        {
          includedTradeLineItem: Array.from({ length: lines }, (_, line) => {
            const [name, hs] = PRODUCTS[(number + line) % PRODUCTS.length] ?? PRODUCTS[0];
            return {
              sequenceNumeric: text(String(line + 1)),
              description: [text(`${name} grade ${String(line)}`)],
              commonName: [text(word(line))],
              netWeightMeasure: { value: `${String(1000 + (number % 500))}.5`, unit: 'KGM' },
              grossWeightMeasure: { value: `${String(1100 + (number % 500))}.5`, unit: 'KGM' },
              applicableClassification: [
                { systemName: [text('HS')], classCode: text(hs), className: [text(name)] },
              ],
              physicalPackage: [{ levelCode: text('4'), typeCode: text('CT'), itemQuantity: text('40') }],
              originCountry: [{ id: text('NZ'), name: [text('New Zealand')] }],
              appliedProcess: [
                {
                  typeCode: text('ZZZ'),
                  applicableProcessCharacteristic: [
                    {
                      description: [
                        text('TTFT'),
                        text('Blast frozen to minus eighteen degrees, stored in a registered plant.'),
                      ],
                    },
                  ],
                },
              ],
            };
          }),
        },
      ],
    },
  };
}

export interface BenchSeal {
  readonly key: SealKey;
  readonly anchors: readonly TrustAnchor[];
}

export async function benchSeal(): Promise<BenchSeal> {
  const period = {
    organisation: 'MPI',
    country: 'NZ',
    from: '2024-01-01T00:00:00Z',
    until: '2034-01-01T00:00:00Z',
  };
  const authority = await issueAuthority({ ...period, commonName: 'MPI seal authority' });
  const issued = await issueSealCertificate(authority, { ...period, commonName: 'MPI seal' });
  return {
    key: readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate }),
    anchors: readCertificatesPem(authority.certificate).map((certificate) => ({
      authority: AUTHORITY.key,
      certificate,
    })),
  };
}

/** Lines and declarations of a certificate of about 22 KB when sealed. */
export const LARGE = [6, 30] as const;

/** Bytes of a certificate, sealed where a seal is given. */
export function benchCertificate(
  number: number,
  [lines, declarations]: readonly [number, number],
  sealing?: BenchSeal,
): Uint8Array {
  const xml = writeMessage(spsCertificate17, benchDocument(number, lines, declarations));
  if (sealing === undefined) return utf8(xml);
  return utf8(seal(xml, sealing.key, { time: '2026-03-01T08:00:00Z', id: `n${String(number)}` }));
}
