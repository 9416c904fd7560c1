import { expect, test } from 'vitest';
import { openXml } from '../../crypto/index.ts';
import { jsonSchema } from '../generation/json-schema.ts';
import { mappingPage } from '../generation/mapping-page.ts';
import { schemaFiles } from '../generation/xsd.ts';
import { exchangedDocumentStructures } from '../sps-certificate/exchanged-document.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { element, structure } from './definition.ts';
import { readMessage } from './reader.ts';
import { documentFaults, writeMessage } from './writer.ts';

const family = 'urn:un:unece:uncefact:data:standard:SPSAcknowledgement:';

/** The acknowledgement of the same library, from the same building blocks: what a second message costs. */
const acknowledgement = {
  ...spsCertificate17,
  name: 'sps-acknowledgement-17',
  title: 'SPSAcknowledgement 17',
  root: 'SPSAcknowledgement',
  namespaces: spsCertificate17.namespaces.map((namespace) =>
    namespace.prefix === 'rsm'
      ? { prefix: 'rsm', uri: `${family}17`, family, file: 'SPSAcknowledgement_17.xsd' }
      : namespace,
  ),
  structures: {
    SPSAcknowledgement: structure('The answer to a certificate.', 'rsm', [
      element(
        'SPSAcknowledgementDocument',
        'SPSAcknowledgementDocument',
        '1..1',
        'UN03000182',
        'The answer.',
      ),
    ]),
    SPSAcknowledgementDocument: structure('The answer as a document.', 'ram', [
      element('IssueDateTime', 'dateTime', '1..1', 'UN03000184', 'When it was given.', {
        missing: 'WARNING',
      }),
      element('StatusCode', 'code', '1..1', 'UN03000185', 'What it says.', {
        list: 'document-status',
        enumerated: true,
      }),
      element('ReasonInformation', 'text', '0..n', 'UN03000183', 'Why.'),
      element('ReferenceSPSReferencedDocument', 'SPSReferencedDocument', '1..n', 'UN03000186', 'To what.'),
    ]),
    SPSReferencedDocument: exchangedDocumentStructures.SPSReferencedDocument,
  },
} as const;

test('another message is read, written and published from its definition alone', () => {
  const document = {
    acknowledgementDocument: {
      issueDateTime: { value: '2026-01-02' },
      statusCode: { value: '39' },
      reasonInformation: [{ value: 'In order', language: 'en' }],
      referenceReferencedDocument: [{ typeCode: { value: '851' }, id: { value: 'N-1' } }],
    },
  };
  const xml = writeMessage(acknowledgement, document);
  const opening = openXml(new TextEncoder().encode(xml));
  if (!opening.opened) throw new Error(opening.refusal);
  const reading = readMessage(acknowledgement, opening.document.root);
  expect(reading.document).toEqual(document);
  expect(reading.findings).toEqual([]);
  expect(documentFaults(acknowledgement, {}).map(({ path }) => path)).toEqual([
    '/SPSAcknowledgement/SPSAcknowledgementDocument',
  ]);
  expect(mappingPage(acknowledgement)).toContain('## SPSAcknowledgementDocument');
  expect(Object.keys(jsonSchema(acknowledgement, 'urn:x')['$defs'] ?? {})).toContain('SPSAcknowledgement');
  expect(schemaFiles(acknowledgement, 'x').map(({ path }) => path)).toContain('x/SPSAcknowledgement_17.xsd');
});
