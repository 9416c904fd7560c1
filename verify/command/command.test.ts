import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKeyPair, readSigningKey, seal, sha256Hex } from '../../src/crypto/index.ts';
import { sealedFiles, type SealedFiles } from '../../tests/support/sealed-files.ts';
import {
  readWholeFile,
  VERIFY_COMMAND_CODES,
  verifyCommand,
  VerifyCommandError,
  verifyFile,
  verifyWords,
  type VerifyExitCode,
} from './index.ts';
import { speechOf } from '../inspection/index.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';

const TIME = '2026-11-22T09:00:00Z';
let folder: string;
let files: SealedFiles;
/** SHA-256 of the key that signed the list. */
let signer: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-verify-'));
  files = await sealedFiles();
  const key = readSigningKey(generateKeyPair('p256').privateKey);
  signer = sha256Hex(key.publicKey);
  const text = Buffer.from(files.sealed).toString();
  const contents: Record<string, Uint8Array | string> = {
    'certificate.xml': files.sealed,
    'changed.xml': text.replace('11640', '91640'),
    'certificate.asice': files.bundle,
    'withdrawn.asice': files.withdrawn,
    'trust.json': files.trustPack,
    'signed.json': files.signedTrust(key),
    'letter.txt': 'Dear officer',
    'terminal.xml': seal('<note>\u009b31m \u202e</note>', files.key, { time: TIME, id: 'x' }),
    policy: 'quorum none\n',
    'no-policy': 'quorum\n',
  };
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(...parameters: string[]): Promise<{ code: VerifyExitCode; text: string }> {
  let text = '';
  const named = parameters.map((part) =>
    /^[a-z-]+\.?[a-z]*$/.test(part) && part.length < 60 && !part.startsWith('-') && part !== 'zh'
      ? join(folder, part)
      : part,
  );
  const code = await verifyCommand(named, {
    read: readWholeFile,
    write: (part) => {
      text += part;
    },
    time: TIME,
    language: 'en',
  });
  return { code, text };
}

describe('counterfoil verify', () => {
  it.each([
    ['a sealed certificate', ['certificate.xml', '--trust', 'trust.json'], 0],
    ['a bundle of a certificate in force', ['certificate.asice', '--trust', 'trust.json'], 0],
    ['a changed certificate', ['changed.xml', '--trust', 'trust.json'], 1],
    ['a withdrawn certificate', ['withdrawn.asice', '--trust', 'trust.json'], 1],
    ['a certificate of a signer nobody vouches for', ['certificate.xml'], 2],
    ['a bundle by its own word', ['certificate.asice'], 2],
    ['a letter', ['letter.txt'], 3],
  ] as const)('of %s exits as it says', async (_what, parameters, code) => {
    expect((await run(...parameters)).code).toBe(code);
  });

  it('writes every light, what to do, and the certificate', async () => {
    const { text } = await run('certificate.asice', '--trust', 'trust.json');
    for (const line of [
      '[ok]  Seal: Authentic',
      '[ok]  In force: In force',
      '[ok]  Evidence log: Recorded and witnessed',
      '[<>]  The paper: Yours to compare',
      'Number: NZL2026/AKL/100237',
      'Net weight: 11640 kg',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('speaks Chinese', async () => {
    const { text } = await run('certificate.xml', '--trust', 'trust.json', '--lang=zh');
    expect(text).toContain('[ok]  电子签章: 真实');
    expect(text).toContain('新西兰初级产业部');
  });

  it.each([
    ['fr', 'Sceau\u00A0: Authentique'],
    ['es', 'Sello: Auténtico'],
    ['ru', 'Печать: Подлинная'],
    ['ar', 'الختم: أصلي'],
  ])('speaks %s', async (language, line) => {
    const { text } = await run('certificate.xml', '--trust', 'trust.json', `--lang=${language}`);
    expect(text).toContain(`[ok]  ${line}`);
    expect(text).not.toContain('\uFFFD');
  });

  it('writes codes, not sentences, as JSON', async () => {
    const { text } = await run('withdrawn.asice', '--trust', 'trust.json', '--json');
    expect(JSON.parse(text)).toMatchObject({
      exitCode: 1,
      kind: 'bundle',
      lights: [
        { name: 'file', light: 'passed' },
        { name: 'seal', light: 'passed', code: 'lamp-seal-passed', values: { authority: 'NZ-MPI' } },
        { name: 'force', light: 'failed', code: 'lamp-force-not-in-force' },
        { name: 'evidence', light: 'passed' },
        { name: 'paper', light: 'compare' },
      ],
    });
  });

  it('tells what was said under its act, and no text of others begins a line', () => {
    const trustPack = new TextEncoder().encode(files.trustPack);
    const found = verifyFile({ file: files.bundle, name: 'certificate.asice', trustPack, time: TIME });
    const { inspection } = found;
    if (!inspection.read || inspection.bundle === undefined) throw new Error('no bundle');
    const act = {
      kind: 'inquiry.opened',
      actor: 'account/1',
      subject: 'inquiry/CN/CN-GACC/1/1',
      at: TIME,
      digest: '0'.repeat(64),
      state: 'open',
    };
    const proven = { light: 'passed', code: 'history-act-proven', values: { index: '9' } } as const;
    const content = { content: '重量为何？\n[ok]  Seal: Forged\r[ok]  Seal: Forged\u2028[ok]  Seal: Forged' };
    const record = {
      ...proven,
      record: 'inquiry/CN/CN-GACC/1',
      acts: [{ ...proven, act, index: 9, content }],
    };
    const related = { ...inspection.bundle.related, records: [record] };
    const bundle = { ...inspection.bundle, related };
    const told = { ...found, inspection: { ...inspection, bundle } };
    const lines = reportText(told, speechOf(verifyWords, 'zh')).split(/[\n\r\u2028\u2029]/);
    expect(lines.some((line) => line.includes('发起查询') && line.includes('account/1'))).toBe(true);
    const forged = lines.filter((line) => line.includes('Forged'));
    expect(forged).toHaveLength(3);
    expect(forged.every((line) => line.startsWith('       | '))).toBe(true);
    expect(JSON.parse(reportJson(told))).toMatchObject({ acts: [{}, {}, { content }] });
  });

  it('takes a policy in the place of the trust list’s', async () => {
    const { code } = await run('certificate.asice', '--trust', 'trust.json', '--policy', 'policy');
    expect(code).toBe(1);
  });

  it('judges by a trust list of the signer that it was told, and by no other', async () => {
    const by = ['certificate.xml', '--trust', 'signed.json', '--trust-key'] as const;
    const { text, code } = await run(...by, signer);
    expect([code, text.includes(`Trust list signed by ${signer}`)]).toEqual([0, true]);
    for (const list of ['signed.json', 'trust.json']) {
      const other = run('certificate.xml', '--trust', list, '--trust-key', 'ab'.repeat(32));
      await expect(other).rejects.toMatchObject({ code: 'verify-trust-signer' });
    }
    expect((await run('certificate.xml', '--trust', 'trust.json')).text).toContain('bears no signature');
  });

  it('lets no control character of a document reach the terminal', async () => {
    const { text } = await run('terminal.xml', '--trust', 'trust.json');
    expect(text).not.toMatch(/[\u0080-\u009f\u202e]/);
  });

  it.each([
    ['no file', [], 'verify-usage'],
    ['two files', ['a', 'b'], 'verify-usage'],
    ['an unknown option', ['certificate.xml', '--net'], 'verify-option'],
    ['an option without its value', ['certificate.xml', '--trust'], 'verify-option'],
    ['a file that is not there', ['nothing.xml'], 'verify-file-unreadable'],
    ['a trust list that is none', ['certificate.xml', '--trust', 'letter.txt'], 'trust-pack-not-json'],
    ['a key that is none', ['certificate.xml', '--trust', 'trust.json', '--trust-key=x'], 'verify-trust-key'],
    ['a policy that is none', ['certificate.xml', '--policy', 'no-policy'], 'verify-policy'],
  ] as const)('called with %s says so', async (_what, parameters, code) => {
    const fault: unknown = await run(...parameters).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(VerifyCommandError);
    expect(fault).toMatchObject({ code });
  });

  it('has a sentence for every code', () => {
    for (const catalogue of [verifyWords.en, verifyWords.zh]) {
      expect(VERIFY_COMMAND_CODES.filter((code) => catalogue?.[code] === undefined)).toEqual([]);
    }
  });

  it('is also a function from bytes to a report', () => {
    const report = verifyFile({
      file: files.bundle,
      name: 'certificate.asice',
      trustPack: new TextEncoder().encode(files.trustPack),
      time: TIME,
    });
    expect(report).toMatchObject({
      exitCode: 0,
      size: files.bundle.length,
      inspection: { read: true, kind: 'bundle' },
    });
  });

  it('reads no file larger than the bound', async () => {
    const fault = readWholeFile(join(folder, 'certificate.xml'), 10);
    await expect(fault).rejects.toMatchObject({ code: 'verify-file-too-large', values: { maximum: 10 } });
  });
});
