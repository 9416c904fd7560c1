import { toBase64Url, utf8 } from '../../base/index.ts';
import { sha256 } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { type Caller, callerOfRow, type Self, type AccountRow } from '../caller.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import { ACCOUNT_COLUMNS } from './accounts.ts';
import { ENROLLED, type Factor, PROOF_TERM } from './factors.ts';
import type { Means, Whereabouts } from './means.ts';
import { agentOf, networkOf } from './whereabouts.ts';

/** An opened door. The token is told once; the database keeps its digest. */
export interface OpenedSession {
  readonly token: string;
  /** RFC 3339. */
  readonly expires: string;
  readonly caller: Caller;
}

/** What is opened, and by what. */
export interface Opening {
  readonly kind: 'session' | 'token';
  readonly factors: readonly Factor[];
  readonly expires: Date;
  readonly label?: string;
  /** Whether its holder has just proved who they are. */
  readonly isProved: boolean;
  readonly whereabouts?: Whereabouts;
  /** SHA-256 of the client certificate it is bound to. */
  readonly certificate?: Uint8Array;
  readonly permissions?: readonly string[];
}

const TOKEN = /^cf_[A-Za-z0-9_-]{43}$/;

/** Milliseconds to which it is kept when a session was last used. */
const SEEN_STEP = 900_000;

const OPEN: Statement = {
  name: 'access-open-session',
  text: `insert into session (digest, account, kind, label, created, expires, factors, proved, seen, network, agent, certificate, permissions)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $5, $9, $10, $11, $12) returning id`,
};

const BY_TOKEN: Statement = {
  name: 'access-caller-by-token',
  text: `select ${ACCOUNT_COLUMNS}, s.id as session, s.kind as door, s.factors, s.proved, s.expires as until, s.seen,
           encode(s.certificate, 'hex') as certificate, s.permissions, ${ENROLLED} as enrolled
         from session s join account a on a.id = s.account left join authority on authority.key = a.authority
         cross join lateral standing_of(a.id, s.digest, $2) standing
         where not standing.suspended and s.digest = $1 and s.revoked is null and s.expires > $2
           and a.disabled is null and coalesce(a.expires > $2, true)`,
};

const SEEN: Statement = {
  name: 'access-session-seen',
  text: 'update session set seen = $2 where digest = $1 and revoked is null',
};

const CLOSE: Statement = {
  name: 'access-sign-out',
  text: 'update session set revoked = $2 where digest = $1 and revoked is null returning account, id',
};

const PROVE: Statement = {
  name: 'access-prove-session',
  text: `update session set proved = $3,
           factors = (select array_agg(distinct factor) from unnest(factors || $4::text[]) as given (factor))
         where id = $1 and account = $2 and kind = 'session' and revoked is null and expires > $3 returning id`,
};

interface DoorRow extends AccountRow {
  readonly session: string;
  readonly door: 'session' | 'token';
  readonly factors: readonly string[];
  readonly proved: Date | null;
  readonly until: Date;
  readonly seen: Date | null;
  readonly certificate: string | null;
  readonly permissions: readonly string[] | null;
  readonly enrolled: readonly string[];
}

/** Opens a session or token; a session's opening is an act of its owner, kept with `told`. */
export async function openSession(
  { clock, random }: Means,
  transaction: Transaction,
  account: AccountRow,
  opening: Opening,
  told: Parameters<typeof recordAct>[1]['state'] = {},
): Promise<OpenedSession> {
  const { kind, factors, expires, label, isProved, whereabouts, certificate, permissions } = opening;
  const token = `cf_${toBase64Url(random(32))}`;
  const now = clock();
  const [row] = await transaction.query<{ id: string }>(OPEN, [
    digestOf(token),
    account.id,
    kind,
    label,
    now,
    expires,
    factors,
    isProved ? now : null,
    networkOf(whereabouts?.address ?? ''),
    agentOf(whereabouts?.agent),
    certificate,
    permissions,
  ]);
  const caller = callerOfRow(account, {
    id: row?.id ?? '',
    kind,
    factors,
    expires,
    enrolled: [],
    ...provedUntil({ door: kind, kind: account.kind, proved: isProved ? now : null, until: expires }),
    ...(permissions === undefined ? {} : { permissions }),
  });
  if (kind === 'session' || factors[0] !== 'token') {
    const { actor } = caller;
    const state = { until: expires.toISOString(), factors: [...factors], ...told };
    await recordAct(
      transaction,
      { kind: 'account.signed-in', actor, subject: actor, at: now, state },
      random,
    );
  }
  return { token, expires: expires.toISOString(), caller };
}

/** Whose token this is; undefined when it is unknown, expired or closed. */
export async function callerOfToken({ database, clock }: Means, token: string): Promise<Caller | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const now = clock();
  const digest = digestOf(token);
  const [row] = await database.read<DoorRow>(SYSTEM, BY_TOKEN, [digest, now]);
  if (row === undefined) return undefined;
  if (row.seen === null || now.getTime() - row.seen.getTime() > SEEN_STEP) {
    await database.transaction(SYSTEM, (transaction) => transaction.query(SEEN, [digest, now]));
  }
  return callerOfRow(row, {
    id: row.session,
    kind: row.door,
    factors: row.factors,
    expires: row.until,
    enrolled: row.enrolled,
    ...provedUntil(row),
    ...(row.certificate === null ? {} : { certificate: row.certificate }),
    ...(row.permissions === null ? {} : { permissions: row.permissions }),
  });
}

/** A machine's token is its proof for as long as it holds; a person's session for some minutes after each proof. */
function provedUntil({ door, kind, proved, until }: Pick<DoorRow, 'door' | 'kind' | 'proved' | 'until'>): {
  readonly provedUntil?: Date;
} {
  if (door === 'token') return kind === 'machine' ? { provedUntil: until } : {};
  return proved === null ? {} : { provedUntil: new Date(proved.getTime() + PROOF_TERM) };
}

export async function closeToken({ database, clock, random }: Means, token: string): Promise<void> {
  if (!TOKEN.test(token)) return;
  const now = clock();
  await database.transaction(SYSTEM, async (transaction) => {
    const [closed] = await transaction.query<{ account: string; id: string }>(CLOSE, [digestOf(token), now]);
    if (closed === undefined) return;
    const actor = `account/${closed.account}`;
    const act = { kind: 'account.signed-out', actor, subject: actor, at: now } as const;
    await recordAct(transaction, { ...act, state: { session: closed.id } }, random);
  });
}

/** Notes that the holder of a session has proved who they are anew; gives until when that counts. */
export async function proveSession(
  { clock, random }: Means,
  transaction: Transaction,
  caller: Self,
  factors: readonly Factor[],
): Promise<Date> {
  const now = clock();
  const [row] = await transaction.query(PROVE, [caller.session?.id, caller.account, now, factors]);
  if (row === undefined) throw new AccessError('session-not-known');
  const { actor } = caller;
  const act = {
    kind: 'account.proved',
    actor,
    subject: actor,
    at: now,
    state: { factors: [...factors] },
  } as const;
  await recordAct(transaction, act, random);
  return new Date(now.getTime() + PROOF_TERM);
}

function digestOf(token: string): Uint8Array {
  return sha256(utf8(token));
}
