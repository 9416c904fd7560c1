import { canonicalJson, fromBase64Url, fromUtf8, utf8, type CanonicalValue } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { SERVICE_SCHEMA, type RequestOf } from './definition/index.ts';
import { readElement, writeElement } from './message/codec.ts';

/** Acts that bring a message; each has one typed form beside the sealed bytes. */
export const SUBMISSIONS = {
  SubmitVerificationResult: { type: 'verification-result', member: 'result' },
  OpenInquiry: { type: 'inquiry', member: 'inquiry' },
  AnswerInquiry: { type: 'inquiry-answer', member: 'inquiry' },
} as const;
export type SubmissionName = keyof typeof SUBMISSIONS;

/** Media type of a typed content: its canonical JSON (RFC 8785) is what digests and seals are of. */
export const TYPED_MEDIA_TYPE = 'application/json';

type SubmissionContent = RequestOf<SubmissionName>['content'];

/** The content that a request brings, as bytes; of a typed one its canonical JSON without empty lists. */
export function contentOf(content: SubmissionContent): {
  readonly bytes: Uint8Array;
  readonly isTyped: boolean;
} {
  if ('bytes' in content) return { bytes: content.bytes, isTyped: false };
  return { bytes: utf8(canonicalJson(withoutEmptyLists(content.correspondence))), isTyped: true };
}

function withoutEmptyLists(value: object): CanonicalValue {
  const members: readonly (readonly [string, unknown])[] = Object.entries(value);
  const kept = members.flatMap(([name, member]) => {
    if (Array.isArray(member)) return member.length === 0 ? [] : [[name, member] as const];
    return [
      [name, typeof member === 'object' && member !== null ? withoutEmptyLists(member) : member] as const,
    ];
  });
  // A typed content is made of texts, numbers, lists and such objects.
  return Object.fromEntries(kept) as CanonicalValue;
}

/**
 * The request that carries a content: typed where the typed form comes back to the very same bytes, so that the seal of its
 * envelope holds; as bytes else.
 */
export function requestWith(
  name: SubmissionName,
  head: Pick<RequestOf<SubmissionName>, 'id' | 'envelope'>,
  content: Uint8Array,
): string {
  const typed = typedRequest(name, head, content);
  return typed ?? writeElement(name, { ...head, content: { bytes: content } });
}

function typedRequest(
  name: SubmissionName,
  head: Pick<RequestOf<SubmissionName>, 'id' | 'envelope'>,
  content: Uint8Array,
): string | undefined {
  const value = parsed(content);
  if (value === undefined) return undefined;
  const member = { correspondence: value };
  // Whether it is of the form is seen below, by the schema and by what comes back.
  const text = writeElement(name, { ...head, content: member } as unknown as RequestOf<typeof name>);
  const opening = openXml(utf8(text));
  if (!opening.opened) return undefined;
  const { document } = opening;
  try {
    if (SERVICE_SCHEMA.faultsOf(document, document.root).length > 0) return undefined;
    const back = contentOf(readElement(name, document.root, document).content);
    return fromUtf8(back.bytes) === fromUtf8(content) ? text : undefined;
  } finally {
    document.close();
  }
}

function parsed(content: Uint8Array): object | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(content) ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a sealed receipt of ours says, as the request that brings it; undefined where it is no such receipt. */
export function receiptSaid(content: Uint8Array): RequestOf<'ConfirmReceipt'> | undefined {
  const seal = fromUtf8(content) ?? '';
  const payload = fromBase64Url(seal.split('.')[1] ?? '');
  const said = payload === undefined ? undefined : parsed(payload);
  if (said === undefined) return undefined;
  const { message, level, outcome, at } = said as Readonly<Record<string, unknown>>;
  const request = { id: message, level, outcome, at, findings: [], seal } as RequestOf<'ConfirmReceipt'>;
  // What the parts are, the schema says, which the request has to pass at the partner; here it passes it before it is sent.
  const opening = openXml(utf8(writeElement('ConfirmReceipt', request)));
  if (!opening.opened) return undefined;
  try {
    return SERVICE_SCHEMA.faultsOf(opening.document, opening.document.root).length === 0
      ? request
      : undefined;
  } finally {
    opening.document.close();
  }
}
