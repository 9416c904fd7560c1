import type { CanonicalValue } from '../../../base/index.ts';
import { canonicalJson, utf8 } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import type { Session, Statement, Transaction } from '../../../database/index.ts';
import { attachmentFacts, citeUploads, type Attachment } from '../attachments/index.ts';
import type { InquiryEntry, Side } from './inquiry-record.ts';

/** What people write of their own accord. */
export const WRITTEN_KINDS = ['request', 'response', 'note'] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];
/** And what an act says beside: why there is another last day. */
export const MESSAGE_KINDS = [...WRITTEN_KINDS, 'extension'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const LONGEST_CONTENT = 10_000;

/** What somebody writes. */
export interface MessageDraft {
  readonly kind: MessageKind;
  readonly side: Side;
  readonly content: string;
  /** Of an extension: the new last moment for the answer; RFC 3339. */
  readonly due?: string;
  readonly attachments: readonly Attachment[];
  /** The name under which the person signs; beside the actor, which is a number. */
  readonly operator: string;
}

/** One message of a thread. */
export interface InquiryMessage extends Omit<MessageDraft, 'kind'> {
  readonly kind: MessageKind;
  /** The version of the inquiry that it made; its act is in the history under the same number. */
  readonly version: number;
  readonly actor: string;
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
  readonly at: string;
}

/** The certificate that an inquiry is about, by what names it for ever. */
export interface AboutCertificate {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}

/** What the evidence of a message's act is of. That of the first message says, too, what the whole inquiry is about. */
export function messageContent(
  { kind, side, content, due, attachments }: Omit<MessageDraft, 'operator'>,
  certificate?: AboutCertificate,
): CanonicalValue {
  const until = due === undefined ? {} : { due };
  const said = { kind, side, content, ...until, attachments: attachmentFacts(attachments) };
  return certificate === undefined ? said : { ...said, certificate: { ...certificate } };
}

/** Digest (hex) of what a message says, for the evidence of its act. */
export function messageDigest(draft: MessageDraft, certificate?: AboutCertificate): string {
  return sha256Hex(utf8(canonicalJson(messageContent(draft, certificate))));
}

const WRITE: Statement = {
  name: 'inquiry-write-message',
  text: `insert into inquiry_message (country, inquiry, version, kind, side, actor, operator, from_country,
           from_authority, from_office, at, content, attachments, due)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
};

/** Keeps a message of an act that was just entered. */
export async function keepMessage(
  transaction: Transaction,
  entry: InquiryEntry,
  draft: MessageDraft,
  actor: string,
): Promise<void> {
  const { scope } = transaction;
  if (scope.kind !== 'authority') throw new Error('a message comes from an authority');
  await transaction.query(WRITE, [
    entry.country,
    entry.id,
    entry.version,
    draft.kind,
    draft.side,
    actor,
    draft.operator.slice(0, 200),
    scope.country,
    scope.authority,
    scope.office,
    entry.updated,
    draft.content,
    JSON.stringify(draft.attachments),
    draft.due,
  ]);
  await citeUploads(transaction, draft.attachments, {
    kind: 'inquiry',
    id: entry.id,
    version: entry.version,
  });
}

const READ: Statement = {
  name: 'inquiry-read-messages',
  text: `select version, kind, side, actor, operator, from_country, from_authority, from_office, at, content, attachments, due
         from inquiry_message where inquiry = $1 order by version limit 1000`,
};

interface MessageRow {
  readonly version: number;
  readonly kind: MessageKind;
  readonly side: Side;
  readonly actor: string;
  readonly operator: string;
  readonly from_country: string;
  readonly from_authority: string;
  readonly from_office: string | null;
  readonly at: Date;
  readonly content: string;
  readonly attachments: readonly Attachment[];
  readonly due: Date | null;
}

/** The messages of an inquiry, oldest first, at most a thousand. */
export async function readMessages(session: Session, inquiry: string): Promise<readonly InquiryMessage[]> {
  const rows = await session.query<MessageRow>(READ, [inquiry]);
  return rows.map(({ from_country, from_authority, from_office, at, due, ...row }) => ({
    ...row,
    country: from_country,
    authority: from_authority,
    ...(from_office === null ? {} : { office: from_office }),
    at: at.toISOString(),
    ...(due === null ? {} : { due: due.toISOString() }),
  }));
}
