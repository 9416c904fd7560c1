export { HTTP_CODES, HttpError, type HttpCode } from './codes.ts';
export { databaseIdempotency, forgetOldKeys, type IdempotencyStore } from './idempotency.ts';
export { createLogger, type LogLevel } from './logging.ts';
export { STANDARD_OPTIONS, type ServerOptions } from './options.ts';
export { createServer } from './server.ts';
export type { Measures, PublishedSchema, ReadinessCheck, Services } from './services.ts';
export type { AccessService, Caller } from './services/access.ts';
export type { CertificateService, Graded, StoredDocument } from './services/certificates.ts';
export { httpWords } from './words.ts';
