import type { Indication, SubIndication, TrustAnchor, XmlRefusal } from '../../../verify/core/index.ts';

/** One case of the seal suite: plain data, so that any binding of the verifier can be held to it. */
export interface SealVector {
  readonly name: string;
  readonly xml: Uint8Array;
  readonly trust: readonly TrustAnchor[];
  readonly time: string;
  readonly expectedAuthority?: string;
  readonly expected: Expected;
}

export type Expected =
  | { readonly refusal: XmlRefusal }
  | {
      readonly indication: Indication;
      readonly subIndication?: SubIndication;
      /** A remark that must be among the report's. */
      readonly remark?: string;
      readonly authority?: string;
      /** What the report's content must give as net weight; absent where the report may have no content. */
      readonly reads?: string;
    };

export const PASSED = { indication: 'TOTAL-PASSED', authority: 'NZ-MPI', reads: '100' } as const;

export function broken(remark: string, subIndication: SubIndication = 'FORMAT_FAILURE'): Expected {
  return { indication: 'TOTAL-FAILED', subIndication, remark };
}

export function doubtful(subIndication: SubIndication, remark: string): Expected {
  return { indication: 'INDETERMINATE', subIndication, remark };
}
