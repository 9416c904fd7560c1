import type { ComplexType, Field, Operation, ValueOf } from './language.ts';
import { TYPES } from './types.ts';

/** Namespace of everything that is ours in the service. */
export const NAMESPACE = 'urn:counterfoil:exchange:1';

const id: Field & { readonly name: 'Id'; readonly type: 'Uuid'; readonly occurs: '1..1' } = {
  name: 'Id',
  type: 'Uuid',
  occurs: '1..1',
  meaning: 'By the sender: the same for a repetition. Where there is an envelope, the one in it.',
};
const envelope: Field & { readonly name: 'Envelope'; readonly type: 'Envelope'; readonly occurs: '0..1' } = {
  name: 'Envelope',
  type: 'Envelope',
  occurs: '0..1',
  meaning: 'Sealed, where the agreement asks for it.',
};
const receipt = {
  kind: 'sequence',
  meaning: 'The message is kept.',
  fields: [{ name: 'Receipt', type: 'Receipt', occurs: '1..1', meaning: 'Proof of it.' }],
} as const;

/** Requests and answers: elements of the schema that are global, named like the operations. */
export const ELEMENTS = {
  ListMessages: {
    kind: 'sequence',
    meaning: 'Which messages wait.',
    fields: [
      { name: 'After', type: 'Position', occurs: '0..1', meaning: 'Only those after this position.' },
      { name: 'Limit', type: 'Count', occurs: '0..1', meaning: 'At most so many; 100 where it is absent.' },
      {
        name: 'Type',
        type: 'MessageType',
        occurs: '0..n',
        meaning: 'Only these; all where absent.',
        property: 'types',
      },
    ],
  },
  ListMessagesResponse: {
    kind: 'sequence',
    meaning: 'Messages in the order of their positions.',
    fields: [
      { name: 'Entry', type: 'Entry', occurs: '0..n', meaning: 'One of them.', property: 'entries' },
      { name: 'More', type: 'Truth', occurs: '1..1', meaning: 'Whether there are more after the last.' },
    ],
  },
  GetMessage: {
    kind: 'sequence',
    meaning: 'One message with its content.',
    fields: [
      { name: 'Id', type: 'Uuid', occurs: '1..1', meaning: 'Of the message.' },
      { name: 'Form', type: 'Form', occurs: '0..1', meaning: '`document` where absent.' },
    ],
  },
  GetMessageResponse: {
    kind: 'sequence',
    meaning: 'The message.',
    fields: [
      { name: 'Envelope', type: 'Envelope', occurs: '1..1', meaning: 'What is said about it.' },
      { name: 'Content', type: 'Content', occurs: '1..1', meaning: 'What it says.' },
    ],
  },
  GetStatus: {
    kind: 'sequence',
    meaning: 'How a certificate stands with its issuer now.',
    fields: [{ name: 'Certificate', type: 'CertificateName', occurs: '1..1', meaning: 'The certificate.' }],
  },
  GetStatusResponse: {
    kind: 'sequence',
    meaning: 'How it stands.',
    fields: [
      { name: 'Certificate', type: 'CertificateName', occurs: '1..1', meaning: 'The certificate.' },
      { name: 'Standing', type: 'Standing', occurs: '1..1', meaning: 'How it stands.' },
      { name: 'Since', type: 'Instant', occurs: '1..1', meaning: 'Since when.' },
      {
        name: 'ReplacedBy',
        type: 'Name',
        occurs: '0..1',
        meaning: 'Number of the certificate in its place.',
      },
    ],
  },
  ConfirmReceipt: {
    kind: 'sequence',
    meaning: 'What became of a message that was fetched. It leaves the list.',
    fields: [
      { name: 'Id', type: 'Uuid', occurs: '1..1', meaning: 'Of the message.' },
      { name: 'Level', type: 'ReceiptLevel', occurs: '1..1', meaning: 'Who vouches for it.' },
      { name: 'Outcome', type: 'Outcome', occurs: '1..1', meaning: 'What became of it.' },
      { name: 'At', type: 'Instant', occurs: '1..1', meaning: 'When, by your clock.' },
      {
        name: 'Finding',
        type: 'Finding',
        occurs: '0..n',
        meaning: 'What was remarked.',
        property: 'findings',
      },
      {
        name: 'Seal',
        type: 'Long',
        occurs: '0..1',
        meaning: 'The receipt sealed as JWS, which then says it all.',
      },
    ],
  },
  ConfirmReceiptResponse: {
    kind: 'sequence',
    meaning: 'The receipt is kept.',
    fields: [{ name: 'Id', type: 'Uuid', occurs: '1..1', meaning: 'Of the message.' }],
  },
  SubmitVerificationResult: {
    kind: 'sequence',
    meaning: 'What your official found on checking a certificate of ours.',
    fields: [id, envelope, { name: 'Content', type: 'Submission', occurs: '1..1', meaning: 'The result.' }],
  },
  SubmitVerificationResultResponse: receipt,
  OpenInquiry: {
    kind: 'sequence',
    meaning: 'A question to the office that issued a certificate.',
    fields: [id, envelope, { name: 'Content', type: 'Submission', occurs: '1..1', meaning: 'The inquiry.' }],
  },
  OpenInquiryResponse: receipt,
  AnswerInquiry: {
    kind: 'sequence',
    meaning: 'The answer to an inquiry that reached you.',
    fields: [id, envelope, { name: 'Content', type: 'Submission', occurs: '1..1', meaning: 'The answer.' }],
  },
  AnswerInquiryResponse: receipt,
  Validate: {
    kind: 'sequence',
    meaning: 'How a document would be read here. Nothing is kept.',
    fields: [{ name: 'Document', type: 'Bytes', occurs: '1..1', meaning: 'The document, XML.' }],
  },
  ValidateResponse: {
    kind: 'sequence',
    meaning: 'What was remarked.',
    fields: [
      { name: 'Usable', type: 'Truth', occurs: '1..1', meaning: 'Whether there is no SEVERE finding.' },
      { name: 'Finding', type: 'Finding', occurs: '0..n', meaning: 'One remark.', property: 'findings' },
    ],
  },
  Fault: {
    kind: 'sequence',
    meaning: 'Why a request was not carried out.',
    fields: [
      { name: 'Code', type: 'Name', occurs: '1..1', meaning: 'Which fault it is; stable.' },
      { name: 'Sentence', type: 'Text', occurs: '1..1', meaning: 'The same for people.' },
      {
        name: 'Detail',
        type: 'FaultDetail',
        occurs: '0..n',
        meaning: 'Every single fault.',
        property: 'details',
      },
    ],
  },
} as const satisfies Readonly<Record<string, ComplexType>>;

export const ALL_TYPES = {
  ...TYPES,
  FaultDetail: {
    kind: 'sequence',
    meaning: 'One of several faults.',
    fields: [
      { name: 'Code', type: 'Name', occurs: '1..1', meaning: 'Which fault it is; stable.' },
      { name: 'Path', type: 'Text', occurs: '1..1', meaning: 'Where in the request.' },
      { name: 'Sentence', type: 'Text', occurs: '1..1', meaning: 'The same for people.' },
    ],
  },
} as const;

export const OPERATION_NAMES = [
  'ListMessages',
  'GetMessage',
  'GetStatus',
  'ConfirmReceipt',
  'SubmitVerificationResult',
  'OpenInquiry',
  'AnswerInquiry',
  'Validate',
] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

export function isOperationName(name: string): name is OperationName {
  return OPERATION_NAMES.some((known) => known === name);
}

/** The acts of the service. */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = Object.freeze(
  // Built from the very list of names.
  Object.fromEntries(
    OPERATION_NAMES.map((name) => [
      name,
      { meaning: ELEMENTS[name].meaning, request: name, response: `${name}Response` },
    ]),
  ) as Record<OperationName, Operation>,
);

type Everything = typeof ALL_TYPES & typeof ELEMENTS;
/** A value of a type or of an element of the service. */
export type Value<Name extends keyof Everything> = ValueOf<Everything, Name>;
export type RequestOf<Name extends OperationName> = Value<Name>;
export type ResponseOf<Name extends OperationName> = Value<`${Name}Response`>;
