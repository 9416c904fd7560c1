import { ExchangeError, type Channel, type Delivery, type Dispatch, type MessageType } from '../../index.ts';
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

/** What can be a document of UN/CEFACT: a certificate, its end, or what its receiver found. */
const CARRIED: ReadonlySet<MessageType> = new Set([
  'certificate',
  'certificate-status',
  'verification-result',
]);

async function send(options: HubChannelOptions, delivery: Delivery): Promise<Dispatch> {
  const { envelope, content, partner } = delivery;
  const reading = readContent(content, options.clock());
  const { number, type, status } = reading;
  if (!CARRIED.has(envelope.type)) return refused('hub-type-unfit', { type: envelope.type });
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
    const told = await deliver(options, leg, delivery, { header, isResponse: reading.isAcknowledgement });
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
  { envelope: own, content, signal }: Delivery,
  { header: stated, isResponse }: { readonly header: Value<'EnvelopeHeader'>; readonly isResponse: boolean },
): Promise<{ readonly header: Value<'EnvelopeHeader'>; readonly bytes: Uint8Array }> {
  const carried = carry(own);
  const envelope = { ...stated, Content: contentText(content) };
  if (leg.address.url === undefined) {
    if (options.own === undefined) throw new ExchangeError('exchange-channel-absent', { channel: 'hub' });
    const header = await options.own.deposit(envelope, carried.text, leg.road.partner);
    return { header, bytes: new Uint8Array() };
  }
  const road = hubRoad(options, leg, signal);
  if (isResponse) {
    const response = { CountryResponseEnvelope: { ...stated, SPSAcknowledgement: content } };
    const { value, bytes } = await callHub(road, 'DeliverCountryResponseEnvelope', response, [carried]);
    return answered(value.DeliverCountryResponseEnvelopeResult, bytes);
  }
  if (leg.address.validate === false) {
    const { value, bytes } = await callHub(road, 'DeliverEnvelope', { env: envelope }, [carried]);
    return answered(value.DeliverEnvelopeResult, bytes);
  }
  const { value, bytes } = await callHub(road, 'ValidateAndDeliverEnvelope', { envelope }, [carried]);
  return answered(value.ValidateAndDeliverEnvelopeResult, bytes);
}

function answered(header: Value<'EnvelopeHeader'> | undefined, bytes: Uint8Array) {
  if (header === undefined) throw new HubError('hub-answer-unfit', { reason: 'EnvelopeHeader' });
  return { header, bytes };
}

function refused(code: string, values: Readonly<Record<string, string>>): Dispatch {
  return { outcome: 'refused', permanent: true, code, values };
}
