import { CounterfoilError } from '../../../base/index.ts';

/** Why an act on an inquiry did not take place; each a key of the words. */
export const INQUIRY_CODES = ['inquiry-not-found', 'inquiry-invalid', 'inquiry-not-yours'] as const;
export type InquiryCode = (typeof INQUIRY_CODES)[number];

/** Single faults of what was written, and why an action is refused; each a key of the words. */
export const INQUIRY_REFUSALS = [
  'inquiry-due-unfit',
  'inquiry-not-your-turn',
  'inquiry-asker-only',
  'inquiry-content-missing',
] as const;

export class InquiryError extends CounterfoilError<InquiryCode> {
  override readonly name = 'InquiryError';
}
