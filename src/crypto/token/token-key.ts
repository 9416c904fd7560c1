import { X509Certificate, verify } from 'node:crypto';
import { demandP256 } from '../cose/signing.ts';
import { sha256 } from '../digests.ts';
import { CryptoError } from '../error.ts';
import type { SealingKey } from '../seal-key.ts';
import { signInToken, type TokenProgram } from './token-program.ts';

export interface TokenSettings extends TokenProgram {
  /** Signatures that may be under way at a time: one for a card. */
  readonly sessions: number;
  /** Signatures that may wait (default 200). */
  readonly waiting?: number;
}

const SIGNATURE_BYTES = 64;
const WAITING = 200;

/**
 * A seal key in a PKCS#11 token. Every signature is checked against the certificate before it is used: a token that signs by
 * another of its keys seals nothing. Once the token has refused the PIN it is not asked again, lest it lock for good: the key
 * must be opened anew.
 *
 * `sign` throws CryptoError `token-pin-refused`, `token-failed`, `token-late`, `token-busy`, `key-certificate-mismatch`.
 *
 * @throws {CryptoError} `key-unsuitable` where the certificate's key is not P-256.
 */
export function tokenKey(settings: TokenSettings, certificates: readonly Uint8Array[]): SealingKey {
  const [certificate, ...intermediates] = certificates;
  if (certificate === undefined) throw new CryptoError('certificate-unreadable');
  demandP256({ certificate });
  const { publicKey } = new X509Certificate(certificate);
  const turns = new Turns(settings.sessions, settings.waiting ?? WAITING);
  let isRefused = false;
  const signed = async (bytes: Uint8Array): Promise<Uint8Array> => {
    if (isRefused) throw new CryptoError('token-pin-refused', { token: settings.token });
    const answer = await signInToken(settings, sha256(bytes));
    const values = { token: settings.token };
    if (answer.outcome !== 'signed') {
      const cause = new Error(answer.said);
      if (answer.outcome === 'late') throw new CryptoError('token-late', values, { cause });
      if (answer.outcome === 'failed') throw new CryptoError('token-failed', values, { cause });
      isRefused = true;
      throw new CryptoError('token-pin-refused', values, { cause });
    }
    const { signature } = answer;
    const isOurs =
      signature.length === SIGNATURE_BYTES &&
      verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    if (!isOurs) throw new CryptoError('key-certificate-mismatch');
    return signature;
  };
  return {
    certificate,
    intermediates,
    sign: (bytes) =>
      turns.take(
        () => signed(bytes),
        () => new CryptoError('token-busy', { token: settings.token }),
      ),
  };
}

/** So many at a time, the others in their order. */
class Turns {
  readonly #places: number;
  readonly #waiting: number;
  readonly #queue: (() => void)[] = [];
  #taken = 0;

  constructor(places: number, waiting: number) {
    this.#places = places;
    this.#waiting = waiting;
  }

  async take<Result>(act: () => Promise<Result>, full: () => Error): Promise<Result> {
    if (this.#taken < this.#places) this.#taken += 1;
    else if (this.#queue.length >= this.#waiting) throw full();
    // Whoever leaves hands over the place.
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await act();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    }
  }
}
