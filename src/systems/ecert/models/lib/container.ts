const VALUES = '0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ';

/** Whether a container number has the check digit of ISO 6346. */
export function isContainerNumber(text: string): boolean {
  if (!/^[A-Z]{3}[UJZ]\d{7}$/.test(text)) return false;
  let sum = 0;
  for (let index = 0; index < 10; index += 1) sum += VALUES.indexOf(text[index] ?? '') * 2 ** index;
  return (sum % 11) % 10 === Number(text.at(-1));
}
