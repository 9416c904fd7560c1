import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { equalBytes, fromBase64Url } from '../../base/index.ts';
import type { Statement } from '../../database/index.ts';
import { admit, attemptOf } from '../attempts.ts';
import type { Self } from '../caller.ts';
import { SYSTEM } from '../lib/system.ts';
import { accountById } from './accounts.ts';
import { askChallenge, takeChallenge } from './challenges.ts';
import type { Means, Whereabouts } from './means.ts';
import { handleOf, library, type RelyingParty } from './passkeys.ts';
import { chargeOr } from './password-proof.ts';
import { openSession, proveSession, type OpenedSession } from './sessions.ts';

const FIND: Statement = {
  name: 'access-passkey-for-use',
  text: `select id, account, public_key, counter, transports from passkey where credential = $1`,
};

// The counter of the row must still be the one that was judged by: of two uses at once one is a copy.
const USE: Statement = {
  name: 'access-use-passkey',
  text: `update passkey set counter = $3, synced = $4, used = $5 where credential = $1 and counter = $2 returning id`,
};

/** What a browser is given to prove somebody by a passkey: whose, it will tell. */
export async function proofOptions(
  means: Means,
  party: RelyingParty,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    challenge: await askChallenge(means, 'prove'),
  });
}

/** Opens a session by a passkey; undefined when it does not fit or its account has ended. */
export async function signInByPasskey(
  means: Means,
  answer: { readonly party: RelyingParty; readonly response: AuthenticationResponseJSON },
  whereabouts: Whereabouts,
): Promise<OpenedSession | undefined> {
  const { database, clock } = means;
  const attempt = attemptOf(`passkey ${answer.response.id.slice(0, 1500)}`, whereabouts.address);
  await chargeOr(means, attempt);
  const account = await accountOfPasskey(means, answer);
  if (account === undefined) return undefined;
  return database.transaction(SYSTEM, async (transaction) => {
    const now = clock();
    const row = await accountById(transaction, account, now);
    if (row === undefined || row.ended || row.kind !== 'person') return undefined;
    await admit(transaction, attempt, now);
    const expires = new Date(now.getTime() + means.sessionTerm);
    const opening = { kind: 'session', factors: ['passkey'], expires, isProved: true, whereabouts } as const;
    return openSession(means, transaction, row, opening);
  });
}

/** Proves a session's holder anew by one of their passkeys; undefined when it does not fit. */
export async function proveByPasskey(
  means: Means,
  caller: Self,
  answer: { readonly party: RelyingParty; readonly response: AuthenticationResponseJSON },
  { address }: Whereabouts,
): Promise<Date | undefined> {
  await chargeOr(means, attemptOf(`passkey ${answer.response.id.slice(0, 1500)}`, address));
  const account = await accountOfPasskey(means, answer);
  if (account !== caller.account) return undefined;
  return means.database.transaction(SYSTEM, (transaction) =>
    proveSession(means, transaction, caller, ['passkey']),
  );
}

/** Whose passkey answered, after its signature, counter and user verification were found good. */
async function accountOfPasskey(
  means: Means,
  { party, response }: { readonly party: RelyingParty; readonly response: AuthenticationResponseJSON },
): Promise<string | undefined> {
  const { database, clock } = means;
  const challenge = await takeChallenge(means, response.response.clientDataJSON, { purpose: 'prove' });
  const credential = fromBase64Url(response.id);
  if (credential === undefined || credential.length > 1023) return undefined;
  const [row] = await database.read<{
    readonly account: string;
    readonly public_key: Uint8Array;
    readonly counter: string;
  }>(SYSTEM, FIND, [credential]);
  if (row === undefined) return undefined;
  const { userHandle } = response.response;
  const claimed = userHandle === undefined ? undefined : fromBase64Url(userHandle);
  if (claimed !== undefined && !equalBytes(claimed, handleOf(row.account))) return undefined;
  const { verifyAuthenticationResponse } = await library();
  const verification = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: Uint8Array.from(row.public_key),
      counter: Number(row.counter),
    },
  }).catch(() => undefined);
  if (verification?.verified !== true) return undefined;
  const { newCounter, credentialBackedUp } = verification.authenticationInfo;
  const values = [credential, row.counter, newCounter, credentialBackedUp, clock()];
  const [used] = await database.transaction(SYSTEM, (transaction) => transaction.query(USE, values));
  return used === undefined ? undefined : row.account;
}
