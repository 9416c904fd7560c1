import { CounterfoilError } from '../base/index.ts';
import type { ErrorValues, Fault } from '../base/index.ts';

/** Why the ledger does not do what it was asked; each a key of the words. */
export const LEDGER_CODES = [
  'record-not-found',
  'record-version-stale',
  'action-unknown',
  'action-not-allowed',
  'action-forbidden',
  'action-input-invalid',
  'search-invalid',
  'search-too-short',
  'search-cursor-invalid',
  'account-not-found',
  'correction-not-possible',
] as const;
/** Refusals of actions that this room guards itself; each a key of the words. */
export const LEDGER_REFUSALS = [
  'correction-own-proposal',
  'correction-line-unknown',
  'correction-quantity-insufficient',
  'correction-claimant-holds',
  'correction-quantity-unfit',
  'correction-changes-nothing',
] as const;
export type LedgerCode = (typeof LEDGER_CODES)[number];

/** An act on the ledger that did not take place. */
export class LedgerError extends CounterfoilError<LedgerCode> {
  override readonly name = 'LedgerError';
}

/** One fault of an input, found by its schema: `input-invalid` with the schema's keyword. */
export function inputFault(path: string, keyword: string, limit: string): Fault {
  return { code: 'input-invalid', path, values: { keyword, limit } satisfies ErrorValues };
}
