import { CounterfoilError, type ErrorValues, type Fault } from '../../../base/index.ts';

/** Why a SOAP message is not carried out; each a key of the words. */
export const SOAP_CODES = [
  'soap-media-type',
  'soap-envelope-malformed',
  'soap-version',
  'soap-must-understand',
  'soap-operation-unknown',
  'soap-request-invalid',
  'soap-base64-unfit',
  'soap-authentication-missing',
  'soap-authentication-failed',
  'soap-message-stale',
  'soap-message-replayed',
  'soap-message-not-there',
  'soap-certificate-unknown',
  'soap-envelope-missing',
  'soap-envelope-other-id',
  'soap-envelope-other-type',
  'soap-too-many',
  'soap-fault-internal',
  'soap-answer-unfit',
  'soap-partner-refused',
  'soap-type-fetched',
  'soap-address-missing',
  'soap-content-unfit',
] as const;
export type SoapCode = (typeof SOAP_CODES)[number];

/** A request that is not carried out, or an answer that cannot be relied upon. */
export class SoapError extends CounterfoilError<SoapCode | (string & {})> {
  override readonly name = 'SoapError';
  /** The local name of the fault code that SOAP has for it. */
  readonly kind: SoapFaultKind;

  constructor(
    code: SoapCode | (string & {}),
    values: ErrorValues = {},
    options: {
      readonly kind?: SoapFaultKind;
      readonly faults?: readonly Fault[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(code, values, options);
    this.kind = options.kind ?? 'sender';
  }
}

/** Who is to blame, as both versions of SOAP tell it. */
export type SoapFaultKind = 'sender' | 'receiver' | 'must-understand' | 'version' | 'authentication';
