import { HttpError } from './codes.ts';

/** A strong entity tag (RFC 9110 §8.8.3) of an opaque text without quotes. */
export function entityTag(opaque: string): string {
  return `"${opaque}"`;
}

/**
 * Whether a list of entity tags (If-Match, If-None-Match) names a tag. `*` names any. Weak tags compare by their
 * opaque part only where `weak` is asked for: If-None-Match compares weakly, If-Match strongly (RFC 9110 §13.1).
 */
export function namesTag(list: string, tag: string, weak: boolean): boolean {
  if (list.trim() === '*') return true;
  for (const match of list.slice(0, 4096).matchAll(/(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g)) {
    if (match[2] === tag && (weak || match[1] === undefined)) return true;
  }
  return false;
}

/**
 * Holds a change to the state its caller has seen.
 * @throws {HttpError} `precondition-required` without If-Match, `precondition-failed` when the state has moved on.
 */
export function requireMatch(ifMatch: string | undefined, tag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '') throw new HttpError('precondition-required');
  if (!namesTag(ifMatch, tag, false)) throw new HttpError('precondition-failed');
}
