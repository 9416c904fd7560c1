import type { Finding } from '../base/index.ts';
import type { Transaction } from '../database/index.ts';
import type { ChannelName, Envelope, MessageType } from './message.ts';
import type { ReceiptOutcome } from './receipt.ts';

/** A message that came, as whoever reads it is given it: the partner is who it says, and the bytes are kept. */
export interface ReceivedMessage {
  /** Our id of it. */
  readonly id: string;
  readonly partner: string;
  /** ISO 3166-1 alpha-2, of the partner. */
  readonly country: string;
  /** Key of ours, to whom it is addressed. */
  readonly authority: string;
  readonly channel: ChannelName;
  readonly type: MessageType;
  readonly envelope?: Envelope;
  readonly mediaType: string;
  readonly content: Uint8Array;
  readonly received: Date;
}

/** What became of a message: the partner is told the same in a technical receipt. */
export interface Settled {
  readonly outcome: ReceiptOutcome;
  readonly findings: readonly Finding[];
  /** What it turned out to be about, where there was no envelope: the certificate as `country/authority/number`. */
  readonly subject?: string;
}

/**
 * What a message does, in the transaction that notes it as read; the scope is the partner's. Run exactly once in effect: what
 * it does beside the transaction must bear repetition.
 */
export type Effect = (transaction: Transaction) => Promise<Settled>;

/**
 * Reads messages of some types; given by a system, wired by the platform. `handle` reads and judges without the transaction, and
 * may be run again; whatever it throws is tried again later. A message at fault is no exception: it is an outcome.
 */
export interface Handler {
  readonly types: readonly MessageType[];
  handle(message: ReceivedMessage): Promise<Effect>;
  /** Judges a message of a partner that is being tested, without effect. */
  examine?(message: ReceivedMessage): Promise<Settled>;
}
