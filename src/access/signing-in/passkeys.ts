import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { fromBase64Url, fromHex, toBase64Url, uuidV7 } from '../../base/index.ts';
import { DatabaseError, type Statement, type Transaction } from '../../database/index.ts';
import { actorOf, type Self } from '../caller.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import { askChallenge, takeChallenge } from './challenges.ts';
import type { Means } from './means.ts';
import { ownAccount } from './password-proof.ts';

/** Where passkeys hold: the domain and the origin of the pages (WebAuthn §4, relying party). */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** A passkey, as its owner sees it. */
export interface OwnPasskey {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** Whether its maker keeps copies of it on several devices. */
  readonly synced: boolean;
  /** RFC 3339. */
  readonly created: string;
  readonly used?: string;
}

/** Loaded on first use: commands and most requests need none of it, and it is large. */
export const library = () => import('@simplewebauthn/server');

/** COSE algorithms that are taken: EdDSA, ES256, RS256. */
const ALGORITHMS = [-8, -7, -257];

const MOST_PASSKEYS = 20;

const LIST: Statement = {
  name: 'access-own-passkeys',
  text: `select id, credential, transports, name, synced, created, used from passkey where account = $1
         order by created, id limit ${MOST_PASSKEYS}`,
};

const ADD: Statement = {
  name: 'access-add-passkey',
  text: `insert into passkey (credential, id, account, public_key, counter, transports, synced, name, created)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9
         where (select count(*) from passkey where account = $3) < ${MOST_PASSKEYS} returning id`,
};

const NAME: Statement = {
  name: 'access-name-passkey',
  text: 'update passkey set name = $3 where id = $1 and account = $2 returning id',
};

const REMOVE: Statement = {
  name: 'access-remove-passkey',
  text: 'delete from passkey where id = $1 and account = $2 returning id',
};

// Which passkey opened a session is not kept: with one gone, none of the others that a passkey opened stays.
const CLOSE_OPENED: Statement = {
  name: 'access-close-opened-by-passkey',
  text: `update session set revoked = $3 where account = $1 and id is distinct from $2 and factors = '{passkey}'
           and revoked is null`,
};

interface PasskeyRow {
  readonly id: string;
  readonly credential: Uint8Array;
  readonly transports: readonly string[];
  readonly name: string;
  readonly synced: boolean;
  readonly created: Date;
  readonly used: Date | null;
}

/** What a browser is given to make a passkey by. */
export async function registrationOptions(
  means: Means,
  caller: Self,
  party: RelyingParty,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const account = await ownAccount(means, caller);
  const known = await means.database.read<PasskeyRow>(SYSTEM, LIST, [caller.account]);
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: 'Counterfoil',
    rpID: party.id,
    userName: account.login,
    userDisplayName: account.name,
    userID: handleOf(caller.account),
    challenge: await askChallenge(means, 'register', caller.account),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential, transports }) => ({
      id: toBase64Url(credential),
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Enters the passkey that a browser made. @throws `challenge-not-known`, `passkey-refused`, `factor-exists`. */
export async function registerPasskey(
  means: Means,
  caller: Self,
  { party, response, name }: { party: RelyingParty; response: RegistrationResponseJSON; name: string },
): Promise<string> {
  const { database, clock, random } = means;
  const expected = { purpose: 'register', account: caller.account } as const;
  const challenge = await takeChallenge(means, response.response.clientDataJSON, expected);
  if (!(await isAnonymous(response.response.attestationObject))) throw new AccessError('passkey-refused');
  const { verifyRegistrationResponse } = await library();
  const verification = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((cause: unknown) => {
    throw new AccessError('passkey-refused', {}, { cause });
  });
  if (!verification.verified) throw new AccessError('passkey-refused');
  const { credential, credentialBackedUp } = verification.registrationInfo;
  const now = clock();
  const id = uuidV7(now.getTime(), random);
  const transports = (response.response.transports ?? []).slice(0, 10).map((each) => each.slice(0, 40));
  const values = [
    fromBase64Url(credential.id),
    id,
    caller.account,
    credential.publicKey,
    credential.counter,
    transports,
    credentialBackedUp,
    name,
    now,
  ];
  await database.transaction(SYSTEM, async (transaction) => {
    const [added] = await transaction.query(ADD, values).catch((error: unknown) => {
      if (!(error instanceof DatabaseError) || error.constraint !== 'passkey_pkey') throw error;
      throw new AccessError('factor-exists', {}, { cause: error });
    });
    if (added === undefined) throw new AccessError('passkey-refused');
    const { actor } = caller;
    const act = { kind: 'account.factor-added', actor, subject: actor, at: now } as const;
    await recordAct(transaction, { ...act, state: { factor: 'passkey', id } }, random);
  });
  return id;
}

/**
 * Whether a new passkey comes without a certificate of its maker, as was asked. With one, the library would follow the
 * addresses that the certificate names.
 */
async function isAnonymous(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const bytes = fromBase64Url(attestationObject);
  if (bytes === undefined) return false;
  try {
    const attestation = decodeAttestationObject(bytes);
    const format = attestation.get('fmt');
    return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
  } catch {
    return false;
  }
}

/** The passkeys of an account. */
export async function passkeysOf({ database }: Means, account: string): Promise<readonly OwnPasskey[]> {
  const rows = await database.read<PasskeyRow>(SYSTEM, LIST, [account]);
  return rows.map(({ id, name, synced, created, used }) => ({
    id,
    name,
    synced,
    created: created.toISOString(),
    ...(used === null ? {} : { used: used.toISOString() }),
  }));
}

export async function namePasskey(
  { database }: Means,
  caller: Self,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const [row] = await database.transaction(SYSTEM, (transaction) =>
    transaction.query(NAME, [id, caller.account, name]),
  );
  if (row === undefined) throw new AccessError('factor-not-known');
}

export async function removePasskey(means: Means, caller: Self, id: string): Promise<void> {
  const { actor: by, account, session } = caller;
  await means.database.transaction(SYSTEM, async (transaction) => {
    const isTaken = await takePasskey(means, transaction, { by, account, id, present: session?.id });
    if (!isTaken) throw new AccessError('factor-not-known');
  });
}

/** Takes a passkey from an account, and closes what a passkey opened, but for `present`; false where it has none such. */
export async function takePasskey(
  { clock, random }: Means,
  transaction: Transaction,
  {
    by,
    account,
    id,
    present,
  }: {
    readonly by: string;
    readonly account: string;
    readonly id: string;
    readonly present?: string | undefined;
  },
): Promise<boolean> {
  const [row] = await transaction.query(REMOVE, [id, account]);
  if (row === undefined) return false;
  const at = clock();
  await transaction.query(CLOSE_OPENED, [account, present, at]);
  const act = { kind: 'account.factor-removed', actor: by, subject: actorOf(account), at } as const;
  await recordAct(transaction, { ...act, state: { factor: 'passkey', id } }, random);
  return true;
}

/** The account's number as the authenticator keeps it: 16 bytes that name nobody. */
export function handleOf(account: string): Uint8Array<ArrayBuffer> {
  return fromHex(account.replaceAll('-', '')) ?? new Uint8Array(16);
}
