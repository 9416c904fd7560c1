import { fromHex, toHex, uuidV7 } from '../../base/index.ts';
import { describeCertificate, readCertificatesPem, type CertificateFacts } from '../../crypto/index.ts';
import { DatabaseError, type Statement, type Transaction } from '../../database/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { actorOf, type Self } from '../caller.ts';
import { AccessError } from '../error.ts';
import { governs } from '../lib/governing.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import { accountById, belongingOf, type StoredAccount } from './accounts.ts';
import type { Means, Whereabouts } from './means.ts';
import { openSession, proveSession, type OpenedSession } from './sessions.ts';

/** A client certificate by which an account comes in. */
export interface BoundCertificate {
  /** UUID. */
  readonly id: string;
  /** SHA-256, lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  /** RFC 3339. */
  readonly ends: string;
  readonly created: string;
}

const FIND: Statement = {
  name: 'access-account-of-certificate',
  text: 'select account from account_certificate where fingerprint = $1 and ends > $2',
};

const BIND: Statement = {
  name: 'access-bind-certificate',
  text: `insert into account_certificate (fingerprint, id, account, subject, issuer, serial, ends, created)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

const LIST: Statement = {
  name: 'access-certificates-of-account',
  text: `select id, encode(fingerprint, 'hex') as fingerprint, subject, issuer, serial, ends, created
         from account_certificate where account = $1 order by created, id limit 100`,
};

const REMOVE: Statement = {
  name: 'access-remove-certificate',
  text: `delete from account_certificate where id = $1 and account = $2 returning encode(fingerprint, 'hex') as fingerprint`,
};

const CLOSE_BOUND: Statement = {
  name: 'access-close-bound',
  text: `update session set revoked = $2 where account = $1 and revoked is null and id is distinct from $4
           and (certificate = $3 or factors = '{certificate}')`,
};

/** The account of a certificate that a connection was found to hold. */
export async function accountOfCertificate(
  { database, clock }: Means,
  fingerprint: Uint8Array,
): Promise<string | undefined> {
  const [row] = await database.read<{ account: string }>(SYSTEM, FIND, [fingerprint, clock()]);
  return row?.account;
}

/** Opens a person's session by the certificate of the connection; undefined when no account is bound to it. */
export async function signInByCertificate(
  means: Means,
  fingerprint: Uint8Array,
  whereabouts: Whereabouts,
): Promise<OpenedSession | undefined> {
  const account = await accountOfCertificate(means, fingerprint);
  if (account === undefined) return undefined;
  return means.database.transaction(SYSTEM, async (transaction) => {
    const now = means.clock();
    const row = await accountById(transaction, account, now);
    if (row === undefined || row.ended || row.kind !== 'person') return undefined;
    const expires = new Date(now.getTime() + means.sessionTerm);
    const opening = {
      kind: 'session',
      factors: ['certificate'],
      expires,
      isProved: true,
      whereabouts,
    } as const;
    return openSession(means, transaction, row, opening);
  });
}

/** Proves a session's holder anew by the certificate of the connection; undefined when it is not theirs. */
export async function proveByCertificate(
  means: Means,
  caller: Self,
  fingerprint: Uint8Array,
): Promise<Date | undefined> {
  if ((await accountOfCertificate(means, fingerprint)) !== caller.account) return undefined;
  return means.database.transaction(SYSTEM, (transaction) =>
    proveSession(means, transaction, caller, ['certificate']),
  );
}

/** Binds the certificate of the connection to the caller's own account. */
export async function bindOwnCertificate(
  means: Means,
  caller: Self,
  der: Uint8Array,
): Promise<BoundCertificate> {
  return means.database.transaction(SYSTEM, (transaction) =>
    bind(means, transaction, { by: caller.actor, account: caller.account, der }),
  );
}

/** Binds a certificate (PEM) to an account that the caller governs. */
export async function bindCertificate(
  means: Means,
  by: LedgerCaller,
  { account, certificate }: { readonly account: string; readonly certificate: string },
): Promise<BoundCertificate> {
  const [der] = readCertificate(certificate);
  if (der === undefined) throw new AccessError('client-certificate-unfit');
  return means.database.transaction(SYSTEM, async (transaction) => {
    const { id } = await governed(means, transaction, { by, account });
    return bind(means, transaction, { by: by.actor, account: id, der });
  });
}

/** The certificates bound to an account. */
export async function certificatesOf(
  { database }: Means,
  account: string,
): Promise<readonly BoundCertificate[]> {
  const rows = await database.read<
    Omit<BoundCertificate, 'ends' | 'created'> & { ends: Date; created: Date }
  >(SYSTEM, LIST, [account]);
  return rows.map((row) => ({ ...row, ends: row.ends.toISOString(), created: row.created.toISOString() }));
}

/** Takes a certificate from an account, and closes what is bound to it or was opened by certificate, but for `present`. */
export async function removeCertificate(
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
    readonly present?: string;
  },
): Promise<void> {
  const [removed] = await transaction.query<{ fingerprint: string }>(REMOVE, [id, account]);
  if (removed === undefined) throw new AccessError('factor-not-known');
  const at = clock();
  await transaction.query(CLOSE_BOUND, [account, at, fromHex(removed.fingerprint), present]);
  const act = { kind: 'account.factor-removed', actor: by, subject: actorOf(account), at } as const;
  const state = { factor: 'certificate', fingerprint: removed.fingerprint };
  await recordAct(transaction, { ...act, state }, random);
}

/** An account, where the caller governs it; another's is answered as one that does not exist. */
export async function governed(
  { clock }: Pick<Means, 'clock'>,
  transaction: Transaction,
  { by, account }: { readonly by: LedgerCaller; readonly account: string },
): Promise<StoredAccount> {
  const row = await accountById(transaction, account, clock());
  if (row === undefined || !governs(by, belongingOf(row))) throw new AccessError('account-not-known');
  return row;
}

async function bind(
  { clock, random }: Means,
  transaction: Transaction,
  { by, account, der }: { readonly by: string; readonly account: string; readonly der: Uint8Array },
): Promise<BoundCertificate> {
  const { fingerprint, subject, issuer, serial, ends } = factsOf(der);
  const now = clock();
  if (!(ends.getTime() > now.getTime())) throw new AccessError('client-certificate-unfit');
  const id = uuidV7(now.getTime(), random);
  const values = [fingerprint, id, account, subject, issuer, serial, ends, now];
  await transaction.query(BIND, values).catch((error: unknown) => {
    if (!(error instanceof DatabaseError) || error.constraint !== 'account_certificate_pkey') throw error;
    throw new AccessError('client-certificate-bound', {}, { cause: error });
  });
  const act = { kind: 'account.factor-added', actor: by, subject: actorOf(account), at: now } as const;
  const state = { factor: 'certificate', fingerprint: toHex(fingerprint) };
  await recordAct(transaction, { ...act, state }, random);
  return {
    id,
    fingerprint: toHex(fingerprint),
    subject,
    issuer,
    serial,
    ends: ends.toISOString(),
    created: now.toISOString(),
  };
}

function readCertificate(pem: string): readonly Uint8Array[] {
  try {
    return readCertificatesPem(pem);
  } catch (cause) {
    throw new AccessError('client-certificate-unfit', {}, { cause });
  }
}

function factsOf(der: Uint8Array): CertificateFacts {
  try {
    return describeCertificate(der);
  } catch (cause) {
    throw new AccessError('client-certificate-unfit', {}, { cause });
  }
}
