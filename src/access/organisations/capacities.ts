import type { Statement } from '../../database/index.ts';
import { actorOf } from '../caller.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import { accountOf, type Asker } from '../lib/governing.ts';
import { SYSTEM } from '../lib/system.ts';

/** What somebody may act as: roles at one office, in their own name or a colleague's. */
export interface Capacity {
  readonly roles: readonly string[];
  /** Absent: the whole authority. */
  readonly office?: string;
  /** Key and name of the colleague who delegated. */
  readonly behalf?: string;
  readonly behalfName?: string;
  /** Whether the session acts in it now. */
  readonly current: boolean;
}

export interface Capacities {
  list(by: Asker): Promise<readonly Capacity[]>;
  /** Acts from now on as another. @throws AccessError `capacity-not-held`. */
  choose(
    by: Asker,
    session: string,
    capacity: { readonly office?: string | undefined; readonly behalf?: string | undefined },
  ): Promise<void>;
}

interface Row {
  readonly roles: readonly string[];
  readonly office: string | null;
  readonly behalf: string | null;
  readonly name: string | null;
}

const LIST: Statement = {
  name: 'access-capacities',
  text: `select c.roles, c.office, c.behalf, a.name from capacities_of($1, $2) c left join account a on a.id = c.behalf
         order by c.behalf nulls first, c.office nulls first`,
};

const CHOOSE: Statement = {
  name: 'access-choose-capacity',
  text: `insert into session_capacity (session, office, behalf)
         select s.digest, $3, $4 from session s where s.id = $1 and s.account = $2 and s.revoked is null
         on conflict (session) do update set office = excluded.office, behalf = excluded.behalf
         returning office`,
};

export function openCapacities({ database, clock }: DirectoryOptions): Capacities {
  const held = async (account: string) => database.read<Row>(SYSTEM, LIST, [account, clock()]);
  return {
    async list(by) {
      const account = accountOf(by.actor);
      const rows = account === undefined ? [] : await held(account);
      const office = by.scope.kind === 'authority' ? by.scope.office : undefined;
      return rows.map((row) => ({
        roles: row.roles,
        ...(row.office === null ? {} : { office: row.office }),
        ...(row.behalf === null ? {} : { behalf: actorOf(row.behalf) }),
        ...(row.name === null ? {} : { behalfName: row.name }),
        current:
          (row.office ?? undefined) === office &&
          (row.behalf === null ? undefined : actorOf(row.behalf)) === by.behalf,
      }));
    },
    async choose(by, session, { office, behalf }) {
      const account = accountOf(by.actor);
      const rows = account === undefined ? [] : await held(account);
      const giver = behalf === undefined ? null : accountOf(behalf);
      const holds = rows.some((row) => row.office === (office ?? null) && row.behalf === giver);
      if (!holds) throw new AccessError('capacity-not-held');
      const chosen = await database.transaction(SYSTEM, (transaction) =>
        transaction.query(CHOOSE, [session, account, office, giver]),
      );
      if (chosen.length === 0) throw new AccessError('capacity-not-held');
    },
  };
}
