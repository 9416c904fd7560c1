import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CanonicalValue } from '../../base/index.ts';
import { canonicalJson, toBase64Url, utf8 } from '../../base/index.ts';
import {
  answerNow,
  generateKeyPair,
  openXml,
  readSigningKey,
  sha256,
  sha256Hex,
} from '../../crypto/index.ts';
import type { Act, BundleReport, Opening } from '../../../verify/core/index.ts';
import {
  actPaths,
  attachmentPath,
  BUNDLE_PATHS,
  formatCheckpoint,
  formatContents,
  formatDigests,
  formatLogProof,
  formatNote,
  formatStatus,
  historyDigest,
  inclusionRanges,
  leafOfOpening,
  readContainer,
  relatedSubject,
  runNow,
  saidIn,
  TreeHasher,
  verifyBundle,
  writeContainer,
} from '../../../verify/core/index.ts';
import { noteSigner } from '../signer.ts';
import type { BundleContents, ProvenAct } from './writing.ts';
import { writeBundle } from './writing.ts';

const ORIGIN = 'log.example/evidence';
const log = noteSigner(ORIGIN, 'ed25519', readSigningKey(generateKeyPair('ed25519').privateKey));
const policy = { logs: [{ key: log.key }], witnesses: [], groups: [], quorum: 'none' };
const hasher = new TreeHasher(sha256);
const DOCUMENT = utf8('<SPSCertificate xmlns="urn:example"/>');
const PHOTOGRAPH = { name: '现场.jpg', bytes: utf8('a photograph') };
const OWN = 'certificate/CN/CN-GACC/1100';
const SIGNED = Date.parse('2026-11-22T08:30:00Z') / 1000;

interface Said {
  readonly kind: string;
  readonly state: string;
  /** What the act is about: a content to be told, or the digest of bytes. */
  readonly about: CanonicalValue;
  readonly digest?: string;
}
interface Line {
  readonly record: string;
  readonly acts: readonly Said[];
}

const digestOf = ({ about, digest }: Said) => digest ?? sha256Hex(utf8(canonicalJson(about)));
const certificate = { id: '018f', number: '1100', version: 1 };
const issuer = { country: 'CN', authority: 'CN-GACC', office: 'CN-GACC/1' };
const attachments = [
  { name: PHOTOGRAPH.name, mediaType: 'image/jpeg', digest: sha256Hex(PHOTOGRAPH.bytes) },
  { name: 'too-large.pdf', mediaType: 'application/pdf', digest: sha256Hex(utf8('elsewhere')) },
];
const own: Line = {
  record: OWN,
  acts: [
    { kind: 'certificate.issued', state: 'issued', about: null, digest: sha256Hex(DOCUMENT) },
    { kind: 'certificate.print', state: 'issued', about: { paper: 'CN26-00000001-11' } },
  ],
};
const result: Line = {
  record: 'verification_result/NZ/NZ-MPI/018f/1',
  acts: [
    {
      kind: 'verification-result.given',
      state: 'refuse',
      about: { certificate, issuer, place: 1, verdict: 'refuse', reasons: ['pest-found'], attachments },
    },
  ],
};
const inquiry: Line = {
  record: 'inquiry/NZ/NZ-MPI/0190',
  acts: [
    {
      kind: 'inquiry.opened',
      state: 'open',
      about: {
        certificate: { country: 'CN', authority: 'CN-GACC', number: '1100' },
        kind: 'request',
        side: 'importing',
        content: 'Why is it heavier?\n[ok] Seal',
        attachments: [],
      },
    },
    {
      kind: 'inquiry.answer',
      state: 'answered',
      about: { kind: 'response', side: 'issuing', content: '含托盘。', attachments: [] },
    },
    { kind: 'inquiry.close', state: 'closed', about: {} },
  ],
};
const application: Line = {
  record: 'application/CN/CN-GACC/A-1',
  acts: [
    { kind: 'application.drafted', state: 'draft', about: { consignor: 'Orchard' } },
    { kind: 'application.sign', state: 'issued', about: null, digest: sha256Hex(DOCUMENT) },
  ],
};
const predecessor: Line = {
  record: 'certificate/CN/CN-GACC/1099',
  acts: [
    { kind: 'certificate.issued', state: 'issued', about: null, digest: sha256Hex(utf8('older')) },
    { kind: 'certificate.replace', state: 'replaced', about: { successor: '1100', reason: 'weight' } },
  ],
};
const story = [application, own, predecessor, result, inquiry];

/** The acts of every line in one log, other leaves between them, each with its opening, content and proof. */
function entered(lines: readonly Line[]): {
  readonly lines: readonly (readonly ProvenAct[])[];
  readonly checkpoint: string;
  readonly oath: (subject: string, acts: readonly ProvenAct[]) => string;
} {
  const opened = lines.map(({ record, acts }) =>
    acts.map((said, place): { readonly opening: Opening; readonly said: Said } => {
      const before = acts[place - 1];
      const act: Act = {
        kind: said.kind,
        actor: 'account/1',
        subject: `${record}/${String(place + 1)}`,
        at: `2026-11-22T08:0${String(place)}:00Z`,
        digest: digestOf(said),
        ...(before === undefined ? {} : { previous: digestOf(before) }),
        state: said.state,
      };
      const salt = toBase64Url(sha256(utf8(act.subject)).subarray(0, 16));
      return { opening: { salt, act }, said };
    }),
  );
  const hashOf = ({ opening }: { readonly opening: Opening }) =>
    hasher.leaf(runNow(leafOfOpening(opening), answerNow) ?? new Uint8Array());
  const hashes = opened.flat().flatMap((act, place) => [hasher.leaf(utf8(String(place))), hashOf(act)]);
  const root = (start: number, end: number): Uint8Array => {
    const [only = new Uint8Array()] = hashes.slice(start, end);
    if (end - start === 1) return only;
    let split = 1;
    while (split * 2 < end - start) split *= 2;
    return hasher.node(root(start, start + split), root(start + split, end));
  };
  const size = hashes.length;
  const text = formatCheckpoint({ origin: ORIGIN, size, root: root(0, size), extensions: [] });
  const checkpoint = formatNote({ text, signatures: [log.sign(text, SIGNED)] });
  let index = -1;
  return {
    checkpoint,
    lines: opened.map((acts) =>
      acts.map(({ opening, said }) => {
        index += 2;
        const ranges = inclusionRanges(index, size).map(({ start, end }) => root(start, end));
        const proof = formatLogProof({ index, hashes: ranges, checkpoint });
        return said.about === null || canonicalJson(said.about) === '{}'
          ? { opening, proof }
          : { opening, proof, content: said.about };
      }),
    ),
    oath(subject, acts) {
      const history = runNow(historyDigest(acts.map(hashOf)), answerNow);
      const sworn = { origin: ORIGIN, subject, state: 'issued', at: '2026-11-22T08:45:00Z', history };
      const note = formatStatus(sworn);
      return formatNote({ text: note, signatures: [log.sign(note, SIGNED)] });
    },
  };
}

/** The bundle of the certificate with the other lines as its related records. */
function contentsOf(lines: readonly Line[] = story): BundleContents {
  const log = entered(lines);
  const place = lines.indexOf(own);
  const history = log.lines[place] ?? [];
  const records = log.lines.filter((_, each) => each !== place);
  const subject = history.at(-1)?.opening.act.subject ?? '';
  return {
    original: DOCUMENT,
    sealed: DOCUMENT,
    history,
    related: {
      records,
      attachments: [PHOTOGRAPH],
      status: log.oath(relatedSubject(subject), records.flat()),
    },
    checkpoint: log.checkpoint,
    status: log.oath(subject, history),
    policy,
    trust: [],
    page: { title: '1100', facts: [], producer: 'x', producedAt: '2026-11-22T08:50:00Z' },
  };
}

const judge = (bytes: Uint8Array): BundleReport =>
  runNow(verifyBundle(bytes, { openXml, time: '2026-11-22T09:00:00Z', policy }), answerNow);
const told = (bytes: Uint8Array) => {
  const { light, code, values } = judge(bytes).related;
  return [light, code, values['refusal']].filter((word) => word !== undefined).join(' ');
};

/** The bundle with members exchanged or taken out and its list of digests brought in line: a forger who takes care. */
function forged(
  bytes: Uint8Array,
  change: (path: string, content: Uint8Array) => Uint8Array | undefined,
  added: readonly { readonly path: string; readonly bytes: Uint8Array }[] = [],
): Uint8Array {
  const reading = readContainer(bytes);
  if (!reading.read) throw new Error(reading.refusal);
  const files = [
    ...reading.files
      .filter(({ path }) => path !== 'mimetype' && path !== BUNDLE_PATHS.digests)
      .flatMap(({ path, bytes: content }) => {
        const next = change(path, content);
        return next === undefined ? [] : [{ path, bytes: next }];
      }),
    ...added,
  ];
  const digests = formatDigests(new Map(files.map((file) => [file.path, sha256(file.bytes)])));
  return writeContainer([...files, { path: BUNDLE_PATHS.digests, bytes: utf8(digests) }]);
}
const membersOf = (bytes: Uint8Array): readonly { path: string; bytes: Uint8Array }[] => {
  const reading = readContainer(bytes);
  if (!reading.read) throw new Error(reading.refusal);
  return [...reading.files];
};

const bundle = writeBundle(contentsOf());
const COMPLETE = 'passed related-complete';
/** Where the related records stand, in the order of the story without the certificate's own. */
const PLACE = { application: 1, predecessor: 2, result: 3, inquiry: 4 } as const;

describe('related records in a bundle', () => {
  test('are told act by act with what was said, under the proofs of the same log', () => {
    const report = judge(bundle);
    expect([report.container.light, report.history.code]).toEqual(['passed', 'history-complete']);
    expect(report.related).toMatchObject({
      light: 'passed',
      code: 'related-complete',
      values: { records: '4', acts: '8' },
      attachments: { named: 2, enclosed: 1 },
    });
    expect(report.related.records.map(({ record, light }) => `${light} ${record}`)).toEqual(
      [application, predecessor, result, inquiry].map(({ record }) => `passed ${record}`),
    );
    const acts = [report.history, ...report.related.records].flatMap((each) => each.acts);
    expect(acts.every(({ light, index }) => light === 'passed' && index !== undefined)).toBe(true);
    expect(acts.flatMap(({ content }) => saidIn(content))).toEqual(
      expect.arrayContaining(['CN26-00000001-11', 'pest-found', '含托盘。', '1100', 'weight']),
    );
  });

  test('are absent from older bundles, whose lights do not change', () => {
    const { related: _, ...older } = contentsOf();
    const report = judge(writeBundle(older));
    expect(report.related).toMatchObject({ light: 'unknown', code: 'related-absent', records: [] });
    expect([report.status.light, report.log.light, report.history.light]).toEqual([
      'passed',
      'warning',
      'passed',
    ]);
  });

  test('that are sworn to be none are told so', () => {
    expect(told(writeBundle(contentsOf([own])))).toBe('failed related-stray');
    const { related, ...rest } = contentsOf([own]);
    const none = related && { ...related, attachments: [] };
    expect(told(writeBundle(none === undefined ? rest : { ...rest, related: none }))).toBe(COMPLETE);
  });

  test('of another certificate are refused, whatever the ledger would swear', () => {
    const other = { ...certificate, number: '1101' };
    const about = (line: Line, content: CanonicalValue): Line => ({
      ...line,
      acts: line.acts.map((said, place) => (place === 0 ? { ...said, about: content } : said)),
    });
    const strangers: readonly Line[] = [
      about(result, { certificate: other, issuer, verdict: 'refuse', reasons: [] }),
      about(result, { certificate, issuer: { ...issuer, authority: 'CN-OTHER' }, verdict: 'pass' }),
      about(inquiry, { certificate: { country: 'NZ', authority: 'CN-GACC', number: '1100' }, content: 'x' }),
      // A later message may not say what the first did not.
      {
        ...inquiry,
        acts: inquiry.acts.map((said, place) => ({
          ...said,
          about: [{ content: 'x' }, inquiry.acts[0]?.about ?? null, {}][place] ?? {},
        })),
      },
      { ...application, acts: [{ kind: 'application.drafted', state: 'draft', about: { consignor: 'x' } }] },
      {
        ...predecessor,
        acts: [predecessor.acts[0], { ...predecessor.acts[1], about: { successor: '1101' } }].map((said) => ({
          kind: '',
          state: '',
          about: null,
          ...said,
        })),
      },
      { ...predecessor, record: 'certificate/CN/CN-OTHER/1099' },
      { ...result, record: 'account/NZ/NZ-MPI/018f/1' },
      { ...result, record: 'constructor/NZ/NZ-MPI/018f/1' },
    ];
    for (const [place, stranger] of strangers.entries())
      expect([place, told(writeBundle(contentsOf([own, result, stranger])))]).toEqual([
        place,
        'failed related-refused related-other-document',
      ]);
  });

  test('are found by a replacement that names this document’s bytes, and by this one’s own end', () => {
    const byBytes: Line = {
      ...predecessor,
      acts: [
        { kind: 'certificate.issued', state: 'issued', about: null, digest: sha256Hex(utf8('older')) },
        { kind: 'certificate.replace', state: 'replaced', about: null, digest: sha256Hex(DOCUMENT) },
      ],
    };
    expect(told(writeBundle(contentsOf([own, byBytes, result])))).toBe(COMPLETE);
    // The same two records, seen from the one that was replaced.
    const successor: Line = { ...own, record: OWN };
    const log = entered([predecessor, successor]);
    const [history = [], after = []] = log.lines;
    const last = history.at(-1)?.opening.act.subject ?? '';
    const old = writeBundle({
      ...contentsOf(),
      original: utf8('older'),
      sealed: utf8('older'),
      history,
      related: { records: [after], attachments: [], status: log.oath(relatedSubject(last), after) },
      checkpoint: log.checkpoint,
      status: log.oath(last, history),
    });
    expect(told(old)).toBe(COMPLETE);
  });

  test('do not stand twice, and the certificate’s own acts are not related to themselves', () => {
    const contents = contentsOf();
    const { related, history } = contents;
    if (related === undefined) throw new Error('no related records');
    const again = (records: readonly (readonly ProvenAct[])[]) =>
      told(writeBundle({ ...contents, related: { ...related, records } }));
    expect(again([...related.records, ...related.records.slice(-1)])).toContain('related-other-document');
    expect(again([...related.records, history])).toContain('related-other-document');
  });

  test('that are left out are missed: a record, an act, a proof, what was said, a file', () => {
    const contents = contentsOf();
    const { related } = contents;
    if (related === undefined) throw new Error('no related records');
    const missing = (records: readonly (readonly ProvenAct[])[]) =>
      told(writeBundle({ ...contents, related: { ...related, records } }));
    const last = related.records.at(-1) ?? [];
    const others = related.records.slice(0, -1);
    expect(missing(others)).toBe('warning related-unattested');
    expect(missing([...others, last.slice(0, -1)])).toBe('warning related-unattested');
    expect(missing([...others, last.slice(1)])).toContain('history-chain-broken');
    expect(missing([...others, last.filter((_, place) => place !== 1)])).toContain('history-chain-broken');
    const without = (gone: string) =>
      told(forged(bundle, (path, content) => (path === gone ? undefined : content)));
    const { acts, contents: said, proof } = actPaths(PLACE.result);
    expect(without(acts)).toBe('failed related-stray');
    expect(without(proof(1))).toContain('history-act-unproven');
    expect(without(said)).toContain('related-other-document');
    expect(without(BUNDLE_PATHS.related)).toBe('warning related-unattested');
    const unsaid = contents.related?.records.map((line) =>
      line.map(({ opening, proof: of }) => ({ opening, proof: of })),
    );
    expect(missing(unsaid ?? [])).toContain('related-other-document');
    // A file that was left out is told by its digest alone.
    const photograph = attachmentPath({ digest: sha256Hex(PHOTOGRAPH.bytes), name: PHOTOGRAPH.name });
    expect(without(photograph)).toBe(COMPLETE);
    const thin = forged(bundle, (path, content) => (path === photograph ? undefined : content));
    expect(judge(thin).related.attachments).toEqual({ named: 2, enclosed: 0 });
  });

  test('whose members a forger changes with care are refused', () => {
    const changed = (name: string, from: string, to: string) =>
      told(
        forged(bundle, (path, content) =>
          path === name ? utf8(new TextDecoder().decode(content).replace(from, to)) : content,
        ),
      );
    const { acts, contents, proof } = actPaths(PLACE.inquiry);
    expect(changed(acts, '"actor":"account/1"', '"actor":"account/2"')).toContain('history-act-unproven');
    expect(changed(acts, '[', '{')).toContain('history-malformed');
    expect(changed(contents, '含托盘', '不含托盘')).toContain('history-content-differs');
    expect(changed(contents, 'heavier', 'lighter')).toContain('history-content-differs');
    expect(changed(contents, '[', '[null,')).toContain('history-malformed');
    expect(changed(contents, '"side"', '1.5,"side"')).toContain('history-malformed');
    expect(changed(proof(2), 'index ', 'index 1')).toContain('history-act-unproven');
    expect(changed(BUNDLE_PATHS.related, 'issued', 'expired')).toBe('warning related-unattested');
    expect(
      judge(
        forged(bundle, (path, content) =>
          path === BUNDLE_PATHS.contents
            ? utf8(formatContents([undefined, { paper: 'CN26-00000002-08' }]))
            : content,
        ),
      ).history,
    ).toMatchObject({
      light: 'failed',
      code: 'history-content-differs',
    });
  });

  test('leave no room for a member that no act names', () => {
    const more = (path: string) =>
      told(forged(bundle, (_, content) => content, [{ path, bytes: utf8('stray') }]));
    for (const path of [
      'related/0006/acts.json',
      'related/0001/note.txt',
      'related/0001/proofs/0009.tlog-proof',
      'attachments/photograph.jpg',
      `attachments/${sha256Hex(utf8('elsewhere'))}.pdf`,
    ])
      expect([path, more(path)]).toEqual([path, 'failed related-stray']);
  });

  test('an oath on the certificate’s state is none on its related records, and the other way round', () => {
    const contents = contentsOf([own]);
    const empty = { records: [], attachments: [] };
    const log = entered([own]);
    const [history = []] = log.lines;
    const subject = history.at(-1)?.opening.act.subject ?? '';
    const swapped = judge(
      writeBundle({
        ...contents,
        status: log.oath(relatedSubject(subject), history),
        related: { ...empty, status: log.oath(subject, []) },
      }),
    );
    expect([swapped.status.code, swapped.related.code]).toEqual(['status-unattested', 'related-unattested']);
  });

  test('a byte changed anywhere in them fails a light, mended list of digests or not', () => {
    const members = membersOf(bundle).filter(({ path }) => /^(?:related|attachments|history)\//.test(path));
    expect(members.length).toBeGreaterThan(15);
    const sound = judge(bundle);
    fc.assert(
      fc.property(
        fc.nat(members.length - 1),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (which, where, flip) => {
          const member = members[which];
          if (member === undefined) throw new Error('no member');
          const at = where % member.bytes.length;
          const bytes = member.bytes.slice();
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          const report = judge(forged(bundle, (path, content) => (path === member.path ? bytes : content)));
          const lights = [report.history, report.status, report.log, report.related].map(
            ({ light }) => light,
          );
          const isTold = lights.some((light) => light === 'failed') || report.status.attested !== true;
          const isMissed = report.related.code === 'related-unattested';
          // White space between the entries of a list says nothing.
          const isSame =
            JSON.stringify([report.history, report.related]) ===
            JSON.stringify([sound.history, sound.related]);
          expect([member.path, at, isTold || isMissed || isSame]).toEqual([member.path, at, true]);
        },
      ),
      { numRuns: 150 },
    );
    const damaged = bundle.slice();
    const place = Buffer.from(bundle).indexOf('related/0003/contents.json') + 60;
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    expect(judge(damaged).container.light).toBe('failed');
  });

  test('the judge’s page tells one timeline of all of them, and escapes what was said', () => {
    const page = membersOf(bundle).find(({ path }) => path === BUNDLE_PATHS.page)?.bytes;
    const text = new TextDecoder().decode(page);
    const order = ['application.drafted', 'certificate.print', 'verification-result.given', 'inquiry.answer'];
    const places = order.map((kind) => text.indexOf(`<code>${kind}</code><br>`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(text).toContain('含托盘。');
    expect(text).toContain('<span lang="zh">检出检疫性有害生物');
    expect(text).toContain(sha256Hex(PHOTOGRAPH.bytes));
    expect(text).not.toMatch(/bundle-page-/);
  });
});
