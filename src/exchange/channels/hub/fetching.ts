import { say } from '../../../base/index.ts';
import { ExchangeError, isPassing, type Envelope, type Reception } from '../../index.ts';
import { hubRoad, remarksOn, type HubChannelOptions, type HubLeg } from './leg.ts';
import { callHub, type HubRoad } from './client.ts';
import { contentBytes, hasSevere, readContent, typeOf } from './content.ts';
import { HubError } from './error.ts';
import { uncarry } from './message/envelope.ts';

/** Deliveries that one poll takes: who has more is asked again at once. */
const MOST = 200;

interface Fetching {
  readonly options: HubChannelOptions;
  readonly leg: HubLeg;
  readonly road: HubRoad;
  readonly reception: Reception;
}

/**
 * Takes what waits at the Hub from one partner: each is kept by us before the Hub is told, and the Hub is told what reading said.
 * Where our own part fails nothing is acknowledged, and the delivery comes again; it holds up no other.
 */
export async function fetchWaiting(
  options: HubChannelOptions,
  leg: HubLeg,
  reception: Reception,
  signal: AbortSignal,
): Promise<number> {
  const fetching = { options, leg, reception, road: hubRoad(options, leg, signal) };
  const { value } = await callHub(fetching.road, 'GetImportEnvelopeHeaders', {});
  const headers = value.GetImportEnvelopeHeadersResult?.EnvelopeHeader ?? [];
  let came = 0;
  let first: unknown;
  for (const { From, hubDeliveryNumber: number } of headers
    .filter(({ From }) => From === leg.theirs)
    .slice(0, MOST)) {
    if (signal.aborted) break;
    try {
      if (number === undefined || number === '')
        throw new HubError('hub-answer-unfit', { reason: `hubDeliveryNumber (${From})` });
      if (await take(fetching, number)) came += 1;
    } catch (error) {
      first ??= error;
    }
  }
  if (first !== undefined) throw first;
  return came;
}

/** Takes one delivery; false where it stays at the Hub for a later time. */
async function take(fetching: Fetching, number: string): Promise<boolean> {
  const { road, leg, options, reception } = fetching;
  const answer = await callHub(road, 'PULLSingleImportEnvelope', { hubTrackingNumber: number });
  const delivery = answer.value.PULLSingleImportEnvelopeResult;
  if (delivery?.hubDeliveryNumber !== number || delivery.From !== leg.theirs)
    throw new HubError('hub-answer-unfit', { reason: 'PULLSingleImportEnvelopeResult' });
  const [carried] = answer.carried;
  const envelope = carried === undefined ? undefined : envelopeOf(carried.text);
  const content = contentBytes(delivery.Content ?? '', envelope?.digest);
  if (content === undefined) return refuse(fetching, number, 'hub-content-missing');
  const reading = readContent(content, options.clock());
  try {
    await reception.receive({
      partner: leg.road.partner,
      channel: 'hub',
      transportId: number,
      mediaType: envelope?.mediaType ?? 'application/xml',
      content,
      ...(envelope === undefined ? typeOf(reading) : { envelope }),
    });
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    // What will never be taken must not stand in the queue for ever; what may be taken later must.
    return isPassing(error.code) ? false : refuse(fetching, number, error.code, error.values);
  }
  await acknowledge(fetching, number, reading);
  return true;
}

async function acknowledge(
  { road, options }: Fetching,
  hubTrackingNumber: string,
  { isReadable, findings }: ReturnType<typeof readContent>,
): Promise<void> {
  const remarks = remarksOn(findings, options.words);
  if (!isReadable)
    await callHub(road, 'AcknowledgeFailedEnvelopeReceipt', { hubTrackingNumber, message: remarks });
  else if (hasSevere(findings))
    await callHub(road, 'AdvancedAcknowledgeEnvelopeReceipt', { hubTrackingNumber, warningMessage: remarks });
  else await callHub(road, 'AcknowledgeEnvelopeReceipt', { hubTrackingNumber });
}

async function refuse(
  { road, options }: Fetching,
  hubTrackingNumber: string,
  code: string,
  values: Readonly<Record<string, string | number>> = {},
): Promise<boolean> {
  const message = say(options.words, 'en', code, values);
  await callHub(road, 'AcknowledgeFailedEnvelopeReceipt', { hubTrackingNumber, message });
  return true;
}

/** An envelope of ours beside the delivery; one that cannot be read is as good as none. */
function envelopeOf(text: string): Envelope | undefined {
  try {
    return uncarry({ text });
  } catch {
    return undefined;
  }
}
