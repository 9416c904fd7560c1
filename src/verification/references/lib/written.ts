/** Longest reference that is read; real ones have at most 35 signs, and spaces people put between them. */
export const LONGEST_REFERENCE = 70;

/** Hyphens, dashes and minus signs of every script, with what keyboards and scanners put in their place. */
const DASHES =
  /[\u00ad\u02d7\u058a\u1806\u2010-\u2015\u2043\u207b\u2212\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d]/g;
const SLASHES = /[\u2044\u2215\u29f8\uff0f]/g;
const STOPS = /[\u3002\uff0e\u2024\ufe52\uff61]/g;
/** Signs that nobody sees: joiners, marks of direction, variation selectors. */
const UNSEEN = /[\p{Cf}\p{Mn}\u034f]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * A reference in the one form in which patterns read it: upper case, half width, one kind of dash, slash and stop, single spaces.
 * Undefined where it is empty, too long, or has control signs. Letters of other scripts are not turned into Latin ones that look
 * like them.
 */
export function normalText(text: string): string | undefined {
  if (text.length > 4 * LONGEST_REFERENCE) return undefined;
  const plain = PLAIN.test(text)
    ? text
    : text
        .replace(DASHES, '-')
        .replace(UNSEEN, '')
        .normalize('NFKC')
        .replace(DASHES, '-')
        .replace(SLASHES, '/')
        .replace(STOPS, '.');
  if (/\p{Cc}/u.test(plain.trim())) return undefined;
  const written = plain.trim().replace(/\s+/g, ' ').toUpperCase();
  return written === '' || written.length > LONGEST_REFERENCE ? undefined : written;
}
