import { Secret, TOTP } from 'otpauth';
import { utf8 } from '../../base/index.ts';
import { openSecret, sealSecret, sha256 } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import { actorOf, type Self } from '../caller.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { SYSTEM } from '../lib/system.ts';
import { accountById } from './accounts.ts';
import type { Factor } from './factors.ts';
import type { Means } from './means.ts';

/** A new code generator: shown once, to be scanned or typed. */
export interface NewCodeGenerator {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://totp/…`, for a QR code. */
  readonly uri: string;
}

const ISSUER = 'Counterfoil';
const PERIOD = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** Crockford's base 32: nothing that looks like something else. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

const ENTER: Statement = {
  name: 'access-enter-generator',
  text: `insert into code_generator as g (account, secret, created) values ($1, $2, $3)
         on conflict (account) do update set secret = excluded.secret, created = excluded.created
           where g.confirmed is null
         returning account`,
};

const GENERATOR: Statement = {
  name: 'access-generator',
  text: `select secret, last_step, confirmed is not null as confirmed from code_generator where account = $1 for update`,
};

const USE_STEP: Statement = {
  name: 'access-use-step',
  text: `update code_generator set last_step = $2, confirmed = coalesce(confirmed, $3) where account = $1`,
};

const REMOVE: Statement = {
  name: 'access-remove-generator',
  text: 'delete from code_generator where account = $1 returning account',
};

const ADD_RECOVERY: Statement = {
  name: 'access-add-recovery',
  text: 'insert into recovery_code (account, digest, created) select $1, digest, $3 from unnest($2::bytea[]) as given (digest)',
};

const REMOVE_RECOVERY: Statement = {
  name: 'access-remove-recovery',
  text: 'delete from recovery_code where account = $1',
};

const USE_RECOVERY: Statement = {
  name: 'access-use-recovery',
  text: 'update recovery_code set used = $3 where account = $1 and digest = $2 and used is null returning account',
};

/** Begins the enrolment of a code generator; it counts once a code of it has been confirmed. */
export async function beginCodes(means: Means, caller: Self): Promise<NewCodeGenerator> {
  const { database, clock, random } = means;
  const key = keyOf(means);
  const secret = random(SECRET_BYTES);
  const now = clock();
  const login = await database.transaction(SYSTEM, async (transaction) => {
    const account = await accountById(transaction, caller.account, now);
    const sealed = sealSecret(key, secret, { place: placeOf(caller.account), random });
    const [entered] = await transaction.query(ENTER, [caller.account, sealed, now]);
    if (account === undefined || entered === undefined) throw new AccessError('factor-exists');
    return account.login;
  });
  const generator = generatorOf(secret, login);
  return { secret: generator.secret.base32, uri: generator.toString() };
}

/** Confirms it by its first code, and gives ten recovery codes: shown once. @throws `code-wrong`. */
export async function confirmCodes(means: Means, caller: Self, code: string): Promise<readonly string[]> {
  const { database, clock, random } = means;
  const now = clock();
  return database.transaction(SYSTEM, async (transaction) => {
    const [row] = await transaction.query<{ confirmed: boolean }>(GENERATOR, [caller.account]);
    if (row === undefined) throw new AccessError('factor-not-known');
    if (row.confirmed) throw new AccessError('factor-exists');
    if (!(await useGenerator(means, transaction, caller.account, code))) throw new AccessError('code-wrong');
    const codes = await newRecoveryCodes(means, transaction, caller.account);
    const { actor } = caller;
    const act = { kind: 'account.factor-added', actor, subject: actor, at: now } as const;
    await recordAct(transaction, { ...act, state: { factor: 'code' } }, random);
    return codes;
  });
}

/** Ten new recovery codes in the place of those there were. */
export async function renewRecoveryCodes(means: Means, caller: Self): Promise<readonly string[]> {
  const { database, clock, random } = means;
  return database.transaction(SYSTEM, async (transaction) => {
    const [row] = await transaction.query<{ confirmed: boolean }>(GENERATOR, [caller.account]);
    if (row?.confirmed !== true) throw new AccessError('factor-not-known');
    const codes = await newRecoveryCodes(means, transaction, caller.account);
    const { actor } = caller;
    const act = { kind: 'account.factor-added', actor, subject: actor, at: clock() } as const;
    await recordAct(transaction, { ...act, state: { factor: 'recovery-code' } }, random);
    return codes;
  });
}

/** Takes the caller's own code generator and its recovery codes away. */
export async function removeCodes(means: Means, { actor: by, account }: Self): Promise<void> {
  await means.database.transaction(SYSTEM, (transaction) => takeCodes(means, transaction, { by, account }));
}

/** Takes the code generator and its recovery codes from an account. @throws `factor-not-known` where it has none. */
export async function takeCodes(
  { clock, random }: Means,
  transaction: Transaction,
  { by, account }: { readonly by: string; readonly account: string },
): Promise<void> {
  const [removed] = await transaction.query(REMOVE, [account]);
  if (removed === undefined) throw new AccessError('factor-not-known');
  await transaction.query(REMOVE_RECOVERY, [account]);
  const act = {
    kind: 'account.factor-removed',
    actor: by,
    subject: actorOf(account),
    at: clock(),
  } as const;
  await recordAct(transaction, { ...act, state: { factor: 'code' } }, random);
}

/** Uses a code of the generator, or a recovery code, up: which it was, or undefined when it does not fit or was used. */
export async function useCode(
  means: Means,
  transaction: Transaction,
  account: string,
  code: string,
): Promise<Extract<Factor, 'code' | 'recovery-code'> | undefined> {
  const plain = code.normalize('NFKC').replaceAll(/[\s-]/g, '').toLowerCase();
  if (/^\d{6}$/.test(plain)) {
    return (await useGenerator(means, transaction, account, plain)) ? 'code' : undefined;
  }
  if (!/^[0-9a-hjkmnp-tv-z]{16}$/.test(plain)) return undefined;
  const digest = sha256(utf8(plain));
  const [used] = await transaction.query(USE_RECOVERY, [account, digest, means.clock()]);
  return used === undefined ? undefined : 'recovery-code';
}

async function useGenerator(
  means: Means,
  transaction: Transaction,
  account: string,
  code: string,
): Promise<boolean> {
  const [row] = await transaction.query<{ secret: Uint8Array; last_step: string }>(GENERATOR, [account]);
  if (row === undefined) return false;
  const secret = openSecret(keyOf(means), row.secret, placeOf(account));
  const now = means.clock();
  const plain = code.normalize('NFKC').replaceAll(/\s/g, '');
  const delta = generatorOf(secret, '').validate({ token: plain, timestamp: now.getTime(), window: 1 });
  if (delta === null) return false;
  const step = Math.floor(now.getTime() / 1000 / PERIOD) + delta;
  if (step <= Number(row.last_step)) return false;
  await transaction.query(USE_STEP, [account, step, now]);
  return true;
}

async function newRecoveryCodes(
  { clock, random }: Means,
  transaction: Transaction,
  account: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(random(16), (byte) => ALPHABET[byte % 32] ?? '').join(''),
  );
  await transaction.query(REMOVE_RECOVERY, [account]);
  await transaction.query(ADD_RECOVERY, [account, codes.map((code) => sha256(utf8(code))), clock()]);
  return codes.map((code) => code.replaceAll(/(.{4})(?=.)/g, '$1-'));
}

function generatorOf(secret: Uint8Array, label: string): TOTP {
  // The library asks for an ArrayBuffer of its own.
  const buffer = Uint8Array.from(secret).buffer;
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD,
    secret: new Secret({ buffer }),
  });
}

function keyOf({ secretKey }: Means): Uint8Array {
  if (secretKey === undefined) throw new AccessError('second-factor-required');
  return secretKey;
}

function placeOf(account: string): string {
  return `code-generator/${account}`;
}
