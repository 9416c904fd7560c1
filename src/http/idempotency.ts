import type { Clock } from '../base/index.ts';
import type { Database, Statement } from '../database/index.ts';
import { HttpError } from './codes.ts';

/** An answer as it was given, to be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface IdempotencyStore {
  /**
   * Claims a caller's key for a request. Returns the answer kept from its first use, or undefined when the request is to be
   * carried out now; then `keep` or `release` must follow.
   * @throws {HttpError} `idempotency-key-reused` for another request under the same key, `idempotency-key-in-progress`.
   */
  claim(actor: string, key: string, requestDigest: string): Promise<KeptAnswer | undefined>;
  keep(actor: string, key: string, answer: KeptAnswer): Promise<void>;
  /** Gives a key up whose request failed without an answer worth repeating. */
  release(actor: string, key: string): Promise<void>;
}

/** A claim whose process died is free again after so long: longer than any handler may take. */
const CLAIM_SECONDS = 120;
/** Answers are repeated for so long at least. */
export const KEPT_DAYS = 30;

const CLAIM: Statement = {
  name: 'idempotency-claim',
  text: `insert into idempotency_key as kept (actor, key, request_digest, claimed)
         values ($1, $2, decode($3, 'hex'), $4)
         on conflict (actor, key) do update set claimed = excluded.claimed
           where kept.status is null and kept.request_digest = excluded.request_digest
             and kept.claimed < excluded.claimed - make_interval(secs => ${CLAIM_SECONDS})
         returning true as claimed`,
};
const READ: Statement = {
  name: 'idempotency-read',
  text: `select request_digest = decode($3, 'hex') as same, status, headers, body
         from idempotency_key where actor = $1 and key = $2`,
};
const KEEP: Statement = {
  name: 'idempotency-keep',
  text: `update idempotency_key set status = $3, headers = $4, body = $5 where actor = $1 and key = $2 and status is null`,
};
const RELEASE: Statement = {
  name: 'idempotency-release',
  text: `delete from idempotency_key where actor = $1 and key = $2 and status is null`,
};
const EXPIRE: Statement = {
  name: 'idempotency-expire',
  text: `delete from idempotency_key where (actor, key) in (
           select actor, key from idempotency_key where claimed < $1 order by claimed limit 1000)`,
};

interface KeptRow {
  readonly same: boolean;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
}

/** Idempotency keys in the database, so that a retry may reach any process. */
export function databaseIdempotency(database: Database, clock: Clock): IdempotencyStore {
  const scope = { kind: 'system' } as const;
  return {
    async claim(actor, key, digest) {
      const values = [actor, key, digest];
      const row = await database.transaction(scope, async (transaction) => {
        const claimed = await transaction.query(CLAIM, [...values, clock()]);
        if (claimed.length > 0) return undefined;
        return (await transaction.query<KeptRow>(READ, values))[0];
      });
      if (row === undefined) return undefined;
      if (!row.same) throw new HttpError('idempotency-key-reused');
      if (row.status === null) throw new HttpError('idempotency-key-in-progress');
      return { status: row.status, headers: row.headers ?? {}, body: row.body ?? '' };
    },
    async keep(actor, key, answer) {
      const { status, headers, body } = answer;
      await database.transaction(scope, (transaction) =>
        transaction.query(KEEP, [actor, key, status, headers, body]),
      );
    },
    async release(actor, key) {
      await database.transaction(scope, (transaction) => transaction.query(RELEASE, [actor, key]));
    },
  };
}

/** Forgets keys older than the promised days; a portion at a time, for the house-keeping of any process. */
export async function forgetOldKeys(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await database.transaction({ kind: 'system' }, (transaction) => transaction.query(EXPIRE, [before]));
}

/** A key is 1 to 255 visible characters, bare or as a quoted string (draft-ietf-httpapi-idempotency-key-header-07 §2.1). */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key =
    typeof header === 'string'
      ? /^(?:"([\x21\x23-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/.exec(header)
      : null;
  if (key === null) throw new HttpError('idempotency-key-malformed');
  return key[1] ?? key[2];
}
