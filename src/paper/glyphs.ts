import { readFileSync } from 'node:fs';

/** Whether a font has a glyph for a character. */
export type Coverage = (codePoint: number) => boolean;

/** Reads which characters a TrueType font has glyphs for (OpenType `cmap`: format 12, or else 4). */
export function fontCoverage(file: string): Coverage {
  const bytes = readFileSync(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cmap = tableOf(view, 'cmap');
  const tables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, index) => cmap + view.getUint32(cmap + 4 + index * 8 + 4),
  );
  const full = tables.find((table) => view.getUint16(table) === 12);
  const basic = tables.find((table) => view.getUint16(table) === 4);
  const ranges =
    full !== undefined ? groupsOf(view, full) : basic !== undefined ? segmentsOf(view, basic) : [];
  return (codePoint) => {
    let low = 0;
    let high = ranges.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((ranges[middle]?.[0] ?? 0) <= codePoint) low = middle;
      else high = middle - 1;
    }
    const [first, last] = ranges[low] ?? [1, 0];
    return first <= codePoint && codePoint <= last;
  };
}

function tableOf(view: DataView, wanted: string): number {
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const place = 12 + index * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(place + offset)));
    if (tag === wanted) return view.getUint32(place + 8);
  }
  throw new Error(`the font has no table ${wanted}`);
}

function groupsOf(view: DataView, table: number): (readonly [number, number])[] {
  return Array.from({ length: view.getUint32(table + 12) }, (_, index) => {
    const place = table + 16 + index * 12;
    return [view.getUint32(place), view.getUint32(place + 4)] as const;
  });
}

function segmentsOf(view: DataView, table: number): (readonly [number, number])[] {
  const count = view.getUint16(table + 6) / 2;
  const lasts = table + 14;
  const firsts = lasts + count * 2 + 2;
  return Array.from(
    { length: count },
    (_, index) => [view.getUint16(firsts + index * 2), view.getUint16(lasts + index * 2)] as const,
  ).filter(([first]) => first !== 0xffff);
}

/** A text as a font can show it: a character without a glyph is named by its number, never left out. */
export function displayed(text: string, covers: Coverage): string {
  let shown = '';
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    shown += covers(codePoint) ? character : `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
  }
  return shown;
}
