import { element, structure } from '../message/definition.ts';

/** Versions whose use still has what the exchanges of version 17 leave out. */
const OLDER_VERSIONS: readonly string[] = ['8', '11'];

/** The certificate as a document: its number, status, issuer, notes, annexes and signatory. */
export const exchangedDocumentStructures = {
  SPSExchangedDocument: structure('The certificate as a document.', 'ram', [
    element('Name', 'text', '0..n', 'UN03000002', 'Title of the certificate.', { un: '1..n' }),
    element('ID', 'id', '1..1', 'UN03000003', 'Number of the certificate.', { missing: 'SEVERE' }),
    element('Description', 'text', '0..n', 'UN03000004', 'What the certificate is for.'),
    element('TypeCode', 'code', '1..1', 'UN03000005', 'Kind of certificate.', {
      list: 'document-type',
      enumerated: true,
      missing: 'SEVERE',
    }),
    element('StatusCode', 'code', '1..1', 'UN03000006', 'Status of the certificate.', {
      list: 'document-status',
      enumerated: true,
      missing: 'SEVERE',
    }),
    element('IssueDateTime', 'dateTime', '1..1', 'UN03000007', 'When it was issued.', {
      missing: 'SEVERE',
    }),
    element('CopyIndicator', 'indicator', '0..1', 'UN03000008', 'Whether it is a copy.', {
      only: OLDER_VERSIONS,
    }),
    element('IssuerSPSParty', 'SPSParty', '1..1', 'UN03000009', 'The authority that issues it.', {
      un: '0..1',
      missing: 'SEVERE',
    }),
    element('RecipientSPSParty', 'SPSParty', '0..n', 'UN03000010', 'Whom it is issued to.', {
      only: OLDER_VERSIONS,
    }),
    element('IncludedSPSNote', 'SPSNote', '0..n', 'UN03000011', 'Notes on the whole consignment.'),
    element(
      'ReferenceSPSReferencedDocument',
      'SPSReferencedDocument',
      '0..n',
      'UN03000012',
      'Annexes and documents referred to.',
    ),
    element(
      'SignatorySPSAuthentication',
      'SPSAuthentication',
      '1..n',
      'UN03000013',
      'Who signs, where and what is certified.',
      { missing: 'WARNING' },
    ),
  ]),
  SPSReferencedDocument: structure('A document referred to, with its file where it is attached.', 'ram', [
    element('IssueDateTime', 'dateTime', '0..1', 'UN03000015', 'When that document was issued.'),
    element('TypeCode', 'code', '0..1', 'UN03000016', 'Kind of that document.', {
      list: 'document-type',
      enumerated: true,
    }),
    element('RelationshipTypeCode', 'code', '0..1', 'UN03000017', 'How it relates to the certificate.', {
      un: '1..1',
      list: 'relationship-type',
      enumerated: true,
    }),
    element('ID', 'id', '0..1', 'UN03000018', 'Number of that document.', { un: '1..1' }),
    element('AttachmentBinaryObject', 'binary', '0..n', 'UN01007574', 'The file.'),
    element('Information', 'text', '0..1', 'UN01007575', 'What the file is.'),
  ]),
  SPSAuthentication: structure('An act of authentication: who certifies what, where and when.', 'ram', [
    element('TypeCode', 'code', '0..1', 'UN03000034', 'Kind of official act.', {
      list: 'government-action',
      enumerated: true,
    }),
    element('ActualDateTime', 'dateTime', '0..1', 'UN03000035', 'When it was signed.', { un: '1..1' }),
    element('IssueSPSLocation', 'SPSLocation', '1..1', 'UN03000036', 'Place of issue.', { un: '0..1' }),
    element('ProviderSPSParty', 'SPSParty', '0..1', 'UN03000037', 'The authorised officer.', { un: '1..1' }),
    element(
      'LocationProviderSPSParty',
      'SPSParty',
      '0..1',
      'UN03000038',
      'The office that provides the place.',
    ),
    element('IncludedSPSClause', 'SPSClause', '0..n', 'UN03000039', 'Statements certified.', { un: '1..n' }),
  ]),
  SPSClause: structure('A statement, by its number in a list or in words.', 'ram', [
    element('ID', 'id', '1..1', 'UN03000048', 'Number or name of the statement.', { un: '0..1' }),
    element('Content', 'text', '0..n', 'UN03000049', 'The statement in words.', { un: '1..n' }),
  ]),
  SPSNote: structure('A note under a subject, usually an ePhyto tag.', 'ram', [
    element('Subject', 'text', '0..1', 'UN03000097', 'Subject of the note.', {
      list: 'ephyto-tag',
      enumerated: true,
    }),
    element('ContentCode', 'code', '0..n', 'UN03000098', 'The note as a code.'),
    element('Content', 'text', '1..n', 'UN03000099', 'The note in words.'),
    element('SubjectCode', 'code', '0..1', 'UN03000100', 'Subject of the note as a code.'),
  ]),
};
