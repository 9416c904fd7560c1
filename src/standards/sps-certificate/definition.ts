import type { MessageDefinition } from '../message/definition.ts';
import { element, structure } from '../message/definition.ts';
import type { DocumentOf } from '../message/document-type.ts';
import { consignmentStructures } from './consignment.ts';
import { exchangedDocumentStructures } from './exchanged-document.ts';
import { partyStructures } from './party.ts';
import { tradeLineStructures } from './trade-line.ts';

const family = (name: string): string => `urn:un:unece:uncefact:data:standard:${name}:`;

/**
 * UN/CEFACT SPSCertificate version 17 (RABIE 21, directory D.16B): the sanitary and phytosanitary certificate that the
 * IPPC ePhyto Hub, TRACES NT and others exchange. Versions 8 and 11 are read by it.
 */
export const spsCertificate17 = {
  name: 'sps-certificate-17',
  title: 'SPSCertificate 17',
  root: 'SPSCertificate',
  version: '17',
  alsoRead: ['8', '11'],
  rootNamespace: 'rsm',
  dataNamespace: 'udt',
  infix: 'SPS',
  namespaces: [
    {
      prefix: 'qdt',
      // The published namespace has this capital S; senders also write it small, so families ignore case.
      uri: 'urn:un:unece:uncefact:data:Standard:QualifiedDataType:21',
      family: family('QualifiedDataType'),
      file: 'QualifiedDataType_21.xsd',
    },
    {
      prefix: 'ram',
      uri: `${family('ReusableAggregateBusinessInformationEntity')}21`,
      family: family('ReusableAggregateBusinessInformationEntity'),
      file: 'ReusableAggregateBusinessInformationEntity_21.xsd',
    },
    {
      prefix: 'rsm',
      uri: `${family('SPSCertificate')}17`,
      family: family('SPSCertificate'),
      file: 'SPSCertificate_17.xsd',
    },
    {
      prefix: 'udt',
      uri: `${family('UnqualifiedDataType')}21`,
      family: family('UnqualifiedDataType'),
      file: 'UnqualifiedDataType_21.xsd',
    },
  ],
  structures: {
    SPSCertificate: structure('A sanitary or phytosanitary certificate.', 'rsm', [
      element('SPSExchangedDocument', 'SPSExchangedDocument', '1..1', 'UN03000001', 'The document.', {
        missing: 'SEVERE',
      }),
      element('SPSConsignment', 'SPSConsignment', '1..1', 'UN03000053', 'The consignment.', {
        missing: 'SEVERE',
      }),
    ]),
    ...exchangedDocumentStructures,
    ...consignmentStructures,
    ...tradeLineStructures,
    ...partyStructures,
  },
} as const satisfies MessageDefinition;

type Structures = (typeof spsCertificate17)['structures'];

/** A certificate as our document: what the reader gives and the writer takes. */
export type SpsCertificate = DocumentOf<Structures, 'SPSCertificate'>;
export type ReferencedDocument = DocumentOf<Structures, 'SPSReferencedDocument'>;
export type Note = DocumentOf<Structures, 'SPSNote'>;
export type Consignment = DocumentOf<Structures, 'SPSConsignment'>;
export type TradeLine = DocumentOf<Structures, 'SPSTradeLineItem'>;
export type Treatment = DocumentOf<Structures, 'SPSProcess'>;
export type Party = DocumentOf<Structures, 'SPSParty'>;
export type Country = DocumentOf<Structures, 'SPSCountry'>;
export type Place = DocumentOf<Structures, 'SPSLocation'>;
