import { fromUtf8 } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import type { Entity } from '../../../mail/index.ts';
import {
  LARGEST_RECEIPT,
  openReceipt,
  readEnvelope,
  RECEIPT_MEDIA_TYPE,
  type Arrival,
  type Envelope,
  type ReceiptStatement,
} from '../../index.ts';
import { ENVELOPE_PART } from './composing.ts';
import { readingStatement } from './notices.ts';
import type { Unwrapped } from './unwrapping.ts';

type Authentic = Extract<Unwrapped, { isAuthentic: true }>;

/** What a partner's mail brings: messages, or statements about messages of ours. */
export interface Brought {
  readonly arrivals: readonly Arrival[];
  readonly statements: readonly ReceiptStatement[];
  /** Whether it wants no answer: receipts and notices have none. */
  readonly isStatement: boolean;
}

const LARGEST_ENVELOPE = 16_384;
/** What is in a mail for people, or for the look of it. */
const BESIDE: ReadonlySet<string> = new Set(['text/plain', 'text/html', 'application/pdf']);

/**
 * Reads a partner's signed words: our envelope with its content; else a receipt or a notice; else every XML document in it, each a
 * message; else the mail as a whole, which the inbox keeps and answers as not readable. `raw` is the mail as it came.
 */
export async function broughtBy(mail: Authentic, raw: Uint8Array, now: Date): Promise<Brought> {
  const partner = mail.partner.partner;
  const leaves = leavesOf(mail.entity);
  const common = { partner, channel: 'smtp', raw } as const;
  const { envelope, isBroken } = envelopeIn(leaves);
  const content = envelope === undefined ? undefined : contentFor(envelope, leaves);
  if (envelope !== undefined && content !== undefined) {
    const { id, mediaType } = envelope;
    return arrived([{ ...common, transportId: id, envelope, mediaType, content }]);
  }
  const statements = await statementsIn(mail, leaves, now);
  if (statements !== undefined) return { arrivals: [], statements, isStatement: true };
  // Named by what was signed: whoever sends it anew under another Message-ID repeats it.
  const transportId = `mail:${sha256Hex(mail.entity.raw)}`;
  const documents = envelope === undefined && !isBroken ? leaves.filter(isXml) : [];
  if (documents.length > 0)
    return arrived(
      documents.map(({ content }, index) => ({
        ...common,
        transportId: index === 0 ? transportId : `${transportId}/${String(index)}`,
        type: 'certificate',
        mediaType: 'application/xml',
        content,
      })),
    );
  return arrived([{ ...common, transportId, mediaType: 'message/rfc822', content: mail.entity.raw }]);
}

function arrived(arrivals: readonly Arrival[]): Brought {
  return {
    arrivals,
    statements: [],
    isStatement: arrivals.every(({ envelope }) => envelope?.type === 'receipt'),
  };
}

function leavesOf(entity: Entity): readonly Entity[] {
  return entity.parts.length === 0 ? [entity] : entity.parts.flatMap(leavesOf);
}

/** The one envelope among the parts. Broken: there are several, or it is not well formed, and nothing else is taken for it. */
function envelopeIn(leaves: readonly Entity[]): { readonly envelope?: Envelope; readonly isBroken: boolean } {
  const [part, another] = leaves.filter(({ type }) => type === ENVELOPE_PART);
  if (part === undefined) return { isBroken: false };
  if (another !== undefined || part.content.length > LARGEST_ENVELOPE) return { isBroken: true };
  try {
    const value: unknown = JSON.parse(fromUtf8(part.content) ?? '');
    return { envelope: readEnvelope(value), isBroken: false };
  } catch {
    // Whatever is wrong with it, the mail is kept and answered as not readable.
    return { isBroken: true };
  }
}

/** The part that the envelope names by its digest, else the first of its media type, which the inbox then finds to differ. */
function contentFor({ digest, mediaType }: Envelope, leaves: readonly Entity[]): Uint8Array | undefined {
  const others = leaves.filter(({ type }) => type !== ENVELOPE_PART);
  const named = others.find(({ content }) => sha256Hex(content) === digest);
  return (named ?? others.find(({ type }) => type === mediaType && !BESIDE.has(type)))?.content;
}

function isXml({ type, fileName }: Entity): boolean {
  return (
    type.endsWith('/xml') || type.endsWith('+xml') || (!BESIDE.has(type) && /\.xml$/i.test(fileName ?? ''))
  );
}

/** Sealed transport receipts, or a notice that the reader's program wrote (RFC 8098). */
async function statementsIn(
  { partner, entity }: Authentic,
  leaves: readonly Entity[],
  now: Date,
): Promise<readonly ReceiptStatement[] | undefined> {
  const receipts = leaves.filter(
    ({ type, content }) => type === RECEIPT_MEDIA_TYPE && content.length <= LARGEST_RECEIPT,
  );
  if (receipts.length > 0)
    return Promise.all(
      receipts.map(({ content }) =>
        openReceipt(fromUtf8(content)?.trim() ?? '', partner.partner, partner.certificates.seal),
      ),
    );
  const notice = readingStatement(entity, now);
  return notice === undefined ? undefined : [notice];
}
