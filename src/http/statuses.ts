import type { XmlRefusal } from '../../verify/core/index.ts';
import type { AccessCode } from '../access/index.ts';
import type { CryptoCode } from '../crypto/index.ts';
import type { DatabaseErrorCode } from '../database/index.ts';
import type { EvidenceCode } from '../evidence/index.ts';
import type { LedgerCode } from '../ledger/index.ts';
import type { StandardsCode } from '../standards/index.ts';
import type { EcertCode, IntakeFaultCode } from '../systems/ecert/index.ts';
import type { HttpCode } from './codes.ts';

/** Statuses a problem may carry. */
export type ProblemStatus =
  400 | 401 | 403 | 404 | 405 | 408 | 409 | 412 | 413 | 414 | 415 | 422 | 428 | 429 | 431 | 500 | 503;

/** Codes that reach the rim. A code that a room adds does not compile here until it has its status. */
export type KnownCode =
  | HttpCode
  | AccessCode
  | CryptoCode
  | StandardsCode
  | LedgerCode
  | EcertCode
  | IntakeFaultCode
  | EvidenceCode
  | DatabaseErrorCode
  | XmlRefusal;

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
  'internal-fault': 500,
  'service-unavailable': 503,

  'sign-in-limited': 429,
  'access-forbidden': 403,
  'account-exists': 409,
  'account-not-known': 404,
  'account-login-unfit': 422,
  'account-role-not-known': 422,
  'account-needs-authority': 422,
  'account-no-password': 422,
  'password-unfit': 422,
  'token-term-unfit': 422,
  'authority-not-known': 404,
  'authority-key-unfit': 422,
  'office-not-known': 404,
  'office-key-unfit': 422,
  'anchor-not-known': 404,
  'anchor-exists': 409,
  'anchor-unreadable': 422,
  'anchor-term-unfit': 422,
  'serial-unfit': 422,

  'record-not-found': 404,
  'record-version-stale': 412,
  'action-unknown': 404,
  'action-not-allowed': 409,
  'action-forbidden': 403,
  'action-input-invalid': 422,
  'search-invalid': 400,
  'search-too-short': 400,
  'search-cursor-invalid': 400,

  'certificate-refused': 422,
  'certificate-number-conflict': 409,
  'certificate-not-found': 404,
  'certificate-json-invalid': 422,
  'certificate-draft-invalid': 422,
  'certificate-seal-key-missing': 503,
  'intake-busy': 503,
  'intake-closed': 503,

  'document-empty': 422,
  'document-too-large': 413,
  'document-media-type': 415,
  'document-unreadable': 422,
  'document-several-certificates': 422,
  'document-examination-failed': 503,
  'document-examination-timeout': 422,
  'number-missing': 422,
  'number-too-long': 422,
  'country-missing': 422,
  'status-missing': 422,
  'status-unsupported': 422,
  'issue-date-missing': 422,
  'issue-date-future': 422,
  'authority-unknown': 422,
  'authority-ambiguous': 422,
  'authority-not-yours': 403,
  'seal-broken': 422,
  'seal-other-authority': 422,
  'seal-required': 422,
  'certificate-successor-missing': 422,

  'xml-too-large': 413,
  'xml-too-deep': 422,
  'xml-too-many-attributes': 422,
  'xml-doctype': 422,
  'xml-entity': 422,
  'xml-processing-instruction': 422,
  'xml-encoding': 422,
  'xml-not-well-formed': 422,
  'xml-undeclared-prefix': 422,
  'xml-relative-namespace': 422,
  'xml-empty': 422,

  'document-not-writable': 422,

  'canonicalisation-failed': 500,
  'document-closed': 500,
  'element-of-another-document': 500,
  'key-unreadable': 500,
  'key-unsuitable': 500,
  'certificate-unreadable': 500,
  'key-certificate-mismatch': 500,
  'seal-document-refused': 422,
  'seal-document-sealed-already': 422,

  'act-malformed': 500,
  'evidence-key-unsuitable': 500,
  'evidence-name-unsuitable': 500,
  'evidence-other-log': 500,
  'evidence-other-key': 500,
  'evidence-log-inconsistent': 500,
  'evidence-size-unknown': 404,
  'evidence-index-outside': 404,
  'evidence-proof-pending': 404,
  'witness-state-unreadable': 500,
  'witness-state-locked': 500,
  'bundle-too-large': 422,

  'database-unavailable': 503,
  'database-outcome-unknown': 503,
  'database-contention': 503,
  'database-timeout': 503,
  'database-unique-violation': 500,
  'database-foreign-key-violation': 500,
  'database-check-violation': 500,
  'database-missing-value': 500,
  'database-bad-value': 500,
  'database-permission-denied': 500,
  'database-transaction-aborted': 500,
  'database-read-only': 503,
  'database-fault': 500,
  'database-version': 500,
  'database-roles-refused': 500,
  'database-extension-missing': 500,
  'database-migration-changed': 500,
  'database-migration-unknown': 500,
  'database-migration-misnamed': 500,
} as const satisfies Record<KnownCode, ProblemStatus>;

/** The status of a code that the table knows. */
export function statusOf(code: KnownCode): ProblemStatus {
  return STATUSES[code];
}

export function isKnownCode(code: string): code is KnownCode {
  return Object.hasOwn(STATUSES, code);
}
