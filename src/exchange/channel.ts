import type { TObject } from 'typebox';
import type { Fault, Finding } from '../base/index.ts';
import type { ChannelName, Envelope, MessageType, ReceiptLevel } from './message.ts';

/** A message on its way out: taken by this process for a while, and nobody else's meanwhile. */
export interface Delivery {
  readonly envelope: Envelope;
  readonly content: Uint8Array;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly partner: PartnerRoad;
  /** Aborts when the attempt has had its time. */
  readonly signal: AbortSignal;
}

/** A partner as a channel sees it: who it is, and the address and keys that its parameters give for this channel. */
export interface PartnerRoad {
  /** Key of the partner, which is that of its authority. */
  readonly partner: string;
  readonly channel: ChannelName;
  /** The channel's own settings of this partner; of the shape that the channel's `address` schema states. */
  readonly address: Readonly<Record<string, unknown>>;
  /** The partner's certificates in force, DER, by use; the newest first. */
  readonly certificates: Readonly<Record<'seal' | 'transport' | 'encryption', readonly Uint8Array[]>>;
}

/** What the partner, or the road to it, said of a message. */
export interface ReceiptStatement {
  /** Id of the envelope that it is about. */
  readonly message: string;
  readonly level: ReceiptLevel;
  readonly outcome: 'accepted' | 'accepted-with-warnings' | 'not-readable' | 'rejected';
  readonly findings: readonly Finding[];
  /** RFC 3339, UTC; the partner's own time. */
  readonly at: string;
  /** The receipt as it came, kept for ever. */
  readonly bytes: Uint8Array;
}

/**
 * How an attempt ended. `taken`: the road has it and says so; receipts that came with the answer are in it. `refused`: the partner
 * answered, and this message will never be taken (`permanent`) or may be later. Whatever ends without an answer is thrown: the
 * outcome is unknown, and the same message is sent again under the same id.
 */
export type Dispatch =
  | { readonly outcome: 'taken'; readonly reference?: string; readonly receipts: readonly ReceiptStatement[] }
  | {
      readonly outcome: 'refused';
      readonly permanent: boolean;
      /** A code of the channel's words, with its values. */
      readonly code: string;
      readonly values: Readonly<Record<string, string | number>>;
      /** Earliest next attempt, where the partner asked for it. */
      readonly notBefore?: Date;
    };

/** A message as a channel brings it in: authenticated as the partner's, bounded in size, not read yet. */
export interface Arrival {
  readonly partner: string;
  readonly channel: ChannelName;
  /** By what the partner repeats it: the envelope's id, or the road's own (Message-ID, delivery number). */
  readonly transportId: string;
  readonly envelope?: Envelope;
  /** What the road says that it is, where there is no envelope. */
  readonly type?: MessageType;
  readonly mediaType: string;
  readonly content: Uint8Array;
  /** The whole message as it came over the road where it is more than the content (a mail, a signed SOAP request). */
  readonly raw?: Uint8Array;
}

/** What is answered to whoever brought a message, after it was committed; the same for every repetition, for ever. */
export interface Kept {
  /** Our id of the message. */
  readonly id: string;
  /** Whether this call was the first to bring it. */
  readonly isNew: boolean;
  /** The transport receipt, canonical JSON sealed as JWS. */
  readonly receipt: string;
}

/** Where arrivals go. Rejects with `ExchangeError` for what may not come in at all (partner unknown or suspended, too large). */
export interface Reception {
  receive(arrival: Arrival): Promise<Kept>;
  /** A partner's statement about a message of ours; repeating it changes nothing. */
  acknowledge(partner: string, statement: ReceiptStatement): Promise<void>;
}

/** An entry of a partner's box, for channels where the partner comes and takes. */
export interface BoxEntry {
  /** Position in the partner's box, ascending; the cursor of a list. */
  readonly position: number;
  readonly envelope: Envelope;
  /** Bytes of the content. */
  readonly size: number;
}

/** What waits for a partner that fetches; each call sees that partner's messages only. */
export interface Box {
  list(
    partner: string,
    page: { readonly after?: number; readonly limit: number; readonly types?: readonly MessageType[] },
  ): Promise<readonly BoxEntry[]>;
  get(
    partner: string,
    id: string,
  ): Promise<{ readonly envelope: Envelope; readonly content: Uint8Array } | undefined>;
}

/** A road. One small interface; `contract.ts` in `testing` holds every channel to it. */
export interface Channel {
  readonly name: ChannelName;
  /** JSON Schema of an address with a title for every member, where people are to fill it in by a form. */
  readonly addressSchema?: TObject;
  /** Faults of a partner's address for this road; paths within the address. */
  faultsOf(address: unknown): readonly Fault[];
  /** Types that the partner fetches though the road can send others; none where absent. */
  readonly fetched?: readonly MessageType[];
  /** Whether a partner of this address fetches everything, though the road can send; `undefined`: it has none. */
  readonly fetches?: (address: Readonly<Record<string, unknown>> | undefined) => boolean;
  /** Sends one message; absent where the partner fetches. */
  readonly send?: (delivery: Delivery) => Promise<Dispatch>;
  /** Fetches what waits at the partner, hands it to the reception, confirms what was kept; resolves to how many came. */
  readonly poll?: (road: PartnerRoad, reception: Reception, signal: AbortSignal) => Promise<number>;
}
