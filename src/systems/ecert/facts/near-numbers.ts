/** Signs that are taken for one another. */
const ALIKE: Readonly<Record<string, string>> = {
  O: '0',
  0: 'O',
  I: '1',
  1: 'I',
  S: '5',
  5: 'S',
  B: '8',
  8: 'B',
  Z: '2',
  2: 'Z',
  G: '6',
  6: 'G',
};
const DIGITS = '0123456789';
/** Letters that numbers of certificates end in. */
const SUFFIXES = ['R', 'V'];
const YEARS = 3;

/** Longer numbers are not varied: their neighbours are too many to look for. */
const LONGEST = 40;

/**
 * Plain numbers that differ from one by a single slip: a digit changed, left out, put in or exchanged with its neighbour, a letter for
 * the digit that looks like it, a suffix too many or too few, a year nearby. The number itself is among them. Some hundreds, so that
 * each is looked up by index.
 */
export function nearNumbers(plain: string): readonly string[] {
  if (plain === '' || plain.length > LONGEST) return plain === '' ? [] : [plain];
  const near = new Set<string>([plain]);
  for (let at = 0; at < plain.length; at += 1) {
    const [before, sign, after] = [plain.slice(0, at), plain.charAt(at), plain.slice(at + 1)];
    const next = after.charAt(0);
    near.add(before + after);
    if (next !== '') near.add(before + next + sign + after.slice(1));
    const alike = ALIKE[sign];
    if (alike !== undefined) near.add(before + alike + after);
    for (const digit of DIGITS) {
      if (DIGITS.includes(sign)) near.add(before + digit + after);
      near.add(before + digit + sign + after);
    }
  }
  for (const digit of DIGITS) near.add(plain + digit);
  for (const suffix of SUFFIXES) near.add(plain + suffix);
  for (const { 0: year, index } of plain.matchAll(/(?:19|20)\d\d/g)) {
    for (let away = -YEARS; away <= YEARS; away += 1) {
      near.add(plain.slice(0, index) + String(Number(year) + away) + plain.slice(index + 4));
    }
  }
  near.delete('');
  return [...near];
}
