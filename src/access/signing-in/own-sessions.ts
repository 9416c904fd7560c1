import type { Statement } from '../../database/index.ts';
import type { Self } from '../caller.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import type { Means } from './means.ts';

/** An open session, as its owner sees it. */
export interface OwnSession {
  /** UUID. */
  readonly id: string;
  readonly kind: 'session' | 'token';
  readonly label?: string;
  /** RFC 3339. */
  readonly created: string;
  /** RFC 3339, to a quarter of an hour. */
  readonly seen?: string;
  readonly expires: string;
  readonly factors: readonly string[];
  readonly network?: string;
  readonly agent?: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

const MOST_LISTED = 200;

const CLOSE_ONE: Statement = {
  name: 'access-close-one',
  text: `update session set revoked = $3 where id = $1 and account = $2 and revoked is null and expires > $3
         returning id`,
};

const CLOSE_OTHERS: Statement = {
  name: 'access-close-others',
  text: `update session set revoked = $3 where account = $1 and id is distinct from $2 and kind = 'session'
           and revoked is null and expires > $3
         returning id`,
};

const LIST: Statement = {
  name: 'access-own-sessions',
  text: `select id, kind, label, created, seen, expires, factors, network, agent from session
         where account = $1 and revoked is null and expires > $2 order by created desc, id limit ${MOST_LISTED}`,
};

export async function ownSessions({ database, clock }: Means, caller: Self): Promise<readonly OwnSession[]> {
  const rows = await database.read<{
    readonly id: string;
    readonly kind: 'session' | 'token';
    readonly label: string | null;
    readonly created: Date;
    readonly seen: Date | null;
    readonly expires: Date;
    readonly factors: readonly string[];
    readonly network: string | null;
    readonly agent: string | null;
  }>(SYSTEM, LIST, [caller.account, clock()]);
  return rows.map(({ id, kind, label, created, seen, expires, factors, network, agent }) => ({
    id,
    kind,
    ...(label === null ? {} : { label }),
    created: created.toISOString(),
    ...(seen === null ? {} : { seen: seen.toISOString() }),
    expires: expires.toISOString(),
    factors,
    ...(network === null ? {} : { network }),
    ...(agent === null ? {} : { agent }),
    current: id === caller.session?.id,
  }));
}

/** Closes one of the caller's own sessions or, without an id, all the caller's sessions but this one. */
export async function closeOwn(
  { database, clock, random }: Means,
  caller: Self,
  id?: string,
): Promise<readonly string[]> {
  const now = clock();
  return database.transaction(SYSTEM, async (transaction) => {
    const closed =
      id === undefined
        ? await transaction.query<{ id: string }>(CLOSE_OTHERS, [caller.account, caller.session?.id, now])
        : await transaction.query<{ id: string }>(CLOSE_ONE, [id, caller.account, now]);
    if (closed.length === 0) {
      if (id === undefined) return [];
      throw new AccessError('session-not-known');
    }
    const ids = closed.map((each) => each.id).toSorted();
    const { actor } = caller;
    const act = {
      kind: 'account.signed-out',
      actor,
      subject: actor,
      at: now,
      state: { sessions: ids },
    } as const;
    await recordAct(transaction, act, random);
    return ids;
  });
}
