import { textWithin } from '../../base/index.ts';
import type { BookName } from '../../ledger/accounts/index.ts';
import type { DocumentKey } from '../facts/index.ts';

/** Name of a document, as cases seek it: `NZ/NZ-MPI/NZL2026/0001`. */
export function documentName({ country, authority, number }: DocumentKey): string {
  return `${country}/${authority}/${number}`;
}

/**
 * The account of a certificate: kept by the country that draws on it, under the permanent name of the certificate. Every road that
 * counts a certificate's quantities down counts them here.
 */
export function certificateAccount(keeper: string, document: DocumentKey): BookName {
  return { country: keeper, kind: 'certificate', subject: `certificate/${documentName(document)}` };
}

const SUBJECT = /^certificate\/([A-Z]{2})\/([^/]+)\/(.+)$/;

/** The certificate whose account it is. */
export function documentOf({ subject }: Pick<BookName, 'subject'>): DocumentKey | undefined {
  const [, country, authority, number] = SUBJECT.exec(subject) ?? [];
  if (country === undefined || authority === undefined || number === undefined) return undefined;
  return { country, authority, number };
}

/** A number as it is sought: letters and digits alone, so that whoever writes it differently is stirred too. */
export function soughtNumber(number: string): string {
  return `#${textWithin(number.toUpperCase().replaceAll(/[^\p{L}\p{N}]+/gu, ''), 300)}`;
}
