import { Type, type Static } from 'typebox';
import { canonicalJson, FINDING_AREAS, FINDING_LEVELS, fromUtf8, parseInstant, utf8 } from '../base/index.ts';
import { signJws, verifyJws, type SealingKey } from '../crypto/index.ts';
import { shapeOf } from '../shapes/index.ts';
import type { ReceiptStatement } from './channel.ts';
import { ExchangeError } from './error.ts';
import { AuthorityKey } from './envelope.ts';
import { RECEIPT_LEVELS } from './message.ts';

export const RECEIPT_OUTCOMES = ['accepted', 'accepted-with-warnings', 'not-readable', 'rejected'] as const;
export type ReceiptOutcome = (typeof RECEIPT_OUTCOMES)[number];

const strict = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ maxLength });

/** What a receipt says: the payload of its signature, canonical JSON. */
export const ReceiptSchema = Type.Object(
  {
    form: Type.Literal('receipt:1'),
    message: Type.String({ minLength: 1, maxLength: 300, description: 'Id of the message it is about.' }),
    receipt: Text(40),
    from: AuthorityKey,
    to: AuthorityKey,
    level: Type.Enum(RECEIPT_LEVELS),
    outcome: Type.Enum(RECEIPT_OUTCOMES),
    digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the content that came.' }),
    findings: Type.Array(
      Type.Object(
        {
          area: Type.Enum(FINDING_AREAS),
          level: Type.Enum(FINDING_LEVELS),
          code: Text(100),
          path: Text(1_000),
          values: Type.Record(Text(100), Text(2_000)),
        },
        strict,
      ),
      { maxItems: 1_000 },
    ),
    at: Text(40),
  },
  strict,
);
export type Receipt = Static<typeof ReceiptSchema>;

/** Dialect and media type of receipts as messages. */
export const RECEIPT_DIALECT = 'receipt:1';
export const RECEIPT_MEDIA_TYPE = 'application/jose';
export const LARGEST_RECEIPT = 262_144;

const RECEIPT_TYPE = 'counterfoil-receipt';
const shape = shapeOf(ReceiptSchema);

/** The receipt as JWS (compact), its payload inside. */
export function sealReceipt(receipt: Receipt, key: SealingKey): Promise<string> {
  const payload = utf8(canonicalJson(receipt));
  return signJws(key, { type: RECEIPT_TYPE, payload, detached: false });
}

/**
 * What a partner's receipt states, where its seal holds under one of the certificates (DER).
 * @throws {ExchangeError} `exchange-receipt-too-large`, `exchange-seal-wrong`, `exchange-envelope-malformed`.
 */
export async function openReceipt(
  text: string,
  partner: string,
  certificates: readonly Uint8Array[],
): Promise<ReceiptStatement> {
  if (text.length > LARGEST_RECEIPT)
    throw new ExchangeError('exchange-receipt-too-large', { bytes: text.length, most: LARGEST_RECEIPT });
  const opened = await verifyJws(text, { type: RECEIPT_TYPE, certificates });
  if (opened === undefined) throw new ExchangeError('exchange-seal-wrong', { partner });
  const receipt = receiptOf(fromUtf8(opened.payload));
  if (receipt.from !== partner)
    throw new ExchangeError('exchange-envelope-differs', { from: receipt.from, partner });
  const { message, level, outcome, findings, at } = receipt;
  return { message, level, outcome, findings, at, bytes: utf8(text) };
}

function receiptOf(text: string | undefined): Receipt {
  const read = shape.readJson(text);
  if ('misfit' in read)
    throw new ExchangeError('exchange-envelope-malformed', { member: read.misfit.path.slice(0, 100) });
  const receipt = read.value;
  if (parseInstant(receipt.at) === undefined)
    throw new ExchangeError('exchange-envelope-malformed', { member: '/at' });
  return receipt;
}
