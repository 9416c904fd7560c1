import type { XmlElement } from '../../src/base/index.ts';
import type { Canonicalisation, SignatureAlgorithm } from './primitives.ts';

/** Main indications of ETSI EN 319 102-1 §5.1.3; `NO-SEAL` where a document carries none (ours: it is not a validation). */
export const INDICATIONS = ['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED', 'NO-SEAL'] as const;
export type Indication = (typeof INDICATIONS)[number];

/** Sub-indications of ETSI EN 319 102-1 §5.1.3 table 6 that we give. */
export const SUB_INDICATIONS = [
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'SIG_CONSTRAINTS_FAILURE',
  'CHAIN_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'EXPIRED',
  'NOT_YET_VALID',
  'REVOKED',
  'REVOKED_NO_POE',
  'NO_CERTIFICATE_CHAIN_FOUND',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'SIGNED_DATA_NOT_FOUND',
  'NO_SIGNING_CERTIFICATE_FOUND',
] as const;
export type SubIndication = (typeof SUB_INDICATIONS)[number];

/** A trust anchor: whose certificate (CA or pinned end entity, DER) is accepted for which authority, when. */
export interface TrustAnchor {
  /** Key of the competent authority, e.g. `CN-GACC`. */
  readonly authority: string;
  readonly certificate: Uint8Array;
  /** Period of trust (RFC 3339), independent of the certificate's own validity; open where absent. */
  readonly from?: string;
  readonly until?: string;
  /** Serial numbers (upper-case hex, no leading zeros) this anchor has revoked, with when. */
  readonly revoked?: readonly { readonly serial: string; readonly at: string }[];
}

export interface Signer {
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hexadecimal without leading zeros. */
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  /** `EC P-256`, `RSA 2048` and so on. */
  readonly key: string;
}

export interface SealRemark {
  readonly level: 'SEVERE' | 'WARNING' | 'INFO';
  /** Kebab-case, a key of the words: `seal-weak-key`, `seal-reference-without-uri`, `seal-other-authority`, ... */
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The verdict on a document's seal. A value, never an exception. */
export interface SealReport {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly remarks: readonly SealRemark[];
  /** Authority of the anchor that the signer chains to; absent unless a chain was found. */
  readonly authority?: string;
  readonly signer?: Signer;
  /** SigningTime the signer claims (XAdES), RFC 3339. */
  readonly claimedTime?: string;
  readonly algorithm?: SignatureAlgorithm;
  readonly canonicalisation?: Canonicalisation;
  /** SHA-256 of the canonical signed content, hex: the name of what was sealed. */
  readonly contentDigest?: string;
  /**
   * What was signed, read from the canonical bytes' own tree; the only thing a reader may read of a sealed document. For
   * `NO-SEAL` the whole document. Absent unless digest and signature hold: whatever else speaks against the signer, this
   * is what was signed.
   */
  readonly content?: XmlElement;
}
