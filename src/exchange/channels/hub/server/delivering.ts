import {
  say,
  uuidV7,
  type Catalogue,
  type Clock,
  type Language,
  type RandomBytes,
} from '../../../../base/index.ts';
import { ExchangeError, isPassing, type Envelope, type Reception } from '../../../index.ts';
import {
  contentBytes,
  hasSevere,
  MAXIMUM_CONTENT,
  readContent,
  typeOf,
  type ContentReading,
} from '../content.ts';
import type { Value } from '../definition/index.ts';
import { HubError } from '../error.ts';
import { remarksOn } from '../leg.ts';
import { uncarry } from '../message/envelope.ts';
import type { Member, Members } from './members.ts';
import type { HubQueues, QueueState, Standing } from './queues.ts';

export type Header = Value<'EnvelopeHeader'>;

export interface DeliveringOptions {
  readonly members: Members;
  readonly queues: HubQueues;
  /** The door of this house, for what a member sends to a country of ours. */
  readonly reception: Reception;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly words: Catalogue;
}

/** What is to be delivered. */
export interface Load {
  readonly header: Header;
  readonly content: Uint8Array | undefined;
  /** An envelope of this house's form beside it. */
  readonly carried: string | undefined;
  /** Whether only what reads without a grave finding is delivered. */
  readonly isValidated: boolean;
}

const MOST_FORWARDINGS = 20;

/**
 * Delivers for a member. What the Hub does not deliver is a header with `FailedDelivery` and the reason; what it could
 * deliver later is thrown.
 */
export async function deliver(
  options: DeliveringOptions,
  caller: Member,
  load: Load,
  language: Language,
): Promise<Header> {
  const { header } = load;
  const forwardings = header.Forwardings?.EnvelopeForwarding ?? [];
  if (forwardings.length > MOST_FORWARDINGS)
    throw new HubError('hub-forwardings-many', { most: MOST_FORWARDINGS });
  const told = await deliverTo(options, caller, load, language);
  if (forwardings.length === 0 || told.HUBTrackingInfo === 'FailedDelivery') return told;
  const done = [];
  for (const { Code } of forwardings) {
    const copy = await deliverTo(options, caller, { ...load, header: { ...header, To: Code } }, language);
    const number = copy.hubDeliveryNumber;
    done.push({ Code, ...(number === undefined ? {} : { HubDeliveryNumber: number }) });
  }
  return { ...told, Forwardings: { EnvelopeForwarding: done } };
}

async function deliverTo(
  options: DeliveringOptions,
  caller: Member,
  load: Load,
  language: Language,
): Promise<Header> {
  const { clock, words, members, queues, random } = options;
  const { header, content, isValidated } = load;
  const refusal = objection(members, caller, load);
  if (refusal !== undefined || content === undefined)
    return failed(header, say(words, language, refusal?.code ?? 'hub-content-missing', refusal?.values));
  const now = clock();
  const isOurs = members.isOurs(caller, header.To);
  // Two readings of one document would be one too many.
  const reading = isValidated || isOurs ? readContent(content, now) : undefined;
  const fault =
    isValidated && reading !== undefined ? validationFault(options, header, reading, language) : undefined;
  if (fault !== undefined) return failed(header, fault);
  const standing = await queues.put(
    {
      number: uuidV7(now.getTime(), random),
      sender: caller.country,
      recipient: header.To,
      type: header.CertificateType,
      status: header.CertificateStatus,
      certificate: header.NPPOCertificateNumber,
      content,
      carried: load.carried,
    },
    now,
  );
  if (!isOurs || reading === undefined) return headerOf(standing);
  return headerOf(await receive(options, caller, { standing, load, reading, content }, language));
}

/** Why a delivery may not be, by what its header says. */
function objection(members: Members, caller: Member, { header, content }: Load): HubError | undefined {
  const { From, To, CertificateType: type, CertificateStatus: status } = header;
  if (From !== caller.country) return new HubError('hub-sender-differs', { from: From, own: caller.country });
  if (To === From) return new HubError('hub-recipient-self');
  if (header.NPPOCertificateNumber === '')
    return new HubError('hub-field-missing', { first: 'NPPOCertificateNumber' });
  const isOurs = members.isOurs(caller, To);
  const recipient = isOurs ? undefined : members.byCountry(To);
  const isThere = isOurs || (recipient?.may.receive === true && recipient.isLive === caller.isLive);
  if (!isThere) return new HubError('hub-recipient-unknown', { to: To });
  const allows = ({ may: { documents } }: Member): boolean =>
    documents === undefined || documents.some((one) => one.type === type && one.status === status);
  if (!caller.may.send || !allows(caller) || (recipient !== undefined && !allows(recipient)))
    return new HubError('hub-not-allowed', { type, status, to: To });
  if (content !== undefined && content.length > MAXIMUM_CONTENT)
    return new HubError('hub-content-too-large', { bytes: content.length, most: MAXIMUM_CONTENT });
  return undefined;
}

/** Why a document is not delivered by who asked for its validation first. */
function validationFault(
  { words }: DeliveringOptions,
  header: Header,
  reading: ContentReading,
  language: Language,
): string | undefined {
  if (!reading.isReadable || hasSevere(reading.findings)) {
    const code = reading.isReadable ? 'hub-not-valid' : 'hub-not-readable';
    return `${say(words, language, code)}\n${remarksOn(reading.findings, words, language)}`;
  }
  const differs = [
    ['NPPOCertificateNumber', header.NPPOCertificateNumber, reading.number],
    ['CertificateType', header.CertificateType, reading.type],
    ['CertificateStatus', header.CertificateStatus, reading.status],
  ].find(([, stated, read]) => stated !== read);
  return differs === undefined
    ? undefined
    : say(words, language, 'hub-header-differs', { field: String(differs[0]) });
}

interface Arriving {
  readonly standing: Standing;
  readonly load: Load;
  readonly reading: ContentReading;
  readonly content: Uint8Array;
}

/** What goes to a country of ours has arrived when our reception has kept it. */
async function receive(
  { reception, queues, clock, words }: DeliveringOptions,
  caller: Member,
  { standing, load, reading, content }: Arriving,
  language: Language,
): Promise<Standing> {
  if (standing.state !== 'PendingDelivery' && standing.state !== 'FailedDelivery') return standing;
  const settle = async (state: QueueState, remark: string): Promise<Standing> => {
    const ending = { state, ...(remark === '' ? {} : { remark }) };
    return (await queues.settle(standing.recipient, standing.number, ending, clock())) ?? standing;
  };
  try {
    const envelope = carriedOf(load.carried);
    await reception.receive({
      partner: caller.partner,
      channel: 'hub',
      transportId: standing.number,
      mediaType: envelope?.mediaType ?? 'application/xml',
      content,
      ...(envelope === undefined ? typeOf(reading) : { envelope }),
    });
  } catch (error) {
    if (!(error instanceof ExchangeError) || isPassing(error.code)) throw error;
    return settle('FailedDelivery', say(words, language, error.code, error.values));
  }
  const remarks = remarksOn(reading.findings, words, language);
  if (!reading.isReadable) return settle('DeliveredNotReadable', remarks);
  return hasSevere(reading.findings) ? settle('DeliveredWithWarnings', remarks) : settle('Delivered', '');
}

function carriedOf(text: string | undefined): Envelope | undefined {
  return text === undefined ? undefined : uncarry({ text });
}

function failed(header: Header, sentence: string): Header {
  const { From, To, CertificateType, CertificateStatus, NPPOCertificateNumber } = header;
  return {
    From,
    To,
    CertificateType,
    CertificateStatus,
    NPPOCertificateNumber,
    HUBTrackingInfo: 'FailedDelivery',
    hubDeliveryErrorMessage: sentence.slice(0, 4_000),
  };
}

/** A delivery as the contract tells it. */
export function headerOf(standing: Standing): Header {
  return {
    From: standing.sender,
    To: standing.recipient,
    CertificateType: standing.type,
    CertificateStatus: standing.status,
    NPPOCertificateNumber: standing.certificate,
    hubDeliveryNumber: standing.number,
    HUBTrackingInfo: standing.state,
    ...(standing.remark === null ? {} : { hubDeliveryErrorMessage: standing.remark }),
  };
}

/** The document of an envelope; with the digest that an envelope beside it states, only what has it. */
export function loadOf(envelope: Value<'Envelope'>, carried: string | undefined, isValidated: boolean): Load {
  let digest: string | undefined;
  try {
    digest = carriedOf(carried)?.digest;
  } catch {
    // The reception says what is wrong with it; the bytes are told by themselves.
    digest = undefined;
  }
  return { header: envelope, content: contentBytes(envelope.Content ?? '', digest), carried, isValidated };
}
