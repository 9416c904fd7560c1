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

/** Character codes of the values. */
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
/** Up to so many bytes the call of `btoa` costs more than its work: digests, salts and keys, by the dozen in every receipt. */
const SHORT = 256;

function shortBase64(bytes: Uint8Array): string {
  let text = '';
  const whole = bytes.length - (bytes.length % 12);
  // Twelve bytes at a time: every joining of texts makes an object, and a receipt has hundreds.
  for (let index = 0; index < whole; index += 12) {
    const first = threeAt(bytes, index);
    const second = threeAt(bytes, index + 3);
    const third = threeAt(bytes, index + 6);
    const fourth = threeAt(bytes, index + 9);
    text += String.fromCharCode(
      code(first >> 18),
      code(first >> 12),
      code(first >> 6),
      code(first),
      code(second >> 18),
      code(second >> 12),
      code(second >> 6),
      code(second),
      code(third >> 18),
      code(third >> 12),
      code(third >> 6),
      code(third),
      code(fourth >> 18),
      code(fourth >> 12),
      code(fourth >> 6),
      code(fourth),
    );
  }
  for (let index = whole; index < bytes.length; index += 3) {
    const three = threeAt(bytes, index);
    const left = bytes.length - index;
    text += String.fromCharCode(
      code(three >> 18),
      code(three >> 12),
      left > 1 ? code(three >> 6) : PAD,
      left > 2 ? code(three) : PAD,
    );
  }
  return text;
}

/** Three bytes as a number; what lies beyond the end is zero. */
function threeAt(bytes: Uint8Array, index: number): number {
  return ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
}

function code(bits: number): number {
  return CODES[bits & 0x3f] ?? 0;
}

/** Standard base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  if (bytes.length <= SHORT) return shortBase64(bytes);
  let binary = '';
  for (let offset = 0; offset < bytes.length; offset += 8192) {
    // Applied, not spread: a spread walks the bytes one by one.
    binary += String(Reflect.apply(String.fromCharCode, undefined, bytes.subarray(offset, offset + 8192)));
  }
  return btoa(binary);
}

/** Strict: canonical alphabet and padding, XML white space allowed between characters; otherwise undefined. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  return decodeBase64(/[\t\n\r ]/.test(text) ? text.replace(/[\t\n\r ]+/g, '') : text);
}

/** URL-safe base64 without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Strict inverse of {@link toBase64Url}; undefined when the text is not canonical. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const padding = '='.repeat((4 - (text.length % 4)) % 4);
  return decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/') + padding);
}
