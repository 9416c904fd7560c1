import type { LedgerCaller } from '../../ledger/index.ts';

/** What the routes ask of a caller; an action asks for its own permission. */
export const ROUTE_PERMISSIONS = ['certificate.read', 'certificate.lodge', 'certificate.export'] as const;
export type Permission = (typeof ROUTE_PERMISSIONS)[number];

/** Who asks over HTTP. Anyone who is not signed in is {@link ANYONE}. */
export interface Caller extends LedgerCaller {
  /** For the greeting only; never logged. */
  readonly name: string;
  readonly roles: readonly string[];
}

export const ANYONE: Caller = Object.freeze({
  actor: 'anyone',
  name: '',
  roles: Object.freeze([]),
  scope: Object.freeze({ kind: 'public' }),
  may: () => false,
});

export interface OpenedSession {
  readonly token: string;
  /** RFC 3339. */
  readonly expires: string;
  readonly caller: Caller;
}

export interface AccessService {
  /** Opens a session; undefined when login and password do not fit, after the same time either way. */
  logIn(login: string, password: string): Promise<OpenedSession | undefined>;
  /** Whose token this is; undefined when it is unknown, expired or closed. */
  callerOf(token: string): Promise<Caller | undefined>;
  logOut(token: string): Promise<void>;
}
