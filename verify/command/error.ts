import { CounterfoilError } from '../../src/base/index.ts';
import { TRUST_PACK_FAULTS } from '../inspection/index.ts';

/** Why the command cannot start; each a key of the words. */
export const VERIFY_COMMAND_CODES = [
  ...TRUST_PACK_FAULTS,
  'verify-usage',
  'verify-option',
  'verify-file-unreadable',
  'verify-file-too-large',
  'verify-policy',
  'verify-trust-key',
  'verify-trust-signer',
] as const;
export type VerifyCommandCode = (typeof VERIFY_COMMAND_CODES)[number];

/** The command was called wrongly, or what it needs cannot be read: no verdict was reached. */
export class VerifyCommandError extends CounterfoilError<VerifyCommandCode> {
  override readonly name = 'VerifyCommandError';
}
