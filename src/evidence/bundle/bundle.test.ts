import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes, toBase64Url, toHex, utf8 } from '../../base/index.ts';
import {
  answerNow,
  generateKeyPair,
  issueAuthority,
  issueSealCertificate,
  openXml,
  readCertificatesPem,
  readSealKey,
  readSigningKey,
  seal,
  sha256,
  sha256Hex,
} from '../../crypto/index.ts';
import type { SealKey } from '../../crypto/index.ts';
import type {
  Act,
  BundleOptions,
  BundleReport,
  LogPolicy,
  Opening,
  TrustAnchor,
} from '../../../verify/core/index.ts';
import {
  BUNDLE_PATHS,
  TreeHasher,
  formatCheckpoint,
  formatDigests,
  formatLogProof,
  formatNote,
  formatStatus,
  historyDigest,
  inclusionRanges,
  leafOfOpening,
  readContainer,
  runNow,
  verifyBundle,
  writeContainer,
} from '../../../verify/core/index.ts';
import { noteSigner } from '../signer.ts';
import type { BundleContents } from './writing.ts';
import { writeBundle, writeSealedBundle } from './writing.ts';

const ORIGIN = 'log.example/evidence';
const NOW = '2026-11-22T09:00:00Z';
const newKey = () => readSigningKey(generateKeyPair('ed25519').privateKey);
const log = noteSigner(ORIGIN, 'ed25519', newKey());
const witness = noteSigner('witness.example', 'cosignature', newKey());
const hasher = new TreeHasher(sha256);
const policy: LogPolicy = {
  logs: [{ key: log.key }],
  witnesses: [{ name: 'other-authority', key: witness.key }],
  groups: [],
  quorum: 'other-authority',
};
const UNSEALED =
  '<SPSCertificate xmlns="urn:example"><ID>110000009912345</ID><Weight unit="KGM">1000</Weight></SPSCertificate>';

let key: SealKey;
let anchors: readonly TrustAnchor[];
let sealed: Uint8Array;
let contents: BundleContents;

beforeAll(async () => {
  const times = { from: '2026-01-01T00:00:00Z', until: '2030-01-01T00:00:00Z', country: 'CN' };
  const authority = await issueAuthority({ ...times, commonName: 'Root', organisation: 'GACC' });
  const office = await issueSealCertificate(authority, {
    ...times,
    commonName: 'Office',
    organisation: 'GACC',
  });
  key = readSealKey({ privateKey: office.privateKey, certificates: office.certificate });
  const [certificate = new Uint8Array()] = readCertificatesPem(authority.certificate);
  anchors = [{ authority: 'CN-GACC', certificate }];
  sealed = utf8(seal(UNSEALED, key, { time: '2026-11-22T08:00:00Z', id: 'test' }));
  contents = contentsOf(historyOf(['received', 'issued']));
});

/** The acts of one document: the first names its bytes, each names its predecessor. */
function historyOf(states: readonly string[], digest = sha256Hex(sealed)): readonly Act[] {
  return states.map((state, place) => ({
    kind: `certificate.${state}`,
    actor: 'office/CN-GACC/1100',
    subject: `certificate/CN/CN-GACC/110000009912345/${String(place + 1)}`,
    at: `2026-11-22T08:0${String(place)}:00Z`,
    digest: place === 0 ? digest : sha256Hex(utf8(state)),
    ...(place === 0 ? {} : { previous: place === 1 ? digest : sha256Hex(utf8(states[place - 1] ?? '')) }),
    state,
  }));
}

/** Builds the log around the acts: other leaves before, between and after them. */
function contentsOf(acts: readonly Act[], changes: Partial<BundleContents> = {}): BundleContents {
  const openings = acts.map((act, place): Opening => ({
    salt: toBase64Url(sha256(utf8(String(place))).subarray(0, 16)),
    act,
  }));
  const leaves = openings.flatMap((opening, place) => [
    utf8(`other ${String(place)}`),
    runNow(leafOfOpening(opening), answerNow) ?? new Uint8Array(),
  ]);
  leaves.push(utf8('after'));
  const hashes = leaves.map((leaf) => hasher.leaf(leaf));
  const root = (start: number, end: number): Uint8Array => {
    const [only = new Uint8Array()] = hashes.slice(start, end);
    if (end - start === 1) return only;
    let split = 1;
    while (split * 2 < end - start) split *= 2;
    return hasher.node(root(start, start + split), root(start + split, end));
  };
  const text = formatCheckpoint({
    origin: ORIGIN,
    size: leaves.length,
    root: root(0, leaves.length),
    extensions: [],
  });
  const time = Date.parse('2026-11-22T08:30:00Z') / 1000;
  const checkpoint = formatNote({ text, signatures: [log.sign(text, time), witness.sign(text, time)] });
  const last = acts.at(-1);
  const status = formatStatus({
    origin: ORIGIN,
    subject: last?.subject ?? '',
    state: last?.state ?? '',
    at: '2026-11-22T08:45:00Z',
    history: runNow(
      historyDigest(openings.map((_, place) => hashes[place * 2 + 1] ?? new Uint8Array())),
      answerNow,
    ),
  });
  return {
    original: utf8(UNSEALED),
    sealed,
    history: openings.map((opening, place) => ({
      opening,
      proof: formatLogProof({
        index: place * 2 + 1,
        hashes: inclusionRanges(place * 2 + 1, leaves.length).map(({ start, end }) => root(start, end)),
        checkpoint,
      }),
    })),
    checkpoint,
    status: formatNote({ text: status, signatures: [log.sign(status, time)] }),
    policy,
    trust: anchors,
    page: {
      title: '110000009912345 <script>alert(1)</script>',
      facts: [{ en: 'Goods "net"', zh: '货物', value: '1000 KGM & more' }],
      producer: 'https://example.org/?a=1&b=2',
      producedAt: '2026-11-22T08:50:00Z',
    },
    ...changes,
  };
}

const judge = (bytes: Uint8Array, options: Partial<BundleOptions> = {}): BundleReport =>
  runNow(verifyBundle(bytes, { openXml, time: NOW, trust: anchors, policy, ...options }), answerNow);
const lights = (report: BundleReport) =>
  Object.fromEntries(
    (['container', 'seal', 'status', 'log', 'history'] as const).map((name) => [
      name,
      `${report[name].light} ${report[name].code}`,
    ]),
  );

/** The bundle with one file exchanged and its list of digests brought in line: a forger who takes care. */
function forged(bytes: Uint8Array, changes: Readonly<Record<string, Uint8Array | undefined>>): Uint8Array {
  const reading = readContainer(bytes);
  if (!reading.read) throw new Error(reading.refusal);
  const files = reading.files
    .filter(({ path: name }) => name !== 'mimetype' && name !== BUNDLE_PATHS.digests)
    .flatMap(({ path: name, bytes: content }) => {
      const next = name in changes ? changes[name] : content;
      return next === undefined ? [] : [{ path: name, bytes: next }];
    });
  const digests = formatDigests(new Map(files.map((file) => [file.path, sha256(file.bytes)])));
  return writeContainer([...files, { path: BUNDLE_PATHS.digests, bytes: utf8(digests) }]);
}
const fileOf = (bytes: Uint8Array, name: string): Uint8Array => {
  const reading = readContainer(bytes);
  return (
    (reading.read ? reading.files.find((file) => file.path === name)?.bytes : undefined) ?? new Uint8Array()
  );
};
const textOf = (bytes: Uint8Array, name: string) => new TextDecoder().decode(fileOf(bytes, name));

const SOUND = {
  container: 'passed bundle-sound',
  seal: 'passed seal-valid',
  status: 'passed status-in-force',
  log: 'passed log-included',
  history: 'passed history-complete',
};

describe('evidence bundles', () => {
  test('a sound bundle shows every light passed, with witnesses, times and acts', () => {
    const report = judge(writeBundle(contents));
    expect(lights(report)).toEqual(SOUND);
    expect(report.status).toMatchObject({ state: 'issued', asOf: '2026-11-22T08:45:00Z', attested: true });
    expect(report.log.checkpoint?.witnesses).toEqual([
      { name: 'other-authority', key: 'witness.example', at: '2026-11-22T08:30:00.000Z' },
    ]);
    expect(report.history.acts.map(({ act, index }) => [act?.kind, index])).toEqual([
      ['certificate.received', 1],
      ['certificate.issued', 3],
    ]);
    expect(report.seal.report?.content?.name).toBe('SPSCertificate');
    expect(toHex(report.sealed ?? new Uint8Array())).toBe(toHex(sealed));
  });

  test('equal contents give equal bytes', () => {
    expect(toHex(writeBundle(contents))).toBe(
      toHex(writeBundle(contentsOf(historyOf(['received', 'issued'])))),
    );
  });

  test('acts that name the original hold where the sealed document is the original, sealed', () => {
    const original = sha256Hex(utf8(UNSEALED));
    const bundle = writeBundle(contentsOf(historyOf(['received', 'issued'], original)));
    expect(lights(judge(bundle))).toEqual(SOUND);
    const other = seal(UNSEALED.replace('1000', '9000'), key, { time: '2026-11-22T08:00:00Z', id: 'x' });
    expect(lights(judge(forged(bundle, { [BUNDLE_PATHS.sealed]: utf8(other) })))).toMatchObject({
      seal: 'passed seal-valid',
      history: 'failed history-other-document',
      status: 'unknown status-unknown',
    });
  });

  test('without the reader’s own trust and policy the lights say whose they are', () => {
    const bundle = writeBundle(contents);
    const report = runNow(verifyBundle(bundle, { openXml, time: NOW }), answerNow);
    expect(lights(report)).toMatchObject({
      seal: 'warning seal-valid-by-bundle',
      log: 'warning log-included-by-bundle',
      status: 'warning status-in-force',
    });
  });

  test('a policy that asks for no witness is told', () => {
    const alone = { ...policy, quorum: 'none' };
    expect(lights(judge(writeBundle(contents), { policy: alone }))).toMatchObject({
      log: 'warning log-no-witness-asked',
    });
  });

  test('a withdrawn document is not in force', () => {
    const report = judge(writeBundle(contentsOf(historyOf(['received', 'issued', 'withdrawn']))));
    expect(lights(report)).toEqual({ ...SOUND, status: 'failed status-not-in-force' });
    expect(report.status.state).toBe('withdrawn');
  });

  test('an act that was left out shows: the state is no longer attested', () => {
    const full = contentsOf(historyOf(['received', 'issued', 'withdrawn']));
    const cut = writeBundle({ ...full, history: full.history.slice(0, 2) });
    expect(lights(judge(cut))).toEqual({ ...SOUND, status: 'warning status-unattested' });
    const middle = writeBundle({ ...full, history: full.history.filter((_, place) => place !== 1) });
    expect(lights(judge(middle))).toMatchObject({
      history: 'failed history-chain-broken',
      status: 'unknown status-unknown',
    });
  });

  test('a forger who also mends the list of digests shows on the light of what was forged', () => {
    const bundle = writeBundle(contents);
    const replaced = (name: string, from: string, to: string) =>
      lights(judge(forged(bundle, { [name]: utf8(textOf(bundle, name).replace(from, to)) })));
    expect(replaced(BUNDLE_PATHS.sealed, '>1000<', '>9000<')).toMatchObject({
      container: 'passed bundle-sound',
      seal: 'failed seal-broken',
      history: 'failed history-other-document',
    });
    expect(replaced(BUNDLE_PATHS.sealed, '<SPSCertificate', '<!DOCTYPE a><SPSCertificate')).toMatchObject({
      seal: 'failed seal-unreadable',
    });
    expect(replaced(BUNDLE_PATHS.history, 'certificate.issued', 'certificate.isSued')).toMatchObject({
      history: 'failed history-act-malformed',
    });
    expect(replaced(BUNDLE_PATHS.history, 'office/CN-GACC/1100', 'office/CN-GACC/1101')).toMatchObject({
      history: 'failed history-act-unproven',
      log: 'failed log-proof-refused',
    });
    expect(replaced(BUNDLE_PATHS.history, '[', '{')).toMatchObject({ history: 'failed history-malformed' });
    expect(replaced(BUNDLE_PATHS.checkpoint, '\n5\n', '\n6\n')).toMatchObject({
      log: 'failed log-checkpoint-refused',
    });
    expect(replaced('proofs/0002.tlog-proof', 'index 3', 'index 2')).toMatchObject({
      log: 'failed log-proof-refused',
      history: 'failed history-act-unproven',
    });
    expect(replaced(BUNDLE_PATHS.status, 'issued', 'valid')).toMatchObject({
      status: 'warning status-unattested',
    });
    const without = (name: string) => lights(judge(forged(bundle, { [name]: undefined })));
    expect(without(BUNDLE_PATHS.sealed)).toMatchObject({ seal: 'unknown seal-absent' });
    expect(without(BUNDLE_PATHS.history)).toMatchObject({
      history: 'unknown history-empty',
      log: 'unknown log-no-acts',
    });
    expect(without('proofs/0001.tlog-proof')).toMatchObject({ history: 'failed history-act-unproven' });
  });

  test('a policy of the bundle cannot widen the reader’s', () => {
    const stranger = noteSigner('stranger.example', 'cosignature', newKey());
    const other: LogPolicy = {
      ...policy,
      witnesses: [{ name: 'stranger', key: stranger.key }],
      quorum: 'stranger',
    };
    expect(lights(judge(writeBundle(contents), { policy: other }))).toMatchObject({
      log: 'failed log-checkpoint-refused',
    });
    expect(lights(judge(writeBundle({ ...contents, policy: other })))).toMatchObject({
      log: 'passed log-included',
    });
  });

  test('a byte changed anywhere shows', () => {
    const bundle = writeBundle(contents);
    const step = Number(process.env['COUNTERFOIL_SOAK'] ?? 0) > 0 ? 1 : 97;
    for (let index = 0; index < bundle.length; index += step) {
      const bytes = bundle.slice();
      bytes[index] = (bytes[index] ?? 0) ^ 0x10;
      const report = judge(bytes);
      if (report.container.light !== 'failed') expect.fail(`byte ${String(index)}`);
    }
  });

  test('the witness’s time stands for the existence of the seal when its certificate has run out', () => {
    const late = { time: '2040-01-01T00:00:00Z' };
    expect(lights(judge(writeBundle(contents), late))).toEqual(SOUND);
    const unseen = contentsOf(historyOf(['received', 'issued'], sha256Hex(utf8(UNSEALED))));
    expect(lights(judge(writeBundle(unseen), late))['seal']).toBe('warning seal-undetermined');
  });

  test('what is no bundle gets a report, not an exception', () => {
    for (const bytes of [
      new Uint8Array(),
      utf8(UNSEALED),
      utf8('PK\u0003\u0004'),
      concatBytes(writeBundle(contents), utf8('x')),
    ]) {
      expect(lights(judge(bytes))).toMatchObject({
        container: 'failed bundle-refused',
        seal: 'unknown seal-absent',
      });
    }
  });

  test('the page has no scripts and nothing from outside, and escapes what it shows', () => {
    const page = textOf(writeBundle(contents), BUNDLE_PATHS.page);
    expect(page).toContain('110000009912345 &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('1000 KGM &amp; more');
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|src=|href=|url\(/i);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('证据包');
    expect(page).toContain('certificate.issued');
    expect(page).not.toMatch(/bundle-page-/);
  });
});

const hasTool = (tool: string) => spawnSync(tool, ['--version']).error === undefined;

describe('other tools', () => {
  test.skipIf(!hasTool('unzip') || !hasTool('sha256sum'))(
    'unzip and sha256sum find nothing wrong (skipped where they are absent)',
    () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-bundle-'));
      const file = path.join(folder, 'bundle.asice');
      writeFileSync(file, writeBundle(contents));
      expect(spawnSync('unzip', ['-tq', file]).status).toBe(0);
      expect(spawnSync('unzip', ['-q', file, '-d', folder]).status).toBe(0);
      expect(spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder }).status).toBe(0);
      rmSync(folder, { recursive: true });
    },
  );

  test.skipIf(!hasTool('xmlsec1'))(
    "xmlsec1 verifies the container's seal over its files (skipped where it is absent)",
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-container-'));
      const seal = { key, time: '2026-11-22T08:50:00Z', id: 'bundle' };
      const bundle = await writeSealedBundle({ ...contents, seal });
      expect(lights(judge(bundle))).toEqual(SOUND);
      const reading = readContainer(bundle);
      for (const file of reading.read ? reading.files : []) {
        const place = path.join(folder, file.path);
        mkdirSync(path.dirname(place), { recursive: true });
        writeFileSync(place, file.bytes);
      }
      writeFileSync(path.join(folder, 'root.pem'), textOf(bundle, 'trust/1-CN-GACC.pem'));
      const verify = () =>
        spawnSync(
          'xmlsec1',
          [
            '--verify',
            '--trusted-pem',
            'root.pem',
            '--enabled-reference-uris',
            'empty,same-doc,local,remote',
            '--id-attr:Id',
            'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
            'META-INF/signatures001.xml',
          ],
          { cwd: folder, encoding: 'utf8' },
        );
      const first = verify();
      expect(first.stderr + first.stdout).toMatch(/OK|succeeded/);
      expect(first.status).toBe(0);
      writeFileSync(path.join(folder, BUNDLE_PATHS.original), 'changed');
      expect(verify().status).not.toBe(0);
      rmSync(folder, { recursive: true });
    },
  );
});
