/** Why a security header is not accepted; each a key of the words. */
export const SECURITY_FAULTS = [
  'ws-security-malformed',
  'ws-timestamp-missing',
  'ws-timestamp-outside',
  'ws-token-malformed',
  'ws-password-not-digest',
  'ws-signature-malformed',
  'ws-signature-algorithm',
  'ws-signature-reference',
  'ws-signature-incomplete',
  'ws-signature-wrong',
  'ws-identifier-twice',
  'ws-certificate-unreadable',
] as const;
export type SecurityFaultCode = (typeof SECURITY_FAULTS)[number];

/** A verdict on a header, carried out of its reading; never shown to callers of this room but as a value. */
export class BrokenSecurity extends Error {
  override readonly name = 'BrokenSecurity';
  readonly code: SecurityFaultCode;
  readonly values: Readonly<Record<string, string>>;

  constructor(code: SecurityFaultCode, values: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/** What was found, or why nothing is. */
export type Judged<Found> =
  | { readonly sound: true; readonly found: Found }
  | {
      readonly sound: false;
      readonly code: SecurityFaultCode;
      readonly values: Readonly<Record<string, string>>;
    };

export function judged<Found>(read: () => Found): Judged<Found> {
  try {
    return { sound: true, found: read() };
  } catch (error) {
    if (!(error instanceof BrokenSecurity)) throw error;
    return { sound: false, code: error.code, values: error.values };
  }
}
