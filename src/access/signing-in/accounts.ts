import type { Database, Session, Statement } from '../../database/index.ts';
import type { AccountRow } from '../caller.ts';
import type { Belonging } from '../lib/governing.ts';
import { SYSTEM } from '../lib/system.ts';

/** An account as signing in needs it. */
export interface StoredAccount extends AccountRow {
  readonly login: string;
  readonly password: string | null;
  /** The office the account belongs to, whatever it acts as. */
  readonly own_office: string | null;
  /** Disabled, expired, or of a suspended organisation. */
  readonly ended: boolean;
  /** Whether a code is asked for beside the password. */
  readonly guarded: boolean;
}

/** An account as it stands: roles and office are those of the capacity it acts in (`standing`, of `standing_of`). */
/** An account as it stands: its roles and its office are those of the capacity it acts in. */
export const ACCOUNT_COLUMNS = `a.id, a.name, a.kind, standing.roles, a.authority, standing.office, standing.below,
  standing.behalf, a.organisation, a.language, authority.country`;
const STORED = `select ${ACCOUNT_COLUMNS}, a.login, a.password, a.office as own_office,
  a.disabled is not null or coalesce(a.expires <= $2, false) or standing.suspended as ended,
  exists (select from code_generator g where g.account = a.id and g.confirmed is not null) as guarded
  from account a left join authority on authority.key = a.authority
  cross join lateral standing_of(a.id, null, $2) standing`;

export const BY_LOGIN: Statement = {
  name: 'access-account-to-sign-in',
  text: `${STORED} where a.login = $1`,
};

const BY_ID: Statement = {
  name: 'access-account-by-id',
  text: `${STORED} where a.id = $1`,
};

const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$/u;

/** One login for what keyboards write in several ways. */
export function foldedLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}

export function isLogin(folded: string): boolean {
  return LOGIN.test(folded);
}

export async function accountByLogin(
  database: Database,
  login: string,
  now: Date,
): Promise<StoredAccount | undefined> {
  if (!isLogin(login)) return undefined;
  const [row] = await database.read<StoredAccount>(SYSTEM, BY_LOGIN, [login, now]);
  return row;
}

export async function accountById(
  session: Session,
  id: string,
  now: Date,
): Promise<StoredAccount | undefined> {
  const [row] = await session.query<StoredAccount>(BY_ID, [id, now]);
  return row;
}

/** What anybody may know of an account, which its password must not be made of. */
export function contextOf({
  login,
  name,
  authority,
}: Pick<StoredAccount, 'login' | 'name' | 'authority'>): readonly string[] {
  return [login, name, authority ?? ''];
}

/** Whose account it is, for whoever would govern it. */
export function belongingOf({ authority, own_office: office, organisation }: StoredAccount): Belonging {
  return { authority, office, organisation: organisation ?? null };
}
