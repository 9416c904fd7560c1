import type { XmlRefusal } from '../../verify/core/index.ts';
import type { AccessCode } from '../access/index.ts';
import type { CryptoCode } from '../crypto/index.ts';
import type { DatabaseErrorCode } from '../database/index.ts';
import type { EvidenceCode } from '../evidence/index.ts';
import type { RestCode } from '../exchange/channels/rest/index.ts';
import type { ExchangeCode } from '../exchange/index.ts';
import type { LedgerCode } from '../ledger/index.ts';
import type { ParameterCode } from '../ledger/parameters/index.ts';
import type { PaperCode } from '../paper/index.ts';
import type { StandardsCode } from '../standards/index.ts';
import type { EcertCode, IntakeFaultCode } from '../systems/ecert/index.ts';
import type { AttachmentCode } from '../systems/ecert/attachments/index.ts';
import type { InquiryCode } from '../systems/ecert/inquiry/index.ts';
import type { NoticeCode } from '../systems/ecert/notices/index.ts';
import type { ResultCode } from '../systems/ecert/results/index.ts';
import type { ApplicationCode } from '../systems/ecert/application/index.ts';
import type { ForgeryCode } from '../systems/ecert/forgeries/index.ts';
import type { DeclarationCode } from '../systems/customs/declaration/index.ts';
import type { CaseCode } from '../verification/cases/index.ts';
import type { RuleCode } from '../verification/rules/index.ts';
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
  | ParameterCode
  | ForgeryCode
  | EcertCode
  | AttachmentCode
  | InquiryCode
  | NoticeCode
  | ResultCode
  | IntakeFaultCode
  | ApplicationCode
  | DeclarationCode
  | CaseCode
  | RuleCode
  | EvidenceCode
  | RestCode
  | ExchangeCode
  | PaperCode
  | DatabaseErrorCode
  | XmlRefusal;

/** The one table of error code -> HTTP status. */
export const STATUSES = {
  'request-malformed': 400,
  'request-invalid': 400,
  'request-body-invalid': 422,
  'request-body-missing': 400,
  'request-document-not-base64': 422,
  'request-not-json': 400,
  'request-not-utf8': 400,
  'request-text-unfit': 400,
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
  'step-up-required': 403,
  'request-cross-origin': 403,
  'passkey-not-here': 409,
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
  'live-limit': 429,

  'sign-in-limited': 429,
  'access-forbidden': 403,
  'account-exists': 409,
  'account-not-known': 404,
  'account-login-unfit': 422,
  'account-role-not-known': 422,
  'account-needs-authority': 422,
  'account-no-password': 422,
  'password-unfit': 422,
  'password-common': 422,
  'second-factor-required': 401,
  'proof-wrong': 403,
  'factor-exists': 409,
  'factor-not-known': 404,
  'code-wrong': 422,
  'challenge-not-known': 422,
  'passkey-refused': 422,
  'client-certificate-missing': 401,
  'client-certificate-bound': 409,
  'client-certificate-unfit': 422,
  'session-not-known': 404,
  'assertion-refused': 401,
  'token-scope-unfit': 400,
  'machine-key-unfit': 422,
  'machine-key-exists': 409,
  'account-not-machine': 422,
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
  'access-version-stale': 412,
  'organisation-not-known': 404,
  'organisation-exists': 409,
  'organisation-key-unfit': 422,
  'office-exists': 409,
  'office-closed': 409,
  'office-in-use': 409,
  'roles-incompatible': 409,
  'role-not-given-here': 403,
  'assignment-not-known': 404,
  'assignment-own': 403,
  'assignment-term-unfit': 422,
  'capacity-not-held': 409,
  'invitation-not-valid': 404,
  'joining-not-known': 404,
  'joining-not-open': 409,
  'joining-document-unfit': 422,
  'joining-documents-full': 409,
  'joining-authority-unfit': 422,
  'joining-checked-by-you': 409,
  'audit-entry-not-known': 404,
  'audit-cursor-invalid': 400,

  'record-not-found': 404,
  'record-version-stale': 412,
  'action-unknown': 404,
  'action-not-allowed': 409,
  'action-forbidden': 403,
  'action-input-invalid': 422,
  'search-invalid': 400,
  'search-too-short': 400,
  'search-cursor-invalid': 400,
  'account-not-found': 404,
  'correction-not-possible': 409,

  'parameter-not-known': 404,
  'parameter-forbidden': 403,
  'parameter-change-invalid': 422,

  'rule-table-invalid': 422,
  'rule-simulations-many': 429,

  'forgery-not-found': 404,
  'forgery-report-invalid': 422,

  'certificate-refused': 422,
  'certificate-number-conflict': 409,
  'certificate-not-found': 404,
  'certificate-json-invalid': 422,
  'certificate-draft-invalid': 422,
  'certificate-seal-key-missing': 503,
  'application-form-invalid': 422,
  'application-incomplete': 422,
  'application-attachments-too-large': 413,
  'working-copy-stale': 409,
  'application-office-unfit': 422,
  'application-source-unfit': 422,
  'application-number-exhausted': 409,
  'model-not-known': 404,
  'model-not-in-force': 409,
  'replaced-not-in-force': 409,
  'sheet-unreadable': 422,
  'sheet-too-large': 413,
  'sheet-unfit': 422,
  'sheet-empty': 422,
  'sheet-too-many-rows': 422,
  'sheet-columns': 422,
  'batch-nothing-good': 422,
  'batch-not-found': 404,
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

  'attachment-empty': 422,
  'attachment-too-large': 413,
  'attachment-media-type': 415,
  'attachment-damaged': 422,
  'attachment-not-found': 404,
  'attachment-too-many': 422,
  'inquiry-not-found': 404,
  'notice-address-unfit': 422,
  'notice-not-a-person': 422,
  'inquiry-invalid': 422,
  'inquiry-not-yours': 403,
  'result-invalid': 422,
  'result-not-yours': 403,
  'result-not-found': 404,
  'result-void': 409,

  'case-unknown': 404,
  'case-finished': 409,
  'case-version-stale': 409,

  'declaration-invalid': 422,
  'declaration-number-conflict': 409,
  'declaration-authority-unfit': 422,
  'declaration-declarant-unfit': 422,
  'declaration-office-unfit': 422,
  'declaration-number-fixed': 422,
  'declaration-media-type': 415,
  'decision-not-found': 404,
  'inquiry-not-possible': 409,

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
  'dialect-unknown': 422,
  'dialect-not-read': 422,
  'dialect-other-message': 422,
  'dialect-several-documents': 422,
  'translation-too-large': 413,
  'translation-unfinished': 422,

  'exchange-partner-unknown': 403,
  'exchange-partner-not-live': 403,
  'exchange-type-not-agreed': 403,
  'exchange-channel-not-agreed': 403,
  'exchange-message-too-large': 413,
  'exchange-message-empty': 422,
  'exchange-too-many': 429,
  'exchange-envelope-malformed': 422,
  'exchange-envelope-not-for-us': 422,
  'exchange-envelope-differs': 422,
  'exchange-seal-missing': 422,
  'exchange-seal-wrong': 422,
  'exchange-digest-differs': 422,
  'exchange-message-conflict': 409,
  'exchange-message-unknown': 404,
  'exchange-receipt-too-large': 413,
  'exchange-not-allowed': 403,
  'exchange-state-unfit': 409,
  'exchange-key-missing': 503,
  'exchange-channel-absent': 409,
  'exchange-attempt-late': 503,
  'exchange-arrival-unread': 404,
  'exchange-answer-too-large': 503,
  'exchange-transport-key-missing': 503,
  'exchange-transport-key-inside': 503,
  'rest-address-unfit': 422,
  'rest-address-not-https': 422,
  'rest-content-unreadable': 422,
  'rest-list-stuck': 503,
  'rest-message-differs': 503,
  'rest-message-unknown': 404,
  'rest-partner-answered': 503,
  'rest-partner-refuses': 503,
  'rest-receipt-missing': 503,
  'rest-receipt-of-another': 409,
  'rest-signature-refused': 401,

  'canonicalisation-failed': 500,
  'document-closed': 500,
  'element-of-another-document': 500,
  'key-unreadable': 500,
  'key-unsuitable': 500,
  'certificate-unreadable': 500,
  'key-certificate-mismatch': 500,
  'seal-document-refused': 422,
  'seal-document-sealed-already': 422,
  'pdf-unsuitable': 500,
  'paper-not-sealed': 409,
  'paper-number-unknown': 404,
  'paper-page-unknown': 404,
  'paper-busy': 503,
  'paper-closed': 503,
  'paper-not-set': 500,
  'paper-seal-too-large': 500,
  'status-list-unknown': 404,
  'secret-unreadable': 500,
  'token-pin-refused': 503,
  'token-failed': 503,
  'token-late': 503,
  'token-busy': 503,
  'revocation-list-too-large': 422,
  'revocation-list-unreadable': 422,
  'revocation-list-partial': 422,
  'revocation-list-other-issuer': 422,
  'revocation-list-issuer-unfit': 422,
  'revocation-list-signature-wrong': 422,
  'revocation-list-future': 422,

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
