import { recordKey } from '../../../../ledger/index.ts';

/** Name of a declaration as a claimant of accounts and in the evidence: `declaration/CN/CN-GACC/530120261000000001`. */
export function claimantOf(entry: {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}): string {
  return recordKey('declaration', entry);
}

const CLAIMANT = /^declaration\/([A-Z]{2})\/([^/]+)\/(.+)$/;

/** The natural key of a claimant; undefined where it is no declaration's. */
export function keyOfClaimant(
  claimant: string,
): { readonly country: string; readonly authority: string; readonly number: string } | undefined {
  const [, country, authority, number] = CLAIMANT.exec(claimant) ?? [];
  if (country === undefined || authority === undefined || number === undefined) return undefined;
  return { country, authority, number };
}
