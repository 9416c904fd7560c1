import { CounterfoilError } from '../base/index.ts';

/** Closed list of what the standards room throws. Content of a received message is never a reason to throw. */
export const STANDARDS_CODES = [
  'document-not-writable',
  'dialect-unknown',
  'dialect-not-read',
  'dialect-other-message',
  'dialect-several-documents',
  'translation-too-large',
  'translation-unfinished',
] as const;
export type StandardsCode = (typeof STANDARDS_CODES)[number];

/** A document cannot be written as a valid message; `faults` lists every reason with its path. */
export class StandardsError extends CounterfoilError<StandardsCode> {
  override readonly name = 'StandardsError';
}
