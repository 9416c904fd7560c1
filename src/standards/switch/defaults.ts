import type { SpsCertificate, TradeLine } from '../sps-certificate/definition.ts';
import type { Defaults } from './fitting.ts';

type Classification = NonNullable<TradeLine['applicableClassification']>[number];

/** Stands where a schema demands words and the source has none. */
const UNSPECIFIED = { value: 'unspecified' } as const;

const line = (position: number): TradeLine => ({
  sequenceNumeric: { value: String(position) },
  description: [UNSPECIFIED],
});

/**
 * What is put where the schema of a certificate demands an element and the source has none: the code of the list that says nothing more, an empty
 * party, the number of the line. What a certificate cannot be without, its number, kind, status, date, issuer and countries, has no default.
 */
export const CERTIFICATE_DEFAULTS: Defaults = {
  'SPSPackage/LevelCode': () => ({ value: '4' }),
  'SPSPackage/TypeCode': () => ({ value: 'ZZ' }),
  'SPSTransportMovement/ModeCode': () => ({ value: '0' }),
  'SPSProcess/TypeCode': () => ({ value: 'ZZZ' }),
  'SPSConsignment/ConsignorSPSParty': () => ({}),
  'SPSConsignment/ConsigneeSPSParty': () => ({}),
  'SPSExchangedDocument/SignatorySPSAuthentication': () => [{}],
  'SPSConsignment/IncludedSPSConsignmentItem': () => [{ includedTradeLineItem: [line(1)] }],
  'SPSConsignmentItem/IncludedSPSTradeLineItem': () => [line(1)],
  'SPSTradeLineItem/SequenceNumeric': (_node, position) => ({ value: String(position) }),
  'SPSTradeLineItem/Description': (node) => describedBy(node),
  'SPSClassification/SystemName': (node) => systemOf(node),
};

/** The other names of the goods, where they are not described. */
function describedBy(node: TradeLine) {
  return node.commonName ?? node.scientificName ?? [UNSPECIFIED];
}

/** Customs codes have a tag of their own; other systems are not admitted where tags are. */
function systemOf({ systemId }: Classification) {
  return systemId?.value === 'CN' || systemId?.value === 'HS' ? [{ value: 'HS' }] : undefined;
}

/** Names of the two ends of an exchange, by the countries of a certificate. */
export function endsOf(certificate: SpsCertificate): { readonly sender: string; readonly recipient: string } {
  const { consignment } = certificate;
  return {
    sender: consignment?.exportCountry?.id?.value ?? 'UNKNOWN',
    recipient: consignment?.importCountry?.id?.value ?? 'UNKNOWN',
  };
}
