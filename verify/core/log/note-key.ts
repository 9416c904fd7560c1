import { concatBytes, equalBytes, fromBase64, toBase64, utf8 } from '../../../src/base/index.ts';
import type { Plan } from '../primitives.ts';
import { digest, verifySignature } from '../primitives.ts';

/** Kinds of signature that a key makes: over the note's text, or over a time and the text (c2sp.org/tlog-cosignature). */
export const NOTE_KEY_KINDS = ['ed25519', 'cosignature'] as const;
export type NoteKeyKind = (typeof NOTE_KEY_KINDS)[number];

const TYPE_BYTES = { ed25519: 0x01, cosignature: 0x04 } as const satisfies Record<NoteKeyKind, number>;

/** A verifier key of a note. `publicKey` is the 32-byte Ed25519 key of RFC 8032. */
export interface NoteKey {
  readonly name: string;
  readonly kind: NoteKeyKind;
  readonly id: number;
  readonly publicKey: Uint8Array;
}

// SubjectPublicKeyInfo of Ed25519 up to the key itself (RFC 8410 §4).
const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** The raw 32 bytes of an Ed25519 key in DER SubjectPublicKeyInfo; undefined for any other key. */
export function rawEd25519(spki: Uint8Array): Uint8Array | undefined {
  if (spki.length !== SPKI_PREFIX.length + 32) return undefined;
  if (!equalBytes(spki.subarray(0, SPKI_PREFIX.length), SPKI_PREFIX)) return undefined;
  return spki.slice(SPKI_PREFIX.length);
}

/** `SHA-256(name ‖ 0x0A ‖ type ‖ public key)`, its first four bytes as a number. */
export function* noteKeyOf(name: string, kind: NoteKeyKind, publicKey: Uint8Array): Plan<NoteKey> {
  const hash = yield* digest(
    'SHA-256',
    concatBytes(utf8(name), Uint8Array.of(0x0a, TYPE_BYTES[kind]), publicKey),
  );
  return { name, kind, publicKey, id: new DataView(hash.buffer, hash.byteOffset, 4).getUint32(0) };
}

/** Reads a vkey, `name+id+base64(type ‖ key)`; undefined when it is malformed, of another kind, or its id is not that of its key. */
export function* parseNoteKey(text: string): Plan<NoteKey | undefined> {
  const [name = '', id = '', ...rest] = text.split('+');
  const bytes = text.length <= 1000 && !/\s/.test(text) ? fromBase64(rest.join('+')) : undefined;
  if (bytes?.length !== 33 || !/^[0-9a-f]{8}$/.test(id) || name === '') return undefined;
  const kind = NOTE_KEY_KINDS.find((known) => TYPE_BYTES[known] === bytes[0]);
  if (kind === undefined) return undefined;
  const key = yield* noteKeyOf(name, kind, bytes.slice(1));
  return toId(key.id) === id ? key : undefined;
}

export function formatNoteKey(key: NoteKey): string {
  return `${key.name}+${toId(key.id)}+${toBase64(concatBytes(Uint8Array.of(TYPE_BYTES[key.kind]), key.publicKey))}`;
}

function toId(id: number): string {
  return id.toString(16).padStart(8, '0');
}

/** What a cosigner signs: `cosignature/v1`, the time, and the checkpoint's text. */
export function cosignedMessage(time: number, text: Uint8Array): Uint8Array {
  return concatBytes(utf8(`cosignature/v1\ntime ${String(time)}\n`), text);
}

/** The bytes of a cosignature: the time as a big-endian uint64, then the Ed25519 signature. */
export function formatCosignature(time: number, signature: Uint8Array): Uint8Array {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setBigUint64(0, BigInt(time));
  return concatBytes(head, signature);
}

export type SignatureVerdict = { readonly valid: false } | { readonly valid: true; readonly time?: number };

/** Checks one signature over a note's text by a known key. */
export function* checkNoteSignature(
  key: NoteKey,
  text: Uint8Array,
  signature: Uint8Array,
): Plan<SignatureVerdict> {
  const cosigned = key.kind === 'cosignature';
  if (signature.length !== (cosigned ? 72 : 64)) return { valid: false };
  const time = cosigned ? Number(new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0)) : 0;
  if (!Number.isSafeInteger(time)) return { valid: false };
  const valid = yield* verifySignature({
    algorithm: 'ED25519',
    key: concatBytes(SPKI_PREFIX, key.publicKey),
    bytes: cosigned ? cosignedMessage(time, text) : text,
    signature: cosigned ? signature.subarray(8) : signature,
  });
  if (!valid) return { valid: false };
  return cosigned ? { valid: true, time } : { valid: true };
}
