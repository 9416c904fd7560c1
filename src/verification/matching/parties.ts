import type { NamedParty } from '../facts/index.ts';
import { stated } from './lib/compared.ts';
import { nameOf, signsOf } from './lib/signs.ts';

/**
 * Whether two documents name one party. Registration numbers come first: equal ones decide, and so do different ones of one shape.
 * Numbers of different shapes are of different registers and say nothing; then names decide, in one country where both state it.
 */
export function isSameParty(declared: NamedParty, certified: NamedParty): boolean {
  if (declared.id !== undefined && certified.id !== undefined) {
    const [one, other] = [signsOf(declared.id), signsOf(certified.id)];
    if (one === other && one !== '') return true;
    if (shapeOf(one) === shapeOf(other)) return false;
  }
  if (declared.name === undefined || certified.name === undefined) return false;
  if (
    declared.country !== undefined &&
    certified.country !== undefined &&
    declared.country !== certified.country
  )
    return false;
  const one = nameOf(declared.name);
  const other = nameOf(certified.name);
  return one !== '' && one === other;
}

/** Whether anything of a party is stated by which it could be recognised. */
export function isNamed(party: NamedParty | undefined): party is NamedParty {
  return party !== undefined && (stated(party.name) !== undefined || stated(party.id) !== undefined);
}

export function partyText({ name, id, country }: NamedParty): string {
  return [name, id, country].filter((part) => part !== undefined && part !== '').join(', ');
}

function shapeOf(number: string): string {
  return number.replace(/\p{N}/gu, '0').replace(/\p{L}/gu, 'A');
}
