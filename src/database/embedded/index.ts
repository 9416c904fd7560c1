export { EMBEDDED_ERRORS, EmbeddedError, type EmbeddedErrorCode } from './error.ts';
export { findEmbedded, startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './start.ts';
export type { ServerAddresses } from './folder-lock.ts';
