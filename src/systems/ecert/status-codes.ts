import type { CertificateState } from './states.ts';

/**
 * The one table between UNTDID 4405 status codes and the states of a certificate. The first code of a state is the
 * one we write. Codes that are absent name no state of a certificate (transport, processing) and are refused.
 */
export const STATUS_CODES = [
  { code: '47', name: 'Draft version', state: 'draft' },
  { code: '70', name: 'Issued', state: 'issued' },
  { code: '39', name: 'Approved', state: 'issued' },
  { code: '40', name: 'Withdrawn', state: 'withdrawn' },
  { code: '44', name: 'Replaced', state: 'replaced' },
  { code: '64', name: 'Cancelled', state: 'cancelled' },
  { code: '41', name: 'Rejected', state: 'cancelled' },
  { code: '49', name: 'Expired version', state: 'expired' },
  { code: '74', name: 'Expiry date exceeded', state: 'expired' },
] as const satisfies readonly { code: string; name: string; state: CertificateState }[];

const STATES: ReadonlyMap<string, CertificateState> = new Map(
  STATUS_CODES.map(({ code, state }) => [code, state]),
);

/** The state that a 4405 code names, if it names one. */
export function stateOfStatus(code: string): CertificateState | undefined {
  return STATES.get(code);
}

/** The 4405 code that we write for a state. */
export function statusOfState(state: CertificateState): string {
  const row = STATUS_CODES.find((candidate) => candidate.state === state);
  if (row === undefined) throw new Error(`no status code for ${state}`);
  return row.code;
}
