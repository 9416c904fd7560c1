import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../src/base/index.ts';
import { seal } from '../src/crypto/index.ts';
import {
  certificatePdf,
  certificatePictures,
  createPress,
  makeQrSeal,
  type Press,
} from '../src/paper/index.ts';
import { testSeal, type TestSeal } from '../src/paper/testing/seal.ts';
import { specimenDocument } from '../src/paper/testing/specimen.ts';
import { spsCertificate17, writeMessage } from '../src/standards/index.ts';
import { statusListToken } from '../src/systems/ecert/index.ts';
import { bytesOfDigits, digitsOf, digitsOfBytes } from '../verify/core/index.ts';
import { writeTrustPack } from '../verify/inspection/index.ts';
import { axeFaults } from './support/axe.ts';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import { servePage, type PageServer } from './support/page-server.ts';

const root = join(import.meta.dirname, '..');
const site = join(root, 'dist/verify/page-site');
const pictures = join(tmpdir(), 'counterfoil-paper-page');
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;
const HOUR = 3_600_000;
const INDEX = 77;

describe.skipIf(!start.started)(`a paper's seal on the verification page, in a real browser${reason}`, () => {
  let key: TestSeal;
  let press: Press;
  let server: PageServer | undefined;
  let context: BrowserContext;
  let page: Page;
  let list: Uint8Array | undefined;
  let origin = '';
  const complaints: string[] = [];
  const began = Date.now();
  const made = new Date(began - 60_000).toISOString();
  const document = specimenDocument({ lines: 3 });

  beforeAll(async () => {
    if (!start.started) throw new Error(start.reason);
    const program = `import { buildPage } from './scripts/build/page.mjs';
      await buildPage({ root: '.', target: 'dist/verify/page-site', record: 'dist/.info/verify-page.json' });`;
    const built = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: root,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(built.stderr);
    key = await testSeal('CN-GACC', 'CN');
    press = createPress({ threads: 1 });
    const { certificate } = key.anchor;
    const authorities = [
      {
        key: 'CN-GACC',
        country: 'CN',
        names: { en: 'General Administration of Customs', zh: '海关总署' },
        anchors: [{ certificate }],
        signers: [key.key.certificate],
      },
    ];
    const served = await servePage(site, writeTrustPack({ made, authorities }), (path) =>
      path === '/status/CN-GACC/0' ? list : undefined,
    );
    server = served;
    origin = new URL(served.address).origin;
    context = await start.browser.newContext({ viewport: { width: 1240, height: 900 } });
    page = await context.newPage();
    await page.clock.install({ time: began });
    page.on('pageerror', (fault) => complaints.push(fault.message));
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await server?.stop();
    await press.close();
  });

  const status = () => ({ uri: `${origin}/status/CN-GACC/0`, index: INDEX });

  async function listMade(at: number, isReplaced?: boolean): Promise<Uint8Array> {
    return statusListToken(
      {
        ...status(),
        authority: 'CN-GACC',
        made: Math.floor(at / 1000),
        ttl: 900,
        ended: isReplaced === undefined ? [] : [{ index: INDEX, isReplaced }],
      },
      key.key,
    );
  }

  async function address(): Promise<string> {
    const seal = await makeQrSeal({
      document,
      digest: 'ab'.repeat(32),
      authority: 'CN-GACC',
      key: key.key,
      verifier: `${origin}/verify/`,
      made,
      status: status(),
    });
    return seal.address;
  }

  const light = async (name: string): Promise<string | null> =>
    page.locator(`[data-lamp="${name}"]`).getAttribute('data-light');
  const code = async (name: string): Promise<string | null> =>
    page.locator(`[data-lamp="${name}"]`).getAttribute('data-code');

  const axe = (): Promise<string[]> => axeFaults(page);

  it('opens from the address in the symbol, shows each value large and each light apart, and sends nothing', async () => {
    list = await listMade(began);
    await page.goto(await address());
    await page.locator('[data-lamp="seal"]').waitFor();
    // The page is told that it is kept at some moment after, and shows itself anew.
    await page.getByText('Kept on this device').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('result-title');
    expect(await light('seal')).toBe('passed');
    expect(await light('force')).toBe('passed');
    expect(await light('paper')).toBe('compare');
    expect(await light('evidence')).toBe('unknown');
    expect(await page.locator('.face-number dd').textContent()).toBe('226000013947851001');
    expect(await page.locator('.compared-goods').textContent()).toContain('1000.5 kg');
    const size = await page
      .locator('.face-number dd')
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThanOrEqual(22);
    expect(server?.asked.some((path) => /\d{20}/.test(path))).toBe(false);
    expect(await axe()).toEqual([]);
    await keepPicture(page, join(pictures, 'qr.png'));
  });

  it('says that its status list is stale without a network, and turns to replaced when there is one again', async () => {
    const seal = await address();
    await context.setOffline(true);
    await page.clock.setSystemTime(began + HOUR);
    await page.goto('about:blank');
    await page.goto(seal);
    await page.locator('[data-lamp="seal"]').waitFor();
    expect(await light('seal')).toBe('passed');
    expect(await light('force')).toBe('warning');
    expect(await code('force')).toBe('lamp-force-paper-stale');
    await keepPicture(page, join(pictures, 'qr-stale.png'));
    await context.setOffline(false);
    list = await listMade(began + HOUR, true);
    await page.goto('about:blank');
    await page.clock.setSystemTime(began + HOUR);
    await page.goto(seal);
    await page.locator('[data-light="failed"][data-lamp="force"]').waitFor();
    expect(await code('force')).toBe('lamp-force-paper-replaced');
    expect(await light('seal')).toBe('passed');
    await keepPicture(page, join(pictures, 'qr-replaced.png'));
    list = await listMade(began + HOUR, false);
    await page.goto('about:blank');
    await page.goto(seal);
    await page.locator('[data-code="lamp-force-paper-withdrawn"]').waitFor();
  });

  it('shows nothing of a seal that was changed', async () => {
    const sealed = await address();
    const digit = (Number(sealed.at(-10)) + 1) % 10;
    const forged = `${sealed.slice(0, -10)}${String(digit)}${sealed.slice(-9)}`;
    await page.goto('about:blank');
    await page.goto(forged);
    await page.locator('.result').waitFor();
    expect(await page.locator('.compared-goods').count()).toBe(0);
    expect(await page.getByText('Qingdao Harvest').count()).toBe(0);
  });

  it('refuses a seal that something follows', async () => {
    const seal = await address();
    const digits = digitsOf(seal) ?? '';
    const longer = digitsOfBytes(Uint8Array.of(...(bytesOfDigits(digits) ?? []), 0));
    await page.goto('about:blank');
    await page.goto(`${seal.slice(0, seal.indexOf('#'))}#${longer}`);
    await page.locator('[data-refusal="paper-packing"]').waitFor();
  });

  const sealedXml = (): Uint8Array =>
    utf8(seal(writeMessage(spsCertificate17, document), key.key, { time: made, id: 'paper' }));

  const paper = (xml: Uint8Array) => ({
    document,
    xml,
    digest: 'ab'.repeat(32),
    seal: { time: made, signer: 'CN=Seal' },
    authority: { key: 'CN-GACC', names: { en: 'General Administration of Customs', zh: '海关总署' } },
    languages: ['zh', 'en'] as const,
    qr: { key: key.key, verifier: `${origin}/verify/`, made, status: status() },
  });

  it('is read off a picture of the printed paper', async () => {
    list = await listMade(began + HOUR);
    const pages = await certificatePictures(press, paper(sealedXml()));
    const sheet = await context.newPage();
    await sheet.setViewportSize({ width: 1240, height: 1754 });
    await sheet.setContent(
      `<body style="margin:0"><img style="width:100%" src="data:image/svg+xml;base64,${Buffer.from(pages.at(-1) ?? '').toString('base64')}">`,
    );
    const shot = await sheet.screenshot({ path: join(pictures, 'paper.png') });
    await sheet.close();
    await page.goto(`${origin}/verify/`);
    await page.getByText('authorities: 1').waitFor();
    await page.locator('#camera').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: shot });
    await page.locator('[data-lamp="seal"]').waitFor();
    expect(await light('seal')).toBe('passed');
    expect(await page.locator('.face-number dd').textContent()).toBe('226000013947851001');
  });

  it('says so when a picture shows no seal', async () => {
    const nothing = await page.screenshot();
    await page.locator('#camera').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: nothing });
    await page.locator('[data-refusal="paper-not-a-seal"]').waitFor();
  });

  it('finds the sealed document inside a PDF of ours, and refuses what another program made', async () => {
    const pdf = await certificatePdf(press, paper(sealedXml()));
    const give = (name: string, bytes: Uint8Array) =>
      page.locator('#file').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
    await give('paper.pdf', pdf);
    await page.locator('.sheet').waitFor();
    expect(await light('seal')).toBe('passed');
    await give('foreign.pdf', utf8('%PDF-1.4\n1 0 obj << >> endobj\n%%EOF'));
    await page.locator('[data-refusal="pdf-foreign"]').waitFor();
    expect(complaints).toEqual([]);
  });
});
