import { isWellFormed } from './text.ts';

/** What canonical JSON carries. Numbers are integers only: a quantity is a decimal text with its unit. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/**
 * Canonical JSON (RFC 8785 restricted to integers): keys sorted by UTF-16 code units, no white space.
 * Members that are undefined are left out. Throws on a fractional, unsafe or non-finite number and on a lone surrogate.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('canonical JSON carries safe integers only');
    return String(value === 0 ? 0 : value);
  }
  if (typeof value === 'string') return textOf(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let members = '';
  // Sorted without a comparison of our own: the language's is by UTF-16 code units.
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${textOf(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

/** What stands in quotes as it is, which is nearly every text, costs one look at it. */
function textOf(text: string): string {
  if (!/["\\\u0000-\u001F\uD800-\uDFFF]/.test(text)) return `"${text}"`;
  if (!isWellFormed(text)) throw new RangeError('canonical JSON carries well-formed text only');
  return JSON.stringify(text);
}
