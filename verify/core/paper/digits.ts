/** Decimal digits that a QR symbol can hold (version 40, level L; ISO/IEC 18004 table 7). */
const MOST_DIGITS = 7089;

/** The digits behind the `#` of a seal's address, or undefined where a text is no such address nor digits alone. */
export function digitsOf(text: string): string | undefined {
  return /^(?:https?:\/\/[^\s#]{1,300}#)?(\d{1,7089})$/i.exec(text.trim())?.[1];
}

/**
 * The bytes that digits write as one number, big end first. A seal begins with a byte that is not zero, so no zero may
 * lead. Undefined where the digits write no such number, or more than a QR symbol holds.
 */
export function bytesOfDigits(digits: string): Uint8Array | undefined {
  if (digits.length > MOST_DIGITS || !/^[1-9]\d*$/.test(digits)) return undefined;
  const hexadecimal = BigInt(digits).toString(16);
  const even = hexadecimal.length % 2 === 0 ? hexadecimal : `0${hexadecimal}`;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The number that bytes write, in decimal digits; the first byte is not zero. */
export function digitsOfBytes(bytes: Uint8Array): string {
  let hexadecimal = '0x';
  for (const byte of bytes) hexadecimal += byte.toString(16).padStart(2, '0');
  return BigInt(hexadecimal).toString();
}
