import type { Access, Caller as KnownCaller, Permission, Self } from '../../access/index.ts';
import { HttpError } from '../codes.ts';

export type { Permission };

/** Who asks over HTTP. Anyone who is not signed in is {@link ANYONE}. */
export type Caller = Pick<KnownCaller, 'actor' | 'scope' | 'may' | 'name' | 'roles'> &
  Partial<Pick<KnownCaller, 'account' | 'kind' | 'language' | 'session'>> &
  Pick<KnownCaller, 'behalf' | 'organisation'>;

/** What the server asks of the access room. */
export type AccessService = Pick<Access, 'callerOf'>;

/** The caller as the holder of an account. @throws {HttpError} `authentication-required` when there is none. */
export function selfOf({ actor, account, session }: Caller): Self {
  if (account === undefined) throw new HttpError('authentication-required');
  return { actor, account, ...(session === undefined ? {} : { session }) };
}

export const ANYONE: Caller = Object.freeze({
  actor: 'anyone',
  name: '',
  roles: Object.freeze([]),
  scope: Object.freeze({ kind: 'public' }),
  may: () => false,
});
