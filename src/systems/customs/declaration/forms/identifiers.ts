/** Values of letters by ISO 6346: counted from 10, multiples of 11 left out. */
const LETTERS = new Map(
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').reduce<(readonly [string, number])[]>((values, letter) => {
    const next = (values.at(-1)?.[1] ?? 9) + 1;
    return [...values, [letter, next % 11 === 0 ? next + 1 : next]];
  }, []),
);

/** The check digit of ISO 6346, by which also movement reference numbers are checked. */
function checkDigit(text: string): string {
  const sum = Array.from(text).reduce(
    (total, sign, place) => total + (LETTERS.get(sign) ?? Number(sign)) * 2 ** place,
    0,
  );
  return String((sum % 11) % 10);
}

/** Whether a container's number is one of ISO 6346: owner, kind of equipment, serial number, check digit. */
export function isContainerNumber(text: string): boolean {
  const plain = text.toUpperCase().replace(/[\s-]/g, '');
  return /^[A-Z]{3}[UJZ]\d{7}$/.test(plain) && checkDigit(plain.slice(0, -1)) === plain.slice(-1);
}

/**
 * Whether a movement reference number (UCC-DA Annex B) is sound: year, country, thirteen letters or digits, check digit. Any year:
 * those with a zero are years like others.
 */
export function isMovementReference(text: string): boolean {
  return /^\d{2}[A-Z]{2}[A-Z0-9]{13}\d$/.test(text) && checkDigit(text.slice(0, -1)) === text.slice(-1);
}

/** Whether a text looks as if it were meant for a movement reference number. */
export function resemblesMovementReference(text: string): boolean {
  return /^\d{2}[A-Z]{2}[A-Z0-9]{14}$/.test(text);
}

/** The parts of a number of China Customs (海关编号): office, year, 1 for import and 0 for export, serial number. */
export function chinaNumber(
  text: string,
): { readonly office: string; readonly direction: 'import' | 'export' } | undefined {
  const [, office = '', direction] = /^(\d{4})20\d{2}([01])\d{9}$/.exec(text) ?? [];
  return direction === undefined ? undefined : { office, direction: direction === '1' ? 'import' : 'export' };
}
