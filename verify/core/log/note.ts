import { concatBytes, fromBase64, toBase64, utf8 } from '../../../src/base/index.ts';
import type { Plan } from '../primitives.ts';
import { LINE_FEED, hasControlCharacter } from './characters.ts';
import type { NoteKey } from './note-key.ts';
import { checkNoteSignature } from './note-key.ts';

/** One signature line. `signature` is what follows the four bytes of the key id. */
export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Uint8Array;
}

/** A signed note (c2sp.org/signed-note). `text` ends with a newline and is what was signed. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Verifiers must accept 16 signatures; more than this many, or a longer note, is refused before it is read. */
export const MAXIMUM_NOTE_SIGNATURES = 100;
export const MAXIMUM_NOTE_LENGTH = 1_000_000;

const SPACE_OR_PLUS = /[\p{White_Space}\uFEFF+]/u;

/** Whether a text may name a key: not empty, no Unicode space, no plus sign, no control character. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.length <= 500 && !SPACE_OR_PLUS.test(name) && !hasControlCharacter(name, []);
}

/** Reads a note; undefined when it is not one. The signatures are not checked here. */
export function parseNote(text: string): Note | undefined {
  if (text.length > MAXIMUM_NOTE_LENGTH || hasControlCharacter(text, [LINE_FEED])) return undefined;
  const split = text.lastIndexOf('\n\n');
  if (split < 0 || !text.endsWith('\n')) return undefined;
  const lines = text.slice(split + 2, -1).split('\n');
  if (lines.length > MAXIMUM_NOTE_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: text.slice(0, split + 1), signatures };
}

/** Reads `— name base64`, without its newline. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  const [dash, name, encoded, ...rest] = line.split(' ');
  if (dash !== '—' || name === undefined || encoded === undefined || rest.length > 0) return undefined;
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: readUint32(bytes), signature: bytes.subarray(4) };
}

/** `— name base64\n`. */
export function formatSignatureLine(signature: NoteSignature): string {
  return `— ${signature.name} ${toBase64(concatBytes(uint32(signature.id), signature.signature))}\n`;
}

export function formatNote(note: Note): string {
  return `${note.text}\n${note.signatures.map(formatSignatureLine).join('')}`;
}

function readUint32(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** A signature of a known key that holds; `time` (Unix seconds) where the kind of signature carries one. */
export interface CheckedSignature {
  readonly key: NoteKey;
  readonly time?: number;
}

export type NoteVerdict =
  | { readonly accepted: true; readonly signatures: readonly CheckedSignature[] }
  | {
      readonly accepted: false;
      readonly refusal: 'note-unknown-keys' | 'note-signature-invalid';
      readonly name?: string;
    };

/**
 * Checks a note's signatures by the keys that are known. Unknown keys are ignored, one known key that fails refuses the
 * whole note, and at least one must hold. A key counts once however often it signed.
 */
export function* verifyNote(note: Note, keys: readonly NoteKey[]): Plan<NoteVerdict> {
  const text = utf8(note.text);
  const checked: CheckedSignature[] = [];
  for (const signature of note.signatures) {
    const key = keys.find((known) => known.name === signature.name && known.id === signature.id);
    if (key === undefined) continue;
    const verdict = yield* checkNoteSignature(key, text, signature.signature);
    if (!verdict.valid) return { accepted: false, refusal: 'note-signature-invalid', name: key.name };
    if (checked.some((other) => other.key === key)) continue;
    checked.push({ key, ...(verdict.time === undefined ? {} : { time: verdict.time }) });
  }
  if (checked.length === 0) return { accepted: false, refusal: 'note-unknown-keys' };
  return { accepted: true, signatures: checked };
}
