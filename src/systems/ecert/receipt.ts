import type { Fault, Finding } from '../../base/index.ts';
import type { SealVerdict } from './examination.ts';
import type { CertificateState } from './states.ts';

/** What the ledger confirms about bytes that it holds. The same bytes always get the same receipt. */
export interface Receipt {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  /** Permanent name: `certificate/CN/CN-GACC/110000009912345`. */
  readonly key: string;
  /** Version of the record that these bytes made. */
  readonly version: number;
  /** State that the act entered. */
  readonly state: CertificateState;
  /** `received`, `withdraw` and so on. */
  readonly action: string;
  /** SHA-256 of the bytes as they were handed in, hex. */
  readonly digest: string;
  /** RFC 3339. */
  readonly received: string;
  readonly findings: readonly Finding[];
  readonly seal: SealVerdict;
  /** Reference of the evidence leaf. */
  readonly leaf: string;
}

/** What became of one document. */
export type Outcome =
  | { readonly kind: 'stored'; readonly receipt: Receipt }
  /** The same bytes are in the ledger: the receipt is theirs. */
  | { readonly kind: 'duplicate'; readonly receipt: Receipt }
  | {
      readonly kind: 'refused';
      /** The first fault's code, or `certificate-refused` where there are several. */
      readonly code: string;
      readonly digest: string;
      readonly faults: readonly Fault[];
      readonly findings: readonly Finding[];
      readonly seal: SealVerdict;
    };
