import { constants, createDecipheriv, privateDecrypt, X509Certificate } from 'node:crypto';
import { concatBytes, equalBytes } from '../../base/index.ts';
import {
  demand,
  identifierIn,
  malformed,
  MalformedError,
  membersIn,
  octetsIn,
  readElement,
  type Element,
} from '../lib/ber.ts';
import { issuerAndSerial, sequence } from '../lib/der.ts';
import { unwrapWith } from './key-agreement.ts';
import type { MailKey } from './mail-key.ts';
import { subjectKeyIdentifier } from './subject-key.ts';

/** Why an encrypted message was not opened. */
export const OPENING_REFUSALS = [
  'envelope-too-large',
  'envelope-malformed',
  'envelope-not-for-us',
  'envelope-key-method-unfit',
  'envelope-cipher-unfit',
  'envelope-not-agreed',
  'envelope-damaged',
] as const;
export type OpeningRefusal = (typeof OPENING_REFUSALS)[number];

/** What came out of an encrypted message. `isAuthenticated`: nobody changed it on the way, even unsigned (GCM). */
export type Opening =
  | {
      readonly opened: true;
      readonly content: Uint8Array;
      readonly cipher: string;
      readonly isAuthenticated: boolean;
    }
  | { readonly opened: false; readonly refusal: OpeningRefusal };

const ENVELOPED = '1.2.840.113549.1.7.3';
const AUTH_ENVELOPED = '1.2.840.113549.1.9.16.1.23';
const CIPHERS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.1.6': 'aes-128-gcm',
  '2.16.840.1.101.3.4.1.26': 'aes-192-gcm',
  '2.16.840.1.101.3.4.1.46': 'aes-256-gcm',
  '2.16.840.1.101.3.4.1.2': 'aes-128-cbc',
  '2.16.840.1.101.3.4.1.22': 'aes-192-cbc',
  '2.16.840.1.101.3.4.1.42': 'aes-256-cbc',
};
const RSAES_OAEP = '1.2.840.113549.1.1.7';
const DIGESTS: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const MGF1 = '1.2.840.113549.1.1.8';
const MOST_RECEIVERS = 50;

class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: OpeningRefusal;
  constructor(refusal: OpeningRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * Opens CMS AuthEnvelopedData (AES-GCM), and EnvelopedData (AES-CBC) only where it is agreed: its content can be changed
 * unseen, and an answer that tells good padding from bad would give it away (EFAIL). So whatever fails after the key was
 * found is one and the same refusal. Content keys come by RSAES-OAEP or ECDH; PKCS #1 v1.5 is refused.
 */
export function openEnveloped(
  bytes: Uint8Array,
  keys: readonly MailKey[],
  options: { readonly maximumBytes: number; readonly isCbcAgreed?: boolean },
): Opening {
  if (bytes.length > options.maximumBytes) return { opened: false, refusal: 'envelope-too-large' };
  try {
    return open(bytes, keys, options.isCbcAgreed ?? false);
  } catch (error) {
    if (error instanceof RefusedError) return { opened: false, refusal: error.refusal };
    if (error instanceof MalformedError) return { opened: false, refusal: 'envelope-malformed' };
    throw error;
  }
}

function open(bytes: Uint8Array, keys: readonly MailKey[], isCbcAgreed: boolean): Opening {
  const [type, wrapper] = membersIn(demand(readElement(bytes), 0x30));
  const kind = identifierIn(type);
  if (kind !== ENVELOPED && kind !== AUTH_ENVELOPED) malformed();
  const [inner] = membersIn(demand(wrapper, 0xa0));
  // Version first, then what the originator may send along, which nobody needs.
  const [receivers, encrypted, ...rest] = membersIn(demand(inner, 0x30)).filter(
    ({ tag }, index) => index > 0 && !(index === 1 && tag === 0xa0),
  );
  const [, algorithm, content] = membersIn(demand(encrypted, 0x30));
  const [cipherType, parameters] = membersIn(algorithm);
  const cipher = CIPHERS[identifierIn(cipherType)];
  const isGcm = cipher?.endsWith('gcm') ?? false;
  if (cipher === undefined || isGcm !== (kind === AUTH_ENVELOPED))
    throw new RefusedError('envelope-cipher-unfit');
  if (!isGcm && !isCbcAgreed) throw new RefusedError('envelope-not-agreed');
  if (content === undefined || (content.tag & 0xdf) !== 0x80) malformed();
  const infos = membersIn(demand(receivers, 0x31));
  if (infos.length > MOST_RECEIVERS) malformed();
  const secret = { cipher, parameters, segments: octetsIn(content), rest };
  const contentKey = contentKeyFrom(infos, keys);
  const opened = isGcm ? decryptGcm(secret, contentKey) : decryptCbc(secret, contentKey);
  return { opened: true, content: opened, cipher, isAuthenticated: isGcm };
}

interface Secret {
  readonly cipher: string;
  readonly parameters: Element | undefined;
  readonly segments: readonly Uint8Array[];
  /** What follows the encrypted content: authenticated attributes and the tag. */
  readonly rest: readonly Element[];
}

function decryptGcm({ cipher, parameters, segments, rest }: Secret, key: Uint8Array): Uint8Array {
  const [nonce] = membersIn(demand(parameters, 0x30));
  const attributes = rest.find(({ tag }) => tag === 0xa1);
  const tag = demand(
    rest.find((each) => each.tag === 0x04),
    0x04,
  ).content;
  if (tag.length < 12 || tag.length > 16) malformed();
  return orDamaged(() => {
    // OpenSSL's name is one of CIPHERS that end in gcm.
    const decipher = createDecipheriv(cipher as 'aes-256-gcm', key, demand(nonce, 0x04).content, {
      authTagLength: tag.length,
    });
    if (attributes !== undefined) decipher.setAAD(asSet(attributes.whole));
    decipher.setAuthTag(tag);
    return concatBytes(...segments.map((each) => decipher.update(each)), decipher.final());
  });
}

function decryptCbc({ cipher, parameters, segments }: Secret, key: Uint8Array): Uint8Array {
  const start = demand(parameters, 0x04).content;
  return orDamaged(() => {
    const decipher = createDecipheriv(cipher, key, start);
    return concatBytes(...segments.map((each) => decipher.update(each)), decipher.final());
  });
}

/** Attributes are encrypted along under their own tag, and authenticated as a plain set (RFC 5083 §2.2). */
function asSet(whole: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(whole);
  copy[0] = 0x31;
  return copy;
}

function orDamaged(act: () => Uint8Array): Uint8Array {
  try {
    return act();
  } catch (error) {
    if (error instanceof MalformedError) throw error;
    throw new RefusedError('envelope-damaged');
  }
}

function contentKeyFrom(infos: readonly Element[], keys: readonly MailKey[]): Uint8Array {
  let refusal: OpeningRefusal = 'envelope-not-for-us';
  for (const info of infos) {
    for (const key of keys) {
      if (info.tag === 0x30) {
        const [, identifier, algorithm, wrapped] = membersIn(info);
        if (key.privateKey.asymmetricKeyType !== 'rsa' || !isOf(identifier, key.certificate, 0x80)) continue;
        const digest = oaepDigest(algorithm);
        if (digest === undefined) {
          refusal = 'envelope-key-method-unfit';
          continue;
        }
        const padding = constants.RSA_PKCS1_OAEP_PADDING;
        return orDamaged(() =>
          privateDecrypt({ key: key.privateKey, padding, oaepHash: digest }, demand(wrapped, 0x04).content),
        );
      }
      const agreed = info.tag === 0xa1 ? agreedKey(info, key) : undefined;
      if (agreed !== undefined) return agreed;
    }
  }
  throw new RefusedError(refusal);
}

/** The content key of a KeyAgreeRecipientInfo, where one of its receivers is this key. */
function agreedKey(info: Element, key: MailKey): Uint8Array | undefined {
  if (key.privateKey.asymmetricKeyType !== 'ec') return undefined;
  const members = membersIn(info).slice(1);
  const [originator, ...others] = members;
  const keying = others.find(({ tag }) => tag === 0xa1);
  const [algorithm, receivers] = others.filter(({ tag }) => tag === 0x30);
  for (const receiver of membersIn(receivers).slice(0, MOST_RECEIVERS)) {
    const [identifier, wrapped] = membersIn(receiver);
    if (!isOf(identifier, key.certificate, 0xa0)) continue;
    const [from] = membersIn(demand(originator, 0xa0));
    return orDamaged(() =>
      unwrapWith(key.privateKey, {
        originator: from?.whole ?? malformed(),
        algorithm: algorithm?.whole ?? malformed(),
        keying: keying === undefined ? undefined : concatBytes(...octetsIn(membersIn(keying)[0])),
        wrapped: demand(wrapped, 0x04).content,
      }),
    );
  }
  return undefined;
}

/** Whether a receiver is named: by issuer and serial number, or by its subject key identifier under `tag`. */
function isOf(identifier: Element | undefined, certificate: Uint8Array, tag: number): boolean {
  if (identifier?.tag === 0x30)
    return equalBytes(identifier.whole, sequence(...issuerAndSerial(certificate)));
  if (identifier?.tag !== tag) return false;
  const named = tag === 0x80 ? identifier.content : membersIn(identifier)[0]?.content;
  const own = subjectKeyIdentifier(new X509Certificate(certificate));
  return named !== undefined && own !== undefined && equalBytes(named, own);
}

/** The digest of RSAES-OAEP parameters (RFC 4055 §4.1); undefined where it is another method, or two digests. */
function oaepDigest(algorithm: Element | undefined): string | undefined {
  const [method, parameters] = membersIn(algorithm);
  if (identifierIn(method) !== RSAES_OAEP) return undefined;
  const given = parameters === undefined ? [] : membersIn(parameters);
  const of = (tag: number) => {
    const wrapper = given.find((each) => each.tag === tag);
    return wrapper === undefined ? undefined : membersIn(membersIn(wrapper)[0]);
  };
  const [hash] = of(0xa0) ?? [];
  const [mask, maskHash] = of(0xa1) ?? [];
  const digest = hash === undefined ? 'sha1' : DIGESTS[identifierIn(hash)];
  const maskDigest =
    mask === undefined
      ? 'sha1'
      : identifierIn(mask) === MGF1
        ? DIGESTS[identifierIn(membersIn(maskHash)[0])]
        : undefined;
  return digest === maskDigest && of(0xa2) === undefined ? digest : undefined;
}
