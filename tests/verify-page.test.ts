import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../src/base/index.ts';
import { generateKeyPair, readSigningKey, sha256 } from '../src/crypto/index.ts';
import { axeFaults } from './support/axe.ts';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import { servePage, type PageServer } from './support/page-server.ts';
import { sealedFiles, type SealedFiles } from './support/sealed-files.ts';

const root = join(import.meta.dirname, '..');
const site = join(root, 'dist/verify/page-site');
const pictures = join(tmpdir(), 'counterfoil-verify-page');
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;

interface FileToDrop {
  readonly name: string;
  readonly bytes: Uint8Array;
}

describe.skipIf(!start.started)(`the verification page in a real browser${reason}`, () => {
  let files: SealedFiles;
  let server: PageServer | undefined;
  let context: BrowserContext;
  let page: Page;
  const elsewhere: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!start.started) throw new Error(start.reason);
    const program = `import { buildPage } from './scripts/build/page.mjs';
      await buildPage({ root: '.', target: 'dist/verify/page-site', record: 'dist/.info/verify-page.json' });`;
    const built = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: root,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(built.stderr);
    files = await sealedFiles();
    const served = await servePage(site, files.trustPack);
    server = served;
    context = await start.browser.newContext({ viewport: { width: 1200, height: 900 } });
    page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(served.address)) elsewhere.push(request.url());
    });
    page.on('pageerror', (fault) => complaints.push(fault.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(served.address);
    await page.getByText('Kept on this device').waitFor();
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await server?.stop();
  });

  async function drop({ name, bytes }: FileToDrop): Promise<void> {
    const before = await page.locator('.file-facts').allTextContents();
    await page.evaluate(
      ({ fileName, content }) => {
        const transfer = new DataTransfer();
        transfer.items.add(
          new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], fileName),
        );
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      },
      { fileName: name, content: Buffer.from(bytes).toString('base64') },
    );
    await expect.poll(async () => page.locator('.file-facts').allTextContents()).not.toEqual(before);
  }

  async function lights(): Promise<Record<string, string>> {
    const found = await page
      .locator('[data-lamp]')
      .evaluateAll((lamps) =>
        lamps.map((lamp) => [lamp.getAttribute('data-lamp'), lamp.getAttribute('data-light')]),
      );
    return Object.fromEntries(found) as Record<string, string>;
  }

  const picture = (name: string): Promise<void> => keepPicture(page, join(pictures, `${name}.png`));

  const axe = (): Promise<string[]> => axeFaults(page);

  it('has at most 100 KB of script, compressed', () => {
    expect(gzipSync(readFileSync(join(site, 'verify.js'))).length).toBeLessThanOrEqual(102_400);
    expect(statSync(join(site, 'counterfoil-verify.html')).size).toBeGreaterThan(100_000);
  });

  it('tells the age of its trust list', async () => {
    expect(await page.locator('.trust').textContent()).toContain('authorities: 1');
    expect(await axe()).toEqual([]);
  });

  it('works without a network after the first load', async () => {
    await context.setOffline(true);
    await server?.stop();
    await page.reload();
    await page.locator('.trust', { hasText: 'authorities: 1' }).waitFor();
    await drop({ name: 'certificate.xml', bytes: files.sealed });
    expect(await lights()).toEqual({
      seal: 'passed',
      force: 'unknown',
      evidence: 'unknown',
      paper: 'compare',
    });
    expect(await page.locator('.comparison .face-number').textContent()).toContain('NZL2026/AKL/100237');
    await picture('certificate-en');
  });

  it('lays the certificate out with its goods, and axe finds nothing', async () => {
    expect(await page.locator('.sheet .face-goods').textContent()).toContain('11640 kg');
    expect(await page.locator('.sheet h3').textContent()).toContain('Veterinary (Health) Certificate');
    expect(await axe()).toEqual([]);
  });

  it('shows a changed value on the light of the seal, and no content', async () => {
    const bytes = Buffer.from(Buffer.from(files.sealed).toString().replace('11640', '91640'));
    await drop({ name: 'changed.xml', bytes });
    expect(await lights()).toMatchObject({
      seal: 'failed',
      force: 'unknown',
      evidence: 'unknown',
      paper: 'failed',
    });
    expect(await page.locator('.sheet').count()).toBe(0);
    expect(await axe()).toEqual([]);
    await picture('changed-en');
  });

  it('shows every light of an evidence bundle', async () => {
    await drop({ name: 'certificate.asice', bytes: files.bundle });
    expect(await lights()).toEqual({
      file: 'passed',
      seal: 'passed',
      force: 'passed',
      evidence: 'passed',
      paper: 'compare',
    });
    expect(await page.locator('[data-lamp=evidence]').textContent()).toContain('Witness gacc');
    await page.locator('.history summary').click();
    expect(await axe()).toEqual([]);
    await picture('bundle-en');
  });

  it('shows a withdrawn certificate as authentic and not in force', async () => {
    await drop({ name: 'withdrawn.asice', bytes: files.withdrawn });
    expect(await lights()).toMatchObject({ seal: 'passed', force: 'failed', evidence: 'passed' });
    await picture('withdrawn-en');
  });

  it.each([
    ['document', '11640', '91640', 'seal'],
    ['history', '"state":"issued"', '"state":"denied"', 'evidence'],
    ['proof', 'index 3\n', 'index 2\n', 'evidence'],
    ['list of digests', '  log/policy', '  log/police', 'file'],
  ])('shows a changed %s of a bundle on its light', async (what, from, to, lamp) => {
    const text = Buffer.from(files.bundle).toString('latin1');
    // The sealed copy stands behind the original in the container.
    const place = lamp === 'seal' ? text.lastIndexOf(from) : text.indexOf(from);
    const bytes = Buffer.from(text.slice(0, place) + to + text.slice(place + from.length), 'latin1');
    await drop({ name: `changed ${what}.asice`, bytes });
    const shown = await lights();
    expect(shown['file']).toBe('failed');
    expect([lamp, shown[lamp]]).toEqual([lamp, 'failed']);
  });

  it('says of what it cannot read that it cannot', async () => {
    await drop({ name: 'letter.txt', bytes: Buffer.from('Dear officer') });
    expect(await page.locator('#result-title').textContent()).toBe('This file could not be read');
    expect(await page.locator('[data-refusal]').getAttribute('data-refusal')).toBe('xml-not-well-formed');
  });

  it('speaks Chinese, keeps the language in the address and the result on the screen', async () => {
    await drop({ name: 'certificate.asice', bytes: files.bundle });
    await page.getByRole('button', { name: '中文' }).click();
    expect(new URL(page.url()).hash).toBe('#lang=zh');
    await page.locator('html[lang=zh]').waitFor();
    expect(await page.locator('[data-lamp=seal]').textContent()).toContain('新西兰初级产业部');
    await expect.poll(() => page.locator('[data-lamp]').count()).toBe(5);
    expect(await axe()).toEqual([]);
    await picture('bundle-zh');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axe()).toEqual([]);
    await picture('bundle-zh-dark');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await axe()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await picture('bundle-zh-phone');
    await page.emulateMedia({ colorScheme: 'light', media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    await picture('bundle-zh-print');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  it.each([
    ['Français', 'fr', 'Journal de preuves'],
    ['Español', 'es', 'Registro de evidencias'],
    ['Русский', 'ru', 'Журнал доказательств'],
    ['العربية', 'ar', 'سجل الأدلة'],
  ])('speaks %s, whose words were kept beside the script, without a network', async (name, language, log) => {
    await page.getByRole('button', { name }).click();
    await page.locator(`html[lang=${language}][dir=${language === 'ar' ? 'rtl' : 'ltr'}]`).waitFor();
    expect(await page.locator('[data-lamp=evidence] h3').textContent()).toBe(log);
    expect(await axe()).toEqual([]);
    await picture(`bundle-${language}`);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await picture(`bundle-${language}-phone`);
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  it('saves itself as one file with its trust list inside', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save this page for offline use' }).click();
    const text = readFileSync(await (await saving).path(), 'utf8');
    const inside = /<script type="application\/json" id="trust-pack">(.*?)<\/script>/s.exec(text)?.[1];
    expect(JSON.parse(inside ?? '')).toEqual(JSON.parse(files.trustPack));
  });

  it('is worked by the keyboard alone', async () => {
    await page.reload();
    await page.locator('#file').waitFor({ state: 'attached' });
    const focused = (): Promise<unknown> =>
      page.evaluate('document.activeElement.lang || document.activeElement.id');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('en');
    await page.keyboard.press('Enter');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await focused()).toBe('en');
    for (const language of ['zh', 'fr', 'es', 'ru', 'ar']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(language);
    }
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('file');
  });

  it('holds back a list that another key signed than the one remembered, loudly, until the reader accepts it', async () => {
    if (!start.started) return;
    const [first, second] = ['p256', 'p256'].map(() => readSigningKey(generateKeyPair('p256').privateKey));
    if (first === undefined || second === undefined) throw new Error('no key');
    let list = files.signedTrust(first);
    const own = await servePage(site, () => list);
    const apart = await start.browser.newContext({ serviceWorkers: 'block' });
    const tab = await apart.newPage();
    await tab.goto(own.address);
    const fingerprint = toHex(sha256(first.publicKey));
    await tab.locator('.trust', { hasText: fingerprint }).waitFor();
    for (const changed of [files.trustPack, files.signedTrust(second)]) {
      list = changed;
      await tab.reload();
      await tab.locator('.trust[role=alert]', { hasText: fingerprint }).waitFor();
    }
    await tab.setInputFiles('#file', {
      name: 'certificate.xml',
      mimeType: 'application/xml',
      buffer: Buffer.from(files.sealed),
    });
    await tab.locator('[data-lamp=seal][data-light=unknown]').waitFor();
    await keepPicture(tab, join(pictures, 'trust-changed.png'));
    expect(await axeFaults(tab)).toEqual([]);
    await tab.getByRole('button', { name: 'Accept the new key' }).press('Enter');
    await tab.locator('[data-lamp=seal][data-light=passed]').waitFor();
    await tab.reload();
    await tab.locator('.trust', { hasText: toHex(sha256(second.publicKey)) }).waitFor();
    expect(await tab.locator('[role=alert]').count()).toBe(0);
    await apart.close();
    await own.stop();
  });

  it('asked nobody else for anything and met no fault', () => {
    expect(elsewhere).toEqual([]);
    expect(
      complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_FAILED/.test(text)),
    ).toEqual([]);
  });

  it('works as one file opened from a disk, with a trust list of the reader’s', async () => {
    await page.goto(pathToFileURL(join(site, 'counterfoil-verify.html')).href);
    await page.locator('.trust-none').waitFor();
    await drop({ name: 'certificate.asice', bytes: files.bundle });
    expect(await lights()).toMatchObject({ seal: 'warning', force: 'warning', evidence: 'warning' });
    await page.setInputFiles('#file', {
      name: 'trust.json',
      mimeType: 'application/json',
      buffer: Buffer.from(files.trustPack),
    });
    await page.locator('[data-lamp=seal][data-light=passed]').waitFor();
    expect(await lights()).toMatchObject({
      file: 'passed',
      seal: 'passed',
      force: 'passed',
      evidence: 'passed',
    });
    expect(await axe()).toEqual([]);
    await page.getByRole('button', { name: 'العربية' }).click();
    await page.locator('html[lang=ar][dir=rtl]').waitFor();
    expect(await page.locator('[data-lamp=seal] h3').textContent()).toBe('الختم');
  });
});
