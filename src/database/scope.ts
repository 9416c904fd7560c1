import type { Scope } from './contract.ts';

const COUNTRY = /^[A-Z]{2}$/;
const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,63}$/u;

/**
 * The scope as the session setting `counterfoil.scope` carries it: `kind|country|authority|office`, of the public with
 * an organisation's key in the place of the authority's. Also the
 * identity of a scope: equal texts, equal rights. Throws RangeError on a key that no register could hold.
 */
export function scopeText(scope: Scope): string {
  if (scope.kind === 'system') return 'system|||';
  if (scope.kind === 'public') return publicText(scope.organisation);
  if (!COUNTRY.test(scope.country)) throw new RangeError('a scope names a country by its ISO 3166-1 letters');
  if (!KEY.test(scope.authority)) throw new RangeError('a scope names an authority by its key');
  if (scope.office !== undefined && !KEY.test(scope.office))
    throw new RangeError('a scope names an office by its key');
  return `authority|${scope.country}|${scope.authority}|${scope.office ?? ''}`;
}

function publicText(organisation: { readonly key: string; readonly country: string } | undefined): string {
  if (organisation === undefined) return 'public|||';
  const { key, country } = organisation;
  if (!COUNTRY.test(country)) throw new RangeError('a scope names a country by its ISO 3166-1 letters');
  if (!KEY.test(key)) throw new RangeError('a scope names an organisation by its key');
  return `public|${country}|${key}|`;
}
