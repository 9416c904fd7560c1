import { addressKey, equalBytes, utf8, type Clock } from '../base/index.ts';
import { sha256 } from '../crypto/index.ts';
import type { Database, Statement, Transaction } from '../database/index.ts';
import { SYSTEM } from './lib/system.ts';

/** How many attempts a bucket holds, and how many leak out of it each minute. */
export interface Bucket {
  readonly holds: number;
  readonly perMinute: number;
}

/**
 * A pair of login and address is slowed first. An address that tries many logins is slowed as a whole, and so is a login
 * that is tried from many addresses; but never for a pair that has come in before: nobody locks another out.
 */
const PAIR: Bucket = { holds: 10, perMinute: 1 };
const ADDRESS: Bucket = { holds: 60, perMinute: 10 };
const LOGIN: Bucket = { holds: 60, perMinute: 10 };
/** The buckets of one kind of attempt. */
export interface Buckets {
  readonly pair: Bucket;
  readonly address: Bucket;
  readonly login: Bucket;
}
export const PASSWORDS: Buckets = { pair: PAIR, address: ADDRESS, login: LOGIN };
/** Six figures are soon guessed through: whoever has the password already tries few, from wherever. */
export const CODES: Buckets = {
  pair: { holds: 6, perMinute: 0.5 },
  address: ADDRESS,
  login: { holds: 20, perMinute: 0.2 },
};
/** Minutes for which the worst bucket takes to open again: a storm of guesses must not close an address for days. */
const LONGEST_WAIT = 15;
/** Days for which a pair that came in counts as known. */
const KNOWN_DAYS = 90;

// Rows are locked in the order of their keys, so that simultaneous attempts do not deadlock.
const CHARGE: Statement = {
  name: 'access-charge',
  text: `insert into sign_in_attempt as a (key, level, at)
         select key, 1, $4 from unnest($1::bytea[]) as given (key) order by key
         on conflict (key) do update set
           level = (
             select least(top, 1 + greatest(0, a.level
               - leak * extract(epoch from greatest(excluded.at - a.at, interval '0')) / 60))
             from unnest($1::bytea[], $2::real[], $3::real[]) as bucket (key, leak, top) where bucket.key = a.key
           ),
           at = greatest(a.at, excluded.at)
         returning key, level, succeeded > $4::timestamptz - make_interval(days => ${KNOWN_DAYS}) as known`,
};

const ADMIT: Statement = {
  name: 'access-admit',
  text: `update sign_in_attempt set level = case when key = $1 then 0 else greatest(0, level - 1) end,
           succeeded = case when key = $1 then $3 else succeeded end
         where key = any ($2)`,
};

const FORGET: Statement = {
  name: 'access-forget-attempts',
  text: `delete from sign_in_attempt
         where at < $1::timestamptz - interval '1 day'
           and (succeeded is null or succeeded < $1::timestamptz - make_interval(days => ${KNOWN_DAYS}))`,
};

/** The keys of one attempt: digests, so that the table names nobody. */
export interface Attempt {
  readonly pair: Uint8Array;
  readonly address: Uint8Array;
  readonly login: Uint8Array;
}

export function attemptOf(login: string, address: string): Attempt {
  const key = (...parts: readonly string[]) => sha256(utf8(parts.join('\u0000')));
  const from = addressKey(address);
  return { pair: key('pair', login, from), address: key('address', from), login: key('login', login) };
}

/**
 * Counts an attempt before it is judged, so that a thousand at once are a thousand. Returns 0 when it may go on,
 * otherwise the seconds until it might.
 */
export async function charge(
  database: Database,
  attempt: Attempt,
  now: Date,
  buckets: Buckets = PASSWORDS,
): Promise<number> {
  const rows = await fill(database, now, [
    [attempt.pair, buckets.pair],
    [attempt.address, buckets.address],
    [attempt.login, buckets.login],
  ]);
  const level = (key: Uint8Array) => rows.find((row) => equalBytes(row.key, key));
  const pair = level(attempt.pair);
  const waits = [wait(buckets.pair, pair?.level ?? 0)];
  if (pair?.known !== true) {
    waits.push(
      wait(buckets.address, level(attempt.address)?.level ?? 0),
      wait(buckets.login, level(attempt.login)?.level ?? 0),
    );
  }
  return Math.max(...waits);
}

/**
 * Counts a guess at something that is not a login (a security code, a reference of an application), by whoever guesses or by what
 * is guessed at; shared by all processes. Returns 0 when it may go on, otherwise the seconds until it might.
 */
export async function chargeGuess(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  { of, subject, bucket }: Guess,
): Promise<number> {
  const name = of === 'address' ? addressKey(subject) : subject;
  const key = sha256(utf8(['guess', of, name].join('\u0000')));
  const [row] = await fill(database, clock(), [[key, bucket]]);
  return wait(bucket, row?.level ?? 0);
}

/** A guess by an address, or at the number of a certificate. */
export interface Guess {
  readonly of: 'address' | 'number';
  readonly subject: string;
  readonly bucket: Bucket;
}

interface FilledRow {
  readonly key: Uint8Array;
  readonly level: number;
  readonly known: boolean | null;
}

function fill(
  database: Database,
  now: Date,
  buckets: readonly (readonly [key: Uint8Array, bucket: Bucket])[],
): Promise<readonly FilledRow[]> {
  return database.transaction(SYSTEM, (transaction) =>
    transaction.query<FilledRow>(CHARGE, [
      buckets.map(([key]) => key),
      buckets.map(([, { perMinute }]) => perMinute),
      buckets.map(([, { holds, perMinute }]) => holds + LONGEST_WAIT * perMinute),
      now,
    ]),
  );
}

/** Gives back what an attempt was charged, because it came in. */
export async function admit(transaction: Transaction, attempt: Attempt, now: Date): Promise<void> {
  await transaction.query(ADMIT, [attempt.pair, [attempt.pair, attempt.address, attempt.login], now]);
}

/** Clears away buckets that have long been empty. */
export async function forgetAttempts(database: Database, now: Date): Promise<void> {
  await database.transaction(SYSTEM, (transaction) => transaction.query(FORGET, [now]));
}

function wait({ holds, perMinute }: Bucket, level: number): number {
  return level <= holds ? 0 : Math.ceil(((level - holds) / perMinute) * 60);
}
