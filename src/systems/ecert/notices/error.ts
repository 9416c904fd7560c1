import { CounterfoilError } from '../../../base/index.ts';

/** Why a preference is not taken; each a key of the words. */
export const NOTICE_CODES = ['notice-address-unfit', 'notice-not-a-person'] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

export class NoticeError extends CounterfoilError<NoticeCode> {
  override readonly name = 'NoticeError';
}
