import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerNow, generateKeyPair, newRandom, openXml, readSigningKey } from '../../../crypto/index.ts';
import type { Scope } from '../../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { noteSigner, openEvidence, type Evidence, type Sequencing } from '../../../evidence/index.ts';
import { runNow, saidIn, verifyBundle, type BundleReport } from '../../../../verify/core/index.ts';
import { createApplications, type Applications, type OfficeCaller } from '../application/index.ts';
import { uploadAttachment } from '../attachments/index.ts';
import { getCertificate, getDocument, type CertificateEntry } from '../certificates.ts';
import { verifyEnclosed } from '../enclosure.ts';
import { Inquiries, type Writer } from '../inquiry/index.ts';
import { shippedModels } from '../models/index.ts';
import { meatForm } from '../models/testing/specimen-forms.ts';
import { printCertificate } from '../printing.ts';
import { giveResult } from '../results/index.ts';
import { testSeal, type TestSeal } from '../testing/sealing.ts';
import { CODE_KEY, NOW, official, trustOf } from '../testing/setting.ts';
import { readDossier } from './index.ts';

let held: TestDatabase;
let seal: TestSeal;
let desk: Applications;
let evidence: Evidence;
let sequencing: Sequencing;
let old: CertificateEntry;
let certificate: CertificateEntry;

const TODAY = NOW.toISOString().slice(0, 10);
const person = (name: string): OfficeCaller & Writer => ({
  ...official('NZ', 'NZ-MPI', { office: 'NZ-MPI/WLG' }),
  actor: `account/${name}`,
  name,
});
const [ana, ben, cleo] = [person('ana'), person('ben'), person('cleo')];
const china: Writer = { ...official('CN', 'CN-GACC'), name: '关员' };
const norway = official('NO', 'NO-MT').scope;

/** The first bytes of a picture of ten by twenty. */
const PICTURE = Uint8Array.from(
  [
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 10, 0, 0, 0, 20, 8, 2, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
  ].flat(),
);

async function issued(replaces?: string): Promise<CertificateEntry> {
  const begun = await desk.begin(ana, {
    model: 'meat',
    ...(replaces === undefined ? { form: meatForm(TODAY) } : { replaces, reason: 'Change of vessel' }),
  });
  const act = (action: string, caller: OfficeCaller, version: number, input = {}) =>
    desk.act(caller, { id: begun.id, action, input, version });
  await act('submit', ana, 1);
  const reviewed = await act('review', ben, 2, { remark: 'Compared with the slaughter list.' });
  return (await desk.sign(cleo, { id: begun.id, input: {}, version: reviewed.version })).certificate;
}

beforeAll(async () => {
  held = await testDatabase();
  const { database } = held;
  seal = await testSeal('NZ-MPI');
  const shared = { database, clock: () => NOW, random: newRandom };
  desk = createApplications({
    ...shared,
    models: shippedModels,
    rules: () => ({ threeActs: true }),
    trust: trustOf([seal.anchor]),
    codeKey: CODE_KEY,
    sealKeyOf: () => seal.key,
  });
  old = await issued();
  certificate = await issued(old.id);
  await printCertificate(shared, { id: certificate.id }, cleo);
  const file = { name: '现场.png', mediaType: 'image/png', bytes: PICTURE };
  const photograph = await uploadAttachment(database, file, { caller: china, now: NOW, random: newRandom });
  await giveResult(
    shared,
    certificate.id,
    { verdict: 'request', remark: '请说明重量差异。', attachments: [photograph.id] },
    china,
  );
  const inquiries = new Inquiries(shared);
  const opened = await inquiries.open(certificate.id, { content: 'Was it received?' }, cleo);
  await inquiries.write({ id: opened.entry.id, kind: 'response', content: '已收到。' }, china);
  await giveResult(shared, certificate.id, { verdict: 'pass' }, china);
  const key = readSigningKey(generateKeyPair('ed25519').privateKey);
  const signer = noteSigner('log.example/test', 'ed25519', key);
  evidence = openEvidence({ database, signer, clock: () => NOW });
  sequencing = await evidence.sequence();
  sequencing.wake();
});
afterAll(async () => {
  await evidence.close();
  await held.drop();
});

async function judged(scope: Scope, id: string): Promise<BundleReport> {
  const { database } = held;
  const entry = await getCertificate(database, scope, id);
  const document = await getDocument(database, scope, id);
  if (entry === undefined || document === undefined) throw new Error('not seen');
  const { history, ...related } = await readDossier({ database, scope }, entry, document);
  const leaves = [history, ...related.records].flat().map(({ leafId }) => leafId);
  await evidence.waitProven(leaves, 20_000);
  const bundle = await evidence.bundle({
    original: document.bytes,
    sealed: verifyEnclosed(document.bytes, [seal.anchor], document.received).bytes,
    trust: [seal.anchor],
    readAt: NOW,
    history,
    related,
    page: { title: entry.number, facts: [], producer: 'x', producedAt: NOW.toISOString() },
  });
  return runNow(verifyBundle(bundle, { openXml, time: NOW.toISOString() }), answerNow);
}
const kindsOf = ({ related }: BundleReport) =>
  related.records.map(({ acts }) => acts.map(({ act }) => act?.kind ?? '').join(' ')).toSorted();
const saidOf = ({ history, related }: BundleReport) =>
  [history, ...related.records].flatMap(({ acts }) => acts.flatMap(({ content }) => saidIn(content)));

const PREDECESSOR = 'certificate.issued certificate.replace';
const APPLICATION = 'application.drafted application.submit application.review application.sign';
const BETWEEN = [
  'inquiry.opened inquiry.answer',
  'inquiry.opened inquiry.close',
  'verification-result.given',
  'verification-result.given',
];

describe('the dossier of a certificate', () => {
  test('has its results, inquiries, application, print and replacement in the bundle, and they verify', async () => {
    const report = await judged(cleo.scope, certificate.id);
    expect(report.related).toMatchObject({
      light: 'passed',
      code: 'related-complete',
      attachments: { named: 1, enclosed: 1 },
    });
    expect(report.history.light).toBe('passed');
    expect(kindsOf(report)).toEqual([APPLICATION, PREDECESSOR, ...BETWEEN].toSorted());
    expect(saidOf(report)).toEqual(
      expect.arrayContaining([
        '请说明重量差异。',
        'Was it received?',
        '已收到。',
        'Compared with the slaughter list.',
        'Change of vessel',
        certificate.number,
      ]),
    );
    expect(saidOf(report).some((text) => /^NZ26-\d{8}-\d\d$/.test(text))).toBe(true);
    const forms = report.related.records.flatMap(({ acts }) =>
      acts.filter(({ act }) => act?.kind === 'application.drafted'),
    );
    expect(forms.every(({ content }) => content !== undefined)).toBe(true);
  });

  test('shows the importing country what it may see, and not the application', async () => {
    const report = await judged(china.scope, certificate.id);
    expect(report.related.code).toBe('related-complete');
    expect(kindsOf(report)).toEqual([PREDECESSOR, ...BETWEEN].toSorted());
  });

  test('of the replaced certificate tells of its successor', async () => {
    const report = await judged(china.scope, old.id);
    expect(report.related.code).toBe('related-complete');
    expect(kindsOf(report)).toEqual(['certificate.issued certificate.print']);
    expect(report.status).toMatchObject({ state: 'replaced', attested: true });
    expect(saidOf(report)).toContain(certificate.number);
  });

  test('holds nothing of it for who may see nothing of it', async () => {
    const document = await getDocument(held.database, china.scope, certificate.id);
    const source = { database: held.database, scope: norway };
    const dossier = await readDossier(source, certificate, { digest: document?.digest ?? '' });
    expect(dossier).toMatchObject({ history: [], records: [], attachments: [] });
  });
});
