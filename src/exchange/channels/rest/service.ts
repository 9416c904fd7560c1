import type { Clock } from '../../../base/index.ts';
import { verifyHttpRequest, type HttpRequestParts } from '../../../crypto/index.ts';
import {
  openReceipt,
  readEnvelope,
  type Box,
  type Kept,
  type MessageType,
  type Reception,
} from '../../index.ts';
import { SIGNATURE_SECONDS, SIGNATURE_TAG } from './client.ts';
import { RestError } from './error.ts';
import { contentOf, wireMessage, type WireMessage, type WirePage } from './wire.ts';

export interface RestServiceOptions {
  /** Who the partners are, and the certificates (DER) of theirs that are in force. */
  readonly partners: {
    all(): readonly { readonly partner: string }[];
    certificates(partner: string, use: 'seal' | 'transport'): readonly Uint8Array[];
  };
  readonly reception: Reception;
  readonly box: Box;
  readonly clock: Clock;
  /** Waits so many milliseconds, or until the signal aborts. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface PageQuery {
  readonly after: number;
  readonly limit: number;
  readonly types?: readonly MessageType[];
  /** How long to wait for a first message, in milliseconds. */
  readonly wait: number;
}

/** The server's side of the channel: what the routes of a partner's API do. */
export interface RestService {
  /**
   * The partner whose key signed a request, by its transport certificates.
   * @throws {RestError} `rest-signature-refused`, with what is wrong.
   */
  partnerOf(request: HttpRequestParts): string;
  /** @throws {RestError} `rest-content-unreadable`, and what the reception refuses. */
  receive(partner: string, message: WireMessage): Promise<Kept>;
  list(partner: string, query: PageQuery, signal: AbortSignal): Promise<WirePage>;
  /** @throws {RestError} `rest-message-unknown`. */
  get(partner: string, id: string): Promise<WireMessage>;
  /** @throws {RestError} `rest-receipt-of-another`, and what the exchange refuses of a receipt. */
  acknowledge(partner: string, id: string, receipt: string): Promise<void>;
}

/** A partner that waits is looked after this often, in milliseconds. */
const LOOK = 250;

export function restService(options: RestServiceOptions): RestService {
  const { partners, reception, box, clock, pause } = options;
  return {
    partnerOf(request) {
      const owners = new Map<Uint8Array, string>();
      for (const { partner } of partners.all()) {
        for (const certificate of partners.certificates(partner, 'transport'))
          owners.set(certificate, partner);
      }
      const verdict = verifyHttpRequest(request, {
        certificates: [...owners.keys()],
        now: clock(),
        window: SIGNATURE_SECONDS,
        tag: SIGNATURE_TAG,
      });
      const owner = verdict.valid ? owners.get(verdict.certificate) : undefined;
      if (owner === undefined)
        throw new RestError('rest-signature-refused', {
          fault: verdict.valid ? 'key-unknown' : verdict.fault,
        });
      return owner;
    },
    receive(partner, message) {
      const content = contentOf(message);
      if (content === undefined) throw new RestError('rest-content-unreadable');
      const envelope = readEnvelope(message.envelope);
      const { id: transportId, mediaType } = envelope;
      return reception.receive({ partner, channel: 'rest', transportId, envelope, mediaType, content });
    },
    async list(partner, { after, limit, types, wait }, signal) {
      const until = clock().getTime() + wait;
      for (;;) {
        const entries = await box.list(partner, { after, limit, ...(types === undefined ? {} : { types }) });
        const left = until - clock().getTime();
        if (entries.length > 0 || left <= 0 || signal.aborted) {
          const messages = entries.map(({ position, envelope, size }) => ({ position, envelope, size }));
          return { messages, next: messages.at(-1)?.position ?? after };
        }
        await pause(Math.min(LOOK, left), signal);
      }
    },
    async get(partner, id) {
      const found = await box.get(partner, id);
      if (found === undefined) throw new RestError('rest-message-unknown', { id });
      return wireMessage(found.envelope, found.content);
    },
    async acknowledge(partner, id, receipt) {
      const statement = await openReceipt(receipt, partner, partners.certificates(partner, 'seal'));
      if (statement.message !== id) throw new RestError('rest-receipt-of-another');
      await reception.acknowledge(partner, statement);
    },
  };
}
