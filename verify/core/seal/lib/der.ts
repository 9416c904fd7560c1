/** One DER value: its tag byte, its contents, and the bytes of the whole (tag, length, contents). */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nothing: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
} as const;

/** What is not DER as we read it; caught where a structure is read, never seen outside. */
export class DerFault extends Error {
  override readonly name = 'DerFault';
}

/** The one value that the bytes are; trailing bytes are a fault. */
export function readDer(bytes: Uint8Array): Der {
  const values = readAll(bytes);
  const [value] = values;
  if (!value || values.length !== 1) throw new DerFault('one value expected');
  return value;
}

/** The values inside a constructed value. */
export function contentsOf(value: Der, tag: number): readonly Der[] {
  if (value.tag !== tag) throw new DerFault('another tag expected');
  return readAll(value.content);
}

/** X.690 §10.1: definite lengths in their shortest form; tags above 30 do not occur in what we read. */
function readAll(bytes: Uint8Array): readonly Der[] {
  const values: Der[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const start = offset;
    const tag = bytes[offset] ?? 0;
    if ((tag & 0x1f) === 0x1f) throw new DerFault('long tag');
    let length = bytes[offset + 1];
    if (length === undefined) throw new DerFault('truncated');
    offset += 2;
    if (length >= 0x80) {
      const count = length - 0x80;
      if (count === 0 || count > 3) throw new DerFault('length');
      length = 0;
      for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[offset + index] ?? 0);
      if (bytes[offset] === 0 || length < 0x80) throw new DerFault('length not minimal');
      offset += count;
    }
    if (offset + length > bytes.length) throw new DerFault('truncated');
    values.push({
      tag,
      content: bytes.subarray(offset, offset + length),
      whole: bytes.subarray(start, offset + length),
    });
    offset += length;
  }
  return values;
}

export function contentOf(value: Der | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new DerFault('another tag expected');
  return value.content;
}

/** Magnitude bytes of a non-negative INTEGER, without the sign's zero. */
export function naturalOf(value: Der | undefined): Uint8Array {
  const content = contentOf(value, TAG.integer);
  const [first, second] = content;
  if (first === undefined || first >= 0x80) throw new DerFault('not a natural number');
  if (first === 0 && second !== undefined) {
    if (second < 0x80) throw new DerFault('integer not minimal');
    return content.subarray(1);
  }
  return content;
}

/** Bytes of a BIT STRING without unused bits. */
export function octetsOf(value: Der | undefined): Uint8Array {
  const content = contentOf(value, TAG.bitString);
  if (content[0] !== 0) throw new DerFault('unused bits');
  return content.subarray(1);
}

export function truthOf(value: Der): boolean {
  const content = contentOf(value, TAG.boolean);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerFault('boolean');
  return content[0] === 0xff;
}

/** Dotted notation of an OBJECT IDENTIFIER. */
export function oidOf(value: Der | undefined): string {
  const content = contentOf(value, TAG.oid);
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const byte of content) {
    if (fresh && byte === 0x80) throw new DerFault('arc not minimal');
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerFault('arc too large');
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first, ...rest] = arcs;
  if (first === undefined || !fresh) throw new DerFault('object identifier');
  const top = first < 40 ? 0 : first < 80 ? 1 : 2;
  return [top, first - top * 40, ...rest].join('.');
}
