import { concatBytes, utf8 } from '../../../src/base/index.ts';
import { readCbor, type CborMap, type CborValue } from './cbor.ts';

/** COSE_Sign1 (RFC 9052 §4.2), read and not yet verified. */
export interface Sign1 {
  /** First eight bytes of the SHA-256 of the signer's certificate. */
  readonly keyId: Uint8Array;
  readonly payload: Uint8Array;
  /** r‖s. */
  readonly signature: Uint8Array;
  /** What was signed: the Sig_structure of §4.4. */
  readonly signed: Uint8Array;
}

/** Why a COSE message is refused; each a key of the words. */
export type CoseFault = 'paper-malformed' | 'paper-algorithm' | 'paper-critical';

export class CoseRefusal extends Error {
  override readonly name = 'CoseRefusal';
  readonly fault: CoseFault;

  constructor(fault: CoseFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Labels of headers (RFC 9052 §3.1, RFC 9596). */
const LABEL = { algorithm: 1, critical: 2, keyId: 4, type: 16 } as const;
const ES256 = -7;
const TAG_SIGN1 = 18;

/**
 * Reads a tagged COSE_Sign1 that is signed by ES256 and nothing else. All headers are protected: an unprotected one is
 * refused, since whoever carries the message may write there. `type` is the media type that it must state.
 *
 * Throws CoseRefusal, and CborFault on malformed CBOR.
 */
export function readSign1(bytes: Uint8Array, type?: string): Sign1 {
  const message = readCbor(bytes, TAG_SIGN1);
  if (!Array.isArray(message) || message.length !== 4) throw new CoseRefusal('paper-malformed');
  // Array.isArray forgets what the array was of.
  const [head, unprotected, payload, signature] = message as readonly CborValue[];
  if (!(head instanceof Uint8Array) || !(payload instanceof Uint8Array) || !(signature instanceof Uint8Array))
    throw new CoseRefusal('paper-malformed');
  if (!isMap(unprotected) || unprotected.size > 0) throw new CoseRefusal('paper-malformed');
  const headers = readCbor(head);
  if (!isMap(headers)) throw new CoseRefusal('paper-malformed');
  if (headers.get(LABEL.algorithm) !== ES256) throw new CoseRefusal('paper-algorithm');
  // We know no header that could be critical beside those below, and those need not be named so.
  if (headers.has(LABEL.critical)) throw new CoseRefusal('paper-critical');
  const keyId = headers.get(LABEL.keyId);
  if (!(keyId instanceof Uint8Array) || keyId.length !== 8) throw new CoseRefusal('paper-malformed');
  if (headers.get(LABEL.type) !== type || headers.size !== (type === undefined ? 2 : 3))
    throw new CoseRefusal('paper-malformed');
  return { keyId, payload, signature, signed: sigStructure(head, payload) };
}

export function isMap(value: CborValue | undefined): value is CborMap {
  return value instanceof Map;
}

/** What ES256 signs (RFC 9052 §4.4): context, protected headers, no external data, payload. */
export function sigStructure(head: Uint8Array, payload: Uint8Array): Uint8Array {
  const context = utf8('Signature1');
  return concatBytes(
    Uint8Array.of(0x84, 0x60 | context.length),
    context,
    byteString(head),
    byteString(new Uint8Array()),
    byteString(payload),
  );
}

function byteString(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const head =
    length < 24
      ? [0x40 | length]
      : length < 256
        ? [0x58, length]
        : length < 65_536
          ? [0x59, length >> 8, length & 255]
          : [0x5a, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  return concatBytes(Uint8Array.from(head), bytes);
}
