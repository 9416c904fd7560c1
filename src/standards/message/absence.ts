/** Texts by which senders say that they have nothing to say. `none` and `nil` are statements and stay. */
const NOTHING = /^(?:\(?null\)?|n\/a|n\.a\.?)$/i;
const MARKS_ONLY = /^[\p{P}\p{S}\s]*$/u;

/** Whether a text is blank, `NULL`, `N/A` or only punctuation, which senders put where a schema demands something. */
export function saysNothing(text: string): boolean {
  if (text.length > 64) return text.trim() === '' || (text.length < 4096 && MARKS_ONLY.test(text));
  const first = text.charCodeAt(0);
  // A digit or a letter other than N and n at the start: the usual case, decided without a pattern.
  if (first >= 0x30 && first <= 0x7a && first !== 0x4e && first !== 0x6e) {
    if (first <= 0x39 || (first >= 0x41 && first <= 0x5a) || first >= 0x61) return false;
  }
  const trimmed = text.trim();
  return trimmed === '' || NOTHING.test(trimmed) || MARKS_ONLY.test(trimmed);
}
