import { CounterfoilError } from '../base/index.ts';

/** Faults of putting the house together; each a key of the words. */
export const PLATFORM_CODES = [
  'key-file-unreadable',
  'policy-unreadable',
  'seal-certificate-missing',
  'seal-key-twice',
  'token-settings-unfit',
  'command-unknown',
  'command-parameters',
  'command-file-missing',
  'command-file-unwritable',
  'port-in-use',
  'tls-files-unfit',
  'evidence-not-ready',
  'certificate-number-unknown',
  'certificate-number-ambiguous',
  'witness-log-key-unreadable',
  'zone-key-unreadable',
] as const;
export type PlatformCode = (typeof PLATFORM_CODES)[number];

export class PlatformError extends CounterfoilError<PlatformCode> {
  override readonly name = 'PlatformError';
}
