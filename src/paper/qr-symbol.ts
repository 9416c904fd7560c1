import {
  _BYTES as CODEWORDS,
  _ECC_BLOCKS as BLOCKS,
  _GF256 as FIELD,
  _tests as drawing,
  _WORDS_PER_BLOCK as PARITY,
} from 'qr';
import { utf8 } from '../base/index.ts';

/** A QR symbol, without its quiet zone. */
export interface QrSymbol {
  /** 1 to 40 (ISO/IEC 18004). */
  readonly version: number;
  /** Modules on a side. */
  readonly size: number;
  /** Whether the module at column and row is dark. */
  isDark(column: number, row: number): boolean;
}

const LEVEL = 'medium';
/** Packed and signed contents are as good as random: no mask serves them better than another, and trying all takes time. */
const MASK = 0;

/**
 * The smallest symbol at level M that holds a text followed by decimal digits, each in its own mode: a byte of text takes
 * eight bits, three digits take ten. Undefined where it would need a version above `largest`.
 *
 * The library's own encoder knows one mode for the whole text, in which the digits alone would need 65 % more room.
 * So the bits are put together here, and the library draws the symbol; that its decoder reads it back is tested.
 */
export function qrSymbol(text: string, digits: string, largest: number): QrSymbol | undefined {
  if (!/^\d*$/.test(digits)) throw new RangeError('the second part of a symbol is decimal digits');
  const bytes = utf8(text);
  let version = 1;
  while (version <= largest && bitsOf(version, bytes.length, digits.length) > capacity(version)) version += 1;
  if (version > largest) return undefined;
  const data = dataWords(version, bytes, digits);
  const matrix = drawing.drawSymbol(version, LEVEL, interleaved(version, data), MASK);
  return { version, size: matrix.size, isDark: (column, row) => drawing.matGet(matrix, column, row) === 1 };
}

/** Whether a symbol of a version has room for a text followed by so many digits. */
export function fitsSymbol(text: string, digits: number, version: number): boolean {
  return bitsOf(version, utf8(text).length, digits) <= capacity(version);
}

function bitsOf(version: number, bytes: number, digits: number): number {
  return 4 + (version < 10 ? 8 : 16) + bytes * 8 + 4 + numericCount(version) + numericBits(digits);
}

function numericCount(version: number): number {
  return version < 10 ? 10 : version < 27 ? 12 : 14;
}

function numericBits(length: number): number {
  return Math.floor(length / 3) * 10 + ([0, 4, 7][length % 3] ?? 0);
}

function at(table: readonly number[], version: number): number {
  return table[version - 1] ?? 0;
}

function capacity(version: number): number {
  return (at(CODEWORDS, version) - at(PARITY[LEVEL], version) * at(BLOCKS[LEVEL], version)) * 8;
}

function dataWords(version: number, bytes: Uint8Array, digits: string): Uint8Array {
  const words = new Uint8Array(capacity(version) / 8);
  let place = 0;
  const push = (value: number, bits: number): void => {
    for (let bit = bits - 1; bit >= 0; bit -= 1, place += 1) {
      if (((value >>> bit) & 1) === 1)
        words[place >>> 3] = (words[place >>> 3] ?? 0) | (0x80 >>> (place & 7));
    }
  };
  push(4, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  push(1, 4);
  push(digits.length, numericCount(version));
  for (let start = 0; start < digits.length; start += 3) {
    const group = digits.slice(start, start + 3);
    push(Number(group), [0, 4, 7, 10][group.length] ?? 0);
  }
  // The terminator is four zero bits, or as many as there is room for; then whole codewords of padding.
  place = Math.ceil(Math.min(place + 4, words.length * 8) / 8);
  for (let pad = 0; place < words.length; place += 1, pad ^= 1) words[place] = pad === 0 ? 0xec : 0x11;
  return words;
}

/** Data split into blocks, the short ones first, each with its parity; read out across them (§7.6). */
function interleaved(version: number, data: Uint8Array): Uint8Array {
  const count = at(BLOCKS[LEVEL], version);
  const parity = at(PARITY[LEVEL], version);
  const short = Math.floor(data.length / count);
  const firstLong = count - (data.length % count);
  const generator = generatorOf(parity);
  const blocks: Uint8Array[] = [];
  for (let block = 0, start = 0; block < count; block += 1) {
    const end = start + short + (block < firstLong ? 0 : 1);
    blocks.push(data.subarray(start, end));
    start = end;
  }
  const parities = blocks.map((block) => drawing.rsEcc(block, generator));
  const words: number[] = [];
  for (let index = 0; index <= short; index += 1) {
    for (const block of blocks) {
      const word = block[index];
      if (word !== undefined) words.push(word);
    }
  }
  for (let index = 0; index < parity; index += 1) {
    for (const block of parities) words.push(block[index] ?? 0);
  }
  return Uint8Array.from(words);
}

/** Coefficients of the product of (x - a^i), highest first, without the leading one. */
function generatorOf(parity: number): Uint8Array {
  const multiply = (left: number, right: number): number =>
    left === 0 || right === 0 ? 0 : (FIELD.exp[(FIELD.log[left] ?? 0) + (FIELD.log[right] ?? 0)] ?? 0);
  let polynomial = [1];
  for (let power = 0; power < parity; power += 1) {
    const root = FIELD.exp[power] ?? 0;
    polynomial = [...polynomial, 0].map(
      (coefficient, index) => coefficient ^ multiply(polynomial[index - 1] ?? 0, root),
    );
  }
  return Uint8Array.from(polynomial.slice(1));
}

/** Modules of white that a symbol needs on each side (§5.3.8). */
const QUIET = 4;

/** The symbol with its quiet zone as an SVG: dark modules of a row drawn as one bar. */
export function symbolSvg({ size, isDark }: QrSymbol): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!isDark(column, row)) continue;
      let end = column + 1;
      while (end < size && isDark(end, row)) end += 1;
      path += `M${String(column + QUIET)} ${String(row + QUIET)}h${String(end - column)}v1H${String(column + QUIET)}z`;
      column = end;
    }
  }
  const side = String(size + 2 * QUIET);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<rect width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>`
  );
}

/** Pixels on a side of a module: more would only be larger, and fewer might blur where a viewer smooths. */
const MODULE_PIXELS = 2;

/** The symbol with its quiet zone as pixels of one byte, row by row. To set this takes a quarter of what a drawing takes. */
export function symbolPixels({ size, isDark }: QrSymbol): {
  readonly pixels: Uint8Array;
  readonly side: number;
} {
  const side = (size + 2 * QUIET) * MODULE_PIXELS;
  const pixels = new Uint8Array(side * side).fill(255);
  for (let row = 0; row < size; row += 1) {
    const first = (row + QUIET) * MODULE_PIXELS * side;
    for (let column = 0; column < size; column += 1) {
      if (!isDark(column, row)) continue;
      const start = first + (column + QUIET) * MODULE_PIXELS;
      for (let pixel = 0; pixel < MODULE_PIXELS; pixel += 1) pixels[start + pixel] = 0;
    }
    for (let line = 1; line < MODULE_PIXELS; line += 1)
      pixels.copyWithin(first + line * side, first, first + side);
  }
  return { pixels, side };
}
