import type { Clock, RandomBytes } from '../base/index.ts';
import type { SealingKey } from '../crypto/index.ts';
import type { Database, Transaction } from '../database/index.ts';
import type { LedgerCaller } from '../ledger/index.ts';
import type { Box, Channel, Reception } from './channel.ts';
import type { Handler } from './handler.ts';
import { Reader } from './inbox/reader.ts';
import { openReception } from './inbox/reception.ts';
import type { ChannelName, MessageType } from './message.ts';
import { actOn, type DeliveryAct } from './outbox/acts.ts';
import { openBox } from './outbox/box.ts';
import { post, type Posted, type Posting } from './outbox/posting.ts';
import { Sender } from './outbox/sender.ts';
import type { Partners } from './partners/index.ts';
import { Traffic } from './traffic/traffic.ts';
import { startWorking, type Working, type WorkingOptions } from './working.ts';

export interface ExchangeOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** 0 to 1; spreads attempts. */
  readonly jitter: () => number;
  readonly partners: Partners;
  /** The roads of this installation; more may be added until work begins. */
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly handlers: readonly Handler[];
  /** The exchange key of an authority of ours. */
  readonly keyOf: (authority: string) => SealingKey | undefined;
  /** Told after something was committed whose evidence waits to be sequenced. */
  readonly onCommitted?: () => void;
  readonly onFault?: (error: unknown) => void;
  /** Milliseconds that one attempt may take (30 000). */
  readonly attemptTime?: number;
  /** Milliseconds for which a message that came waits for the one before it (600 000). */
  readonly hold?: number;
}

/** The switch centre of one process. Any number of processes work over one database. */
export interface Exchange {
  readonly partners: Partners;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  /** Writes a message to whom it concerns, in the transaction of the act that causes it. */
  post(transaction: Transaction, posting: Posting): Promise<readonly Posted[]>;
  readonly reception: Reception;
  readonly box: Box;
  readonly traffic: Traffic;
  readonly sender: Sender;
  readonly reader: Reader;
  /** Acts on a message of ours that did not arrive; its reason is evidence. */
  act(caller: LedgerCaller, id: string, act: DeliveryAct): Promise<void>;
  /** Sends, reads and polls from now on. */
  work(options?: WorkingOptions): Working;
}

/** Puts the switch centre together. */
export function openExchange(options: ExchangeOptions): Exchange {
  const { partners, channels } = options;
  let working: Working | undefined;
  const isFetched = (channel: ChannelName, type: MessageType, partner: string): boolean => {
    const road = channels.get(channel);
    if (road?.send === undefined || road.fetched?.includes(type) === true) return true;
    return road.fetches?.(partners.addressOf(partner, channel)) === true;
  };
  const onCommitted = (): void => {
    options.onCommitted?.();
    working?.wake();
  };
  const shared = { ...options, isFetched, onCommitted };
  const reception = openReception(shared);
  const sender = new Sender(shared);
  const reader = new Reader(shared);
  return {
    partners,
    channels,
    post: (transaction, posting) => post(shared, transaction, posting),
    reception,
    box: openBox(options),
    traffic: new Traffic(options),
    sender,
    reader,
    act: (caller, id, act) => actOn(shared, caller, id, act),
    work(settings = {}) {
      working = startWorking({ ...options, sender, reader, reception }, settings);
      return working;
    },
  };
}
