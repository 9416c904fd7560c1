import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../base/index.ts';
import { sha256 } from '../crypto/index.ts';
import { spsCertificate17, writeMessage, type SpsCertificate } from '../standards/index.ts';
import {
  certificatePdf,
  certificatePictures,
  paperName,
  type CertificatePaperRequest,
} from './certificate-paper.ts';
import { createPress, type Press } from './press.ts';
import { certificateTemplate } from './templates/certificate.ts';
import { testSeal, type TestSeal } from './testing/seal.ts';
import { specimenDocument } from './testing/specimen.ts';

const isInstalled = (tool: string): boolean => spawnSync(tool, ['-v']).error === undefined;
const poppler = isInstalled('pdfsig') && isInstalled('pdftotext');
if (!poppler)
  console.warn('poppler-utils is not installed: what a paper says and its signature are not read back.');

let seal: TestSeal;
let press: Press;
let folder: string;
const faults: unknown[] = [];

beforeAll(async () => {
  seal = await testSeal('CN-GACC', 'CN');
  press = createPress({ threads: 1, onFault: (fault) => faults.push(fault) });
  folder = mkdtempSync(join(tmpdir(), 'paper-'));
});
afterAll(async () => {
  await press.close();
  rmSync(folder, { recursive: true });
});

function requestFor(
  document: SpsCertificate,
  changes: Partial<CertificatePaperRequest> = {},
): CertificatePaperRequest {
  const xml = changes.xml ?? utf8(writeMessage(spsCertificate17, document));
  return {
    document,
    xml,
    digest: toHex(sha256(xml)),
    seal: { time: '2026-11-20T08:31:00Z', signer: 'CN=Seal, O=海关总署, C=CN' },
    authority: { key: 'CN-GACC', names: { en: 'General Administration of Customs', zh: '海关总署' } },
    languages: ['zh', 'en'],
    paper: 'CN26-00000123-45',
    qr: {
      key: seal.key,
      verifier: 'https://ledger.customs.example/verify/',
      made: '2026-11-22T10:00:00Z',
      status: { uri: 'https://ledger.customs.example/status/CN-GACC/0', index: 77 },
    },
    ...changes,
  };
}

function run(tool: string, pdf: Uint8Array, ...options: readonly string[]): string {
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, pdf);
  const { stdout, stderr } = spawnSync(tool, [...options, file, ...(tool === 'pdftotext' ? ['-'] : [])], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

const plain = (text: string): string => text.replace(/\s/g, '');

describe('a paper', () => {
  it.skipIf(!poppler)('says all that the certificate says, over as many pages as it takes', async () => {
    const text = run(
      'pdftotext',
      await certificatePdf(press, requestFor(specimenDocument({ lines: 40 }))),
      '-layout',
    );
    for (const said of ['226000013947851001', '海关总署', 'COSCOHARMONY', 'CSNU6123463', 'CN26-00000123-45'])
      expect(plain(text)).toContain(said);
    for (const line of ['1000.5', '2443.5']) expect(text).toContain(line);
    expect(text).toContain('上述产品适合人类食用');
    expect(text.split('\f').length - 1).toBeGreaterThan(2);
    expect(plain(text)).toContain(`1/${String(text.split('\f').length - 1)}`);
  });

  it.skipIf(!poppler)('is signed so that pdfsig finds it valid, and a changed byte is caught', async () => {
    const pdf = await certificatePdf(press, requestFor(specimenDocument({ lines: 2 })));
    const found = run('pdfsig', pdf, '-nocert');
    expect(found).toContain('ETSI.CAdES.detached');
    expect(found).toContain('Total document signed');
    expect(found).toContain('Signature is Valid');
    for (const place of [2000, Math.floor(pdf.length / 3), pdf.length - 40]) {
      const changed = Uint8Array.from(pdf);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(run('pdfsig', changed, '-nocert')).not.toContain('Signature is Valid');
    }
  });

  it.skipIf(!poppler)('shows what would be markup as the text it is', async () => {
    const hostile = [
      '#panic("out")',
      '*bold* _under_ $x^2$ `raw` <label> @ref // gone /* gone */',
      '#read("/etc/passwd")',
      '"] #eval("1+1") ["',
      '\\u{41} ~ -- --- ...',
      '= Heading',
      '#import "@preview/x:1.0.0": *',
      '{"a": 1}',
    ];
    for (const name of hostile) {
      const pdf = await certificatePdf(press, requestFor(specimenDocument({ lines: 1, name })));
      expect(plain(run('pdftotext', pdf, '-raw'))).toContain(plain(name));
    }
    expect(faults).toEqual([]);
  });

  it('is made of any text whatever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        async (name, number) => {
          const document = specimenDocument({ lines: 1, name, number });
          const pdf = await certificatePdf(press, requestFor(document, { xml: utf8('<a/>') }));
          expect(pdf.length).toBeGreaterThan(10_000);
        },
      ),
      { numRuns: 40 },
    );
    expect(faults).toEqual([]);
  });

  it.skipIf(!poppler)('is printed in Arabic, whose words a reader of the PDF can search', async () => {
    const request = requestFor(specimenDocument({ lines: 1 }), { languages: ['ar', 'en'] });
    const text = run('pdftotext', await certificatePdf(press, request), '-raw').normalize('NFKC');
    for (const word of ['الشهادة', 'الوصف', 'التصنيف', 'Sanitary certificate', '226000013947851001'])
      expect(text.replace(/[\u202A-\u202E]/g, '')).toContain(word);
    expect(text).not.toContain('[U+');
    expect(faults).toEqual([]);
  });

  it('takes its languages from who asks for it, and says across it that it is not in force', async () => {
    const request = requestFor(specimenDocument({ lines: 1 }), {
      languages: ['ru', 'fr'],
      overprint: 'replaced',
    });
    const pages = await certificatePictures(press, request);
    expect(pages.length).toBeGreaterThan(0);
    expect(new TextDecoder().decode(pages[0])).toMatch(/^<svg class="typst-doc" viewBox="0 0 595/);
    expect(paperName(request)).not.toBe(paperName({ ...request, overprint: 'withdrawn' }));
    const raised = { ...certificateTemplate, version: certificateTemplate.version + 1 };
    expect(paperName(request)).not.toBe(paperName({ ...request, template: raised }));
  });
});

describe('the press', () => {
  it('answers for a template that does not compile, reads no file, and goes on', async () => {
    const task = (text: string) => ({
      ...requestFor(specimenDocument({ lines: 1 })),
      template: { name: 'x', version: 1, text },
    });
    for (const text of [
      '#panic("no")',
      '#read("/etc/hostname")',
      '#read("../../etc/hostname")',
      '#import "@preview/a:1.0.0"',
    ]) {
      await expect(certificatePdf(press, task(text))).rejects.toMatchObject({ code: 'paper-not-set' });
    }
    await expect(certificatePdf(press, requestFor(specimenDocument({ lines: 1 })))).resolves.toBeDefined();
  });

  it('turns away what would wait too long', async () => {
    const small = createPress({ threads: 1, waiting: 1 });
    const request = requestFor(specimenDocument({ lines: 1 }));
    const papers = [certificatePdf(small, request), certificatePdf(small, request)];
    await expect(certificatePdf(small, request)).rejects.toMatchObject({ code: 'paper-busy' });
    await Promise.all(papers);
    await small.close();
    await expect(certificatePdf(small, request)).rejects.toMatchObject({ code: 'paper-closed' });
  });

  it('gives up a paper that takes too long, and its thread with it', async () => {
    const told: unknown[] = [];
    const hasty = createPress({ threads: 1, timeLimit: 1, onFault: (fault) => told.push(fault) });
    const request = requestFor(specimenDocument({ lines: 1 }));
    await expect(certificatePdf(hasty, request)).rejects.toMatchObject({ code: 'paper-not-set' });
    expect(told).toHaveLength(1);
    await hasty.close();
  });
});
