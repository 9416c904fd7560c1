import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Clock, Language, RandomBytes } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { forgetAttempts } from '../attempts.ts';
import type { Caller, Self } from '../caller.ts';
import { SYSTEM } from '../lib/system.ts';
import { Passwords } from '../passwords.ts';
import { SWEEP_CHALLENGES } from './challenges.ts';
import {
  bindCertificate,
  bindOwnCertificate,
  proveByCertificate,
  removeCertificate,
  signInByCertificate,
  type BoundCertificate,
} from './client-certificates.ts';
import { beginCodes, confirmCodes, removeCodes, renewRecoveryCodes, type NewCodeGenerator } from './codes.ts';
import { forgetFailures } from './failures.ts';
import { forgetCodes, forgetFactors, SWEEP_INVITATIONS } from './lost-factors.ts';
import {
  addMachineKey,
  credentialsOf,
  removeCredential,
  type Credentials,
  type MachineKey,
} from './machine-keys.ts';
import { grantByAssertion, grantByCertificate, SWEEP_ASSERTIONS, type Granted } from './grants.ts';
import type { Means, Whereabouts } from './means.ts';
import { changePassword, ownFactors, setLanguage, type OwnFactors } from './own-account.ts';
import { proofOptions, proveByPasskey, signInByPasskey } from './passkey-proof.ts';
import {
  namePasskey,
  registerPasskey,
  registrationOptions,
  removePasskey,
  type RelyingParty,
} from './passkeys.ts';
import { proveByPassword, signInByPassword, type PasswordProof } from './password-proof.ts';
import { closeOwn, ownSessions, type OwnSession } from './own-sessions.ts';
import { callerOfToken, closeToken, type OpenedSession } from './sessions.ts';

export interface SigningInOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** 32 bytes that seal the secrets of code generators. */
  readonly secretKey?: Uint8Array;
  /** Milliseconds for which a person stays signed in (default 12 hours). */
  readonly sessionTerm?: number;
}

/** What a passkey answered, and where it holds. */
export interface PasskeyAnswer {
  readonly party: RelyingParty;
  readonly response: AuthenticationResponseJSON;
}

/** By what a caller proves who they are, anew. */
export type Proof =
  | ({ readonly by: 'password' } & PasswordProof)
  | ({ readonly by: 'passkey' } & PasskeyAnswer)
  /** SHA-256 of the certificate that the connection was found to hold. */
  | { readonly by: 'certificate'; readonly fingerprint: Uint8Array };

/**
 * How people and machines come in, and what they keep for it. What does not fit is undefined, the same for every reason;
 * what cannot be done is an AccessError. Every act is evidence.
 */
export interface SigningIn {
  /** @throws `sign-in-limited`; `second-factor-required` when login and password fit and a code is missing. */
  signIn(
    request: PasswordProof & { readonly login: string },
    whereabouts: Whereabouts,
  ): Promise<OpenedSession | undefined>;
  signInByPasskey(answer: PasskeyAnswer, whereabouts: Whereabouts): Promise<OpenedSession | undefined>;
  signInByCertificate(fingerprint: Uint8Array, whereabouts: Whereabouts): Promise<OpenedSession | undefined>;
  /** Until when the caller's session now counts as proved. */
  stepUp(caller: Self, proof: Proof, whereabouts: Whereabouts): Promise<Date | undefined>;
  callerOf(token: string): Promise<Caller | undefined>;
  signOut(token: string): Promise<void>;

  sessions(caller: Self): Promise<readonly OwnSession[]>;
  /** Closes one of the caller's sessions or, without an id, all but this one; gives the ids of those it closed. */
  closeSessions(caller: Self, id?: string): Promise<readonly string[]>;
  setLanguage(caller: Self, language: Language): Promise<void>;
  /** @throws `proof-wrong`, `password-unfit`, `password-common`. */
  changePassword(
    caller: Self,
    request: { readonly current: string; readonly password: string },
    whereabouts: Whereabouts,
  ): Promise<void>;

  factors(caller: Self): Promise<OwnFactors>;
  beginCodes(caller: Self): Promise<NewCodeGenerator>;
  /** Gives the recovery codes, shown once. @throws `code-wrong`. */
  confirmCodes(caller: Self, code: string): Promise<readonly string[]>;
  renewRecoveryCodes(caller: Self): Promise<readonly string[]>;
  removeCodes(caller: Self): Promise<void>;
  passkeyRegistration(caller: Self, party: RelyingParty): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** Gives the passkey's id. @throws `challenge-not-known`, `passkey-refused`, `factor-exists`. */
  registerPasskey(
    caller: Self,
    request: {
      readonly party: RelyingParty;
      readonly response: RegistrationResponseJSON;
      readonly name: string;
    },
  ): Promise<string>;
  passkeyChallenge(party: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON>;
  namePasskey(caller: Self, request: { readonly id: string; readonly name: string }): Promise<void>;
  removePasskey(caller: Self, id: string): Promise<void>;
  /** `certificate`: DER of the one that the connection was found to hold. */
  bindOwnCertificate(caller: Self, certificate: Uint8Array): Promise<BoundCertificate>;
  removeOwnCertificate(caller: Self, id: string): Promise<void>;

  /**
   * Takes code generator, passkeys and certificates from an account that the caller governs, and closes its sessions: for
   * who has lost them. The password stays.
   */
  forgetFactors(by: LedgerCaller, account: string): Promise<void>;
  /** Takes the lost code generator and its recovery codes alone. @throws `factor-not-known`. */
  forgetCodes(by: LedgerCaller, account: string): Promise<void>;

  addMachineKey(
    by: LedgerCaller,
    request: {
      readonly account: string;
      readonly jwk: Readonly<Record<string, unknown>>;
      readonly label: string;
      readonly expires: Date;
    },
  ): Promise<MachineKey>;
  /** Binds a client certificate (PEM) to an account, a machine's or a person's. */
  bindCertificate(
    by: LedgerCaller,
    request: { readonly account: string; readonly certificate: string },
  ): Promise<BoundCertificate>;
  credentials(by: LedgerCaller, account: string): Promise<Credentials>;
  /** Takes a key, a passkey or a certificate from an account that the caller governs. @throws `factor-not-known`. */
  removeCredential(
    by: LedgerCaller,
    request: { readonly account: string; readonly id: string },
  ): Promise<void>;
  /** @throws `token-scope-unfit`. */
  grantByAssertion(
    request: { readonly assertion: string; readonly audiences: readonly string[]; readonly scope?: string },
    whereabouts: Whereabouts,
  ): Promise<Granted | undefined>;
  grantByCertificate(
    request: { readonly fingerprint: Uint8Array; readonly login: string; readonly scope?: string },
    whereabouts: Whereabouts,
  ): Promise<Granted | undefined>;

  /** Clears away what has expired; run now and then. */
  sweep(): Promise<void>;
}

const SESSION_TERM = 12 * 3_600_000;

export function openSigningIn(options: SigningInOptions): SigningIn {
  const means: Means = { sessionTerm: SESSION_TERM, passwords: new Passwords(), ...options };
  const { database, clock } = means;
  return {
    signIn: (request, whereabouts) => signInByPassword(means, request, whereabouts),
    signInByPasskey: (answer, whereabouts) => signInByPasskey(means, answer, whereabouts),
    signInByCertificate: (fingerprint, whereabouts) => signInByCertificate(means, fingerprint, whereabouts),
    stepUp(caller, proof, whereabouts) {
      if (proof.by === 'password') return proveByPassword(means, caller, proof, whereabouts);
      if (proof.by === 'passkey') return proveByPasskey(means, caller, proof, whereabouts);
      return proveByCertificate(means, caller, proof.fingerprint);
    },
    callerOf: (token) => callerOfToken(means, token),
    signOut: (token) => closeToken(means, token),
    sessions: (caller) => ownSessions(means, caller),
    closeSessions: (caller, id) => closeOwn(means, caller, id),
    setLanguage: (caller, language) => setLanguage(means, caller, language),
    changePassword: (caller, request, whereabouts) => changePassword(means, caller, request, whereabouts),
    factors: (caller) => ownFactors(means, caller),
    beginCodes: (caller) => beginCodes(means, caller),
    confirmCodes: (caller, code) => confirmCodes(means, caller, code),
    renewRecoveryCodes: (caller) => renewRecoveryCodes(means, caller),
    removeCodes: (caller) => removeCodes(means, caller),
    passkeyRegistration: (caller, party) => registrationOptions(means, caller, party),
    registerPasskey: (caller, request) => registerPasskey(means, caller, request),
    passkeyChallenge: (party) => proofOptions(means, party),
    namePasskey: (caller, request) => namePasskey(means, caller, request),
    removePasskey: (caller, id) => removePasskey(means, caller, id),
    bindOwnCertificate: (caller, certificate) => bindOwnCertificate(means, caller, certificate),
    removeOwnCertificate: (caller, id) =>
      database.transaction(SYSTEM, (transaction) =>
        removeCertificate(means, transaction, {
          by: caller.actor,
          account: caller.account,
          id,
          ...(caller.session === undefined ? {} : { present: caller.session.id }),
        }),
      ),
    forgetFactors: (by, account) => forgetFactors(means, by, account),
    forgetCodes: (by, account) => forgetCodes(means, by, account),
    addMachineKey: (by, request) => addMachineKey(means, by, request),
    bindCertificate: (by, request) => bindCertificate(means, by, request),
    credentials: (by, account) => credentialsOf(means, by, account),
    removeCredential: (by, request) => removeCredential(means, by, request),
    grantByAssertion: (request, whereabouts) => grantByAssertion(means, request, whereabouts),
    grantByCertificate: (request, whereabouts) => grantByCertificate(means, request, whereabouts),
    async sweep() {
      const now = clock();
      await database.transaction(SYSTEM, async (transaction) => {
        for (const statement of [SWEEP_CHALLENGES, SWEEP_ASSERTIONS, SWEEP_INVITATIONS]) {
          await transaction.query(statement, [now]);
        }
      });
      await forgetFailures(database, now);
      await forgetAttempts(database, now);
    },
  };
}
