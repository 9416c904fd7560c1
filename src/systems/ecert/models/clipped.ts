/** What JSON may carry and PostgreSQL may not: NUL, and halves of a character. */
const UNSTORABLE = /[\0\p{Cs}]/gu;

/** The beginning of a text, at most so many units, of which every character is whole and can be stored. */
export function clipped(text: string, most: number): string {
  return text.slice(0, most).replace(UNSTORABLE, '\uFFFD');
}

export function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) < 0;
}
