import { utf8 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Arrival } from '../channel.ts';
import { readEnvelope, sealHolds } from '../envelope.ts';
import { ExchangeError } from '../error.ts';
import type { Envelope, MessageType } from '../message.ts';
import type { Partner, Partners } from '../partners/index.ts';

/** A message that may come in. */
export interface Admitted {
  readonly arrival: Arrival;
  readonly envelope: Envelope | undefined;
  readonly agreement: Partner;
  readonly type: MessageType | undefined;
  /** By what the partner repeats it; the envelope's id where there is one, whatever the road. */
  readonly name: string;
  readonly digest: string;
}

/** What a road adds to a message: a frame, signatures, headers. */
const LARGEST_FRAME = 1_048_576;

/**
 * Whether a message may come in at all, and under which agreement.
 * @throws {ExchangeError} naming what the agreement does not allow, or what of the envelope does not hold.
 */
export async function admit(partners: Partners, arrival: Arrival): Promise<Admitted> {
  const { partner, channel, content, raw } = arrival;
  const agreements = partners.of(partner);
  const [first] = agreements;
  if (first === undefined) throw new ExchangeError('exchange-partner-unknown', { partner });
  const bytes = content.length;
  const most = Math.max(...agreements.map(({ largestBytes }) => largestBytes));
  if (bytes > most) throw new ExchangeError('exchange-message-too-large', { bytes, most });
  if (raw !== undefined && raw.length > 2 * most + LARGEST_FRAME)
    throw new ExchangeError('exchange-message-too-large', {
      bytes: raw.length,
      most: 2 * most + LARGEST_FRAME,
    });
  if (bytes === 0) throw new ExchangeError('exchange-message-empty');
  const envelope = arrival.envelope === undefined ? undefined : readEnvelope(arrival.envelope);
  const agreement = agreementFor(agreements, envelope, partner);
  if (agreement.state === 'applied' || agreement.state === 'suspended')
    throw new ExchangeError('exchange-partner-not-live', { partner, state: agreement.state });
  const digest = sha256Hex(content);
  if (envelope !== undefined) await assertHolds(partners, agreement, envelope, { partner, digest });
  const type = envelope?.type ?? arrival.type;
  assertAgreed(agreement, arrival, { type, dialect: envelope?.dialect });
  const name =
    envelope === undefined ? `${channel} ${plainId(arrival.transportId)}` : `envelope ${envelope.id}`;
  return { arrival, envelope, agreement, type, name, digest };
}

/** A road's own id as it is kept; one that is long or strange, by its digest. */
export function plainId(transportId: string): string {
  return /^[\x20-\x7e]{1,300}$/.test(transportId) ? transportId : sha256Hex(utf8(transportId));
}

function agreementFor(
  agreements: readonly Partner[],
  envelope: Envelope | undefined,
  partner: string,
): Partner {
  if (envelope === undefined) {
    const open = agreements.filter(({ state }) => state === 'live' || state === 'testing');
    const [only] = open.length === 1 ? open : agreements;
    if (only === undefined) throw new ExchangeError('exchange-partner-unknown', { partner });
    return only;
  }
  if (envelope.from !== partner)
    throw new ExchangeError('exchange-envelope-differs', { from: envelope.from, partner });
  const found = agreements.find(({ authority }) => authority === envelope.to);
  if (found === undefined) throw new ExchangeError('exchange-envelope-not-for-us', { to: envelope.to });
  return found;
}

async function assertHolds(
  partners: Partners,
  agreement: Partner,
  envelope: Envelope,
  { partner, digest }: { readonly partner: string; readonly digest: string },
): Promise<void> {
  if (envelope.digest !== digest) throw new ExchangeError('exchange-digest-differs');
  if (envelope.seal === undefined) {
    if (agreement.value.sealRequired !== false) throw new ExchangeError('exchange-seal-missing');
    return;
  }
  if (!(await sealHolds(envelope, partners.certificates(partner, 'seal'))))
    throw new ExchangeError('exchange-seal-wrong', { partner });
}

/** Default deny. Receipts answer what we sent, and need no agreement of their own. */
function assertAgreed(
  { value, partner }: Partner,
  { channel }: Arrival,
  { type, dialect }: { readonly type: MessageType | undefined; readonly dialect: string | undefined },
): void {
  if (type === 'receipt') return;
  const byRoad = value.incoming.filter((one) => one.channel === channel);
  if (byRoad.length === 0) throw new ExchangeError('exchange-channel-not-agreed', { partner, channel });
  if (type === undefined) return;
  const fits = byRoad.some(
    (one) =>
      one.type === type && (dialect === undefined || one.dialect === undefined || one.dialect === dialect),
  );
  if (!fits) throw new ExchangeError('exchange-type-not-agreed', { partner, type });
}
