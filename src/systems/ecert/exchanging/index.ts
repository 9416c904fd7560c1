export { openTranslator, SEALED_DIALECT, type Translator } from './dialects.ts';
export {
  CORRESPONDENCE_DIALECT,
  CorrespondenceForm,
  FORM_MEDIA_TYPE,
  readCorrespondence,
  readStatus,
  STATUS_DIALECT,
  StatusForm,
  THREAD_KINDS,
} from './forms.ts';
export { ecertHandlers, type IncomingOptions } from './incoming.ts';
export { sendCertificate, sendInquiry, sendResult, sendStatus, type Poster } from './outgoing.ts';
