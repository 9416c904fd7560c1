import { fromBase64Url, fromUtf8, toBase64Url, utf8, type RandomBytes } from '../../../base/index.ts';
import { CryptoError, openSecret, sealSecret } from '../../../crypto/index.ts';

/** The key of this installation under which partners' passwords are kept. */
export interface PasswordBox {
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** A password as it may stand in a partner's address: it opens here, for this partner, and nowhere else. */
export function sealPassword(
  { key }: PasswordBox,
  password: string,
  { partner, random }: { readonly partner: string; readonly random: RandomBytes },
): string {
  return toBase64Url(sealSecret(key, utf8(password), { place: placeOf(partner), random }));
}

/** The password itself. @throws {CryptoError} `secret-unreadable`. */
export function openPassword({ key }: PasswordBox, sealed: string, partner: string): string {
  const bytes = fromBase64Url(sealed);
  const password = bytes === undefined ? undefined : fromUtf8(openSecret(key, bytes, placeOf(partner)));
  if (password === undefined) throw new CryptoError('secret-unreadable');
  return password;
}

function placeOf(partner: string): string {
  return `exchange/soap/${partner}`;
}
