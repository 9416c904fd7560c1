import type { JWTPayload } from 'jose';
import { utf8 } from '../../base/index.ts';
import { sha256 } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { admit, attemptOf } from '../attempts.ts';
import { AccessError } from '../error.ts';
import { SYSTEM } from '../lib/system.ts';
import { isPermission, type Permission, permissionsOf } from '../permissions.ts';
import { accountById, accountByLogin, foldedLogin, type StoredAccount } from './accounts.ts';
import { accountOfCertificate } from './client-certificates.ts';
import type { Factor } from './factors.ts';
import { algorithmOf, type KeyRow, KEYS, library } from './machine-keys.ts';
import type { Means, Whereabouts } from './means.ts';
import { chargeOr } from './password-proof.ts';
import { openSession } from './sessions.ts';

/** An access token of a machine (RFC 6749 §5.1). */
export interface Granted {
  readonly token: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly permissions: readonly Permission[];
}

const LONGEST_ASSERTION = 300;

const CLOCK_TOLERANCE = 30;

/** Seconds for which a machine's token holds. */
const TOKEN_LIFETIME = 3_600;

const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'PS256', 'RS256'];

const USE_ASSERTION: Statement = {
  name: 'access-use-assertion',
  text: 'insert into used_assertion (digest, expires) values ($1, $2) on conflict do nothing returning digest',
};

export const SWEEP_ASSERTIONS: Statement = {
  name: 'access-sweep-assertions',
  text: 'delete from used_assertion where expires < $1',
};

/**
 * A token for a signed assertion (`private_key_jwt`, RFC 7523 §3): issuer and subject are the login, audience is one of
 * `audiences`, it ends within five minutes and its `jti` was never used. Undefined when any of it does not fit.
 */
export async function grantByAssertion(
  means: Means,
  request: { readonly assertion: string; readonly audiences: readonly string[]; readonly scope?: string },
  whereabouts: Whereabouts,
): Promise<Granted | undefined> {
  const { database, clock } = means;
  const login = await issuerOf(request.assertion);
  const attempt = attemptOf(`assertion ${login ?? ''}`, whereabouts.address);
  await chargeOr(means, attempt);
  const account = login === undefined ? undefined : await accountByLogin(database, login, clock());
  if (login === undefined || account === undefined || account.ended || account.kind !== 'machine')
    return undefined;
  const payload = await verified(means, account, request);
  if (payload === undefined) return undefined;
  const permissions = narrowed(account, request.scope);
  return database.transaction(SYSTEM, async (transaction) => {
    const digest = sha256(utf8(`assertion ${account.id} ${payload.jti}`));
    const until = new Date((payload.exp + CLOCK_TOLERANCE) * 1000);
    const [used] = await transaction.query(USE_ASSERTION, [digest, until]);
    if (used === undefined) return undefined;
    await admit(transaction, attempt, clock());
    return open(means, transaction, account, { factor: 'assertion', permissions, whereabouts });
  });
}

/** A token for the client certificate of the connection, good on connections with that certificate only (RFC 8705). */
export async function grantByCertificate(
  means: Means,
  request: { readonly fingerprint: Uint8Array; readonly login: string; readonly scope?: string },
  whereabouts: Whereabouts,
): Promise<Granted | undefined> {
  const { database, clock } = means;
  const id = await accountOfCertificate(means, request.fingerprint);
  if (id === undefined) return undefined;
  return database.transaction(SYSTEM, async (transaction) => {
    const account = await accountById(transaction, id, clock());
    if (account === undefined || account.ended || account.kind !== 'machine') return undefined;
    if (account.login !== foldedLogin(request.login)) return undefined;
    const permissions = narrowed(account, request.scope);
    const certificate = request.fingerprint;
    return open(means, transaction, account, {
      factor: 'certificate',
      permissions,
      whereabouts,
      certificate,
    });
  });
}

async function open(
  means: Means,
  transaction: Transaction,
  account: StoredAccount,
  grant: {
    readonly factor: Factor;
    readonly permissions: readonly Permission[];
    readonly whereabouts: Whereabouts;
    readonly certificate?: Uint8Array;
  },
): Promise<Granted> {
  const { factor, permissions, whereabouts, certificate } = grant;
  const expires = new Date(means.clock().getTime() + TOKEN_LIFETIME * 1000);
  const opened = await openSession(means, transaction, account, {
    kind: 'token',
    factors: [factor],
    label: factor,
    expires,
    isProved: true,
    whereabouts,
    permissions,
    ...(certificate === undefined ? {} : { certificate }),
  });
  return { token: opened.token, lifetime: TOKEN_LIFETIME, permissions };
}

/** The permissions a scope asks for: those of the account's, or all of them. @throws `token-scope-unfit`. */
function narrowed(account: StoredAccount, scope: string | undefined): readonly Permission[] {
  const granted = [...permissionsOf(account.roles)];
  const asked = (scope ?? '').split(' ').filter((each) => each !== '');
  if (asked.length === 0) return granted;
  const wrong = asked.find((each) => !isPermission(each) || !granted.includes(each));
  if (wrong !== undefined) throw new AccessError('token-scope-unfit', { scope: wrong.slice(0, 100) });
  return granted.filter((each) => asked.includes(each));
}

async function issuerOf(assertion: string): Promise<string | undefined> {
  const { decodeJwt } = await library();
  try {
    const { iss, sub } = decodeJwt(assertion);
    return iss !== undefined && iss === sub && iss.length <= 100 ? foldedLogin(iss) : undefined;
  } catch {
    return undefined;
  }
}

async function verified(
  { database, clock }: Means,
  account: StoredAccount,
  { assertion, audiences }: { readonly assertion: string; readonly audiences: readonly string[] },
): Promise<(JWTPayload & { readonly jti: string; readonly exp: number }) | undefined> {
  const now = clock();
  const rows = await database.read<KeyRow>(SYSTEM, KEYS, [account.id]);
  const { decodeProtectedHeader, importJWK, jwtVerify } = await library();
  const { kid, alg } = headerOf(() => decodeProtectedHeader(assertion));
  const fitting = rows.filter(
    (row) => row.expires > now && (kid === undefined || kid === row.thumbprint || kid === row.id),
  );
  for (const { jwk } of fitting) {
    const payload = await jwtVerify(assertion, await importJWK(jwk, algorithmOf(jwk, alg)), {
      algorithms: ALGORITHMS,
      audience: [...audiences],
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: now,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    }).then(
      (result) => result.payload,
      () => undefined,
    );
    if (payload === undefined) continue;
    const { jti, exp } = payload;
    if (typeof jti !== 'string' || jti.length < 8 || jti.length > 255 || exp === undefined) return undefined;
    if (exp - now.getTime() / 1000 > LONGEST_ASSERTION + CLOCK_TOLERANCE) return undefined;
    return { ...payload, jti, exp };
  }
  return undefined;
}

interface ProtectedHeader {
  readonly kid?: string;
  readonly alg?: string;
}

function headerOf(read: () => ProtectedHeader): ProtectedHeader {
  try {
    return read();
  } catch {
    return {};
  }
}
