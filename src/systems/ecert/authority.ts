import type { TrustAnchor } from '../../../verify/core/index.ts';
import { folded } from '../../ledger/index.ts';
import type { SealVerdict, Statement } from './examination.ts';

/** An office of an authority, as certificates are attributed to it. */
export interface OfficeProfile {
  readonly key: string;
  /** Places of issue and names by which certificates mention it. */
  readonly names: readonly string[];
}

/** What intake knows of a competent authority. The access room keeps them. */
export interface AuthorityProfile {
  /** `CN-GACC`. */
  readonly key: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Names and identifiers by which its certificates name the issuer. */
  readonly names: readonly string[];
  readonly offices?: readonly OfficeProfile[];
  /** Whether its certificates are taken only under a valid seal of its own. */
  readonly sealRequired?: boolean;
  /** Days for which its certificates are valid after issue; without limit where absent. */
  readonly validityDays?: number;
}

/** Where intake learns whom to trust. Read anew for every batch, so that a change takes effect at once. */
export interface TrustSource {
  authorities(): readonly AuthorityProfile[];
  /** The same array as long as nothing has changed. */
  anchors(): readonly TrustAnchor[];
  /** Takes in what was changed elsewhere; asked before a document is turned away for want of trust. */
  renew?(): Promise<void>;
}

export type Attribution =
  | { readonly found: true; readonly authority: AuthorityProfile; readonly office?: string }
  | {
      readonly found: false;
      readonly code: 'authority-unknown' | 'authority-ambiguous' | 'seal-other-authority';
      readonly values: Readonly<Record<string, string>>;
    };

/**
 * Whose certificate it is. A seal that leads to an authority decides, and must agree with the country and the issuer that the
 * document names; without one the document's issuer does, among the authorities of the exporting country.
 */
export function attribute(
  directory: AuthorityDirectory,
  statement: Statement,
  seal: SealVerdict,
  preferred?: string,
): Attribution {
  const country = statement.body.exportCountry ?? '';
  const ofCountry = directory.ofCountry(country);
  const issuer = statement.issuerName ?? statement.issuerId ?? '';
  const named = ofCountry.filter((authority) => directory.isNamed(authority, statement));
  if (seal.authority !== undefined) {
    const sealed = directory.byKey(seal.authority);
    const contradicted = named.length > 0 && !named.some(({ key }) => key === seal.authority);
    if (sealed === undefined || sealed.country !== country || contradicted) {
      return {
        found: false,
        code: 'seal-other-authority',
        values: { authority: seal.authority, expected: issuer === '' ? country : issuer },
      };
    }
    return attributed(sealed, statement);
  }
  if (ofCountry.length === 0) return { found: false, code: 'authority-unknown', values: { country, issuer } };
  const [only, another] = named.length > 0 ? named : ofCountry;
  const own = (named.length > 0 ? named : ofCountry).find(({ key }) => key === preferred);
  const chosen = own ?? (another === undefined ? only : undefined);
  if (chosen === undefined) return { found: false, code: 'authority-ambiguous', values: { country, issuer } };
  return attributed(chosen, statement);
}

function attributed(authority: AuthorityProfile, statement: Statement): Attribution {
  const place = statement.body.placeOfIssue;
  const office =
    place === undefined
      ? undefined
      : authority.offices?.find(({ names }) => names.some((name) => folded(name) === folded(place)));
  return { found: true, authority, ...(office === undefined ? {} : { office: office.key }) };
}

/** The authorities, looked up by key, country and name. */
export class AuthorityDirectory {
  readonly #byKey: ReadonlyMap<string, AuthorityProfile>;
  readonly #byCountry = new Map<string, AuthorityProfile[]>();
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(authorities: readonly AuthorityProfile[]) {
    this.#byKey = new Map(authorities.map((authority) => [authority.key, authority]));
    for (const authority of authorities) {
      const known = this.#byCountry.get(authority.country) ?? [];
      this.#byCountry.set(authority.country, [...known, authority]);
      this.#names.set(authority.key, new Set([authority.key, ...authority.names].map(folded)));
    }
  }

  byKey(key: string): AuthorityProfile | undefined {
    return this.#byKey.get(key);
  }

  ofCountry(country: string): readonly AuthorityProfile[] {
    return this.#byCountry.get(country) ?? [];
  }

  isNamed(authority: AuthorityProfile, { issuerName, issuerId }: Statement): boolean {
    const names = this.#names.get(authority.key);
    return [issuerName, issuerId].some((name) => name !== undefined && names?.has(folded(name)) === true);
  }
}
