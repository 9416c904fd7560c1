const TAB = 0x09;
const LINE = 0x0a;
const SPACE = 0x20;

/**
 * Which groups of four bytes hold one that is not ASCII, by number; undefined where any byte is a control character other
 * than tabulator and line feed. Four bytes are looked at in one step: it is done for every byte of every document.
 */
export function wideWords(bytes: Uint8Array): readonly number[] | undefined {
  // Not `slice`, which of a Buffer is no copy.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const count = aligned.length >> 2;
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, count);
  const wide: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const word = words[at] ?? 0;
    // The highest bit of a byte tells what is not ASCII; it is borrowed where a byte is less than a space.
    if ((word & 0x80808080) !== 0) wide.push(at);
    if (((word - 0x20202020) & ~word & 0x80808080) !== 0 && !isText(aligned, at * 4, at * 4 + 4))
      return undefined;
  }
  if (!isText(aligned, count * 4, aligned.length)) return undefined;
  if (aligned.subarray(count * 4).some((byte) => byte >= 0x80)) wide.push(count);
  return wide;
}

function isText(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < SPACE && byte !== TAB && byte !== LINE) return false;
  }
  return true;
}
