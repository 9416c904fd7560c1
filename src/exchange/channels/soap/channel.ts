import {
  openReceipt,
  type Channel,
  type Delivery,
  type Dispatch,
  type MessageType,
  type PartnerRoad,
  type Reception,
} from '../../index.ts';
import { addressFaults, readAddress } from './address.ts';
import { PartnerFault, SoapClient, type SoapClientOptions } from './client.ts';
import { receiptSaid, requestWith, type SubmissionName } from './contents.ts';
import { SoapError } from './error.ts';
import type { SoapPartner } from './partners.ts';

export interface SoapChannelOptions extends SoapClientOptions {
  /** Messages that one poll asks for at a time. */
  readonly page?: number;
}

const PAGE = 100;
/** Pages of one poll: who has more is asked again at the next. */
const MOST_PAGES = 20;

/** Which operation takes a message to the partner; what it has none for, the partner fetches from us. */
const OPERATION_OF: Readonly<Partial<Record<MessageType, SubmissionName>>> = {
  'verification-result': 'SubmitVerificationResult',
  inquiry: 'OpenInquiry',
  'inquiry-answer': 'AnswerInquiry',
};

/** Faults that a later attempt may not meet any more. */
const PASSING: ReadonlySet<string> = new Set([
  'soap-too-many',
  'soap-message-stale',
  'soap-message-replayed',
  'soap-authentication-missing',
  'soap-authentication-failed',
  'exchange-partner-not-live',
  'exchange-partner-unknown',
  'exchange-too-many',
]);

/** The road to a partner who has a service like ours: we fetch what it has for us, and submit the rest. */
export function soapChannel(options: SoapChannelOptions): Channel {
  const client = new SoapClient(options);
  return {
    name: 'soap',
    faultsOf: addressFaults,
    fetched: ['certificate', 'certificate-status'],
    send: (delivery) => send(client, delivery),
    poll: (road, reception, signal) => poll(client, { road, reception, signal, options }),
  };
}

async function send(client: SoapClient, delivery: Delivery): Promise<Dispatch> {
  const { envelope, content, partner, signal } = delivery;
  const operation = OPERATION_OF[envelope.type];
  if (operation === undefined && envelope.type !== 'receipt')
    return {
      outcome: 'refused',
      permanent: true,
      code: 'soap-type-fetched',
      values: { type: envelope.type },
    };
  try {
    if (operation === undefined) return await confirm(client, delivery);
    const request = requestWith(operation, { id: envelope.id, envelope }, content);
    const { receipt } = await client.send(partnerOf(partner), operation, request, signal);
    const statement = await openReceipt(receipt.seal, partner.partner, partner.certificates.seal);
    return { outcome: 'taken', reference: receipt.id, receipts: [statement] };
  } catch (error) {
    if (!(error instanceof PartnerFault)) throw error;
    const { code, values, partnerCode, isTheirs } = error;
    return { outcome: 'refused', permanent: !isTheirs && !PASSING.has(partnerCode), code, values };
  }
}

/** A sealed receipt about a message that came from the partner, whichever way it came. */
async function confirm(client: SoapClient, { content, partner, signal }: Delivery): Promise<Dispatch> {
  const said = receiptSaid(content);
  if (said === undefined)
    return { outcome: 'refused', permanent: true, code: 'soap-content-unfit', values: {} };
  await client.call(partnerOf(partner), 'ConfirmReceipt', said, signal);
  return { outcome: 'taken', receipts: [] };
}

interface Poll {
  readonly road: PartnerRoad;
  readonly reception: Reception;
  readonly signal: AbortSignal;
  readonly options: SoapChannelOptions;
}

/** Takes every message that waits: fetched as bytes, kept, and only then confirmed. */
async function poll(client: SoapClient, { road, reception, signal, options }: Poll): Promise<number> {
  const partner = partnerOf(road);
  const limit = options.page ?? PAGE;
  let count = 0;
  let after: number | undefined;
  for (let page = 0; page < MOST_PAGES && !signal.aborted; page += 1) {
    const request = { limit, types: [], ...(after === undefined ? {} : { after }) };
    const { entries, more } = await client.call(partner, 'ListMessages', request, signal);
    for (const { position, envelope } of entries) {
      if (after !== undefined && position <= after)
        throw new SoapError('soap-answer-unfit', { reason: 'Position' });
      after = position;
      await take(client, partner, envelope.id, { reception, signal, options });
      count += 1;
    }
    if (!more || entries.length === 0) break;
  }
  return count;
}

async function take(
  client: SoapClient,
  partner: SoapPartner,
  id: string,
  { reception, signal, options }: Omit<Poll, 'road'>,
): Promise<void> {
  const { envelope, content } = await client.call(partner, 'GetMessage', { id, form: 'bytes' }, signal);
  if (envelope.id !== id || !('bytes' in content))
    throw new SoapError('soap-answer-unfit', { reason: 'Content' });
  const { receipt } = await reception.receive({
    partner: partner.road.partner,
    channel: 'soap',
    transportId: envelope.id,
    envelope,
    mediaType: envelope.mediaType,
    content: content.bytes,
  });
  const at = options.clock().toISOString();
  const said = { id, level: 'transport', outcome: 'accepted', at, findings: [], seal: receipt } as const;
  await client.call(partner, 'ConfirmReceipt', said, signal);
}

function partnerOf(road: PartnerRoad): SoapPartner {
  const address = readAddress(road.address);
  if (address === undefined) throw new SoapError('soap-address-missing', { partner: road.partner });
  return { road, address };
}
