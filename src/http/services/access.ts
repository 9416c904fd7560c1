import type { Access, Caller as KnownCaller, Permission } from '../../access/index.ts';

export type { Permission };

/** Who asks over HTTP. Anyone who is not signed in is {@link ANYONE}. */
export type Caller = Pick<KnownCaller, 'actor' | 'scope' | 'may' | 'name' | 'roles'>;

/** What the server asks of the access room. */
export type AccessService = Pick<Access, 'logIn' | 'callerOf' | 'logOut'>;

export const ANYONE: Caller = Object.freeze({
  actor: 'anyone',
  name: '',
  roles: Object.freeze([]),
  scope: Object.freeze({ kind: 'public' }),
  may: () => false,
});
