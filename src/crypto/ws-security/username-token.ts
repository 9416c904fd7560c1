import { hash } from 'node:crypto';
import { concatBytes, escapeText, toBase64, utf8 } from '../../base/index.ts';
import { constantTimeEqual } from '../digests.ts';
import type { UserToken } from './header.ts';
import { BASE64, PASSWORD_DIGEST, WSSE, WSU } from './names.ts';

/**
 * Password_Digest = Base64(SHA-1(nonce + created + password)) (Username Token Profile 1.1 §3.1). SHA-1 is what the profile
 * prescribes; it is keyed by the password here, and nobody gains by a collision.
 */
export function passwordDigest(nonce: Uint8Array, created: string, password: string): string {
  return hash('sha1', concatBytes(nonce, utf8(created), utf8(password)), 'base64');
}

/** Whether whoever made the token knows the password; takes as long for a wrong one as for a right one. */
export function knowsPassword(token: UserToken, password: string): boolean {
  const expected = passwordDigest(token.nonce, token.createdText, password);
  return constantTimeEqual(utf8(token.digest), utf8(expected));
}

/** A token of ours, as XML. */
export function userToken(options: {
  readonly user: string;
  readonly password: string;
  readonly nonce: Uint8Array;
  /** RFC 3339, UTC. */
  readonly created: string;
}): string {
  const { user, password, nonce, created } = options;
  return (
    `<wsse:UsernameToken xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}"><wsse:Username>${escapeText(user)}</wsse:Username>` +
    `<wsse:Password Type="${PASSWORD_DIGEST}">${passwordDigest(nonce, created, password)}</wsse:Password>` +
    `<wsse:Nonce EncodingType="${BASE64}">${toBase64(nonce)}</wsse:Nonce>` +
    `<wsu:Created>${created}</wsu:Created></wsse:UsernameToken>`
  );
}
