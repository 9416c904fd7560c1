import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../src/base/index.ts';
import { answerNow, openXml as openOnServer, seal } from '../../src/crypto/index.ts';
import { sealedFiles, type SealedFiles } from '../../tests/support/sealed-files.ts';
import { answerLater, openXml as openInBrowser } from '../browser/index.ts';
import { readContainer, runLater, runNow, verifySeal } from '../core/index.ts';
import { anchorsOf, inspect, readTrustPack, type Inspection, type TrustPack } from './index.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const timeout = soak ? 3_600_000 : 60_000;
const TIME = '2026-11-22T09:00:00Z';
let files: SealedFiles;
let pack: TrustPack;

beforeAll(async () => {
  files = await sealedFiles();
  const reading = runNow(readTrustPack(utf8(files.trustPack)), answerNow);
  if (!reading.read) throw new Error(reading.fault);
  pack = reading.pack;
});

/** Inspects on the server's binding and in the browser's; they must agree to the last fact. */
async function inspected(file: Uint8Array, trust: { pack?: TrustPack } = { pack }): Promise<Inspection> {
  const onServer = runNow(inspect(file, { openXml: openOnServer }, { ...trust, time: TIME }), answerNow);
  const inBrowser = await runLater(
    inspect(file, { openXml: openInBrowser }, { ...trust, time: TIME }),
    answerLater,
  );
  if (onServer.read || inBrowser.read) expect(inBrowser).toEqual(onServer);
  return onServer;
}

function lights(inspection: Inspection): Record<string, string> {
  if (!inspection.read) return { refused: inspection.refusal };
  return Object.fromEntries(inspection.lamps.map(({ name, light }) => [name, light]));
}

function codes(inspection: Inspection): string[] {
  return inspection.read ? inspection.lamps.map(({ code }) => code) : [];
}

function changed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  expect(text).toContain(from);
  return new Uint8Array(Buffer.from(text.replace(from, to), 'latin1'));
}

describe('a sealed certificate', () => {
  it('shows its seal, and calls unknown what it cannot tell', async () => {
    const inspection = await inspected(files.sealed);
    expect(lights(inspection)).toEqual({
      seal: 'passed',
      force: 'unknown',
      evidence: 'unknown',
      paper: 'compare',
    });
    expect(inspection.read && inspection.certificate?.sections.length).toBeGreaterThan(4);
  });

  it('with a value changed shows a broken seal and no content', async () => {
    const inspection = await inspected(changed(files.sealed, '11640', '91640'));
    expect(lights(inspection)).toMatchObject({ seal: 'failed', paper: 'failed' });
    expect(codes(inspection)).toContain('lamp-seal-hash-failure');
    expect(inspection.read && inspection.certificate).toBeUndefined();
  });

  it('of a signer the reader does not know is unproven, not failed', async () => {
    const inspection = await inspected(files.sealed, {});
    expect(lights(inspection)).toMatchObject({ seal: 'unknown', paper: 'unknown' });
    expect(codes(inspection)).toContain('lamp-seal-no-certificate-chain-found');
  });

  it('sealed by one country and said to come from another is remarked', async () => {
    const unsealed = Buffer.from(files.sealed)
      .toString()
      .replace(/<ds:Signature[^]*<\/ds:Signature>/, '');
    const foreign = unsealed.replace(/(ExportSPSCountry>\s*<ram:ID[^>]*>)NZ/, '$1CN');
    expect(foreign).not.toBe(unsealed);
    const inspection = await inspected(utf8(seal(foreign, files.key, { time: TIME, id: 'x' })));
    expect(lights(inspection)).toMatchObject({ seal: 'warning', paper: 'compare' });
    expect(codes(inspection)).toContain('lamp-seal-other-country');
  });

  it('without a seal proves nothing', async () => {
    const unsealed = Buffer.from(files.sealed)
      .toString()
      .replace(/<ds:Signature[^]*<\/ds:Signature>/, '');
    expect(lights(await inspected(utf8(unsealed)))).toMatchObject({ seal: 'failed', paper: 'unknown' });
  });

  it('of another kind of document is not laid out', async () => {
    const inspection = await inspected(utf8(seal('<note>hello</note>', files.key, { time: TIME, id: 'x' })));
    expect(lights(inspection)).toMatchObject({ seal: 'passed', paper: 'unknown' });
  });
});

describe('an evidence bundle', () => {
  it('of a certificate in force shows every light, each by itself', async () => {
    const inspection = await inspected(files.bundle);
    expect(lights(inspection)).toEqual({
      file: 'passed',
      seal: 'passed',
      force: 'passed',
      evidence: 'passed',
      paper: 'compare',
    });
  });

  it('of a withdrawn certificate has an authentic seal and is not in force', async () => {
    expect(lights(await inspected(files.withdrawn))).toMatchObject({
      seal: 'passed',
      force: 'failed',
      evidence: 'passed',
    });
  });

  it('judged by nobody’s trust but its own is never good', async () => {
    expect(lights(await inspected(files.bundle, {}))).toMatchObject({
      seal: 'warning',
      force: 'warning',
      evidence: 'warning',
    });
  });

  it('that ends early is refused', async () => {
    expect(lights(await inspected(files.bundle.subarray(0, files.bundle.length - 40)))).toHaveProperty(
      'refused',
    );
  });

  it.each([
    ['the sealed document', 'certificate/sealed.xml', '11640', '91640', ['file', 'seal']],
    ['the seal', 'certificate/sealed.xml', '<ds:SignatureValue>', '<ds:SignatureValue>A', ['refused']],
    ['an act', 'history/acts.json', '"state":"issued"', '"state":"denied"', ['file', 'evidence']],
    ['a proof', 'proofs/0002.tlog-proof', 'index 3', 'index 2', ['file', 'evidence']],
    ['the checkpoint', 'log/checkpoint', 'log.mpi.example\n5', 'log.mpi.example\n6', ['file', 'evidence']],
    ['the ledger’s word', 'history/status.note', '\nissued\n', '\ndenied\n', ['file']],
    ['the original', 'certificate/original', '11640', '91640', ['file']],
    ['the list of digests', 'SHA256SUMS', '  log/policy', '  log/police', ['file']],
  ])('with %s changed shows it on its light', async (_what, path, from, to, wanted) => {
    const reading = readContainer(files.bundle);
    if (!reading.read) throw new Error(reading.refusal);
    const file = reading.files.find((each) => each.path === path);
    if (!file) throw new Error(`no ${path}`);
    const start = Buffer.from(files.bundle).indexOf(Buffer.from(file.bytes));
    const end = start + file.bytes.length;
    const bundle = new Uint8Array(
      Buffer.concat([
        files.bundle.subarray(0, start),
        changed(files.bundle.subarray(start, end), from, to),
        files.bundle.subarray(end),
      ]),
    );
    const shown = lights(await inspected(bundle));
    if (wanted.includes('refused')) expect(shown).toHaveProperty('refused');
    else for (const name of wanted) expect([name, shown[name]]).toEqual([name, 'failed']);
  });

  it('with any one byte changed is never all good', { timeout }, async () => {
    const step = soak ? Math.max(1, Math.floor(1 / soak)) : 61;
    const silent: number[] = [];
    for (let at = 0; at < files.bundle.length; at += step) {
      const bundle = Uint8Array.from(files.bundle);
      bundle[at] = (bundle[at] ?? 0) ^ 1;
      const inspection = runNow(inspect(bundle, { openXml: openOnServer }, { pack, time: TIME }), answerNow);
      const failed = !inspection.read || inspection.lamps.some(({ light }) => light === 'failed');
      if (!failed) silent.push(at);
    }
    expect(silent).toEqual([]);
  });
});

it(
  'any one byte of a sealed certificate changed breaks its seal, unless it changes nothing that is read',
  { timeout },
  () => {
    const anchors = anchorsOf(pack);
    const step = soak ? Math.max(1, Math.floor(1 / soak)) : 7;
    const before = runNow(inspect(files.sealed, { openXml: openInBrowser }, { pack, time: TIME }), answerNow);
    for (let at = 0; at < files.sealed.length; at += step) {
      const bytes = Uint8Array.from(files.sealed);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const opening = openInBrowser(bytes);
      if (!opening.opened) continue;
      const report = runNow(verifySeal(opening.document, anchors, TIME), answerNow);
      if (report.indication === 'TOTAL-PASSED') {
        expect([at, report.content]).toEqual([at, before.read ? before.seal?.content : undefined]);
      }
    }
  },
);
