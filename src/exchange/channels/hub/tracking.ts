import { canonicalJson, utf8 } from '../../../base/index.ts';
import { ExchangeError, LARGEST_RECEIPT, type ReceiptStatement, type Reception } from '../../index.ts';
import { hubRoad, type HubChannelOptions, type HubLeg } from './leg.ts';
import { callHub, HubFault } from './client.ts';
import type { Value } from './definition/index.ts';
import { HubError } from './error.ts';

type Header = Value<'EnvelopeHeader'>;

const OUTCOMES: Readonly<Record<string, ReceiptStatement['outcome']>> = {
  Delivered: 'accepted',
  DeliveredWithWarnings: 'accepted-with-warnings',
  DeliveredNotReadable: 'not-readable',
  FailedDelivery: 'rejected',
};

/** What a state of the Hub says of a message of ours; undefined while it says nothing yet. The Hub gives no time of its own. */
export function statementOf(
  header: Header,
  message: string,
  now: Date,
  bytes: Uint8Array,
): ReceiptStatement | undefined {
  const { HUBTrackingInfo: state = '', hubDeliveryErrorMessage: said = '' } = header;
  const outcome = OUTCOMES[state];
  if (outcome === undefined) return undefined;
  const text = said.slice(0, 1_000);
  return {
    message,
    level: outcome === 'rejected' ? 'transport' : 'technical',
    outcome,
    findings:
      text === ''
        ? []
        : [
            {
              area: 'Mapping',
              level: outcome === 'rejected' ? 'SEVERE' : 'WARNING',
              code: 'hub-receiver-said',
              path: '/',
              values: { text },
            },
          ],
    at: now.toISOString(),
    bytes: isKeepable(bytes) ? bytes : utf8(canonicalJson({ ...header, hubDeliveryErrorMessage: text })),
  };
}

/** A Hub that answers at great length is not to keep its receipt from us. */
function isKeepable({ length }: Uint8Array): boolean {
  return length > 0 && length <= LARGEST_RECEIPT;
}

/** Asks after what was delivered and not decided; each that is decided becomes a receipt. One that fails holds up no other. */
export async function trackSent(
  options: HubChannelOptions,
  leg: HubLeg,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  const { sent, clock } = options;
  const { partner } = leg.road;
  let first: unknown;
  for (const { number, message } of await sent.due(partner, clock())) {
    if (signal.aborted) return;
    try {
      const { header, bytes } = await trackingOf(options, leg, number, signal);
      // An answer about another delivery says nothing about this one.
      if (header.hubDeliveryNumber !== number)
        throw new HubError('hub-answer-unfit', { reason: 'hubDeliveryNumber' });
      const statement = statementOf(header, message, clock(), bytes);
      if (statement === undefined) continue;
      await acknowledge(reception, partner, statement);
      await sent.settle(partner, number, clock());
    } catch (error) {
      first ??= error;
    }
  }
  if (first !== undefined) throw first;
}

async function trackingOf(
  options: HubChannelOptions,
  leg: HubLeg,
  number: string,
  signal: AbortSignal,
): Promise<{ readonly header: Header; readonly bytes: Uint8Array }> {
  const { address } = leg;
  if (address.url === undefined) {
    if (options.own === undefined) throw new ExchangeError('exchange-channel-absent', { channel: 'hub' });
    const header = await options.own.track(leg.road.partner, number);
    return { header, bytes: new Uint8Array() };
  }
  const answer = await callHub(hubRoad(options, leg, signal), 'GetEnvelopeTrackingInfo', {
    hubTrackingNumber: number,
  });
  const { GetEnvelopeTrackingInfoResult: header } = answer.value;
  if (header === undefined) throw new HubFault('EnvelopeNotExists');
  return { header, bytes: answer.bytes };
}

/** A message that is not known any more needs no receipt. */
async function acknowledge(
  reception: Reception,
  partner: string,
  statement: ReceiptStatement,
): Promise<void> {
  try {
    await reception.acknowledge(partner, statement);
  } catch (error) {
    if (!(error instanceof ExchangeError) || error.code !== 'exchange-message-unknown') throw error;
  }
}
