import { concatBytes, toBase64Url, utf8 } from '../../src/base/index.ts';
import {
  answerNow,
  issueAuthority,
  issueSealCertificate,
  readCertificatesPem,
  readSealKey,
  seal,
  sha256,
  sha256Hex,
  type SealKey,
  type SigningKey,
} from '../../src/crypto/index.ts';
import { demonstrationCertificates } from '../../src/demonstration/certificates.ts';
import { spsCertificate17, writeMessage } from '../../src/standards/index.ts';
import {
  BUNDLE_PATHS,
  formatAnchors,
  formatCheckpoint,
  formatDigests,
  formatHistory,
  formatLogProof,
  formatPolicy,
  formatStatus,
  historyDigest,
  leafOfOpening,
  proofPath,
  runNow,
  writeContainer,
  type Act,
  type LogPolicy,
  type Opening,
  type TrustAnchor,
} from '../../verify/core/index.ts';
import { writeTrustPack } from '../../verify/inspection/index.ts';
import { signedNote, testSigner } from '../evidence/log-signers.ts';

/** An authority with its seal, a log and two witnesses; and the files that a reader would hold. */
export interface SealedFiles {
  readonly key: SealKey;
  /** A sealed certificate. */
  readonly sealed: Uint8Array;
  /** Its evidence bundle: received, issued. */
  readonly bundle: Uint8Array;
  /** A bundle whose last act withdraws the certificate. */
  readonly withdrawn: Uint8Array;
  /** The trust list that knows authority, log and witnesses. */
  readonly trustPack: string;
  /** The same list, signed. */
  readonly signedTrust: (signer: SigningKey) => string;
}

const PERIOD = { from: '2026-01-01T00:00:00Z', until: '2029-01-01T00:00:00Z' };
const ORGANISATION = { organisation: 'Ministry for Primary Industries', country: 'NZ', ...PERIOD };
const NAMES = { en: 'Ministry for Primary Industries, New Zealand', zh: '新西兰初级产业部' };
const WITNESSED = Date.parse('2026-11-21T05:00:00Z') / 1000;

/** Makes them anew: keys and signatures differ from run to run, contents do not. */
export async function sealedFiles(): Promise<SealedFiles> {
  const authority = await issueAuthority({ commonName: 'MPI Seal Authority', ...ORGANISATION });
  const issued = await issueSealCertificate(authority, {
    commonName: 'MPI E-Certification Seal',
    ...ORGANISATION,
  });
  const key = readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
  const [anchor] = readCertificatesPem(authority.certificate);
  const certificate = demonstrationCertificates(new Date('2026-11-22T00:00:00Z'), 5).find(
    ({ country }) => country === 'NZ',
  );
  if (!anchor || !certificate) throw new Error('the demonstration has no certificate of New Zealand');
  const original = utf8(writeMessage(spsCertificate17, certificate.document));
  const sealed = utf8(seal(original, key, { time: '2026-11-21T04:00:00Z', id: 'test' }));
  const log = testLog();
  const anchors = [{ authority: 'NZ-MPI', certificate: anchor }];
  const acts = (kinds: readonly (readonly [kind: string, state: string])[]): Act[] =>
    kinds.map(([kind, state], index) => ({
      kind,
      actor: 'office/NZ-AKL',
      subject: `certificate/NZ/NZ-MPI/${certificate.number}/${String(index + 1)}`,
      at: `2026-11-21T04:0${String(index)}:00Z`,
      digest: index === 0 ? sha256Hex(original) : sha256Hex(concatBytes(sealed, utf8('.'.repeat(index - 1)))),
      ...(index === 0 ? {} : { previous: index === 1 ? sha256Hex(original) : sha256Hex(sealed) }),
      state,
    }));
  const received = ['certificate.received', 'draft'] as const;
  const issuedAct = ['certificate.issued', 'issued'] as const;
  const bundleOf = (history: Act[]): Uint8Array => log.bundle({ original, sealed, history, anchors });
  const trust = {
    made: '2026-11-22T00:00:00Z',
    authorities: [{ key: 'NZ-MPI', country: 'NZ', names: NAMES, anchors: [{ certificate: anchor }] }],
    policy: formatPolicy(log.policy),
  };
  return {
    key,
    sealed,
    bundle: bundleOf(acts([received, issuedAct])),
    withdrawn: bundleOf(acts([received, issuedAct, ['certificate.withdraw', 'withdrawn']])),
    trustPack: writeTrustPack(trust),
    signedTrust: (signer) => writeTrustPack(trust, signer),
  };
}

interface BundleParts {
  readonly original: Uint8Array;
  readonly sealed: Uint8Array;
  readonly history: readonly Act[];
  readonly anchors: readonly TrustAnchor[];
}

function testLog(): { readonly policy: LogPolicy; readonly bundle: (parts: BundleParts) => Uint8Array } {
  const operator = testSigner('log.mpi.example');
  const witnesses = [
    testSigner('witness.gacc.example', 'cosignature'),
    testSigner('witness.sag.example', 'cosignature'),
  ];
  const policy: LogPolicy = {
    logs: [{ key: operator.key }],
    witnesses: witnesses.map(({ key }) => ({ name: key.name.split('.')[1] ?? key.name, key })),
    groups: [{ name: 'abroad', threshold: 2, members: ['gacc', 'sag'] }],
    quorum: 'abroad',
  };
  const bundle = ({ original, sealed, history, anchors }: BundleParts): Uint8Array => {
    const openings = history.map((act, index): Opening => ({
      salt: toBase64Url(sha256(utf8(`salt ${String(index)}`)).subarray(0, 16)),
      act,
    }));
    const leaves = openings.map((opening) => {
      const leaf = runNow(leafOfOpening(opening), answerNow);
      if (!leaf) throw new Error('the act is malformed');
      return leaf;
    });
    const others = ['a', 'b', 'c'].map((name) => utf8(`{"c":"${name}"}`));
    const hashes = [...others.slice(0, 2), ...leaves, ...others.slice(2)].map((leaf) =>
      sha256(concatBytes(Uint8Array.of(0), leaf)),
    );
    const note = formatCheckpoint({
      origin: operator.key.name,
      size: hashes.length,
      root: rootOf(hashes),
      extensions: [],
    });
    const checkpoint = signedNote(note, [operator, ...witnesses], WITNESSED);
    const last = history.at(-1);
    const statement = formatStatus({
      origin: operator.key.name,
      subject: last?.subject ?? '',
      state: last?.state ?? '',
      at: '2026-11-21T06:00:00Z',
      history: runNow(
        historyDigest(leaves.map((leaf) => sha256(concatBytes(Uint8Array.of(0), leaf)))),
        answerNow,
      ),
    });
    const files = new Map<string, Uint8Array>([
      [BUNDLE_PATHS.manifest, utf8('<manifest/>\n')],
      [BUNDLE_PATHS.page, utf8('<!doctype html><title>Evidence</title>\n')],
      [BUNDLE_PATHS.original, original],
      [BUNDLE_PATHS.sealed, sealed],
      [BUNDLE_PATHS.history, utf8(formatHistory(openings))],
      [BUNDLE_PATHS.status, utf8(signedNote(statement, [operator]))],
      [BUNDLE_PATHS.checkpoint, utf8(checkpoint)],
      [BUNDLE_PATHS.policy, utf8(formatPolicy(policy))],
      [BUNDLE_PATHS.trust, utf8(formatAnchors(anchors))],
      ...openings.map((_, index): [string, Uint8Array] => [
        proofPath(index + 1),
        utf8(formatLogProof({ index: index + 2, hashes: pathTo(index + 2, hashes), checkpoint })),
      ]),
    ]);
    const digests = new Map([...files].map(([path, bytes]) => [path, sha256(bytes)]));
    files.set(BUNDLE_PATHS.digests, utf8(formatDigests(digests)));
    return writeContainer([...files].map(([path, bytes]) => ({ path, bytes })));
  };
  return { policy, bundle };
}

/** Where a tree of this many leaves divides (RFC 6962 §2.1): the largest power of two below it. */
function divide(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}

function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (hashes.length === 1 && only) return only;
  const middle = divide(hashes.length);
  return sha256(concatBytes(Uint8Array.of(1), rootOf(hashes.slice(0, middle)), rootOf(hashes.slice(middle))));
}

/** The audit path of a leaf, nearest sibling first (RFC 6962 §2.1.1). */
function pathTo(index: number, hashes: readonly Uint8Array[]): Uint8Array[] {
  if (hashes.length === 1) return [];
  const middle = divide(hashes.length);
  const [left, right] = [hashes.slice(0, middle), hashes.slice(middle)];
  return index < middle
    ? [...pathTo(index, left), rootOf(right)]
    : [...pathTo(index - middle, right), rootOf(left)];
}
