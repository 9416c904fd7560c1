import { fromUtf8 } from '../../../src/base/index.ts';

export type CborKey = number | string;
export type CborMap = ReadonlyMap<CborKey, CborValue>;
/** The part of CBOR (RFC 8949) that a seal on paper needs: no floats, no tags inside, nothing of indefinite length. */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap;

/** Bytes that are not the CBOR we read. */
export class CborFault extends Error {
  override readonly name = 'CborFault';
}

const DEEPEST = 8;
const MOST_ITEMS = 4096;

/**
 * Reads one item in deterministic encoding (RFC 8949 §4.2: shortest lengths, nothing indefinite, no key twice) that fills
 * the bytes, behind the tag where one is demanded. Throws CborFault on everything else. Bounded in depth and items; the
 * caller bounds the bytes.
 */
export function readCbor(bytes: Uint8Array, tag?: number): CborValue {
  const reader = new Reader(bytes);
  if (tag !== undefined) reader.demandTag(tag);
  const value = reader.item(0);
  if (!reader.isAtEnd) throw new CborFault('trailing bytes');
  return value;
}

class Reader {
  readonly #bytes: Uint8Array;
  #place = 0;
  #items = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#place === this.#bytes.length;
  }

  demandTag(tag: number): void {
    const head = this.#byte();
    if (head >> 5 !== 6 || this.#argument(head & 31) !== tag) throw new CborFault('tag');
  }

  item(depth: number): CborValue {
    this.#items += 1;
    if (depth > DEEPEST || this.#items > MOST_ITEMS) throw new CborFault('bounds');
    const head = this.#byte();
    const detail = head & 31;
    switch (head >> 5) {
      case 0:
        return this.#argument(detail);
      case 1:
        return -1 - this.#argument(detail);
      case 2:
        return new Uint8Array(this.#take(this.#argument(detail)));
      case 3:
        return this.#text(this.#argument(detail));
      case 4:
        return Array.from({ length: this.#count(detail) }, () => this.item(depth + 1));
      case 5:
        return this.#map(this.#count(detail), depth);
      case 7:
        if (detail === 20 || detail === 21) return detail === 21;
        if (detail === 22) return null;
        throw new CborFault('simple value');
      default:
        throw new CborFault('tag');
    }
  }

  #map(count: number, depth: number): CborMap {
    const map = new Map<CborKey, CborValue>();
    for (let index = 0; index < count; index += 1) {
      const key = this.item(depth + 1);
      if (typeof key !== 'number' && typeof key !== 'string') throw new CborFault('key');
      if (map.has(key)) throw new CborFault('key twice');
      map.set(key, this.item(depth + 1));
    }
    return map;
  }

  /** A number of items, each of which takes a byte at least. */
  #count(detail: number): number {
    const count = this.#argument(detail);
    if (count > this.#bytes.length - this.#place) throw new CborFault('end');
    return count;
  }

  #text(length: number): string {
    const text = fromUtf8(this.#take(length));
    if (text === undefined) throw new CborFault('text');
    return text;
  }

  /** The argument of a head (§3), in its shortest form only; numbers beyond what JavaScript holds exactly are refused. */
  #argument(detail: number): number {
    if (detail < 24) return detail;
    if (detail > 27) throw new CborFault('length');
    const size = 1 << (detail - 24);
    let value = 0;
    for (const byte of this.#take(size)) value = value * 256 + byte;
    const least = size === 1 ? 24 : 2 ** (size * 4);
    if (value < least || value >= Number.MAX_SAFE_INTEGER) throw new CborFault('number');
    return value;
  }

  #byte(): number {
    return this.#take(1)[0] ?? 0;
  }

  #take(length: number): Uint8Array {
    const end = this.#place + length;
    if (end > this.#bytes.length) throw new CborFault('end');
    const taken = this.#bytes.subarray(this.#place, end);
    this.#place = end;
    return taken;
  }
}
