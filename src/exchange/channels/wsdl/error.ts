import { CounterfoilError } from '../../../base/index.ts';

/** Faults of an address: what a partner's description does not give, or the mapping does not fit. Each a key of the words. */
export const WSDL_FAULTS = [
  'wsdl-address-unfit',
  'wsdl-address-not-https',
  'wsdl-address-idle',
  'wsdl-password-missing',
  'wsdl-documents-too-large',
  'wsdl-document-unfit',
  'wsdl-schema-missing',
  'wsdl-port-unknown',
  'wsdl-style-unfit',
  'wsdl-operation-unknown',
  'wsdl-element-undeclared',
  'wsdl-step-unknown',
  'wsdl-path-twice',
  'wsdl-path-missing',
  'wsdl-choice-twice',
  'wsdl-constant-missing',
  'wsdl-content-missing',
  'wsdl-content-place-unfit',
  'wsdl-type-twice',
  'wsdl-value-twice',
] as const;
type WsdlFault = (typeof WSDL_FAULTS)[number];

/** How an attempt ended that was not taken, or why nothing is known of it; each a key of the words. */
export const WSDL_CODES = [
  'wsdl-answer-unfit',
  'wsdl-answer-unclear',
  'wsdl-partner-refuses',
  'wsdl-partner-later',
  'wsdl-partner-faulted',
  'wsdl-type-unfit',
  'wsdl-content-unfit',
  'wsdl-address-missing',
] as const;
export type WsdlCode = (typeof WSDL_CODES)[number];

/** An answer of a partner's service that says nothing that counts: the outcome of the attempt is unknown. */
export class WsdlError extends CounterfoilError<WsdlCode> {
  override readonly name = 'WsdlError';
}

/** What stands against a description or a mapping; caught where an address is judged, and told with its place. */
export class DescriptionFault extends Error {
  override readonly name = 'DescriptionFault';
  readonly code: WsdlFault;
  readonly values: Readonly<Record<string, string>>;

  constructor(code: WsdlFault, values: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}
