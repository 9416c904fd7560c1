import { concatBytes } from '../../base/index.ts';

/** DER (X.690) of the few things that a signature container is made of. */
export function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...content);
  const { length } = body;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : length < 0x1_0000
          ? [tag, 0x82, length >> 8, length & 255]
          : length < 0x100_0000
            ? [tag, 0x83, length >> 16, (length >> 8) & 255, length & 255]
            : [tag, 0x84, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  return concatBytes(Uint8Array.from(head), body);
}

export const sequence = (...content: readonly Uint8Array[]): Uint8Array => der(0x30, ...content);
/** A SET OF with one member, or with members given in the order of their encodings. */
export const setOf = (...content: readonly Uint8Array[]): Uint8Array => der(0x31, ...content);
export const octets = (content: Uint8Array): Uint8Array => der(0x04, content);
export const small = (value: number): Uint8Array => der(0x02, Uint8Array.of(value));

/** A natural number from its bytes, big end first. */
export function natural(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return der(0x02, ...((digits[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []), digits);
}

/** An object identifier from its dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Uint8Array.from(bytes));
}

/** The members of a DER sequence, each whole; for certificates that a library has read already. */
export function membersOf(whole: Uint8Array): readonly Uint8Array[] {
  const members: Uint8Array[] = [];
  for (let place = headOf(whole, 0).content; place < whole.length;) {
    const { content, length } = headOf(whole, place);
    members.push(whole.subarray(place, content + length));
    place = content + length;
  }
  return members;
}

function headOf(bytes: Uint8Array, place: number): { readonly content: number; readonly length: number } {
  const first = bytes[place + 1] ?? 0;
  if (first < 0x80) return { content: place + 2, length: first };
  let length = 0;
  for (let index = 0; index < (first & 0x7f); index += 1)
    length = length * 256 + (bytes[place + 2 + index] ?? 0);
  return { content: place + 2 + (first & 0x7f), length };
}

/** In the order of their encodings, as DER puts the members of a set (X.690 §11.6). */
export function byEncoding(left: Uint8Array, right: Uint8Array): number {
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

/** Issuer and serial number as they stand in a certificate (RFC 5280 §4.1), which a library has read already. */
export function issuerAndSerial(certificate: Uint8Array): readonly [issuer: Uint8Array, serial: Uint8Array] {
  const fields = membersOf(membersOf(certificate)[0] ?? certificate);
  const start = fields[0]?.[0] === 0xa0 ? 1 : 0;
  const [serial, , issuer] = fields.slice(start);
  if (serial === undefined || issuer === undefined) throw new TypeError('no certificate');
  return [issuer, serial];
}
