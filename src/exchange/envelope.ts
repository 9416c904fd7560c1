import { Type } from 'typebox';
import { canonicalJson, isWellFormed, parseInstant, utf8 } from '../base/index.ts';
import { sha256Hex, signJws, verifyJws, type SealingKey } from '../crypto/index.ts';
import { shapeOf } from '../shapes/index.ts';
import { ExchangeError } from './error.ts';
import { MESSAGE_TYPES, type Envelope } from './message.ts';

const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
});
const Moment = Type.String({ minLength: 20, maxLength: 35 });
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Dialect = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,59}(:[A-Za-z0-9.-]{1,20})?$' });
export const AuthorityKey = Type.String({ pattern: '^[A-Z]{2}-[A-Za-z0-9]{1,20}$' });

/** The envelope as JSON; `Envelope` of `message.ts` says what its members mean. */
export const EnvelopeSchema = Type.Object(
  {
    id: Uuid,
    from: AuthorityKey,
    to: AuthorityKey,
    type: Type.Enum(MESSAGE_TYPES),
    dialect: Dialect,
    mediaType: Type.String({ pattern: '^[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,90}$' }),
    digest: Digest,
    subject: Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\u0000-\\u001f]*$' }),
    previous: Type.Optional(Uuid),
    answers: Type.Optional(Uuid),
    translatedFrom: Type.Optional(Dialect),
    originalDigest: Type.Optional(Digest),
    sent: Moment,
    expires: Moment,
    seal: Type.Optional(Type.String({ maxLength: 2_000, pattern: '^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$' })),
  },
  { additionalProperties: false },
);

const SEAL_TYPE = 'counterfoil-envelope';
const shape = shapeOf(EnvelopeSchema);

/** The envelope that a value is. @throws {ExchangeError} `exchange-envelope-malformed` with the member at fault. */
export function readEnvelope(value: unknown): Envelope {
  const read = shape.read(value);
  if ('misfit' in read)
    throw new ExchangeError('exchange-envelope-malformed', { member: read.misfit.path.slice(0, 100) });
  const envelope = read.value;
  for (const member of ['sent', 'expires'] as const)
    if (parseInstant(envelope[member]) === undefined)
      throw new ExchangeError('exchange-envelope-malformed', { member: `/${member}` });
  // The one member of anybody's words: what seals and tables do not take is no envelope.
  if (!isWellFormed(envelope.subject))
    throw new ExchangeError('exchange-envelope-malformed', { member: '/subject' });
  return envelope;
}

/** What the seal of an envelope covers: its canonical JSON without the seal. */
export function sealedBytes(envelope: Envelope): Uint8Array {
  return utf8(canonicalJson(bareOf(envelope)));
}

function bareOf(envelope: Envelope): Omit<Envelope, 'seal'> {
  if (!('seal' in envelope)) return envelope;
  const { seal: _, ...bare } = envelope;
  return bare;
}

/** SHA-256 of what the seal covers, hex: names the envelope in receipts and in the evidence. */
export function envelopeDigest(envelope: Envelope): string {
  return sha256Hex(sealedBytes(envelope));
}

/** The envelope with a seal by an exchange key of the authority it comes from; a batch is sealed beside the main thread. */
export async function sealEnvelope(envelope: Envelope, key: SealingKey): Promise<Envelope> {
  const bare = bareOf(envelope);
  const terms = { type: SEAL_TYPE, payload: sealedBytes(bare), detached: true, beside: true };
  const seal = await signJws(key, terms);
  return { seal, ...bare };
}

/** Whether an envelope bears a seal that holds under one of the certificates (DER). */
export async function sealHolds(envelope: Envelope, certificates: readonly Uint8Array[]): Promise<boolean> {
  const { seal } = envelope;
  if (seal === undefined) return false;
  const expected = { type: SEAL_TYPE, payload: sealedBytes(envelope), certificates };
  return (await verifyJws(seal, expected)) !== undefined;
}
