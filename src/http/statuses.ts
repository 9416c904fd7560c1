import type { HttpCode } from './codes.ts';

/** Statuses a problem may carry. */
export type ProblemStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 406
  | 408
  | 409
  | 410
  | 412
  | 413
  | 414
  | 415
  | 422
  | 428
  | 429
  | 431
  | 500
  | 503;

/** Codes of other rooms that reach the rim. A code that a room adds does not compile here until it has its status. */
export type KnownCode = HttpCode;

/** The one table of error code -> HTTP status. */
export const STATUSES = {
  'request-malformed': 400,
  'request-invalid': 400,
  'request-body-invalid': 422,
  'request-body-missing': 400,
  'request-not-json': 400,
  'request-not-utf8': 400,
  'request-too-deep': 400,
  'request-duplicate-member': 400,
  'request-too-large': 413,
  'request-headers-too-large': 431,
  'request-target-too-long': 414,
  'request-media-type': 415,
  'request-content-encoding': 415,
  'request-timeout': 408,
  'request-limit': 429,
  'route-not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'authentication-required': 401,
  'login-failed': 401,
  'permission-refused': 403,
  'precondition-required': 428,
  'precondition-failed': 412,
  'idempotency-key-malformed': 400,
  'idempotency-key-reused': 422,
  'idempotency-key-in-progress': 409,
  'proof-not-ready': 404,
  'log-empty': 404,
  'tile-not-found': 404,
  'check-failed': 404,
  'document-refused': 422,
  'internal-fault': 500,
  'service-unavailable': 503,
} as const satisfies Record<KnownCode, ProblemStatus>;

/** The status of a code; a code that no table knows is a fault of ours. */
export function statusOf(code: string): ProblemStatus {
  return isKnownCode(code) ? STATUSES[code] : 500;
}

export function isKnownCode(code: string): code is KnownCode {
  return Object.hasOwn(STATUSES, code);
}
