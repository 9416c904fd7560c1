const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const OUTSIDE = 255;
const PAD = 0x3d;

/** Value of each character code, or OUTSIDE. */
const VALUES = new Uint8Array(128).fill(OUTSIDE);
for (let value = 0; value < ALPHABET.length; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

function valueAt(text: string, index: number): number {
  return VALUES[text.charCodeAt(index)] ?? OUTSIDE;
}

/**
 * Whether a text is base64 in the only form that decoding and encoding give back (RFC 4648 §3.5: no stray bits, no
 * white space). A loop, not a pattern: attachments are of many megabytes, and a pattern would exhaust the stack.
 */
export function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const padding = paddingOf(text);
  const end = text.length - padding;
  for (let index = 0; index < end; index += 1) if (valueAt(text, index) === OUTSIDE) return false;
  const stray = padding === 2 ? 0x0f : padding === 1 ? 0x03 : 0;
  return (valueAt(text, end - 1) & stray) === 0 || end === 0;
}

/** The bytes of a base64 text; undefined where {@link isBase64} says no. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!isBase64(text)) return undefined;
  const bytes = new Uint8Array((text.length / 4) * 3 - paddingOf(text));
  let at = 0;
  for (let index = 0; index < text.length; index += 4) {
    const quad =
      (valueAt(text, index) << 18) |
      (valueAt(text, index + 1) << 12) |
      ((valueAt(text, index + 2) & 0x3f) << 6) |
      (valueAt(text, index + 3) & 0x3f);
    // Writes beyond the end, which only padding causes, are ignored by a typed array.
    bytes[at] = quad >> 16;
    bytes[at + 1] = quad >> 8;
    bytes[at + 2] = quad;
    at += 3;
  }
  return bytes;
}

function paddingOf(text: string): number {
  if (text.charCodeAt(text.length - 1) !== PAD) return 0;
  return text.charCodeAt(text.length - 2) === PAD ? 2 : 1;
}
