import type { Session, Statement } from '../../../../database/index.ts';
import type { DeclarationCaller, Lodging } from '../contract.ts';
import { DeclarationError } from '../error.ts';

/** Who decides on a declaration, and for whom it is lodged. */
export interface Owning {
  readonly country: string;
  readonly authority: string;
  readonly declarant: string;
}

const AUTHORITY: Statement = {
  name: 'declaration-authority',
  text: `select a.key, a.country from authority a
         where a.key = coalesce($1, (select key from organisation where host and kind = 'authority'))`,
};
const DECLARANT: Statement = {
  name: 'declaration-declarant',
  text: `select key from organisation where key = $1 and kind in ('trader', 'carrier') and state = 'active'`,
};
const OFFICE: Statement = {
  name: 'declaration-office',
  text: `select key from office where authority = $1 and closed is null and key in ($2, $1 || '/' || $2)
         order by key limit 1`,
};

/**
 * Traders lodge for themselves, with any authority that is known; an authority's own machine lodges with it for a trader that it
 * names. Sessions are of the system.
 * @throws {DeclarationError} `declaration-authority-unfit`, `declaration-declarant-unfit`.
 */
export async function owningOf(
  session: Session,
  { scope, organisation }: DeclarationCaller,
  { authority: wanted, declarant: named }: Pick<Lodging, 'authority' | 'declarant'>,
): Promise<Owning> {
  const own = scope.kind === 'authority' ? scope.authority : undefined;
  const authority = wanted ?? own;
  const [found] = await session.query<{ key: string; country: string }>(AUTHORITY, [authority]);
  if (found === undefined || (own !== undefined && own !== found.key))
    throw new DeclarationError('declaration-authority-unfit', { authority: authority ?? '' });
  const declarant = organisation ?? named;
  const unfit = new DeclarationError('declaration-declarant-unfit', { declarant: declarant ?? '' });
  if (declarant === undefined || (named !== undefined && named !== declarant)) throw unfit;
  if (scope.kind === 'public' && organisation === undefined) throw unfit;
  if (organisation === undefined) {
    const known = await session.query(DECLARANT, [declarant]);
    if (known.length === 0) throw unfit;
  }
  return { country: found.country, authority: found.key, declarant };
}

/**
 * The office that a declaration names, by its key or its code; absent where the authority has none such: then the whole authority
 * keeps it, which sees everything.
 */
export async function officeOf(
  session: Session,
  authority: string,
  named: string | undefined,
): Promise<string | undefined> {
  if (named === undefined) return undefined;
  const [row] = await session.query<{ key: string }>(OFFICE, [authority, named]);
  return row?.key;
}
