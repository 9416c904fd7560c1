export { encryptFor } from './enveloping.ts';
export { readMailKey, type MailKey } from './mail-key.ts';
export { openEnveloped, OPENING_REFUSALS, type Opening, type OpeningRefusal } from './opening.ts';
export { signDetached } from './signing.ts';
export { verifySigned, type MailTrust, type MailVerdict } from './verifying.ts';
