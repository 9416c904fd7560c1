/** States of a certificate. Draft and issued lead somewhere; the others end it, though an expired one can still be withdrawn. */
export const CERTIFICATE_STATES = [
  'draft',
  'issued',
  'withdrawn',
  'replaced',
  'cancelled',
  'expired',
] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];
