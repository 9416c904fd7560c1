import { CounterfoilError } from '../../../base/index.ts';

/** Why an attachment is not taken; each a key of the words. */
export const ATTACHMENT_CODES = [
  'attachment-empty',
  'attachment-too-large',
  'attachment-media-type',
  'attachment-damaged',
  'attachment-not-found',
  'attachment-too-many',
] as const;
export type AttachmentCode = (typeof ATTACHMENT_CODES)[number];

export class AttachmentError extends CounterfoilError<AttachmentCode> {
  override readonly name = 'AttachmentError';
}
