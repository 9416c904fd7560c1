import { concatBytes, utf8 } from '../../base/index.ts';
import { hmacSha256, sha256 } from '../../crypto/index.ts';

/** Crockford's base 32: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;

/**
 * The security code of a certificate: 80 bits as four groups of four, `7KQ2-M0XF-…`. Derived from its id under a
 * secret key, so that the issuer can print it again and nobody else can compute it.
 */
export function securityCodeOf(key: Uint8Array, certificate: string): string {
  const mac = hmacSha256(key, utf8(`counterfoil security code/1\n${certificate}`));
  let code = '';
  let bits = 0;
  let held = 0;
  for (const byte of mac.subarray(0, (CODE_LENGTH * 5) / 8)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      code += ALPHABET[(held >> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** The bare code of what a person typed: any case and spacing, O for 0, I and L for 1; undefined when it cannot be one. */
export function readSecurityCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined;
  const code = typed
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return code.length === CODE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter))
    ? code
    : undefined;
}

/** What the ledger keeps of a code. */
export function codeDigestOf(code: string): Uint8Array {
  return sha256(concatBytes(utf8('counterfoil security code/1\n'), utf8(code.replaceAll('-', ''))));
}
