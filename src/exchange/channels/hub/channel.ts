import { ExchangeError, type Channel, type Delivery, type Dispatch } from '../../index.ts';
import { addressFaults } from './address.ts';
import { callHub, HubFault } from './client.ts';
import { contentText, readContent } from './content.ts';
import type { Value } from './definition/index.ts';
import { HubError } from './error.ts';
import { fetchWaiting } from './fetching.ts';
import { hubRoad, legOf, type HubChannelOptions, type HubLeg } from './leg.ts';
import { carry } from './message/envelope.ts';
import { statementOf, trackSent } from './tracking.ts';

/** The road by the IPPC ePhyto Hub: delivers to it, fetches from it, and tracks what was delivered. */
export function hubChannel(options: HubChannelOptions): Channel {
  return {
    name: 'hub',
    faultsOf: addressFaults,
    send: (delivery) => send(options, delivery),
    async poll(road, reception, signal) {
      const leg = legOf(road);
      const came = leg.address.url === undefined ? 0 : await fetchWaiting(options, leg, reception, signal);
      await trackSent(options, leg, reception, signal);
      return came;
    },
  };
}

async function send(options: HubChannelOptions, delivery: Delivery): Promise<Dispatch> {
  const { envelope, content, partner } = delivery;
  const reading = readContent(content, options.clock());
  const { number, type, status } = reading;
  if (envelope.type !== 'certificate' && envelope.type !== 'certificate-status')
    return refused('hub-type-unfit', { type: envelope.type });
  if (number === undefined || type === undefined || status === undefined)
    return refused('hub-content-unfit', {});
  const leg = legOf(partner);
  const header = {
    From: leg.address.own ?? envelope.from.slice(0, 2),
    To: leg.theirs,
    CertificateType: type,
    CertificateStatus: status,
    NPPOCertificateNumber: number.slice(0, 500),
  };
  try {
    const told = await deliver(options, leg, delivery, { ...header, Content: contentText(content) });
    const { hubDeliveryNumber, HUBTrackingInfo: state, hubDeliveryErrorMessage: said = '' } = told.header;
    if (state === 'FailedDelivery') return refused('hub-delivery-failed', { said: said.slice(0, 500) });
    if (hubDeliveryNumber === undefined || hubDeliveryNumber === '')
      throw new HubError('hub-answer-unfit', { reason: 'hubDeliveryNumber' });
    const now = options.clock();
    const statement = statementOf(told.header, envelope.id, now, told.bytes);
    if (statement === undefined)
      await options.sent.keep(partner.partner, { number: hubDeliveryNumber, message: envelope.id }, now);
    return {
      outcome: 'taken',
      reference: hubDeliveryNumber,
      receipts: statement === undefined ? [] : [statement],
    };
  } catch (error) {
    if (!(error instanceof HubFault)) throw error;
    return { outcome: 'refused', permanent: false, code: error.code, values: error.values };
  }
}

async function deliver(
  options: HubChannelOptions,
  leg: HubLeg,
  { envelope: own, signal }: Delivery,
  envelope: Value<'Envelope'>,
): Promise<{ readonly header: Value<'EnvelopeHeader'>; readonly bytes: Uint8Array }> {
  const carried = carry(own);
  if (leg.address.url === undefined) {
    if (options.own === undefined) throw new ExchangeError('exchange-channel-absent', { channel: 'hub' });
    const header = await options.own.deposit(envelope, carried.text, leg.road.partner);
    return { header, bytes: new Uint8Array() };
  }
  const road = hubRoad(options, leg, signal);
  const isValidated = leg.address.validate !== false;
  const { value, bytes } = isValidated
    ? await callHub(road, 'ValidateAndDeliverEnvelope', { envelope }, [carried])
    : await callHub(road, 'DeliverEnvelope', { env: envelope }, [carried]);
  const header =
    'DeliverEnvelopeResult' in value
      ? value.DeliverEnvelopeResult
      : 'ValidateAndDeliverEnvelopeResult' in value
        ? value.ValidateAndDeliverEnvelopeResult
        : undefined;
  if (header === undefined) throw new HubError('hub-answer-unfit', { reason: 'EnvelopeHeader' });
  return { header, bytes };
}

function refused(code: string, values: Readonly<Record<string, string>>): Dispatch {
  return { outcome: 'refused', permanent: true, code, values };
}
