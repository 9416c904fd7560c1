import { utf8 } from '../../../base/index.ts';
import { readCertificatesPem, webhookSignature, type SealingKey } from '../../../crypto/index.ts';
import {
  ExchangeError,
  openReceipt,
  readEnvelope,
  type CallAnswer,
  type Channel,
  type Delivery,
  type Dispatch,
  type PartnerRoad,
  type Reception,
} from '../../index.ts';
import { RestError } from './error.ts';
import { faultsOfAddress, isRestAddress, RestAddress } from './address.ts';
import { ask, jsonOf, recordOf, type ClientOptions } from './client.ts';
import { contentOf, MAXIMUM_MESSAGE, wireMessage } from './wire.ts';

export interface RestOptions extends Pick<ClientOptions, 'clock' | 'random' | 'call'> {
  /** The exchange key of an authority of ours, which signs its requests. */
  readonly keyOf: (authority: string) => SealingKey | undefined;
  /** The authority of ours that a partner deals with. */
  readonly authorityFor: (partner: string) => string | undefined;
  /** Signs webhooks, Ed25519. */
  readonly webhookKey: { sign(bytes: Uint8Array): Uint8Array };
}

const SMALL_ANSWER = 512 * 1024;
const PAGE = 100;

/** The REST channel: posts to partners whose API has our form, brings to those with a webhook, and fetches where that was agreed. */
export function restChannel(options: RestOptions): Channel {
  return {
    name: 'rest',
    addressSchema: RestAddress,
    faultsOf: faultsOfAddress,
    fetches: (address) => address === undefined || (address['url'] ?? address['webhook']) === undefined,
    send: (delivery) => dispatch(options, delivery),
    poll: (road, reception, signal) => poll(options, road, reception, signal),
  };
}

async function dispatch(options: RestOptions, delivery: Delivery): Promise<Dispatch> {
  const { partner, envelope, content, signal } = delivery;
  const address = addressOf(partner);
  if (address.url === undefined) return bring(options, delivery, address);
  const call = { method: 'POST', path: '/messages', body: wireMessage(envelope, content), signal } as const;
  const answer = await ask(clientOf(options, envelope.from, address, SMALL_ANSWER), call);
  if (answer.status !== 200 && answer.status !== 201) return refusalOf(answer, options);
  const { receipt } = jsonOf(answer);
  // An answer without a receipt that holds says nothing: the same message is sent again.
  if (typeof receipt !== 'string') throw new RestError('rest-receipt-missing');
  const statement = await openReceipt(receipt, partner.partner, partner.certificates.seal);
  if (statement.message !== envelope.id) throw new RestError('rest-receipt-of-another');
  return { outcome: 'taken', receipts: [statement] };
}

/** Brings the message by a Standard Webhook to a partner that has an address but no API of our form; its receipt comes later. */
async function bring(options: RestOptions, delivery: Delivery, address: RestAddress): Promise<Dispatch> {
  const { envelope, content, signal } = delivery;
  if (address.webhook === undefined) throw new RestError('rest-address-unfit');
  const timestamp = Math.floor(options.clock().getTime() / 1000);
  const event = {
    type: `message.${envelope.type}`,
    timestamp: new Date(timestamp * 1000).toISOString(),
    data: wireMessage(envelope, content),
  };
  const body = utf8(JSON.stringify(event));
  const authorities = authoritiesOf(address);
  const answer = await options.call({
    method: 'POST',
    url: address.webhook,
    authorities,
    maximumAnswer: SMALL_ANSWER,
    headers: {
      'content-type': 'application/json',
      'webhook-id': envelope.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': webhookSignature(options.webhookKey, { id: envelope.id, timestamp, body }),
    },
    signal,
    body,
  });
  const isTaken = answer.status >= 200 && answer.status < 300;
  return isTaken ? { outcome: 'taken', reference: 'webhook', receipts: [] } : refusalOf(answer, options);
}

/** Statuses that say that this message will never be taken as it is. */
const PERMANENT: ReadonlySet<number> = new Set([400, 409, 410, 413, 415, 422]);

function refusalOf(answer: CallAnswer, { clock }: RestOptions): Dispatch {
  const { status, headers } = answer;
  const code = jsonOf(answer)['code'];
  const seconds = Number(headers['retry-after']);
  const wait = Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : undefined;
  return {
    outcome: 'refused',
    permanent: PERMANENT.has(status),
    code: 'rest-partner-refuses',
    values: { status, said: typeof code === 'string' ? code.slice(0, 100) : '' },
    ...(wait === undefined ? {} : { notBefore: new Date(clock().getTime() + wait * 1000) }),
  };
}

/** Fetches page by page; the cursor is the last position that was kept, which the partner remembers by our receipts. */
async function poll(
  options: RestOptions,
  road: PartnerRoad,
  reception: Reception,
  signal: AbortSignal,
): Promise<number> {
  const address = addressOf(road);
  if (address.url === undefined || address.fetch !== true) return 0;
  const authority = options.authorityFor(road.partner) ?? '';
  const client = clientOf(options, authority, address, MAXIMUM_MESSAGE);
  let after = 0;
  let came = 0;
  for (;;) {
    const path = `/messages?after=${String(after)}&limit=${String(PAGE)}&waiting=true`;
    const page = jsonOf(await expectOk(ask(client, { method: 'GET', path, signal })));
    const messages = Array.isArray(page['messages']) ? page['messages'].slice(0, PAGE) : [];
    for (const entry of messages) {
      const { envelope: stated, position } = recordOf(entry);
      const { id } = readEnvelope(stated);
      await fetchOne(client, road, reception, id, signal);
      came += 1;
      if (typeof position !== 'number' || position <= after) throw new RestError('rest-list-stuck');
      after = position;
    }
    if (messages.length < PAGE) return came;
  }
}

async function fetchOne(
  client: ClientOptions,
  road: PartnerRoad,
  reception: Reception,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const wire = jsonOf(await expectOk(ask(client, { method: 'GET', path: `/messages/${id}`, signal })));
  const envelope = readEnvelope(wire['envelope']);
  const text = wire['content'];
  const content = typeof text === 'string' ? contentOf({ content: text }) : undefined;
  if (content === undefined || envelope.id !== id) throw new RestError('rest-message-differs');
  const { receipt } = await reception.receive({
    partner: road.partner,
    channel: 'rest',
    transportId: id,
    envelope,
    mediaType: envelope.mediaType,
    content,
  });
  await expectOk(
    ask(client, { method: 'POST', path: `/messages/${id}/receipts`, body: { receipt }, signal }),
  );
}

async function expectOk(asked: Promise<CallAnswer>): Promise<CallAnswer> {
  const answer = await asked;
  if (answer.status < 200 || answer.status > 299)
    throw new RestError('rest-partner-answered', { status: answer.status });
  return answer;
}

function addressOf({ address }: PartnerRoad): RestAddress {
  if (!isRestAddress(address)) throw new RestError('rest-address-unfit');
  return address;
}

function authoritiesOf({ authorities = [] }: RestAddress): readonly Uint8Array[] {
  return authorities.flatMap((pem) => readCertificatesPem(pem));
}

function clientOf(
  options: RestOptions,
  authority: string,
  address: RestAddress,
  maximumAnswer: number,
): ClientOptions {
  const { clock, random, call } = options;
  const key = options.keyOf(authority);
  if (key === undefined) throw new ExchangeError('exchange-key-missing', { authority });
  return {
    url: address.url ?? '',
    key,
    clock,
    random,
    call,
    maximumAnswer,
    authorities: authoritiesOf(address),
  };
}
