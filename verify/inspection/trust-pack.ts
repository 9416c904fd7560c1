import {
  canonicalJson,
  fromBase64,
  fromUtf8,
  parseInstant,
  toBase64,
  type CanonicalValue,
  type Language,
} from '../../src/base/index.ts';
import { parsePolicy, type LogPolicy, type Plan, type TrustAnchor } from '../core/index.ts';
import { signatureOf, signerOf, type TrustList, type TrustSigner } from './trust-signature.ts';

/** Whom a reader trusts to seal for one authority. */
export interface TrustedAuthority {
  /** Key of the competent authority, e.g. `CN-GACC`. */
  readonly key: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Names by language; English where the reader's is absent, else the key. */
  readonly names: Readonly<Partial<Record<Language, string>>>;
  readonly anchors: readonly Omit<TrustAnchor, 'authority'>[];
  /** Certificates (DER) of the keys that seal its papers: a QR symbol has no room for its signer's. */
  readonly signers?: readonly Uint8Array[];
}

/**
 * All that a verifier must bring along to judge a document without a network: the authorities' anchors, and which
 * evidence logs and witnesses it believes. Its age is part of every verdict.
 */
export interface TrustPack {
  /** When it was made, RFC 3339. */
  readonly made: string;
  readonly authorities: readonly TrustedAuthority[];
  /** C2SP tlog-policy; absent where the reader believes no log. */
  readonly policy?: LogPolicy;
  /** Whose signature it bears: SHA-256 of the key, hex; absent where it bears none. */
  readonly signer?: string;
}

/** Why bytes are no trust pack; each a key of the words, with the JSON path where it has one. */
export const TRUST_PACK_FAULTS = [
  'trust-pack-too-large',
  'trust-pack-not-json',
  'trust-pack-format',
  'trust-pack-time',
  'trust-pack-authority',
  'trust-pack-certificate',
  'trust-pack-policy',
  'trust-pack-signature',
] as const;
export type TrustPackFault = (typeof TRUST_PACK_FAULTS)[number];

export type TrustPackReading =
  | { readonly read: true; readonly pack: TrustPack }
  | { readonly read: false; readonly fault: TrustPackFault; readonly path: string };

const FORMAT = 'counterfoil-trust-pack-1';
const MAXIMUM_BYTES = 8_388_608;
const MAXIMUM_ENTRIES = 5000;

/** An authority's name in a language, as far as the pack knows it; English else, else its key. */
export function authorityName(pack: TrustPack | undefined, key: string, language: Language): string {
  const names = pack?.authorities.find((authority) => authority.key === key)?.names;
  return names?.[language] ?? names?.en ?? key;
}

/** The anchors of a pack as a verifier takes them. */
export function anchorsOf(pack: TrustPack): TrustAnchor[] {
  return pack.authorities.flatMap(({ key, anchors }) =>
    anchors.map((anchor) => ({ ...anchor, authority: key })),
  );
}

/** Certificates of the keys that seal papers, of every authority. */
export function signersOf(pack: TrustPack): Uint8Array[] {
  return pack.authorities.flatMap(({ signers = [] }) => signers);
}

/** Writes a pack, signed where there is something to sign by; `policy` is the text of a tlog-policy file. */
export function writeTrustPack(
  pack: Omit<TrustPack, 'policy' | 'signer'> & { readonly policy?: string },
  signer?: TrustSigner,
): string {
  const list: TrustList = {
    format: FORMAT,
    made: pack.made,
    policy: pack.policy,
    authorities: pack.authorities.map(({ key, country, names, anchors, signers }) => ({
      key,
      country,
      names: { ...names },
      signers: signers?.map((certificate): CanonicalValue => toBase64(certificate)),
      anchors: anchors.map(({ certificate, from, until, revoked }) => ({
        certificate: toBase64(certificate),
        from,
        until,
        revoked: revoked?.map(({ serial, at }): CanonicalValue => ({ serial, at })),
      })),
    })),
  };
  return canonicalJson(signer === undefined ? list : { ...list, signature: signatureOf(list, signer) });
}

/** Reads a pack of unknown origin: bounded, nothing assumed, the first fault reported. */
export function* readTrustPack(bytes: Uint8Array): Plan<TrustPackReading> {
  if (bytes.length > MAXIMUM_BYTES) return { read: false, fault: 'trust-pack-too-large', path: '' };
  const value = parsedJson(bytes);
  if (value === undefined) return { read: false, fault: 'trust-pack-not-json', path: '' };
  if (!isRecord(value) || value['format'] !== FORMAT) {
    return { read: false, fault: 'trust-pack-format', path: '/format' };
  }
  const made = value['made'];
  if (!isInstant(made)) return { read: false, fault: 'trust-pack-time', path: '/made' };
  const list = value['authorities'];
  if (!Array.isArray(list) || list.length > MAXIMUM_ENTRIES) {
    return { read: false, fault: 'trust-pack-authority', path: '/authorities' };
  }
  const authorities: TrustedAuthority[] = [];
  for (const [index, entry] of list.entries()) {
    const authority = readAuthority(entry);
    if (typeof authority === 'string') {
      return { read: false, fault: authority, path: `/authorities/${String(index)}` };
    }
    authorities.push(authority);
  }
  const by = yield* signerOf(value);
  if (by === 'broken') return { read: false, fault: 'trust-pack-signature', path: '/signature' };
  const signer = by === 'unsigned' ? {} : { signer: by };
  const policy = value['policy'];
  if (policy === undefined) return { read: true, pack: { made, authorities, ...signer } };
  const reading = typeof policy === 'string' ? yield* parsePolicy(policy) : undefined;
  if (!reading?.read) return { read: false, fault: 'trust-pack-policy', path: '/policy' };
  return { read: true, pack: { made, authorities, policy: reading.policy, ...signer } };
}

function readAuthority(value: unknown): TrustedAuthority | TrustPackFault {
  if (!isRecord(value)) return 'trust-pack-authority';
  const { key, country, names, anchors, signers = [] } = value;
  if (!isName(key) || typeof country !== 'string' || !/^[A-Z]{2}$/.test(country))
    return 'trust-pack-authority';
  if (!isRecord(names) || !Object.values(names).every(isName)) return 'trust-pack-authority';
  if (!Array.isArray(anchors) || anchors.length > MAXIMUM_ENTRIES) return 'trust-pack-authority';
  const read: Omit<TrustAnchor, 'authority'>[] = [];
  for (const anchor of anchors) {
    const result = readAnchor(anchor);
    if (typeof result === 'string') return result;
    read.push(result);
  }
  if (!Array.isArray(signers) || signers.length > MAXIMUM_ENTRIES) return 'trust-pack-authority';
  const sealing: Uint8Array[] = [];
  for (const text of signers as readonly unknown[]) {
    const certificate = typeof text === 'string' ? fromBase64(text) : undefined;
    if (certificate === undefined || certificate.length === 0) return 'trust-pack-certificate';
    sealing.push(certificate);
  }
  // Every value is a name; which keys are languages only the reader of a name asks.
  return {
    key,
    country,
    names: names as Partial<Record<Language, string>>,
    anchors: read,
    ...(sealing.length === 0 ? {} : { signers: sealing }),
  };
}

function readAnchor(value: unknown): Omit<TrustAnchor, 'authority'> | TrustPackFault {
  if (!isRecord(value)) return 'trust-pack-certificate';
  const { certificate: text, from, until, revoked } = value;
  const certificate = typeof text === 'string' ? fromBase64(text) : undefined;
  if (certificate === undefined || certificate.length === 0) return 'trust-pack-certificate';
  if (!isOptionalInstant(from) || !isOptionalInstant(until)) return 'trust-pack-time';
  const list: { serial: string; at: string }[] = [];
  if (revoked !== undefined) {
    if (!Array.isArray(revoked) || revoked.length > MAXIMUM_ENTRIES) return 'trust-pack-certificate';
    for (const item of revoked) {
      if (!isRecord(item)) return 'trust-pack-certificate';
      const { serial, at } = item;
      if (typeof serial !== 'string' || !/^(?:0|[1-9A-F][0-9A-F]{0,63})$/.test(serial))
        return 'trust-pack-certificate';
      if (!isInstant(at)) return 'trust-pack-time';
      list.push({ serial, at });
    }
  }
  return {
    certificate,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(list.length === 0 ? {} : { revoked: list }),
  };
}

function parsedJson(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 300;
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && parseInstant(value) !== undefined;
}

function isOptionalInstant(value: unknown): value is string | undefined {
  return value === undefined || isInstant(value);
}
