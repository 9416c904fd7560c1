/** Bytes that are shown at most; the file has them all. */
export const MOST_SHOWN = 65_536;
const LINE = 16;

/**
 * Bytes as text, its hidden signs made visible, so that nothing in a partner's message passes for something of ours; undefined
 * where they are no text in UTF-8.
 */
export function readableOf(bytes: Uint8Array): string | undefined {
  try {
    // A cut through the middle of a sign is no fault of the text.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(0, MOST_SHOWN),
      {
        stream: true,
      },
    );
    return text.replaceAll('\r\n', '\n').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, visible);
  } catch {
    return undefined;
  }
}

function visible(sign: string): string {
  if (sign === '\n' || sign === '\t') return sign;
  return `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Bytes as a table: place, sixteen bytes, and their signs of ASCII. */
export function hexOf(bytes: Uint8Array): string {
  const lines: string[] = [];
  const end = Math.min(bytes.length, MOST_SHOWN);
  for (let place = 0; place < end; place += LINE) {
    const part = [...bytes.subarray(place, Math.min(place + LINE, end))];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const signs = part.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${place.toString(16).padStart(8, '0')}  ${hex.padEnd(LINE * 3 - 1)}  ${signs}`);
  }
  return lines.join('\n');
}
