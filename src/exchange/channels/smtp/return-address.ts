import { fromHex, isUuid, toHex, utf8 } from '../../../base/index.ts';
import { constantTimeEqual, hmacSha256 } from '../../../crypto/index.ts';

/** What comes to a return address: notices of the road (RFC 3464), or of the reader (RFC 8098). */
export type NoticeKind = 'delivery' | 'reading';

const LETTERS: Readonly<Record<NoticeKind, string>> = { delivery: 'd', reading: 'r' };
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567';
const MAC_BYTES = 9;

/**
 * Addresses for notices about one message: `mailbox+d<id><mac>@domain`. Anybody can write a notice about any message; only who
 * had the message knows where to. Lower-case letters and digits only, for some servers change the case.
 */
export class ReturnAddresses {
  readonly #secret: Uint8Array;
  readonly #local: string;
  readonly #domain: string;

  constructor(mailbox: string, secret: Uint8Array) {
    const at = mailbox.lastIndexOf('@');
    this.#local = mailbox.slice(0, at);
    this.#domain = mailbox.slice(at + 1);
    this.#secret = secret;
  }

  /** @param id UUID of the message. @param partner to whom it went. */
  of(kind: NoticeKind, id: string, partner: string): string {
    const bytes = fromHex(id.replaceAll('-', '')) ?? new Uint8Array();
    const mac = this.#mac(kind, id, partner);
    return `${this.#local}+${LETTERS[kind]}${base32(bytes)}${base32(mac)}@${this.#domain}`;
  }

  /** What an address that mail came to is for, of one of these partners; undefined where we never gave it. */
  read(
    address: string,
    partners: readonly string[],
  ): { readonly kind: NoticeKind; readonly message: string; readonly partner: string } | undefined {
    const [head, domain, ...rest] = address.toLowerCase().split('@');
    const local = this.#local.toLowerCase();
    if (rest.length > 0 || domain !== this.#domain.toLowerCase() || head?.startsWith(`${local}+`) !== true)
      return undefined;
    const [, letter, id, mac] =
      /^([dr])([a-z2-7]{26})([a-z2-7]{15})$/.exec(head.slice(local.length + 1)) ?? [];
    const kind = letter === 'd' ? 'delivery' : letter === 'r' ? 'reading' : undefined;
    if (kind === undefined || id === undefined || mac === undefined) return undefined;
    const message = toHex(fromBase32(id).subarray(0, 16)).replace(
      /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
      '$1-$2-$3-$4-$5',
    );
    if (!isUuid(message)) return undefined;
    const partner = partners.find((one) =>
      constantTimeEqual(utf8(mac), utf8(base32(this.#mac(kind, message, one)))),
    );
    return partner === undefined ? undefined : { kind, message, partner };
  }

  #mac(kind: NoticeKind, id: string, partner: string): Uint8Array {
    return hmacSha256(this.#secret, utf8(`mail-return ${kind} ${id} ${partner}`)).slice(0, MAC_BYTES);
  }
}

/** RFC 4648 §6 in lower case, without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += DIGITS[(value >> (bits - 5)) & 31] ?? '';
  }
  return bits === 0 ? text : text + (DIGITS[(value << (5 - bits)) & 31] ?? '');
}

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const digit of text) {
    value = ((value << 5) | DIGITS.indexOf(digit)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
  }
  return Uint8Array.from(bytes);
}
