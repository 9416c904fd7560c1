/** Why bytes are not a mail that we read; each a value, for it is the sender's fault. */
export const MAIL_FAULTS = [
  'mail-too-large',
  'mail-line-ends',
  'mail-nul',
  'mail-header-too-large',
  'mail-header-malformed',
  'mail-field-repeated',
  'mail-parameter-repeated',
  'mail-boundary-unfit',
  'mail-part-unended',
  'mail-too-many-parts',
  'mail-too-deep',
  'mail-encoding-unknown',
  'mail-encoding-broken',
] as const;
export type MailFault = (typeof MAIL_FAULTS)[number];

/** Carries a fault out of the reader; caught at its face. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly fault: MailFault;

  constructor(fault: MailFault) {
    super(fault);
    this.fault = fault;
  }
}

export function unreadable(fault: MailFault): never {
  throw new UnreadableError(fault);
}
