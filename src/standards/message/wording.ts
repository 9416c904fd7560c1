import { textWithin } from '../../base/index.ts';

/** xsd:token: white space at the ends removed and within collapsed. */
export function collapse(text: string): string {
  return /^\s|\s$|\s\s|[\t\n\r]/.test(text) ? text.trim().replace(/[\t\n\r ]+/g, ' ') : text;
}

/** Enough of a value to recognise it by, no more: findings travel and are logged. */
export function clip(text: string): string {
  return text.length <= 60 ? text : `${textWithin(text, 57)}...`;
}
