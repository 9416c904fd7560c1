import type { Operations } from '../../api/definitions.ts';
import type { AddressSearch } from '../../address.ts';

export type Conditions = Omit<Operations['search-certificates']['query'], 'limit' | 'after'>;

/** Filters that an address may carry under the names the API gives them. */
export const FILTERS = [
  'number',
  'equipment',
  'reference',
  'commodity',
  'product',
  'party',
  'country',
  'destination',
  'state',
  'issuedFrom',
  'issuedUntil',
] as const satisfies readonly (keyof Conditions)[];

/** The conditions in an address; whatever else it carries is left. */
export function conditionsOf(search: AddressSearch): Conditions {
  const found: Conditions = {};
  for (const name of FILTERS) {
    const value = search[name]?.trim();
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}
