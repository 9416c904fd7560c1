import type { MessageDefinition } from '../message/definition.ts';
import { element, structure } from '../message/definition.ts';
import type { DocumentOf } from '../message/document-type.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { exchangedDocumentStructures } from '../sps-certificate/exchanged-document.ts';

const family = 'urn:un:unece:uncefact:data:standard:SPSAcknowledgement:';

/** UN/CEFACT SPSAcknowledgement version 17: the answer to a certificate, from the building blocks of its library. */
export const spsAcknowledgement17 = {
  name: 'sps-acknowledgement-17',
  title: 'SPSAcknowledgement 17',
  root: 'SPSAcknowledgement',
  version: '17',
  alsoRead: [],
  rootNamespace: 'rsm',
  dataNamespace: 'udt',
  infix: 'SPS',
  namespaces: spsCertificate17.namespaces.map((namespace) =>
    namespace.prefix === 'rsm'
      ? { prefix: 'rsm', uri: `${family}17`, family, file: 'SPSAcknowledgement_17.xsd' }
      : { ...namespace, file: namespace.file.replace('.xsd', '-acknowledgement.xsd') },
  ),
  structures: {
    SPSAcknowledgement: structure('The answer to a certificate.', 'rsm', [
      element(
        'SPSAcknowledgementDocument',
        'SPSAcknowledgementDocument',
        '1..1',
        'UN03000182',
        'The answer.',
        {
          missing: 'SEVERE',
        },
      ),
    ]),
    SPSAcknowledgementDocument: structure('The answer as a document.', 'ram', [
      element('IssueDateTime', 'dateTime', '1..1', 'UN03000184', 'When it was given.', {
        missing: 'WARNING',
      }),
      element('StatusCode', 'code', '1..1', 'UN03000185', 'What it says.', {
        list: 'document-status',
        enumerated: true,
        missing: 'SEVERE',
      }),
      element('ReasonInformation', 'text', '0..n', 'UN03000183', 'Why.'),
      element('ReferenceSPSReferencedDocument', 'SPSReferencedDocument', '1..n', 'UN03000186', 'To what.', {
        missing: 'WARNING',
      }),
    ]),
    SPSReferencedDocument: exchangedDocumentStructures.SPSReferencedDocument,
  },
} as const satisfies MessageDefinition;

/** An acknowledgement as our document. */
export type SpsAcknowledgement = DocumentOf<
  (typeof spsAcknowledgement17)['structures'],
  'SPSAcknowledgement'
>;
