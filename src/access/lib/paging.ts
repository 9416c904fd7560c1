import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../base/index.ts';

/** A part of a long list. */
export interface Part<Item> {
  readonly items: readonly Item[];
  /** Opaque; names the next part. Absent on the last. */
  readonly next?: string;
}

/** What lists are asked by. */
export interface Portion {
  /** 1 to 200; 50 where absent. */
  readonly limit?: number | undefined;
  /** Cursor of the part before. */
  readonly after?: string | undefined;
}

export const PORTION_LIMIT = 200;

export function sizeOf({ limit = 50 }: Portion): number {
  return Math.min(Math.max(Math.trunc(limit), 1), PORTION_LIMIT);
}

/** Texts of the place where a part ended; undefined for the first part, and for a cursor that is none of ours. */
export function placeAfter({ after }: Portion, count: number): readonly string[] | undefined {
  const bytes = after === undefined || after.length > 1000 ? undefined : fromBase64Url(after);
  const text = bytes === undefined ? undefined : fromUtf8(bytes);
  const texts = text?.split('\u0000');
  return texts?.length === count ? texts : undefined;
}

/** The first `size` of the rows, and a cursor when there are more. */
export function partOf<Row, Item>(
  rows: readonly Row[],
  size: number,
  shown: (row: Row) => Item,
  place: (row: Row) => readonly string[],
): Part<Item> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  const more = rows.length > size && last !== undefined;
  return {
    items: items.map(shown),
    ...(more ? { next: toBase64Url(utf8(place(last).join('\u0000'))) } : {}),
  };
}
