import { Buffer } from 'node:buffer';
import { Type, type Static } from 'typebox';
import { canonicalJson, fromUtf8, utf8 } from '../../base/index.ts';
import { sha256Hex, verifyEd25519 } from '../../crypto/index.ts';
import { shapeOf } from '../../shapes/index.ts';
import { GatewayError } from './error.ts';

/** What crosses: a partner's request and our answer to it; our call to a partner and what came of it. */
export const FRAME_KINDS = ['request', 'answer', 'call', 'result'] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

const HeaderSchema = Type.Object(
  {
    form: Type.Literal('crossing:1'),
    kind: Type.Enum(FRAME_KINDS),
    id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
    /** The frame that this one answers. */
    answers: Type.Optional(Type.String({ pattern: '^[0-9a-f-]{36}$' })),
    /** Milliseconds since 1970, when it was made and when it no longer counts. */
    at: Type.Integer({ minimum: 0 }),
    until: Type.Integer({ minimum: 0 }),
    size: Type.Integer({ minimum: 0 }),
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);
export type FrameHeader = Static<typeof HeaderSchema>;

/** A file that crosses: a header, its signature, and a body of JSON. */
export interface Frame {
  readonly header: FrameHeader;
  readonly body: Uint8Array;
}

const LARGEST_HEADER = 1_024;
const LINE = 0x0a;
const shape = shapeOf(HeaderSchema);

/** The bytes of a frame: header and Ed25519 signature, a line each, and the body. */
export function writeFrame(
  frame: Omit<FrameHeader, 'form' | 'size' | 'digest'> & { readonly body: Uint8Array },
  key: { sign(bytes: Uint8Array): Uint8Array },
): Uint8Array {
  const { body, ...rest } = frame;
  const header = utf8(
    canonicalJson({ form: 'crossing:1', ...rest, size: body.length, digest: sha256Hex(body) }),
  );
  const signature = Buffer.from(key.sign(header)).toString('base64');
  return Buffer.concat([header, utf8(`\n${signature}\n`), body]);
}

/**
 * The frame that bytes are, when the other zone has signed it and it still counts. Nothing of the body is looked at before the
 * signature holds.
 * @throws {GatewayError} naming what does not hold.
 */
export function readFrame(bytes: Uint8Array, publicKey: Uint8Array, now: Date): Frame {
  const first = bytes.subarray(0, LARGEST_HEADER + 1).indexOf(LINE);
  const second = first === -1 ? -1 : bytes.subarray(0, first + 100).indexOf(LINE, first + 1);
  if (second === -1) throw new GatewayError('gateway-frame-unreadable');
  const line = bytes.subarray(0, first);
  const signature = Buffer.from(fromUtf8(bytes.subarray(first + 1, second)) ?? '', 'base64');
  if (!verifyEd25519(publicKey, line, signature)) throw new GatewayError('gateway-frame-unsigned');
  const header = headerOf(line);
  const body = bytes.subarray(second + 1);
  if (body.length !== header.size || sha256Hex(body) !== header.digest)
    throw new GatewayError('gateway-frame-differs', { id: header.id });
  if (now.getTime() > header.until || now.getTime() < header.at - CLOCKS_APART)
    throw new GatewayError('gateway-frame-late', { id: header.id });
  return { header, body };
}

/** Two machines' clocks may be so far apart, in milliseconds. */
const CLOCKS_APART = 5_000;

function headerOf(line: Uint8Array): FrameHeader {
  const read = shape.readJson(fromUtf8(line));
  if ('misfit' in read) throw new GatewayError('gateway-frame-unreadable');
  return read.value;
}
