import { CounterfoilError } from '../../base/index.ts';

/** Why a certificate, or an act on one, is refused; each a key of the words. */
export const ECERT_CODES = [
  'certificate-refused',
  'certificate-number-conflict',
  'certificate-not-found',
  'certificate-json-invalid',
  'certificate-draft-invalid',
  'certificate-seal-key-missing',
  'intake-busy',
  'intake-closed',
] as const;
export type EcertCode = (typeof ECERT_CODES)[number];

/** Faults of a certificate that intake names beside the findings of the reader; each a key of the words. */
export const INTAKE_FAULTS = [
  'document-empty',
  'document-too-large',
  'document-media-type',
  'document-unreadable',
  'document-several-certificates',
  'document-examination-failed',
  'document-examination-timeout',
  'number-missing',
  'number-too-long',
  'country-missing',
  'status-missing',
  'status-unsupported',
  'issue-date-missing',
  'issue-date-future',
  'authority-unknown',
  'authority-ambiguous',
  'authority-not-yours',
  'seal-broken',
  'seal-other-authority',
  'seal-required',
  'certificate-successor-missing',
] as const;
export type IntakeFaultCode = (typeof INTAKE_FAULTS)[number];

/** What intake remarks on a document that it takes, beside the reader's findings; each a key of the words. */
export const INTAKE_FINDINGS = ['document-enclosed'] as const;

/** Why an action on a certificate is refused whose input is well-formed; each a key of the words. */
export const CERTIFICATE_REFUSALS = [
  'successor-is-itself',
  'successor-not-found',
  'successor-not-issued',
  'draft-number-changed',
  'three-acts-required',
] as const;

/** Faults of proposals to change this system's parameters; each a key of the words. */
export const PARAMETER_FAULTS = [
  'agreement-paperless-not-electronic',
  'announcement-audience-missing',
  'code-list-code-unknown',
  'inquiry-term-order',
  'entry-office-place',
  'parameter-sheet-cell',
] as const;

/** An act on certificates that did not take place. */
export class EcertError extends CounterfoilError<EcertCode> {
  override readonly name = 'EcertError';
}
