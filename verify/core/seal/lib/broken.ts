import type { SubIndication } from '../../seal-report.ts';

/** Why a seal cannot pass; each a key of the words. */
export const SEAL_FAULTS = [
  'seal-misplaced',
  'seal-second-signature',
  'seal-duplicate-id',
  'seal-comment',
  'seal-structure',
  'seal-reference-refused',
  'seal-transform-refused',
  'seal-not-enveloped',
  'seal-algorithm-refused',
  'seal-algorithm-weak',
  'seal-algorithm-mismatch',
  'seal-canonicalisation-failed',
  'seal-content-changed',
  'seal-properties-changed',
  'seal-value-malformed',
  'seal-signature-wrong',
  'seal-no-certificate',
  'seal-certificate-unreadable',
  'seal-certificate-not-named',
  'seal-certificate-unreferenced',
  'seal-key-unsupported',
] as const;
export type SealFault = (typeof SEAL_FAULTS)[number];

/** Ends a verification that cannot go on; caught in verifySeal, where it becomes the verdict. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal';
  readonly code: SealFault;
  readonly subIndication: SubIndication;
  readonly values: Readonly<Record<string, string>>;

  constructor(
    code: SealFault,
    subIndication: SubIndication = 'FORMAT_FAILURE',
    values: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.code = code;
    this.subIndication = subIndication;
    this.values = values;
  }
}
