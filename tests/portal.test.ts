import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AA_AND_PRACTICE, axeFaults, axeInBoth } from './support/axe.ts';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import { endProgram, Installation, type RunningProgram } from './support/program.ts';

const pictures = join(tmpdir(), 'counterfoil-portal');
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;

describe.skipIf(!start.started)(`the window in a real browser${reason}`, () => {
  const installation = new Installation();
  let program: RunningProgram;
  let context: BrowserContext;
  let page: Page;
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  const paper: { pdf: Buffer; picture: Buffer } = { pdf: Buffer.alloc(0), picture: Buffer.alloc(0) };

  beforeAll(async () => {
    if (!start.started) throw new Error(start.reason);
    await installation.fill();
    program = await installation.start();
    context = await start.browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('request', (request) => {
      const { url } = program;
      if (!request.url().startsWith(url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    page.on('pageerror', (fault) => complaints.push(fault.message));
    page.on('console', (message) => {
      // What the policy of the page refuses, and what React or a library finds wrong, is told here.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await endProgram(program, 'SIGTERM');
    installation.remove();
  });

  const password = (login: string): string =>
    readFileSync(installation.demonstration(`keys/${login}.password`), 'utf8').trim();
  const open = (path: string): Promise<unknown> => page.goto(`${program.url}/app${path}`);
  const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const picture = (name: string): Promise<void> => keepPicture(page, join(pictures, `${name}.png`));

  /** Signs in from whatever screen asks for it, by the keyboard alone. */
  async function signIn(login: string): Promise<void> {
    await page.locator('#login').focus();
    await page.keyboard.type(login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password(login));
    await page.keyboard.press('Enter');
    await page.locator('.menu').waitFor();
  }

  const axe = (): Promise<string[]> => axeFaults(page, { tags: AA_AND_PRACTICE });

  it('sends people to the window, and asks who they are', async () => {
    await page.goto(program.url);
    await page.locator('#login').waitFor();
    expect(page.url()).toBe(`${program.url}/app/sign-in`);
    expect(await page.title()).toBe('Sign in – Counterfoil');
    expect(await axeInBoth(page)).toEqual([]);
    await picture('sign-in-en');
  });

  it('lists every fault of a form in one place that leads to its fields', async () => {
    await page.locator('form.stack button[type=submit]').click();
    const summary = page.locator('.error-summary');
    await summary.waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    await summary.getByRole('link').first().click();
    expect(await page.locator('#login').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await axe()).toEqual([]);
  });

  it('says that a password is wrong in the language of the page', async () => {
    await page.locator('#login').fill('official-nz');
    await page.locator('#password').fill('not the password');
    await page.keyboard.press('Enter');
    await page.locator('[data-code="login-failed"]').waitFor();
  });

  it('lets an official in by the keyboard alone, with a session that no script can read', async () => {
    await open('/search?q=apples');
    await page.locator('#login').waitFor();
    await signIn('official-nz');
    await page.locator('.guesses').waitFor();
    expect(new URL(page.url()).search).toBe('?q=apples');
    const [cookie] = await context.cookies();
    expect(cookie?.httpOnly).toBe(true);
    expect(cookie?.sameSite).toBe('Strict');
  });

  it('shows the desk of an official, and axe finds nothing', async () => {
    await open('/');
    await page.locator('.heaps').waitFor();
    await expect.poll(() => page.locator('.heap').count()).toBe(6);
    await page.getByRole('button', { name: /not yet answered/ }).click();
    await page.locator('.line a').first().waitFor();
    expect(new URL(page.url()).search).toBe('?show=unexamined');
    expect(await axeInBoth(page)).toEqual([]);
    await picture('home-en');
  });

  it('takes whatever a person holds, and says which forms it takes where none fits', async () => {
    await open('/search');
    await page.locator('.data-table tbody a').first().waitFor();
    expect(await axeInBoth(page)).toEqual([]);
    const box = page.locator('#search-box');
    await box.fill('!!');
    await box.press('Enter');
    await page.getByText('is none of the forms').waitFor();
    await box.fill('鲜富士苹果');
    await box.press('Enter');
    await page.locator('.guess', { hasText: 'Goods' }).waitFor();
    expect(await page.locator('.data-table tbody td').first().textContent()).toMatch(/^\d{15}$/);
    await picture('search-en');
  });

  it('verifies a dropped file on the device and marks what a forger changed', async () => {
    await open('/search');
    await page.locator('input[type=file]').setInputFiles(installation.demonstration('altered.xml'));
    await page.locator('[data-lamp="seal"][data-light="failed"]').waitFor();
    await page.getByRole('link', { name: 'Compare with the ledger' }).click();
    await page.locator('[data-differences="1"]').waitFor();
    await expect.poll(() => page.locator('.sheet .differs').count()).toBe(2);
    expect(await page.locator('.difference-table tbody th').textContent()).toContain('Net weight');
    expect(await axeInBoth(page)).toEqual([]);
    await picture('comparison-en');
  });

  it('shows a certificate as one, with its lights, and takes a request as an answer', async () => {
    await open('/?show=unexamined');
    await page.locator('.line a').first().click();
    await page.locator('.sheet').waitFor();
    expect(await page.locator('[data-lamp="seal"]').getAttribute('data-light')).toBe('passed');
    expect(await axeInBoth(page)).toEqual([]);
    await picture('certificate-en');
    await page.getByRole('radio', { name: 'Request' }).check();
    await page.getByRole('button', { name: 'Give the answer' }).click();
    await page.locator('.error-summary').waitFor();
    await page.locator('#remark').fill('Please explain the net weight of line 1.');
    await page.getByRole('button', { name: 'Give the answer' }).click();
    await page.locator('.timeline .said').waitFor();
    await page.getByRole('link', { name: /^Inquiry of/ }).click();
    await page.locator('.message').waitFor();
    expect(await page.locator('.message .said').textContent()).toBe(
      'Please explain the net weight of line 1.',
    );
    expect(await axeInBoth(page)).toEqual([]);
    await picture('inquiry-en');
  });

  it('gives another last day for the answer, with the reason in the thread', async () => {
    await page.getByRole('button', { name: 'Change the last day' }).click();
    const dialog = page.getByRole('dialog');
    await page.locator('#extension-day').fill('');
    await dialog.getByRole('button', { name: 'Change the last day' }).click();
    await expect.poll(() => dialog.locator('.error-summary a').count()).toBe(2);
    expect(await axeInBoth(page)).toEqual([]);
    await picture('extension-en');
    await page.locator('#extension-day').fill(dayIn(30));
    await page.locator('#extension-reason').fill('The laboratory needs until then.');
    await dialog.getByRole('button', { name: 'Change the last day' }).click();
    await page.locator('.message', { hasText: 'The laboratory needs until then.' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.locator('.message').count()).toBe(2);
  });

  it('keeps a history of the certificate', async () => {
    await page.getByRole('link', { name: 'See the certificate' }).click();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.locator('.timeline').first().waitFor();
    expect(await axe()).toEqual([]);
  });

  it('is answered by the issuing office in Chinese, and the official sees it without reloading', async () => {
    if (!start.started) return;
    const inquiry = await inquiryAddress();
    const office = await start.browser.newContext({
      viewport: { width: 1360, height: 900 },
      locale: 'zh-CN',
    });
    const desk = await office.newPage();
    await page.goto(inquiry);
    await page.locator('.message').first().waitFor();
    await desk.goto(inquiry);
    await desk.locator('#login').fill('supervisor');
    await desk.locator('#password').fill(password('supervisor'));
    await desk.keyboard.press('Enter');
    await desk.locator('#message').waitFor();
    expect(await desk.locator('html').getAttribute('lang')).toBe('zh-CN');
    await keepPicture(desk, join(pictures, 'inquiry-zh.png'));
    await desk.locator('#message').fill('净重以装箱单为准。');
    await desk.locator('form.stack button[type=submit]').click();
    await page.locator('.message', { hasText: '净重以装箱单为准。' }).waitFor();
    expect(await axeFaults(desk)).toEqual([]);
    await printPaper(desk);
    await office.close();
  });

  /** The paper of the certificate in question: its PDF, and a picture of the page that bears the QR seal. */
  async function printPaper(desk: Page): Promise<void> {
    const link = await desk.locator('a[href^="/app/certificates/"]').first().getAttribute('href');
    const api = `${program.url}/v1/certificates/${String(link?.split('/').at(-1))}`;
    const request = desk.context().request;
    const printed = await request.post(`${api}/print`, {
      headers: { 'idempotency-key': 'portal-paper-1', 'sec-fetch-site': 'same-origin' },
      data: {},
    });
    expect(printed.status()).toBe(201);
    paper.pdf = await (await request.get(`${api}/pdf`)).body();
    const pages = (await request.get(`${api}/paper.svg`)).headers()['x-page-count'] ?? '1';
    await desk.setViewportSize({ width: 1600, height: 2200 });
    await desk.goto(`${api}/paper.svg?page=${pages}`);
    paper.picture = await desk.screenshot();
  }

  it('finds a certificate by its printed PDF, and by a picture of the QR code on the paper', async () => {
    const hand = async (name: string, mimeType: string, buffer: Buffer): Promise<void> => {
      await open('/search');
      await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
      await page.locator('[data-lamp="seal"][data-light="passed"]').waitFor();
      await page.getByRole('link', { name: 'Compare with the ledger' }).click();
      await page.locator('[data-differences]').waitFor();
      expect(await page.locator('.difference-table tbody').allTextContents()).toEqual([]);
    };
    await hand('paper.pdf', 'application/pdf', paper.pdf);
    await hand('paper.png', 'image/png', paper.picture);
    expect(await axeInBoth(page)).toEqual([]);
    await picture('paper-en');
  });

  async function inquiryAddress(): Promise<string> {
    await open('/inquiries?view=all');
    await page.locator('.data-table tbody a').first().waitFor();
    expect(await axe()).toEqual([]);
    await page.locator('.data-table tbody a').first().click();
    await page.locator('.message').first().waitFor();
    return page.url();
  }

  it('is worked by the keyboard alone: past the menu, to the search, to a certificate', async () => {
    await open('/');
    await page.locator('.heaps').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('apples');
    await page.keyboard.press('Enter');
    const first = page.locator('.data-table tbody a').first();
    await first.waitFor();
    await expect
      .poll(async () => {
        await page.keyboard.press('Tab');
        return first.evaluate((element) => element === document.activeElement);
      })
      .toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('.sheet').waitFor();
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  it('says that the connection is lost, and recovers by itself', async () => {
    await context.setOffline(true);
    await page.getByText('The connection is lost.').waitFor();
    expect(await axe()).toEqual([]);
    await context.setOffline(false);
    await page.getByText('The connection is lost.').waitFor({ state: 'detached' });
  });

  it('is asked again who is there where nobody answered, and takes no broken line for a signed-out person', async () => {
    await page.route('**/v1/me', (request) => request.abort(), { times: 1 });
    await page.reload();
    await page.locator('.menu').waitFor();
    expect(new URL(page.url()).pathname).not.toBe('/app/sign-in');
  });

  it('keeps the account in one place, and axe finds nothing there', async () => {
    await open('/account');
    await page.locator('.data-table').waitFor();
    await page.getByLabel('E-mail address').waitFor();
    expect(await axeInBoth(page)).toEqual([]);
    await picture('account-en');
  });

  it('speaks Arabic from right to left, and remembers it for the person', async () => {
    await page.getByLabel('Language').last().selectOption('ar');
    await page.locator('html[dir="rtl"][lang="ar"]').waitFor();
    await open('/');
    await page.locator('.heaps').waitFor();
    const [menu, content] = await Promise.all([
      page.locator('.menu').boundingBox(),
      page.locator('main').boundingBox(),
    ]);
    expect(menu?.x).toBeGreaterThan(content?.x ?? Infinity);
    expect(await axeInBoth(page)).toEqual([]);
    await picture('home-ar');
    await open('/search');
    await page.locator('.data-table tbody a').first().click();
    await page.locator('.sheet').waitFor();
    expect(await axe()).toEqual([]);
    await picture('certificate-ar');
  });

  it('fits a telephone of 360 pixels', async () => {
    await page.setViewportSize({ width: 360, height: 760 });
    for (const [path, there] of [
      ['/', '.heaps'],
      ['/search', '.data-table'],
      ['/account', '.data-table'],
    ] as const) {
      await open(path);
      await page.locator(there).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      expect(await axe()).toEqual([]);
    }
    await picture('account-phone-ar');
    await page.setViewportSize({ width: 1360, height: 900 });
  });

  it('signs out, and opens the application to join to anyone', async () => {
    await open('/');
    await page.locator('.heaps').waitFor();
    await page.locator('.band-button').last().click();
    await page.getByRole('menuitem').last().click();
    await page.locator('#login').waitFor();
    for (const path of ['/join', '/join/state', '/invitation']) {
      await open(path);
      await page.locator('form.stack').first().waitFor();
      expect(await axeInBoth(page)).toEqual([]);
    }
    await picture('invitation-ar');
  });

  it('asks no third party for anything, and breaks no rule of its own policy', () => {
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
