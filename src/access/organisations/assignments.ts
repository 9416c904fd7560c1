import { uuidV7 } from '../../base/index.ts';
import type { Session, Statement, Transaction } from '../../database/index.ts';
import { actorOf } from '../caller.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import type { Asker } from '../lib/governing.ts';
import { recordAct } from '../lib/history.ts';
import { isRole, type Role } from '../permissions.ts';
import { incompatiblePair } from './separations.ts';

/** A role at an office for a time. */
export interface Assignment {
  /** UUID. */
  readonly id: string;
  /** Key of the account that holds it. */
  readonly holder: string;
  readonly role: Role;
  /** Absent: the whole authority. */
  readonly office?: string;
  /** RFC 3339. */
  readonly starts: string;
  readonly ends?: string;
  /** When it was taken back before its end. */
  readonly ended?: string;
  /** Whose role it is, where it was delegated: the key of an account. */
  readonly behalf?: string;
  readonly givenBy: string;
  readonly state: 'coming' | 'held' | 'over';
}

export interface NewAssignment {
  readonly role: string;
  readonly office?: string | undefined;
  /** Now where absent. */
  readonly starts?: Date | undefined;
  readonly ends?: Date | undefined;
}

interface Row {
  readonly id: string;
  readonly account: string;
  readonly role: string;
  readonly office: string | null;
  readonly starts: Date;
  readonly ends: Date | null;
  readonly ended: Date | null;
  readonly behalf: string | null;
  readonly given_by: string;
}

const COLUMNS = 'id, account, role, office, starts, ends, ended, behalf, given_by';

const OF_ACCOUNT: Statement = {
  name: 'access-assignments',
  text: `select ${COLUMNS} from assignment where account = $1 or behalf = $1 order by created desc, id limit 500`,
};

const ONE: Statement = {
  name: 'access-assignment',
  text: `select ${COLUMNS} from assignment where id = $1 for update`,
};

const GIVE: Statement = {
  name: 'access-give-assignment',
  text: `insert into assignment (id, account, role, office, starts, ends, behalf, given_by, created)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

const END: Statement = {
  name: 'access-end-assignment',
  text: 'update assignment set ended = $2 where id = $1 and ended is null and coalesce(ends > $2, true)',
};

// Everything that could be held at some moment from now on; plain roles as long as nothing was ever assigned.
const HELD: Statement = {
  name: 'access-roles-held',
  text: `select role from assignment
         where account = $1 and ended is null and coalesce(ends > $2, true)
         union
         select unnest(roles) from account where id = $1
           and not exists (select from assignment s where s.account = $1 and s.behalf is null)`,
};

/** Turns plain roles into assignments, so that the first assignment adds to them and takes none away. */
const KEEP_PLAIN: Statement = {
  name: 'access-plain-roles',
  text: `select plain.role, a.office from account a, unnest(a.roles) as plain (role)
         where a.id = $1 and not exists (select from assignment s where s.account = $1 and s.behalf is null)
         for update of a`,
};

export async function assignmentsOf(
  session: Session,
  account: string,
  now: Date,
): Promise<{ readonly held: readonly Assignment[]; readonly delegated: readonly Assignment[] }> {
  const rows = await session.query<Row>(OF_ACCOUNT, [account]);
  return {
    held: rows.filter((row) => row.account === account).map((row) => shown(row, now)),
    delegated: rows.filter((row) => row.behalf === account).map((row) => shown(row, now)),
  };
}

export async function assignmentById(
  transaction: Transaction,
  id: string,
): Promise<
  { readonly account: string; readonly behalf: string | null; readonly office: string | null } | undefined
> {
  const [row] = await transaction.query<Row>(ONE, [id]);
  return row;
}

/** Enters an assignment. What may be given by whom has been decided before; here roles that exclude each other are kept apart. */
export async function giveAssignment(
  transaction: Transaction,
  by: Asker,
  given: NewAssignment & { readonly account: string; readonly behalf?: string },
  { clock, random }: Pick<DirectoryOptions, 'clock' | 'random'>,
): Promise<string> {
  const now = clock();
  const { account, role, office, behalf, starts = now, ends } = given;
  if (!isRole(role)) throw new AccessError('account-role-not-known', { role });
  if (ends !== undefined && (ends <= starts || ends <= now)) throw new AccessError('assignment-term-unfit');
  if (behalf === undefined) {
    const plain = await transaction.query<{ role: string; office: string | null }>(KEEP_PLAIN, [account]);
    for (const each of plain) {
      const values = [
        uuidV7(now.getTime(), random),
        account,
        each.role,
        each.office,
        now,
        null,
        null,
        by.actor,
        now,
      ];
      await transaction.query(GIVE, values);
    }
  }
  const held = await transaction.query<{ role: string }>(HELD, [account, now]);
  const pair = incompatiblePair([...held.map((each) => each.role), role]);
  if (pair !== undefined) throw new AccessError('roles-incompatible', { one: pair[0], other: pair[1] });
  const id = uuidV7(now.getTime(), random);
  await transaction.query(GIVE, [id, account, role, office, starts, ends, behalf, by.actor, now]);
  const state = {
    assignment: id,
    role,
    office,
    starts: starts.toISOString(),
    ends: ends?.toISOString(),
    of: behalf === undefined ? undefined : actorOf(behalf),
  };
  const { actor } = by;
  const act = {
    kind: 'assignment.given',
    actor,
    behalf: by.behalf,
    subject: actorOf(account),
    state,
  } as const;
  await recordAct(transaction, { ...act, at: now }, random);
  return id;
}

export async function endAssignment(
  transaction: Transaction,
  by: Asker,
  { id, account }: { readonly id: string; readonly account: string },
  { clock, random }: Pick<DirectoryOptions, 'clock' | 'random'>,
): Promise<void> {
  const at = clock();
  await transaction.query(END, [id, at]);
  const act = {
    kind: 'assignment.ended',
    actor: by.actor,
    behalf: by.behalf,
    subject: actorOf(account),
  } as const;
  await recordAct(transaction, { ...act, at, state: { assignment: id } }, random);
}

function shown(row: Row, now: Date): Assignment {
  const { id, role, office, starts, ends, ended, behalf, given_by } = row;
  const isOver = ended !== null || (ends !== null && ends <= now);
  return {
    id,
    holder: actorOf(row.account),
    // Entered by `giveAssignment` alone, which knows the roles; a role that is gone permits nothing.
    role: role as Role,
    ...(office === null ? {} : { office }),
    starts: starts.toISOString(),
    ...(ends === null ? {} : { ends: ends.toISOString() }),
    ...(ended === null ? {} : { ended: ended.toISOString() }),
    ...(behalf === null ? {} : { behalf: actorOf(behalf) }),
    givenBy: given_by,
    state: isOver ? 'over' : starts > now ? 'coming' : 'held',
  };
}
