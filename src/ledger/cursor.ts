import { fromBase64Url, fromUtf8, isUuid, toBase64Url, utf8 } from '../base/index.ts';
import { LedgerError } from './error.ts';

/** Where a page ended: the last row's place in the order, and the search it belongs to. */
export interface Place {
  /** Milliseconds since 1970 of the ordering column. */
  readonly at: number;
  readonly id: string;
}

/** The cursor of a place: opaque to callers. It carries no right; the scope is checked at every page. */
export function cursorOf(place: Place, search: string): string {
  return toBase64Url(utf8(JSON.stringify([search, place.at, place.id])));
}

/** The place of a cursor. Throws `search-cursor-invalid` for a text that is none, or one of another search. */
export function placeOf(cursor: string, search: string): Place {
  const bytes = cursor.length > 400 ? undefined : fromBase64Url(cursor);
  const parsed = bytes === undefined ? undefined : parsedJson(fromUtf8(bytes));
  if (isList(parsed) && parsed.length === 3) {
    const [ours, at, id] = parsed;
    if (ours === search && Number.isSafeInteger(at) && typeof id === 'string' && isUuid(id)) {
      return { at: Number(at), id };
    }
  }
  throw new LedgerError('search-cursor-invalid');
}

function parsedJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
