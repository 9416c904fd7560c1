import { canonicalJson, LANGUAGES, utf8, type Language } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import { DatabaseError, type Statement, type Transaction } from '../../database/index.ts';
import { AccessError } from '../error.ts';
import type { Belonging } from '../lib/governing.ts';

/** A person or machine, as those who administer it see it. */
export interface Person {
  /** UUID. */
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly kind: 'person' | 'machine';
  readonly authority?: string;
  readonly organisation?: string;
  readonly office?: string;
  /** The plain roles; they hold at the own office until something is assigned. */
  readonly roles: readonly string[];
  readonly language?: Language;
  readonly email?: string;
  /** RFC 3339. */
  readonly expires?: string;
  readonly created: string;
  /** `invited`: has not come in yet. */
  readonly state: 'invited' | 'active' | 'suspended' | 'expired';
  /** Changes with every change: what `seen` compares. */
  readonly tag: string;
}

export interface NewPerson {
  /** The e-mail address serves where absent. */
  readonly login?: string | undefined;
  readonly name: string;
  readonly email?: string | undefined;
  readonly language?: Language | undefined;
  /** Both absent: of the inviting administrator's own authority or organisation. */
  readonly authority?: string | undefined;
  readonly organisation?: string | undefined;
  readonly office?: string | undefined;
  readonly roles: readonly string[];
  readonly expires?: Date | undefined;
}

/** An account as the table holds it, with its state at the moment of asking. */
export interface PersonRow extends Belonging {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly kind: 'person' | 'machine';
  readonly roles: readonly string[];
  readonly language: string | null;
  readonly email: string | null;
  readonly expires: Date | null;
  readonly created: Date;
  readonly state: Person['state'];
}

/** SQL of a person's state; of an account `a`, at the moment that a parameter carries. */
export const PERSON_STATE = (moment: string) => `case when a.disabled is not null then 'suspended'
  when a.expires <= ${moment} then 'expired'
  when a.password is null and exists (select from invitation i where i.account = a.id and i.used is null)
    and not exists (select from session s where s.account = a.id) then 'invited'
  else 'active' end`;
export const PERSON_COLUMNS = (
  moment: string,
) => `a.id, a.login, a.name, a.kind, a.authority, a.organisation, a.office, a.roles,
  a.language, a.email, a.expires, a.created, ${PERSON_STATE(moment)} as state`;

/** One by `$1`, at `$2`. */
export const PERSON: Statement = {
  name: 'access-person',
  text: `select ${PERSON_COLUMNS('$2')} from account a where a.id = $1`,
};

export const PERSON_LOCKED: Statement = {
  name: 'access-lock-person',
  text: `select ${PERSON_COLUMNS('$2')} from account a where a.id = $1 for update of a`,
};

const ADD: Statement = {
  name: 'access-add-person',
  text: `insert into account (id, login, name, kind, authority, organisation, office, roles, language, email, expires, created)
         values ($1, $2, $3, 'person', $4, $5, $6, $7, $8, $9, $10, $11)`,
};

/** Enters an account of a person who has no password yet. @throws AccessError `account-exists`, `authority-not-known`. */
export async function addPerson(
  transaction: Transaction,
  person: Omit<NewPerson, 'authority' | 'organisation' | 'office'> &
    Belonging & { readonly id: string; readonly login: string; readonly now: Date },
): Promise<void> {
  const { id, login, name, authority, organisation, office, roles, language, email, expires, now } = person;
  const values = [id, login, name, authority, organisation, office, roles, language, email, expires, now];
  await transaction.query(ADD, values).catch((error: unknown) => {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.constraint === 'account_login_key')
      throw new AccessError('account-exists', {}, { cause: error });
    if (error.constraint === 'account_authority_fkey')
      throw new AccessError('authority-not-known', { authority: authority ?? '' }, { cause: error });
    if (error.constraint === 'account_organisation_fkey')
      throw new AccessError('organisation-not-known', { organisation: organisation ?? '' }, { cause: error });
    throw error;
  });
}

export function shownPerson(row: PersonRow): Person {
  const { id, login, name, kind, roles, authority, organisation, office, language, email, expires, created } =
    row;
  const known = LANGUAGES.find((each) => each === language);
  const person = {
    id,
    login,
    name,
    kind,
    ...(authority === null ? {} : { authority }),
    ...(organisation === null ? {} : { organisation }),
    ...(office === null ? {} : { office }),
    roles,
    ...(known === undefined ? {} : { language: known }),
    ...(email === null ? {} : { email }),
    ...(expires === null ? {} : { expires: expires.toISOString() }),
    created: created.toISOString(),
    state: row.state,
  };
  return { ...person, tag: sha256Hex(utf8(canonicalJson(person))).slice(0, 16) };
}
