import { Buffer } from 'node:buffer';
import { Type, type Static } from 'typebox';
import { EnvelopeSchema, type Envelope } from '../../protocol/index.ts';

const strict = { additionalProperties: false } as const;

/** Largest content of a message over this channel, in bytes, whatever a partner's own limit. */
export const MAXIMUM_CONTENT = 16 * 1024 * 1024;
/** Base64 of that, the envelope, and room for white space. */
export const MAXIMUM_MESSAGE = Math.ceil(MAXIMUM_CONTENT / 3) * 4 + 16 * 1024;

/** A message as both sides post and fetch it: the envelope, and the content as base64. */
export const WireMessage = Type.Object(
  {
    envelope: EnvelopeSchema,
    content: Type.String({ maxLength: MAXIMUM_MESSAGE, pattern: '^[A-Za-z0-9+/]*={0,2}$' }),
  },
  strict,
);
export type WireMessage = Static<typeof WireMessage>;

/** A receipt as both sides post it: a JWS (compact) whose payload is a receipt. */
export const WireReceipt = Type.Object(
  { receipt: Type.String({ minLength: 1, maxLength: 262_144 }) },
  strict,
);

/** What is answered to a message that was kept, every time it comes. */
export const WireKept = Type.Object({ id: Type.String(), receipt: Type.String() }, strict);

/** One page of what waits for a partner; `next` is the cursor of the page after it. */
export const WirePage = Type.Object(
  {
    messages: Type.Array(
      Type.Object(
        {
          position: Type.Integer({ minimum: 0 }),
          envelope: EnvelopeSchema,
          size: Type.Integer({ minimum: 0 }),
        },
        strict,
      ),
    ),
    next: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type WirePage = Static<typeof WirePage>;

export function wireMessage(envelope: Envelope, content: Uint8Array): WireMessage {
  return { envelope, content: Buffer.from(content).toString('base64') };
}

/** The content of a wire message; undefined where its base64 is not the canonical form of any bytes. */
export function contentOf(message: Pick<WireMessage, 'content'>): Uint8Array | undefined {
  const bytes = Buffer.from(message.content, 'base64');
  return bytes.toString('base64') === message.content ? new Uint8Array(bytes) : undefined;
}
