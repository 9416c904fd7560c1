export { NOTICE_CODES, NoticeError, type NoticeCode } from './error.ts';
export { followForNotices, putNotices } from './following.ts';
export { startNotices, type NoticesOptions } from './notices.ts';
export {
  keepNoticePreference,
  NOTICE_KINDS,
  noticePreference,
  type NoticeKind,
  type NoticePreference,
} from './preferences.ts';
export { mailOf, sendNotice, type MailSender, type NoticeMail } from './sending.ts';
export { smtpSender, type SmtpSettings } from './smtp.ts';
export { noticeWords } from './words.ts';
