import { canonicalJson, say, utf8, type RandomBytes } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import { writeEntity, writeMessage, writeMultipart, type Field } from '../../../mail/index.ts';
import type { Envelope } from '../../index.ts';
import { domainOf, type SmtpAddress } from './address.ts';
import { newBoundary } from './securing.ts';
import { smtpWords } from './words.ts';

/** Media type of the part that carries our envelope, as JSON. */
export const ENVELOPE_PART = 'application/vnd.counterfoil.envelope+json';

/** What is attached for people beside the content, e.g. the certificate as PDF. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is signed of a message: a sentence for people, the envelope, the content, and what people want besides. */
export function composedContent(
  { envelope, content }: { readonly envelope: Envelope; readonly content: Uint8Array },
  attachments: readonly Attachment[],
  { address, random }: { readonly address: SmtpAddress; readonly random: RandomBytes },
): Uint8Array {
  const language = address.language ?? 'en';
  const sentence = say(smtpWords, language, `mail-text-${envelope.type}`, { subject: envelope.subject });
  return writeMultipart([{ name: 'Subject', value: sentence }], {
    type: 'multipart/mixed',
    boundary: newBoundary(random),
    parts: [
      writeEntity([{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }], utf8(`${sentence}\r\n`)),
      filePart({
        name: 'envelope.json',
        mediaType: ENVELOPE_PART,
        bytes: utf8(canonicalJson({ ...envelope })),
      }),
      filePart({ name: contentName(envelope), mediaType: envelope.mediaType, bytes: content }),
      ...attachments.map(filePart),
    ],
  });
}

/** A transport receipt on its way back: nothing but its seal. */
export function composedReceipt(receipt: string): Uint8Array {
  return filePart({ name: 'receipt.jws', mediaType: 'application/jose', bytes: utf8(receipt) });
}

/**
 * The whole message around a secured entity. Nothing of the document is in it: neither its number nor its kind. Mails about
 * the same certificate refer to one thread, and each to those before it (RFC 5322 §3.6.4).
 */
export function composedMessage(
  entity: Uint8Array,
  about: {
    readonly from: string;
    readonly to: string;
    readonly id: string;
    readonly thread: string;
    readonly references: readonly string[];
    readonly now: Date;
    readonly language: SmtpAddress['language'];
    readonly isReply: boolean;
    readonly readingTo?: string;
  },
): Uint8Array {
  const { from, to, id, thread, references, now, readingTo } = about;
  const fields: readonly Field[] = [
    { name: 'From', value: from },
    { name: 'To', value: to },
    { name: 'Date', value: now.toUTCString().replace('GMT', '+0000') },
    { name: 'Message-ID', value: id },
    {
      name: 'Subject',
      value: say(smtpWords, about.language ?? 'en', 'mail-subject', { thread: thread.slice(0, 8) }),
    },
    { name: 'References', value: [threadId(thread, from), ...references].join(' ') },
    ...(references.length === 0 ? [] : [{ name: 'In-Reply-To', value: references.at(-1) ?? '' }]),
    { name: 'Auto-Submitted', value: about.isReply ? 'auto-replied' : 'auto-generated' },
    ...(readingTo === undefined ? [] : [{ name: 'Disposition-Notification-To', value: `<${readingTo}>` }]),
  ];
  return writeMessage(fields, entity);
}

/** Message-ID of a message of ours, the same however often it is sent. */
export function messageId(envelopeId: string, mailbox: string): string {
  return `<${envelopeId}@${domainOf(mailbox)}>`;
}

/** Names the thread of a certificate without saying which it is. */
export function threadOf(subject: string): string {
  return sha256Hex(utf8(`mail-thread ${subject}`)).slice(0, 32);
}

function threadId(thread: string, mailbox: string): string {
  return `<thread.${thread}@${domainOf(mailbox)}>`;
}

function contentName({ mediaType }: Envelope): string {
  const endings: Readonly<Record<string, string>> = { jose: 'jws', plain: 'txt' };
  const kind =
    mediaType
      .split(/[/+]/)
      .at(-1)
      ?.replaceAll(/[^a-z0-9]/g, '') ?? '';
  return `content.${endings[kind] ?? (kind.slice(0, 10) || 'bin')}`;
}

function filePart({ name, mediaType, bytes }: Attachment): Uint8Array {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 100);
  return writeEntity(
    [
      { name: 'Content-Type', value: `${mediaType}; name="${safe}"` },
      { name: 'Content-Disposition', value: `attachment; filename="${safe}"` },
    ],
    bytes,
  );
}
