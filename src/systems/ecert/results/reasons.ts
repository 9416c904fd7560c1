/** Why a consignment or its certificate is refused; each with the word `refusal-<code>`. */
export const REFUSAL_REASONS = [
  'certificate-not-genuine',
  'seal-not-valid',
  'paper-differs',
  'certificate-not-valid',
  'attestation-missing',
  'goods-differ',
  'quantity-differs',
  'establishment-not-approved',
  'product-not-permitted',
  'pest-found',
  'disease-status',
  'residue-exceeded',
  'pathogen-found',
  'treatment-missing',
  'temperature-broken',
  'label-or-package',
  'other-reason',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
