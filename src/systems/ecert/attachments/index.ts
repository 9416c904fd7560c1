export {
  attachmentBytes,
  attachmentFacts,
  citeUploads,
  LARGEST_ATTACHMENT,
  MOST_ATTACHMENTS,
  readAttachment,
  readAttachments,
  sweepUploads,
  takeUploads,
  uploadAttachment,
  type Attachment,
} from './attachments.ts';
export { ATTACHMENT_CODES, AttachmentError, type AttachmentCode } from './error.ts';
export { ATTACHMENT_TYPES, sniff, type AttachmentType } from './sniffing.ts';
