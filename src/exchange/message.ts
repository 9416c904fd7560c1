/** What a message is about; the same words on every channel. */
export const MESSAGE_TYPES = [
  'certificate',
  'certificate-status',
  'verification-result',
  'inquiry',
  'inquiry-answer',
  'declaration-outcome',
  'receipt',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** The roads; a partner's agreement names one for each direction and type. */
export const CHANNELS = ['rest', 'soap', 'wsdl', 'smtp', 'hub', 'traces', 'drop'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/**
 * How a message that we sent fares. `pending`: waits for its turn; `sent`: the road took it; then what the partner said of it, or
 * `failed` (the road refuses it for good) and `expired` (the agreement's time is over without an answer).
 */
export const DELIVERY_STATES = [
  'pending',
  'sent',
  'delivered',
  'delivered-with-warnings',
  'not-readable',
  'rejected',
  'failed',
  'expired',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Who vouches for a receipt: the road, the partner's reader, or the partner's officials. */
export const RECEIPT_LEVELS = ['transport', 'technical', 'business'] as const;
export type ReceiptLevel = (typeof RECEIPT_LEVELS)[number];

/**
 * One envelope for all channels. A channel that has a frame of its own (a hub's delivery, a mail) maps it to this; a channel that
 * has none carries it as JSON beside the content. Its canonical JSON (RFC 8785) without `seal` is what the seal covers.
 */
export interface Envelope {
  /** UUID version 7 of the sender; a repetition carries the same. */
  readonly id: string;
  /** Key of the authority that sends, e.g. `NZ-MPI`. */
  readonly from: string;
  readonly to: string;
  readonly type: MessageType;
  /** Name and version of the form of the content in the standards switch, e.g. `sps-certificate:17`. */
  readonly dialect: string;
  /** Media type of the content. */
  readonly mediaType: string;
  /** SHA-256 of the content, 64 hexadecimal digits. */
  readonly digest: string;
  /** What the order is kept for: the certificate as `country/authority/number`. */
  readonly subject: string;
  /** The message about the same subject that was sent before this one. */
  readonly previous?: string;
  /** The message that this one answers. */
  readonly answers?: string;
  /** Dialect of the document that the content was translated from; absent where the content is the document itself. */
  readonly translatedFrom?: string;
  /** SHA-256 of that document, which alone bears its issuer's seal: 64 hexadecimal digits. */
  readonly originalDigest?: string;
  /** RFC 3339, UTC. */
  readonly sent: string;
  readonly expires: string;
  /** JWS with detached content (RFC 7515 appendix F) by the sender's exchange key. */
  readonly seal?: string;
}
