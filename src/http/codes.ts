import { CounterfoilError } from '../base/index.ts';

/** What the server itself refuses; each a key of the words. */
export const HTTP_CODES = [
  'request-malformed',
  'request-invalid',
  'request-body-invalid',
  'request-body-missing',
  'request-document-not-base64',
  'request-not-json',
  'request-not-utf8',
  'request-text-unfit',
  'request-too-deep',
  'request-duplicate-member',
  'request-too-large',
  'request-headers-too-large',
  'request-target-too-long',
  'request-media-type',
  'request-content-encoding',
  'request-timeout',
  'request-limit',
  'route-not-found',
  'method-not-allowed',
  'authentication-required',
  'login-failed',
  'permission-refused',
  'step-up-required',
  'request-cross-origin',
  'passkey-not-here',
  'precondition-required',
  'precondition-failed',
  'idempotency-key-malformed',
  'idempotency-key-reused',
  'idempotency-key-in-progress',
  'proof-not-ready',
  'log-empty',
  'tile-not-found',
  'check-failed',
  'internal-fault',
  'service-unavailable',
  'live-limit',
] as const;
export type HttpCode = (typeof HTTP_CODES)[number];

/** Codes of single faults inside a refused request; they stand in `errors[]`, never alone. */
export const REQUEST_FAULTS = [
  'request-field-missing',
  'request-field-unknown',
  'request-field-type',
  'request-field-too-short',
  'request-field-too-long',
  'request-field-too-few',
  'request-field-too-many',
  'request-field-pattern',
  'request-field-choice',
  'request-field-out-of-range',
  'request-field-wrong',
] as const;
export type RequestFault = (typeof REQUEST_FAULTS)[number];

/** A refusal that the server itself makes. */
export class HttpError extends CounterfoilError<HttpCode> {
  override readonly name = 'HttpError';
}
