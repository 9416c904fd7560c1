import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { concatBytes } from '../../base/index.ts';
import { demand, identifierIn, malformed, membersIn, readElement } from '../lib/ber.ts';
import { der, octets, oid, sequence } from '../lib/der.ts';
import { CURVES } from './mail-key.ts';

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const SCHEME_SHA256 = '1.3.132.1.11.1';
const WRAP_AES256 = '2.16.840.1.101.3.4.1.45';

/** dhSinglePass-stdDH-*kdf-scheme (RFC 5753 §7.1.4): the digest of the derivation. */
const DERIVATIONS: Readonly<Record<string, string>> = {
  '1.3.133.16.840.63.0.2': 'sha1',
  '1.3.132.1.11.0': 'sha224',
  [SCHEME_SHA256]: 'sha256',
  '1.3.132.1.11.2': 'sha384',
  '1.3.132.1.11.3': 'sha512',
};

/** AES key wrap (RFC 3394): its name to OpenSSL and the length of its key. */
const WRAPS: Readonly<Record<string, readonly [name: string, bytes: number]>> = {
  '2.16.840.1.101.3.4.1.5': ['aes128-wrap', 16],
  '2.16.840.1.101.3.4.1.25': ['aes192-wrap', 24],
  [WRAP_AES256]: ['aes256-wrap', 32],
};
const WRAP_START = new Uint8Array(8).fill(0xa6);

/** An ephemeral key agreed with a receiver's, and the content key wrapped under the result (RFC 5753 §3.1). */
export function wrapFor(
  receiver: KeyObject,
  contentKey: Uint8Array,
): { readonly originator: Uint8Array; readonly algorithm: Uint8Array; readonly wrapped: Uint8Array } {
  const curve = receiver.asymmetricKeyDetails?.namedCurve ?? malformed();
  const ephemeral = generateKeyPairSync('ec', { namedCurve: curve });
  const spki = readElement(ephemeral.publicKey.export({ type: 'spki', format: 'der' }));
  const point = membersIn(spki)[1]?.whole ?? malformed();
  const wrap = sequence(oid(WRAP_AES256));
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: receiver });
  const key = derive(secret, 'sha256', { wrap, bytes: 32 });
  const cipher = createCipheriv('aes256-wrap', key, WRAP_START);
  return {
    originator: der(0xa0, der(0xa1, sequence(oid(EC_PUBLIC_KEY)), point)),
    algorithm: sequence(oid(SCHEME_SHA256), wrap),
    wrapped: concatBytes(cipher.update(contentKey), cipher.final()),
  };
}

/**
 * The content key out of a key agreement. `originator` is its OriginatorIdentifierOrKey, `algorithm` the
 * KeyEncryptionAlgorithmIdentifier. @throws {MalformedError} or OpenSSL's where it does not open.
 */
export function unwrapWith(
  privateKey: KeyObject,
  {
    originator,
    algorithm,
    keying,
    wrapped,
  }: {
    readonly originator: Uint8Array;
    readonly algorithm: Uint8Array;
    readonly keying: Uint8Array | undefined;
    readonly wrapped: Uint8Array;
  },
): Uint8Array {
  const curve = privateKey.asymmetricKeyDetails?.namedCurve ?? malformed();
  const [, bits] = membersIn(demand(readElement(originator), 0xa1));
  const spki = sequence(
    sequence(oid(EC_PUBLIC_KEY), oid(CURVES[curve] ?? malformed())),
    demand(bits, 0x03).whole,
  );
  // OpenSSL refuses a point that is not on the curve.
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const [scheme, wrap] = membersIn(readElement(algorithm));
  const digest = DERIVATIONS[identifierIn(scheme)] ?? malformed();
  const [name, bytes] = WRAPS[identifierIn(membersIn(wrap)[0])] ?? malformed();
  const secret = diffieHellman({ privateKey, publicKey });
  const key = derive(secret, digest, {
    wrap: wrap?.whole ?? malformed(),
    bytes,
    ...(keying === undefined ? {} : { keying }),
  });
  const decipher = createDecipheriv(name, key, WRAP_START);
  return concatBytes(decipher.update(wrapped), decipher.final());
}

/** ANSI X9.63 with ECC-CMS-SharedInfo (RFC 5753 §7.2). */
function derive(
  secret: Uint8Array,
  digest: string,
  info: { readonly wrap: Uint8Array; readonly bytes: number; readonly keying?: Uint8Array },
): Uint8Array {
  const bits = new Uint8Array(4);
  new DataView(bits.buffer).setUint32(0, info.bytes * 8);
  const shared = sequence(
    info.wrap,
    ...(info.keying === undefined ? [] : [der(0xa0, octets(info.keying))]),
    der(0xa2, octets(bits)),
  );
  const blocks: Uint8Array[] = [];
  for (let counter = 1; blocks.reduce((sum, block) => sum + block.length, 0) < info.bytes; counter += 1) {
    const count = Uint8Array.of(0, 0, 0, counter);
    blocks.push(createHash(digest).update(secret).update(count).update(shared).digest());
  }
  return concatBytes(...blocks).subarray(0, info.bytes);
}
