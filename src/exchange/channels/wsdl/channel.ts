import {
  LARGEST_RECEIPT,
  type Channel,
  type Delivery,
  type Dispatch,
  type PartnerRoad,
} from '../../index.ts';
import { WsdlAddress, type Delivering } from './address-schema.ts';
import { callService, type WsdlClientOptions } from './client.ts';
import type { WsdlCursors } from './cursors.ts';
import { WsdlError, type WsdlCode } from './error.ts';
import { fetchWaiting } from './fetching.ts';
import { addressFaults, readMapping, type Mapping } from './mapping.ts';
import { bears, ServiceFault, textsAt } from './message/answer.ts';
import { writeRequest } from './message/writing.ts';

export interface WsdlChannelOptions extends WsdlClientOptions {
  readonly cursors: WsdlCursors;
}

const LARGEST_ANSWER = 1_048_576;

/** The road to a partner who has a web service of its own: by its description, and a mapping that says what stands where. */
export function wsdlChannel(options: WsdlChannelOptions): Channel {
  return {
    name: 'wsdl',
    addressSchema: WsdlAddress,
    faultsOf: addressFaults,
    send: (delivery) => send(options, delivery),
    poll: (road, reception, signal) =>
      fetchWaiting(options, { mapping: mappingOf(road), partner: road.partner, reception, signal }),
  };
}

async function send(options: WsdlChannelOptions, delivery: Delivery): Promise<Dispatch> {
  const { envelope, content, partner, signal } = delivery;
  const mapping = mappingOf(partner);
  const index = mapping.address.deliver.findIndex(({ types }) => types.includes(envelope.type));
  const [delivering, act] = [mapping.address.deliver[index], mapping.acts.get(`/deliver/${String(index)}`)];
  if (delivering === undefined || act === undefined)
    return refused('wsdl-type-unfit', { type: envelope.type });
  const request = writeRequest(act.request, { envelope, content });
  if (request === undefined) return refused('wsdl-content-unfit', {});
  const calling = { mapping, act, request, partner: partner.partner, most: LARGEST_ANSWER, signal };
  try {
    return await callService(options, calling, ({ element, bytes }): Dispatch => {
      const said = textAt(element, delivering.reason);
      if (delivering.refused !== undefined && bears(element, delivering.refused))
        return refused('wsdl-partner-refuses', { said });
      if (delivering.later !== undefined && bears(element, delivering.later))
        return { ...refused('wsdl-partner-later', { said }), permanent: false };
      // Nothing but the sign that was agreed says that a message was taken.
      if (!bears(element, delivering.taken)) throw new WsdlError('wsdl-answer-unclear', { said });
      const reference = textAt(element, delivering.reference);
      return {
        outcome: 'taken',
        ...(reference === '' ? {} : { reference }),
        receipts: bytes.length > LARGEST_RECEIPT ? [] : [receiptOf(options, envelope.id, bytes)],
      };
    });
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    return faulted(error, delivering);
  }
}

/** The answer is what proves that the partner took the message: the road's own word, and kept for ever. */
function receiptOf({ clock }: WsdlChannelOptions, message: string, bytes: Uint8Array) {
  return {
    message,
    level: 'transport',
    outcome: 'accepted',
    findings: [],
    at: clock().toISOString(),
    bytes,
  } as const;
}

function faulted({ code, values, names }: ServiceFault, { permanentFaults = [] }: Delivering): Dispatch {
  return { outcome: 'refused', permanent: permanentFaults.some((name) => names.has(name)), code, values };
}

function textAt(element: Parameters<typeof textsAt>[0], path: string | undefined): string {
  return path === undefined ? '' : textsAt(element, path).join('; ').slice(0, 500);
}

function refused(code: WsdlCode, values: Readonly<Record<string, string>>) {
  return { outcome: 'refused', permanent: true, code, values } as const;
}

function mappingOf({ partner, address }: PartnerRoad): Mapping {
  const mapping = readMapping(address);
  if (mapping === undefined) throw new WsdlError('wsdl-address-missing', { partner });
  return mapping;
}
