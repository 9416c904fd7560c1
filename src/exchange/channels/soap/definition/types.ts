import { FINDING_AREAS, FINDING_LEVELS } from '../../../../base/index.ts';
import { MESSAGE_TYPES, RECEIPT_LEVELS } from '../../../index.ts';
import type { Types } from './language.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** What an official says of a certificate. */
const VERDICTS = ['pass', 'refuse', 'request'] as const;
/** What a partner says of a message that it fetched. */
const OUTCOMES = ['accepted', 'accepted-with-warnings', 'not-readable', 'rejected'] as const;
/** How a certificate stands in the ledger of its issuer. */
const STANDINGS = ['issued', 'withdrawn', 'replaced', 'cancelled', 'expired'] as const;

/** Every type of the service, by name. */
export const TYPES = {
  Uuid: { kind: 'simple', base: 'token', pattern: UUID, meaning: 'A UUID (RFC 9562), in small letters.' },
  Key: {
    kind: 'simple',
    base: 'token',
    pattern: '[A-Z]{2}-[A-Za-z0-9]{1,20}',
    meaning: 'The key of an authority: its country (ISO 3166 alpha-2), a hyphen, and a name.',
  },
  Country: { kind: 'simple', base: 'token', pattern: '[A-Z]{2}', meaning: 'ISO 3166 alpha-2.' },
  Digest: {
    kind: 'simple',
    base: 'token',
    pattern: '[0-9a-f]{64}',
    meaning: 'SHA-256 of the content, in hexadecimal.',
  },
  Name: { kind: 'simple', base: 'string', shortest: 1, longest: 300, meaning: 'A short text.' },
  Text: {
    kind: 'simple',
    base: 'string',
    longest: 10_000,
    meaning: 'What somebody writes, at most 10,000 characters.',
  },
  Long: { kind: 'simple', base: 'string', longest: 100_000, meaning: 'A text that a machine made.' },
  Position: {
    kind: 'simple',
    base: 'integer',
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    meaning: 'A place in the list of messages; a later message has a higher one.',
  },
  Count: { kind: 'simple', base: 'integer', minimum: 1, maximum: 500, meaning: 'From 1 to 500.' },
  Size: {
    kind: 'simple',
    base: 'integer',
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    meaning: 'In bytes.',
  },
  Truth: { kind: 'simple', base: 'boolean', meaning: 'Yes or no.' },
  Instant: {
    kind: 'simple',
    base: 'dateTime',
    pattern: '.{19,29}(Z|[+-][0-9]{2}:[0-9]{2})',
    meaning: 'A moment with its zone (RFC 3339).',
  },
  Bytes: { kind: 'simple', base: 'base64Binary', meaning: 'Bytes in base64, exactly as they were sealed.' },
  MessageType: {
    kind: 'simple',
    base: 'token',
    enumeration: MESSAGE_TYPES,
    meaning: 'What a message is about.',
  },
  Form: {
    kind: 'simple',
    base: 'token',
    enumeration: ['document', 'bytes'],
    meaning:
      '`document`: as an element, where its form allows; `bytes`: exactly the bytes, for those who check digests.',
  },
  Outcome: { kind: 'simple', base: 'token', enumeration: OUTCOMES, meaning: 'What became of a message.' },
  ReceiptLevel: {
    kind: 'simple',
    base: 'token',
    enumeration: RECEIPT_LEVELS,
    meaning: 'Whether the message is kept, a machine has read it, or an official has dealt with it.',
  },
  Verdict: {
    kind: 'simple',
    base: 'token',
    enumeration: VERDICTS,
    meaning: 'Pass, refuse, or a request to the issuer.',
  },
  Standing: {
    kind: 'simple',
    base: 'token',
    enumeration: STANDINGS,
    meaning: 'How the certificate stands with its issuer.',
  },
  FindingArea: { kind: 'simple', base: 'token', enumeration: FINDING_AREAS, meaning: 'Where a fault lies.' },
  FindingLevel: { kind: 'simple', base: 'token', enumeration: FINDING_LEVELS, meaning: 'How grave it is.' },
  CertificateName: {
    kind: 'sequence',
    meaning: 'What names a certificate for ever.',
    fields: [
      { name: 'Country', type: 'Country', occurs: '1..1', meaning: 'Of the issuer.' },
      { name: 'Authority', type: 'Key', occurs: '1..1', meaning: 'The issuing authority.' },
      { name: 'Number', type: 'Name', occurs: '1..1', meaning: 'As it stands on the certificate.' },
    ],
  },
  Envelope: {
    kind: 'sequence',
    meaning:
      'What is said about a message on every channel. Its canonical JSON without the seal is what the seal covers.',
    fields: [
      { name: 'Id', type: 'Uuid', occurs: '1..1', meaning: 'By the sender; a repetition carries the same.' },
      { name: 'From', type: 'Key', occurs: '1..1', meaning: 'The authority that sends.' },
      { name: 'To', type: 'Key', occurs: '1..1', meaning: 'The authority that it is for.' },
      { name: 'Type', type: 'MessageType', occurs: '1..1', meaning: 'What it is about.' },
      {
        name: 'Dialect',
        type: 'Name',
        occurs: '1..1',
        meaning: 'Form of the content, e.g. sps-certificate:17.',
      },
      { name: 'MediaType', type: 'Name', occurs: '1..1', meaning: 'Of the content.' },
      { name: 'Digest', type: 'Digest', occurs: '1..1', meaning: 'Of the content.' },
      {
        name: 'Subject',
        type: 'Name',
        occurs: '1..1',
        meaning: 'The certificate as country/authority/number.',
      },
      {
        name: 'Previous',
        type: 'Uuid',
        occurs: '0..1',
        meaning: 'The message on the same subject before it.',
      },
      { name: 'Answers', type: 'Uuid', occurs: '0..1', meaning: 'The message that it answers.' },
      {
        name: 'TranslatedFrom',
        type: 'Name',
        occurs: '0..1',
        meaning: 'Form of the document that the content was translated from.',
      },
      {
        name: 'OriginalDigest',
        type: 'Digest',
        occurs: '0..1',
        meaning: 'Of that document, which alone bears its issuer’s seal.',
      },
      { name: 'Sent', type: 'Instant', occurs: '1..1', meaning: 'When it was sent.' },
      { name: 'Expires', type: 'Instant', occurs: '1..1', meaning: 'When it is given up.' },
      {
        name: 'Seal',
        type: 'Long',
        occurs: '0..1',
        meaning: 'JWS with detached content (RFC 7515 appendix F).',
      },
    ],
  },
  Entry: {
    kind: 'sequence',
    meaning: 'A message that waits.',
    fields: [
      { name: 'Position', type: 'Position', occurs: '1..1', meaning: 'Its place, to go on from.' },
      { name: 'Size', type: 'Size', occurs: '1..1', meaning: 'Of the content.' },
      { name: 'Envelope', type: 'Envelope', occurs: '1..1', meaning: 'What is said about it.' },
    ],
  },
  Document: {
    kind: 'sequence',
    meaning: 'A content as an element.',
    fields: [
      {
        name: 'SPSCertificate',
        type: 'certificate',
        occurs: '1..1',
        meaning: 'The certificate itself.',
        property: 'certificate',
      },
    ],
  },
  Content: {
    kind: 'choice',
    meaning: 'The content of a message.',
    fields: [
      { name: 'Document', type: 'Document', occurs: '1..1', meaning: 'As an element.' },
      { name: 'Bytes', type: 'Bytes', occurs: '1..1', meaning: 'As the sealed bytes.' },
    ],
  },
  Finding: {
    kind: 'sequence',
    meaning: 'One remark on a document.',
    fields: [
      { name: 'Area', type: 'FindingArea', occurs: '1..1', meaning: 'Where the fault lies.' },
      { name: 'Level', type: 'FindingLevel', occurs: '1..1', meaning: 'How grave it is.' },
      { name: 'Code', type: 'Name', occurs: '1..1', meaning: 'Which fault it is.' },
      { name: 'Path', type: 'Text', occurs: '1..1', meaning: 'Where in the document.' },
      {
        name: 'Sentence',
        type: 'Text',
        occurs: '0..1',
        meaning: 'The same for people, in the language asked for.',
      },
    ],
  },
  CorrespondenceForm: {
    kind: 'simple',
    base: 'token',
    enumeration: ['correspondence:1'],
    meaning: 'The form of what officials say to each other, with its version.',
  },
  InquiryKind: {
    kind: 'simple',
    base: 'token',
    enumeration: ['request', 'response', 'note', 'extension', 'close'],
    meaning: 'What an inquiry’s message is; `close` ends the inquiry.',
  },
  Result: {
    kind: 'sequence',
    meaning: 'What an official found on checking a certificate.',
    fields: [
      { name: 'Verdict', type: 'Verdict', occurs: '1..1', meaning: 'What was decided.' },
      {
        name: 'Reason',
        type: 'Name',
        occurs: '0..n',
        meaning: 'Codes of the reasons of a refusal.',
        property: 'reasons',
      },
      { name: 'Remark', type: 'Text', occurs: '0..1', meaning: 'In words.' },
      { name: 'Thread', type: 'Uuid', occurs: '0..1', meaning: 'The inquiry that it opens.' },
    ],
  },
  Inquiry: {
    kind: 'sequence',
    meaning: 'A message of an inquiry.',
    fields: [
      {
        name: 'Thread',
        type: 'Uuid',
        occurs: '1..1',
        meaning: 'Id that whoever opened the inquiry gave it.',
      },
      { name: 'Kind', type: 'InquiryKind', occurs: '1..1', meaning: 'What the message is.' },
      { name: 'Content', type: 'Text', occurs: '0..1', meaning: 'What it says.' },
      { name: 'Due', type: 'Instant', occurs: '0..1', meaning: 'By when an answer is asked for.' },
    ],
  },
  Attachment: {
    kind: 'sequence',
    meaning: 'A file that is kept with the sender.',
    fields: [
      { name: 'Name', type: 'Name', occurs: '1..1', meaning: 'Of the file.' },
      { name: 'MediaType', type: 'Name', occurs: '1..1', meaning: 'Of the file.' },
      { name: 'Size', type: 'Size', occurs: '1..1', meaning: 'Of the file.' },
      { name: 'Digest', type: 'Digest', occurs: '1..1', meaning: 'Of the file.' },
    ],
  },
  Correspondence: {
    kind: 'sequence',
    meaning: 'What an official says about a certificate: a result, or a message of an inquiry.',
    fields: [
      { name: 'Form', type: 'CorrespondenceForm', occurs: '1..1', meaning: 'Its form.' },
      { name: 'Id', type: 'Uuid', occurs: '1..1', meaning: 'Of what is said.' },
      { name: 'Certificate', type: 'CertificateName', occurs: '1..1', meaning: 'What it is about.' },
      { name: 'At', type: 'Instant', occurs: '1..1', meaning: 'When it was said.' },
      { name: 'Operator', type: 'Text', occurs: '1..1', meaning: 'Under which name.' },
      { name: 'Office', type: 'Name', occurs: '0..1', meaning: 'Of which office.' },
      { name: 'Result', type: 'Result', occurs: '0..1', meaning: 'Of a check.' },
      { name: 'Inquiry', type: 'Inquiry', occurs: '0..1', meaning: 'Of an inquiry.' },
      {
        name: 'Attachment',
        type: 'Attachment',
        occurs: '0..n',
        meaning: 'What belongs to it.',
        property: 'attachments',
      },
    ],
  },
  Submission: {
    kind: 'choice',
    meaning: 'What is said, typed or as sealed bytes.',
    fields: [
      {
        name: 'Correspondence',
        type: 'Correspondence',
        occurs: '1..1',
        meaning: 'Typed; its canonical JSON is the content.',
      },
      { name: 'Bytes', type: 'Bytes', occurs: '1..1', meaning: 'As the envelope says.' },
    ],
  },
  Receipt: {
    kind: 'sequence',
    meaning: 'What is answered to whoever brought a message; the same for every repetition.',
    fields: [
      { name: 'Id', type: 'Uuid', occurs: '1..1', meaning: 'Our id of the message.' },
      {
        name: 'New',
        type: 'Truth',
        occurs: '1..1',
        meaning: 'Whether this call was the first to bring it.',
        property: 'isNew',
      },
      { name: 'Seal', type: 'Long', occurs: '1..1', meaning: 'The transport receipt, sealed as JWS.' },
    ],
  },
} as const satisfies Types;
