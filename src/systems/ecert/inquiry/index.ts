export { INQUIRY_CODES, INQUIRY_REFUSALS, InquiryError, type InquiryCode } from './error.ts';
export { Inquiries, type InquiryOptions, type Thread, type Writer, type Writing } from './inquiries.ts';
export {
  certificateFacts,
  cleanContent,
  closeInquiriesOf,
  dueMoment,
  openInquiry,
  usualTerms,
  type CertificateFacts,
  type InquiryTerms,
  type TermOwner,
} from './opening.ts';
export {
  INQUIRY_STATES,
  inquiryLifecycle,
  inquiryRecord,
  otherSide,
  sideOf,
  SIDES,
  type InquiryBody,
  type InquiryEntry,
  type InquiryState,
  type Side,
} from './inquiry-record.ts';
export { listInquiries, type InquiryQuery } from './listing.ts';
export {
  LONGEST_CONTENT,
  MESSAGE_KINDS,
  messageContent,
  readMessages,
  WRITTEN_KINDS,
  type InquiryMessage,
  type MessageKind,
  type WrittenKind,
} from './messages.ts';
export { inquiryWords } from './words.ts';
