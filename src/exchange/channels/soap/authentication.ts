import { utf8, type Clock } from '../../../base/index.ts';
import type { OpenXml } from '../../../../verify/core/index.ts';
import {
  knowsPassword,
  sha256,
  verifyMessage,
  type MessageSigner,
  type SecurityHeader,
  type UserToken,
} from '../../../crypto/index.ts';
import { openPassword, type PasswordBox } from './passwords.ts';
import { SoapError } from './error.ts';
import type { SoapMessage } from './message/reading.ts';
import { fingerprintOf, type SoapPartner, type SoapPartners } from './partners.ts';
import type { UsedProofs } from './proofs.ts';

export interface AuthenticationOptions {
  readonly partners: Pick<SoapPartners, 'byUser' | 'byCertificate'>;
  readonly proofs: UsedProofs;
  readonly passwords: PasswordBox;
  readonly clock: Clock;
}

/** Who sends, and the signature that an answer has to confirm. */
export interface Sender {
  readonly partner: SoapPartner;
  readonly signature?: string;
}

/** How far apart the clocks may be, and how old a message may be, in milliseconds. */
const WINDOW = 300_000;
/** A clock ahead of ours by more than this is wrong. */
const AHEAD = 60_000;
/** Compared with where there is no such user, so that it takes as long. */
const NOBODYS_PASSWORD = 'nobody has this password';

/**
 * Who sends a message. Everything that it bears must hold and speak of the same partner: a right password does not heal a broken
 * signature. @throws {SoapError} `soap-authentication-…`, `soap-message-stale`, `soap-message-replayed`, and the `ws-…` codes.
 */
export async function authenticate(
  options: AuthenticationOptions,
  document: OpenXml,
  message: SoapMessage,
  connection: string | undefined,
): Promise<Sender> {
  const now = options.clock();
  const { security } = message;
  if (security?.time !== undefined) checkTime(security.time, now);
  const claims: SoapPartner[] = [];
  const spent: (readonly [proof: string, until: number])[] = [];
  let signature: string | undefined;
  if (security?.token !== undefined) {
    claims.push(byToken(options, security.token, now));
    spent.push([`token\0${security.token.user}\0${nonceOf(security.token)}`, now.getTime() + 2 * WINDOW]);
  }
  if (security?.signature !== undefined) {
    const signer = signerOf(document, message, security, now);
    claims.push(bySigner(options, signer));
    signature = signer.value;
    spent.push([`signature\0${signer.value}`, now.getTime() + 2 * WINDOW]);
  }
  const tls = connection === undefined ? undefined : options.partners.byCertificate(connection);
  if (tls?.address.ways.includes('mutual-tls') === true) claims.push(tls);
  const [partner] = claims;
  if (partner === undefined)
    throw new SoapError('soap-authentication-missing', {}, { kind: 'authentication' });
  if (claims.some(({ road }) => road.partner !== partner.road.partner)) throw failed();
  for (const [proof, until] of spent) {
    if (!(await options.proofs.take(sha256(utf8(proof)), new Date(until), now)))
      throw new SoapError('soap-message-replayed', {}, { kind: 'authentication' });
  }
  return { partner, ...(signature === undefined ? {} : { signature }) };
}

function nonceOf({ nonce }: UserToken): string {
  return nonce.join('.');
}

function checkTime({ created, expires }: NonNullable<SecurityHeader['time']>, now: Date): void {
  checkMoment(created, now);
  if (expires !== undefined && expires.getTime() <= now.getTime() - AHEAD) throw stale(expires, now);
}

function checkMoment(created: Date, now: Date): void {
  const age = now.getTime() - created.getTime();
  if (age > WINDOW || age < -AHEAD) throw stale(created, now);
}

function stale(moment: Date, now: Date): SoapError {
  return new SoapError(
    'soap-message-stale',
    { moment: moment.toISOString(), now: now.toISOString() },
    { kind: 'authentication' },
  );
}

function byToken({ partners, passwords }: AuthenticationOptions, token: UserToken, now: Date): SoapPartner {
  checkMoment(token.created, now);
  const partner = partners.byUser(token.user);
  const sealed = partner?.address.ways.includes('digest') === true ? partner.address.password : undefined;
  const password =
    sealed === undefined || partner === undefined
      ? NOBODYS_PASSWORD
      : openPassword(passwords, sealed, partner.road.partner);
  const knows = knowsPassword(token, password);
  if (partner === undefined || sealed === undefined || !knows) throw failed();
  return partner;
}

/** The signature must cover what is acted on: the body, the time, and the token where there is one. */
function signerOf(
  document: OpenXml,
  { body }: SoapMessage,
  security: SecurityHeader,
  now: Date,
): MessageSigner {
  if (security.time === undefined)
    throw new SoapError('ws-timestamp-missing', {}, { kind: 'authentication' });
  const verdict = verifyMessage(document, security, [body, security.time.element]);
  if (!verdict.sound) throw new SoapError(verdict.code, verdict.values, { kind: 'authentication' });
  const { begins, ends } = verdict.found;
  if (now.getTime() < begins.getTime() || now.getTime() >= ends.getTime()) throw failed();
  return verdict.found;
}

function bySigner({ partners }: AuthenticationOptions, { certificate }: MessageSigner): SoapPartner {
  const partner = partners.byCertificate(fingerprintOf(certificate));
  if (partner?.address.ways.includes('signature') !== true) throw failed();
  return partner;
}

/** One sentence for every reason, so that nobody learns which users there are. */
function failed(): SoapError {
  return new SoapError('soap-authentication-failed', {}, { kind: 'authentication' });
}
