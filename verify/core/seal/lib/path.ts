import { equalBytes } from '../../../../src/base/index.ts';
import { verifySignature, type Plan } from '../../primitives.ts';
import { isInForce, type Anchor } from './anchors.ts';
import { KEY_USAGE, type Certificate } from './certificate.ts';
import { plainSignature } from './ecdsa.ts';

/** Why a certificate is in no path; each a key of the words, the most telling last. */
export const PATH_FAULTS = [
  'seal-unknown-signer',
  'seal-path-signature-wrong',
  'seal-path-algorithm-refused',
  'seal-path-critical-extension',
  'seal-path-too-long',
  'seal-path-not-authority',
  'seal-path-not-in-force',
  'seal-anchor-not-in-force',
] as const;
export type PathFault = (typeof PATH_FAULTS)[number];

export type Path =
  | {
      readonly found: true;
      readonly anchor: Anchor;
      /** From the signer's certificate up, without the anchor's own unless it is the signer's. */
      readonly certificates: readonly Certificate[];
    }
  | { readonly found: false; readonly fault: PathFault };

/** By issuer, the certificates whose signature it was seen to have made: a fact that does not change. */
const ISSUED = new WeakMap<Certificate, WeakSet<Certificate>>();

const LONGEST_PATH = 5;
/** Signature checks one document may cause by the certificates it brings. */
const MOST_CHECKS = 24;

/**
 * A path from the signer's certificate to an anchor in force (RFC 5280 §6.1, without policies and name constraints:
 * a certificate with those marked critical is in no path). Certificates from the message only ever link.
 */
export function* findPath(
  signer: Certificate,
  hints: readonly Certificate[],
  anchors: readonly Anchor[],
  time: number,
): Plan<Path> {
  const search = new PathSearch(hints, anchors, time);
  return (yield* search.climb(signer, [signer])) ?? { found: false, fault: search.fault };
}

class PathSearch {
  /** The most telling fault so far. */
  fault: PathFault = 'seal-unknown-signer';
  readonly #hints: readonly Certificate[];
  readonly #anchors: readonly Anchor[];
  readonly #time: number;
  #checks = 0;

  constructor(hints: readonly Certificate[], anchors: readonly Anchor[], time: number) {
    this.#hints = hints;
    this.#anchors = anchors;
    this.#time = time;
  }

  /** From a certificate, the last of the path so far, upwards. */
  *climb(certificate: Certificate, path: readonly Certificate[]): Plan<Path | undefined> {
    const below = path.length - 1;
    if (certificate.unknownCritical.length > 0) return this.#note('seal-path-critical-extension');
    for (const anchor of this.#anchors) {
      const isPinned = equalBytes(anchor.certificate.bytes, certificate.bytes);
      if (!isPinned && anchor.certificate.subjectName !== certificate.issuerName) continue;
      if (!isInForce(anchor.anchor, this.#time)) {
        this.#note('seal-anchor-not-in-force');
        continue;
      }
      if (isPinned) {
        // An anchor met on the way up is the anchor; its own certificate is not one of the path's unless it signed.
        return { found: true, anchor, certificates: below === 0 ? path : path.slice(0, -1) };
      }
      if (yield* this.#mayIssue(anchor.certificate, certificate, below)) {
        return { found: true, anchor, certificates: path };
      }
    }
    if (path.length >= LONGEST_PATH) return this.#note('seal-path-too-long');
    for (const issuer of this.#hints.filter(({ subjectName }) => subjectName === certificate.issuerName)) {
      if (path.includes(issuer)) continue;
      if (this.#time < issuer.notBefore || this.#time > issuer.notAfter) {
        this.#note('seal-path-not-in-force');
        continue;
      }
      if (!(yield* this.#mayIssue(issuer, certificate, below))) continue;
      const found = yield* this.climb(issuer, [...path, issuer]);
      if (found) return found;
    }
    return undefined;
  }

  /** Whether an issuer made a certificate's signature, and was allowed to with so many intermediate ones under it. */
  *#mayIssue(issuer: Certificate, certificate: Certificate, below: number): Plan<boolean> {
    if (!(yield* this.#isIssued(certificate, issuer))) return false;
    const fault = roomFault(issuer, below);
    if (fault !== undefined) this.#note(fault);
    return fault === undefined;
  }

  *#isIssued(certificate: Certificate, issuer: Certificate): Plan<boolean> {
    if (ISSUED.get(issuer)?.has(certificate)) return true;
    this.#checks += 1;
    if (this.#checks > MOST_CHECKS) return false;
    const problem = yield* issueFault(certificate, issuer);
    if (problem) {
      this.#note(problem);
      return false;
    }
    const issued = ISSUED.get(issuer) ?? new WeakSet();
    ISSUED.set(issuer, issued.add(certificate));
    return true;
  }

  #note(found: PathFault): undefined {
    if (PATH_FAULTS.indexOf(found) > PATH_FAULTS.indexOf(this.fault)) this.fault = found;
  }
}

/** Basic constraints and key usage of an issuer, with `below` intermediate certificates under it (§4.2.1.9). */
function roomFault(issuer: Certificate, below: number): PathFault | undefined {
  if (!issuer.isAuthority || issuer.keyUsage?.has(KEY_USAGE.keyCertSign) === false)
    return 'seal-path-not-authority';
  if (issuer.unknownCritical.length > 0) return 'seal-path-critical-extension';
  if (issuer.pathLength !== undefined && below > issuer.pathLength) return 'seal-path-too-long';
  return undefined;
}

/** Why an issuer's key did not sign a certificate or a revocation list; undefined where it did. */
export function* issueFault(
  issued: Pick<Certificate, 'signature' | 'signed'>,
  { key }: Pick<Certificate, 'key'>,
): Plan<PathFault | undefined> {
  const { scheme, digest, value } = issued.signature;
  const bytes = issued.signed;
  if (scheme === 'ecdsa' && key.kind === 'ec') {
    const signature = plainSignature(key.curve, value);
    if (!signature) return 'seal-path-signature-wrong';
    const algorithm = `ECDSA-${key.curve}-${digest}` as const;
    return (yield* verifySignature({ algorithm, key: key.spki, bytes, signature }))
      ? undefined
      : 'seal-path-signature-wrong';
  }
  if (scheme === 'rsa' && key.kind === 'rsa') {
    const question = { algorithm: `RSA-${digest}` as const, key: key.spki, bytes, signature: value };
    return (yield* verifySignature(question)) ? undefined : 'seal-path-signature-wrong';
  }
  if (scheme === 'ed25519' && key.kind === 'ed25519') {
    const question = { algorithm: 'ED25519' as const, key: key.spki, bytes, signature: value };
    return (yield* verifySignature(question)) ? undefined : 'seal-path-signature-wrong';
  }
  return 'seal-path-algorithm-refused';
}
