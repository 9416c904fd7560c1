import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../base/index.ts';
import { sha256 } from '../../crypto/index.ts';
import type { Statement } from '../../database/index.ts';
import { AccessError } from '../error.ts';
import { SYSTEM } from '../lib/system.ts';
import type { Means } from './means.ts';

/** Milliseconds for which an authenticator may take to answer. */
const CHALLENGE_TERM = 300_000;
const CHALLENGE_BYTES = 32;

const ASK: Statement = {
  name: 'access-ask-challenge',
  text: 'insert into challenge (digest, purpose, account, expires) values ($1, $2, $3, $4)',
};

const WITHDRAW: Statement = {
  name: 'access-withdraw-challenges',
  text: 'delete from challenge where account = $1',
};

const TAKE: Statement = {
  name: 'access-take-challenge',
  text: `delete from challenge where digest = $1 and purpose = $2 and account is not distinct from $3
         returning expires > $4 as fresh`,
};

export const SWEEP_CHALLENGES: Statement = {
  name: 'access-sweep-challenges',
  text: 'delete from challenge where expires < $1',
};

/** Makes a challenge and remembers it until it is answered, once, or for five minutes; an account's own takes the place of the one before. */
export async function askChallenge(
  { database, clock, random }: Means,
  purpose: 'register' | 'prove',
  account?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = Uint8Array.from(random(CHALLENGE_BYTES));
  const expires = new Date(clock().getTime() + CHALLENGE_TERM);
  await database.transaction(SYSTEM, async (transaction) => {
    if (account !== undefined) await transaction.query(WITHDRAW, [account]);
    await transaction.query(ASK, [digestOf(toBase64Url(challenge)), purpose, account, expires]);
  });
  return challenge;
}

/**
 * Takes the challenge that a client's data answers out of the table, for good: an answer that turns out wrong has used it
 * up. @throws `challenge-not-known`.
 */
export async function takeChallenge(
  { database, clock }: Means,
  clientData: string,
  { purpose, account }: { readonly purpose: 'register' | 'prove'; readonly account?: string },
): Promise<string> {
  const challenge = challengeIn(clientData);
  const values = [digestOf(challenge ?? ''), purpose, account, clock()];
  const [taken] = await database.transaction(SYSTEM, (transaction) =>
    transaction.query<{ fresh: boolean }>(TAKE, values),
  );
  if (challenge === undefined || taken?.fresh !== true) throw new AccessError('challenge-not-known');
  return challenge;
}

function challengeIn(clientData: string): string | undefined {
  const bytes = fromBase64Url(clientData);
  const text = bytes === undefined ? undefined : fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null || !('challenge' in data)) return undefined;
    return typeof data.challenge === 'string' ? data.challenge : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(challenge: string): Uint8Array {
  return sha256(utf8(`challenge ${challenge}`));
}
