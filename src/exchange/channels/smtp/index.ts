export { SmtpAddressSchema, type SmtpAddress } from './address.ts';
export { smtpChannel, type ListeningOptions, type SmtpChannel, type SmtpChannelOptions } from './channel.ts';
export type { Attachment } from './composing.ts';
export type { ServerLimits } from './limits.ts';
export type { SmtpListener } from './server.ts';
export type { Answer } from './taking.ts';
export { smtpWords } from './words.ts';
