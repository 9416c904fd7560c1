import { uuidV7, type Language } from '../../base/index.ts';
import type { Session, Statement, Transaction } from '../../database/index.ts';
import { actorOf } from '../caller.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import { accountOf, assertOpenOffice, governs, type Asker, type Belonging } from '../lib/governing.ts';
import { recordAct } from '../lib/history.ts';
import { namesOf } from '../lib/names.ts';
import { partOf, placeAfter, sizeOf, type Part, type Portion } from '../lib/paging.ts';
import { SYSTEM } from '../lib/system.ts';
import { isRole } from '../permissions.ts';
import {
  assignmentById,
  assignmentsOf,
  endAssignment,
  giveAssignment,
  type Assignment,
  type NewAssignment,
} from './assignments.ts';
import { invite, type Invitation } from './invitations.ts';
import {
  addPerson,
  PERSON,
  PERSON_COLUMNS,
  PERSON_LOCKED,
  PERSON_STATE,
  shownPerson,
  type NewPerson,
  type Person,
  type PersonRow,
} from './person.ts';
import { incompatiblePair, isHostRole } from './separations.ts';

export interface PersonDetails extends Person {
  readonly assignments: readonly Assignment[];
  /** What this person has given on to others. */
  readonly delegated: readonly Assignment[];
  /** Names of those who gave and delegated, by key, as far as the asker may know them. */
  readonly names: Readonly<Record<string, string>>;
}

export interface PersonChange {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly language?: Language | undefined;
  readonly office?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  /** Renews: a new end. */
  readonly expires?: Date | undefined;
  /** Suspends, or lets in again. */
  readonly suspended?: boolean | undefined;
}

export interface PersonSearch extends Portion {
  /** A piece of the name, the login or the e-mail address. */
  readonly text?: string | undefined;
  /** That office and those below it. */
  readonly office?: string | undefined;
  readonly authority?: string | undefined;
  /** A trader, carrier, district or partner. */
  readonly organisation?: string | undefined;
  readonly state?: Person['state'] | undefined;
  readonly role?: string | undefined;
  /** Whose accounts end before that moment, or have ended. */
  readonly expiresBefore?: Date | undefined;
}

/** Somebody of one's own authority, as colleagues see them. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly office?: string;
}

/** People, as an authority's own administrator keeps them. What is another's is `account-not-known`, like what is not there. */
export interface People {
  /** Names of those who acted, by actor, as far as they are the asker's own colleagues; the platform knows all. */
  names(by: Asker, actors: readonly string[]): Promise<Readonly<Record<string, string>>>;
  list(by: Asker, search: PersonSearch): Promise<Part<Person>>;
  get(by: Asker, id: string): Promise<PersonDetails>;
  /** Opens an account without a password, and the invitation by which its owner sets one. */
  invite(by: Asker, person: NewPerson): Promise<{ readonly person: Person; readonly invitation: Invitation }>;
  /** A new invitation; the one before ends. The password stays until it is used. */
  inviteAgain(by: Asker, id: string): Promise<Invitation>;
  change(by: Asker, id: string, change: PersonChange, seen?: string): Promise<PersonDetails>;
  assign(by: Asker, id: string, assignment: NewAssignment): Promise<PersonDetails>;
  /** Takes an assignment back, before its end: who administers its holder, or who had delegated it. Returns the holder's account. */
  endAssignment(by: Asker, assignment: string): Promise<string>;
  /** Gives roles that one holds oneself to a colleague, until an end. */
  delegate(
    by: Asker,
    given: {
      readonly to: string;
      readonly roles: readonly { readonly role: string; readonly office?: string | undefined }[];
      readonly ends: Date;
    },
  ): Promise<void>;
  /** One's own assignments, and those one has given on. */
  own(by: Asker): Promise<Pick<PersonDetails, 'assignments' | 'delegated' | 'names'>>;
  colleagues(by: Asker, search: Portion & { readonly text?: string | undefined }): Promise<Part<Colleague>>;
}

const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$/u;
/** Longest delegation: a year and a day. */
const LONGEST_DELEGATION = 366 * 86_400_000;

const LIST: Statement = {
  name: 'access-people',
  text: `select ${PERSON_COLUMNS('$1')} from account a
         where ($2::text is null or a.authority = $2) and ($3::text is null or a.organisation = $3)
           and ($4::text is null or a.office = any (offices_below($4, a.authority)))
           and ($5::text is null or strpos(lower(concat_ws(' ', a.name, a.login, a.email)), lower($5)) > 0)
           and ($6::text is null or ${PERSON_STATE('$1')} = $6)
           and ($7::text is null or $7 = any (a.roles) or exists (
             select from assignment s where s.account = a.id and s.role = $7 and s.ended is null
               and coalesce(s.ends > $1, true)))
           and ($10::text is null or a.office = any (offices_below($10, a.authority)))
           and ($12::text is null or a.organisation = $12) and ($13::timestamptz is null or a.expires < $13)
           and ($8::text is null or (a.name collate "C", a.id) > ($8, $9::uuid))
         order by a.name collate "C", a.id limit $11`,
};

const CHANGE: Statement = {
  name: 'access-change-person',
  text: `update account set name = coalesce($2, name), email = coalesce($3, email), language = coalesce($4, language),
           office = coalesce($5, office), roles = coalesce($6, roles), expires = coalesce($7, expires),
           disabled = case when $8::boolean then coalesce(disabled, $9) when not $8 then null else disabled end
         where id = $1`,
};

const CLOSE_DOORS: Statement = {
  name: 'access-close-all-doors',
  text: 'update session set revoked = $2 where account = $1 and revoked is null',
};

const OWN_ROLES: Statement = {
  name: 'access-own-roles',
  text: 'select role, office from own_roles($1, $2)',
};

const COLLEAGUES: Statement = {
  name: 'access-colleagues',
  text: `select a.id, a.name, a.office from account a
         where a.kind = 'person' and a.disabled is null and coalesce(a.expires > $1, true)
           and a.authority is not distinct from $2 and a.organisation is not distinct from $3 and a.id <> $4
           and ($5::text is null or strpos(lower(a.name), lower($5)) > 0)
           and ($6::text is null or (a.name collate "C", a.id) > ($6, $7::uuid))
         order by a.name collate "C", a.id limit $8`,
};

const DELEGATED: Statement = {
  name: 'access-delegated-roles',
  text: 'select role from assignment where account = $1 and behalf is not null and ended is null and ends > $2',
};

const IS_HOST: Statement = {
  name: 'access-is-host',
  text: 'select host from organisation where key = $1 and host',
};

export function openPeople(options: DirectoryOptions): People {
  return new Register(options);
}

class Register implements People {
  readonly #options: DirectoryOptions;

  constructor(options: DirectoryOptions) {
    this.#options = options;
  }

  async list(by: Asker, search: PersonSearch): Promise<Part<Person>> {
    assertAdministers(by);
    const { database, clock } = this.#options;
    const size = sizeOf(search);
    const [name, id] = placeAfter(search, 2) ?? [];
    const { scope, organisation } = by;
    const own = scope.kind === 'authority' ? scope.authority : undefined;
    const rows = await database.read<PersonRow>(SYSTEM, LIST, [
      clock(),
      own ?? search.authority,
      scope.kind === 'system' ? undefined : organisation,
      scope.kind === 'authority' ? scope.office : undefined,
      search.text,
      search.state,
      search.role,
      name,
      id,
      search.office,
      size + 1,
      search.organisation,
      search.expiresBefore,
    ]);
    return partOf(rows, size, shownPerson, (row) => [row.name, row.id]);
  }

  async get(by: Asker, id: string): Promise<PersonDetails> {
    const { database, clock } = this.#options;
    const now = clock();
    const { row, held, delegated } = await database.transaction(SYSTEM, async (session) => ({
      row: await governed(session, PERSON, by, id, now),
      ...(await assignmentsOf(session, id, now)),
    }));
    const names = await this.#names(by, [...held, ...delegated]);
    return { ...shownPerson(row), assignments: held, delegated, names };
  }

  async invite(by: Asker, person: NewPerson) {
    assertAdministers(by);
    const { database, clock, random } = this.#options;
    const { name, email, language, office, roles, expires } = person;
    const login = (person.login ?? email ?? '').normalize('NFKC').trim().toLowerCase().normalize('NFKC');
    if (!LOGIN.test(login)) throw new AccessError('account-login-unfit');
    const belonging = belongingOf(by, person);
    if (!governs(by, belonging)) throw new AccessError('access-forbidden', { permission: 'administration' });
    const now = clock();
    if (expires !== undefined && expires <= now) throw new AccessError('assignment-term-unfit');
    const id = uuidV7(now.getTime(), random);
    const invitation = await database.transaction(SYSTEM, async (transaction) => {
      await assertRolesFit(transaction, by, roles, belonging);
      await assertOpenOffice(transaction, office, belonging.authority);
      await addPerson(transaction, { id, login, name, ...belonging, roles, language, email, expires, now });
      const state = { invited: true, roles: [...roles], ...belonging };
      await this.#record(transaction, by, id, state, now);
      return invite(transaction, id, now, { random });
    });
    const [row] = await database.read<PersonRow>(SYSTEM, PERSON, [id, now]);
    if (row === undefined) throw new AccessError('account-not-known');
    return { person: shownPerson(row), invitation };
  }

  async inviteAgain(by: Asker, id: string): Promise<Invitation> {
    const { database, clock, random } = this.#options;
    const now = clock();
    return database.transaction(SYSTEM, async (transaction) => {
      const row = await governed(transaction, PERSON_LOCKED, by, id, now);
      if (row.kind !== 'person') throw new AccessError('account-not-known');
      assertOther(by, id);
      await this.#record(transaction, by, id, { invited: true }, now);
      return invite(transaction, id, now, { random });
    });
  }

  async change(by: Asker, id: string, change: PersonChange, seen?: string): Promise<PersonDetails> {
    const { database, clock } = this.#options;
    const now = clock();
    await database.transaction(SYSTEM, async (transaction) => {
      const row = await governed(transaction, PERSON_LOCKED, by, id, now);
      if (seen !== undefined && seen !== shownPerson(row).tag) throw new AccessError('access-version-stale');
      const { name, email, language, office, roles, expires, suspended } = change;
      if (roles !== undefined || suspended !== undefined || expires !== undefined) assertOther(by, id);
      if (office !== undefined) {
        await assertOpenOffice(transaction, office, row.authority);
        if (!governs(by, { ...row, office }))
          throw new AccessError('access-forbidden', { permission: 'administration' });
      }
      if (roles !== undefined) {
        const delegated = await transaction.query<{ role: string }>(DELEGATED, [id, now]);
        await assertRolesFit(
          transaction,
          by,
          roles,
          row,
          delegated.map(({ role }) => role),
        );
      }
      if (expires !== undefined && expires <= now) throw new AccessError('assignment-term-unfit');
      await transaction.query(CHANGE, [id, name, email, language, office, roles, expires, suspended, now]);
      if (roles !== undefined || suspended === true || office !== undefined)
        await transaction.query(CLOSE_DOORS, [id, now]);
      const state = {
        changed: Object.keys(change).toSorted(),
        roles: roles === undefined ? undefined : [...roles],
        office,
        expires: expires?.toISOString(),
        suspended,
      };
      await this.#record(transaction, by, id, state, now);
    });
    return this.get(by, id);
  }

  async assign(by: Asker, id: string, assignment: NewAssignment): Promise<PersonDetails> {
    const { database, clock } = this.#options;
    await database.transaction(SYSTEM, async (transaction) => {
      const row = await governed(transaction, PERSON_LOCKED, by, id, clock());
      assertOther(by, id);
      // Who administers an office gives roles there and below it, not over the whole authority.
      if (!governs(by, { ...row, office: assignment.office ?? null }))
        throw new AccessError('access-forbidden', { permission: 'administration' });
      await assertOpenOffice(transaction, assignment.office, row.authority);
      await assertRolesFit(transaction, by, [assignment.role], row);
      await giveAssignment(transaction, by, { ...assignment, account: id }, this.#options);
    });
    return this.get(by, id);
  }

  async endAssignment(by: Asker, id: string): Promise<string> {
    const { database, clock } = this.#options;
    return database.transaction(SYSTEM, async (transaction) => {
      const assignment = await assignmentById(transaction, id);
      if (assignment === undefined) throw new AccessError('assignment-not-known');
      const isGiver = assignment.behalf !== null && by.actor === actorOf(assignment.behalf);
      if (!isGiver) {
        const [row] = await transaction.query<PersonRow>(PERSON, [assignment.account, clock()]);
        if (row === undefined || !governs(by, row)) throw new AccessError('assignment-not-known');
        assertOther(by, assignment.account);
      }
      await endAssignment(transaction, by, { id, account: assignment.account }, this.#options);
      return assignment.account;
    });
  }

  async delegate(by: Asker, { to, roles, ends }: Parameters<People['delegate']>[1]): Promise<void> {
    const { database, clock } = this.#options;
    const giver = accountOf(by.actor);
    const now = clock();
    if (giver === undefined || by.behalf !== undefined) throw new AccessError('capacity-not-held');
    if (ends <= now || ends.getTime() - now.getTime() > LONGEST_DELEGATION)
      throw new AccessError('assignment-term-unfit');
    await database.transaction(SYSTEM, async (transaction) => {
      const [own] = await transaction.query<PersonRow>(PERSON, [giver, now]);
      const [other] = await transaction.query<PersonRow>(PERSON_LOCKED, [to, now]);
      const isColleague =
        own !== undefined &&
        other?.kind === 'person' &&
        other.authority === own.authority &&
        other.organisation === own.organisation &&
        (other.state === 'active' || other.state === 'invited') &&
        other.id !== giver;
      if (!isColleague) throw new AccessError('account-not-known');
      const held = await transaction.query<{ role: string; office: string | null }>(OWN_ROLES, [giver, now]);
      for (const { role, office } of roles) {
        const holds = held.some((each) => each.role === role && each.office === (office ?? null));
        if (!holds) throw new AccessError('capacity-not-held');
        const given = { role, office, ends, account: to, behalf: giver };
        await giveAssignment(transaction, by, given, this.#options);
      }
    });
  }

  async own(by: Asker) {
    const account = accountOf(by.actor);
    if (account === undefined) return { assignments: [], delegated: [], names: {} };
    const { database, clock } = this.#options;
    const { held, delegated } = await database.transaction(SYSTEM, (session) =>
      assignmentsOf(session, account, clock()),
    );
    return { assignments: held, delegated, names: await this.#names(by, [...held, ...delegated]) };
  }

  async colleagues(by: Asker, search: Portion & { readonly text?: string | undefined }) {
    const { database, clock } = this.#options;
    const account = accountOf(by.actor);
    const { scope, organisation } = by;
    const size = sizeOf(search);
    if (account === undefined) return { items: [] };
    const [name, id] = placeAfter(search, 2) ?? [];
    const authority = scope.kind === 'authority' ? scope.authority : undefined;
    const values = [clock(), authority, organisation, account, search.text, name, id, size + 1];
    const rows = await database.read<{ id: string; name: string; office: string | null }>(
      SYSTEM,
      COLLEAGUES,
      values,
    );
    return partOf(
      rows,
      size,
      (row) => ({ id: row.id, name: row.name, ...(row.office === null ? {} : { office: row.office }) }),
      (row) => [row.name, row.id],
    );
  }

  names(by: Asker, actors: readonly string[]): Promise<Readonly<Record<string, string>>> {
    return namesOf(this.#options.database, by, actors);
  }

  #names(by: Asker, assignments: readonly Assignment[]): Promise<Readonly<Record<string, string>>> {
    const actors = assignments.flatMap(({ holder, behalf, givenBy }) => [holder, behalf, givenBy]);
    return namesOf(this.#options.database, by, actors);
  }

  #record(
    transaction: Transaction,
    by: Asker,
    account: string,
    state: Parameters<typeof recordAct>[1]['state'],
    at: Date,
  ): Promise<void> {
    const { actor, behalf } = by;
    const act = { kind: 'account.changed', actor, behalf, subject: actorOf(account), at, state } as const;
    return recordAct(transaction, act, this.#options.random);
  }
}

async function governed(
  session: Session,
  statement: Statement,
  by: Asker,
  id: string,
  now: Date,
): Promise<PersonRow> {
  assertAdministers(by);
  const [row] = await session.query<PersonRow>(statement, [id, now]);
  if (row === undefined || !governs(by, row)) throw new AccessError('account-not-known');
  return row;
}

/** Whom a new account belongs to; an authority's administrator cannot but invite to its own. */
function belongingOf(by: Asker, person: NewPerson): Belonging {
  const office = person.office ?? null;
  const { scope } = by;
  if (scope.kind === 'authority' && person.organisation === undefined)
    return { authority: person.authority ?? scope.authority, organisation: null, office };
  if (scope.kind === 'system')
    return { authority: person.authority ?? null, organisation: person.organisation ?? null, office };
  return { authority: null, organisation: person.organisation ?? by.organisation ?? '', office: null };
}

async function assertRolesFit(
  session: Session,
  by: Asker,
  roles: readonly string[],
  { authority }: Belonging,
  others: readonly string[] = [],
): Promise<void> {
  const unknown = roles.find((role) => !isRole(role));
  if (unknown !== undefined) throw new AccessError('account-role-not-known', { role: unknown });
  const pair = incompatiblePair([...roles, ...others]);
  if (pair !== undefined) throw new AccessError('roles-incompatible', { one: pair[0], other: pair[1] });
  const host = roles.find(isHostRole);
  if (host === undefined || by.scope.kind === 'system') return;
  const [isHost] = await session.query(IS_HOST, [authority]);
  if (isHost === undefined) throw new AccessError('role-not-given-here', { role: host });
}

function assertAdministers(by: Asker): void {
  if (!by.may('administration')) throw new AccessError('access-forbidden', { permission: 'administration' });
}

/** Nobody widens or ends their own rights. */
function assertOther(by: Asker, account: string): void {
  if (by.actor === actorOf(account) || by.behalf === actorOf(account))
    throw new AccessError('assignment-own');
}
