import type { Channel, Delivery } from '../../index.ts';
import { faultsOfAddress } from './address.ts';
import { ReturnAddresses } from './return-address.ts';
import { sendMessage, sendReceipt, type SendingOptions } from './sending.ts';
import { listenForMail, type SmtpListener, type SmtpServerOptions } from './server.ts';
import type { Reply } from './taking.ts';

export interface SmtpChannelOptions extends Omit<SendingOptions, 'returns'> {
  /** Of 32 bytes; the same in every process of the installation, for notices come to any. */
  readonly secret: Uint8Array;
}

export type ListeningOptions = Omit<SmtpServerOptions, 'mailbox' | 'returns' | 'clock' | 'reply'>;

/** Mail as a road: sends, and listens where the installation has a server for it. */
export interface SmtpChannel extends Channel {
  readonly send: (delivery: Delivery) => ReturnType<typeof sendMessage>;
  listen(options: ListeningOptions): Promise<SmtpListener>;
}

/** Receipts that wait to be sent back; one more than this is left to the inbox's own. */
const MOST_REPLIES = 200;

export function smtpChannel(options: SmtpChannelOptions): SmtpChannel {
  const returns = new ReturnAddresses(options.mailbox, options.secret);
  const sending: SendingOptions = { ...options, returns };
  return {
    name: 'smtp',
    faultsOf: faultsOfAddress,
    send: (delivery) => sendMessage(delivery, sending),
    async listen(given) {
      const replies = new Replies(sending, given.onFault);
      const { mailbox, clock } = options;
      const listener = await listenForMail({
        ...given,
        mailbox,
        returns,
        clock,
        reply: (one) => replies.add(one),
      });
      return {
        ...listener,
        async close() {
          await listener.close();
          await replies.finish();
        },
      };
    },
  };
}

/** Sends receipts back one after another; one that does not go is not tried again: the mail is, and its receipt with it. */
class Replies {
  readonly #sending: SendingOptions;
  readonly #onFault: (error: unknown) => void;
  readonly #waiting: Reply[] = [];
  #turn: Promise<void> | undefined;

  constructor(sending: SendingOptions, onFault: (error: unknown) => void) {
    this.#sending = sending;
    this.#onFault = onFault;
  }

  add(reply: Reply): void {
    if (this.#waiting.length >= MOST_REPLIES) return;
    this.#waiting.push(reply);
    this.#turn ??= this.#work();
  }

  async finish(): Promise<void> {
    this.#waiting.length = 0;
    await this.#turn;
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        await sendReceipt(next.to, next, this.#sending);
      } catch (error) {
        this.#onFault(error);
      }
    }
    this.#turn = undefined;
  }
}
