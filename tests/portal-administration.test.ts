import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from './support/chromium.ts';
import { endProgram, Installation, type RunningProgram } from './support/program.ts';
import { enterWindow, inspecting, listen, overflow } from './support/window-page.ts';

const pictures = join(tmpdir(), 'counterfoil-portal-administration');
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;

/** A picture of one point. */
const PHOTOGRAPH = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.skipIf(!start.started)(`administration, audit and figures in a real browser${reason}`, () => {
  const installation = new Installation();
  let program: RunningProgram;
  const complaints: string[] = [];

  beforeAll(async () => {
    await installation.fill();
    program = await installation.start();
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await endProgram(program, 'SIGTERM');
    installation.remove();
  });

  /** A person's window; it moves nothing by itself, so that axe sees no colour half-way. */
  async function enter(login: string, locale: string): Promise<Page> {
    if (!start.started) throw new Error(start.reason);
    return enterWindow(start.browser, {
      url: program.url,
      login,
      passwordFile: installation.demonstration(`keys/${login}.password`),
      context: { locale, acceptDownloads: true, reducedMotion: 'reduce' },
      complaints,
    });
  }

  const open = (page: Page, path: string): Promise<unknown> => page.goto(`${program.url}/app${path}`);

  /** axe in light and dark, nothing beyond the window, and a picture kept. */
  const inspect = inspecting(pictures);

  it('tells the public figures to anybody, and takes a report of a forgery with a photograph', async () => {
    if (!start.started) return;
    const context = await start.browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' });
    const page = await context.newPage();
    listen(page, complaints);
    await open(page, '/public-figures');
    await page.locator('.chart svg').first().waitFor();
    await expect.poll(() => page.locator('.figure-total').count()).toBeGreaterThan(5);
    await inspect(page, 'public-figures-zh');
    await open(page, '/report-forgery');
    await page.locator('form button[type=submit]').click();
    await expect.poll(() => page.locator('.error-summary a').count()).toBe(3);
    await inspect(page, 'report-zh');
    await page.locator('#report-number').fill('142002024555001');
    await page.locator('#report-country').selectOption('CN');
    await page.locator('#report-description').fill('印章颜色不对。');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'paper.png', mimeType: 'image/png', buffer: PHOTOGRAPH });
    await page.locator('.picture-canvas').waitFor();
    await page.locator('form button[type=submit]').click();
    await page.locator('.facts .code').first().waitFor();
    await context.close();
  });

  it('has one officer check who wants to join, and draws figures from the address', async () => {
    const page = await enter('registrar', 'en-GB');
    await open(page, '/joinings?state=lodged');
    await page.locator('.data-table tbody a').first().waitFor();
    await inspect(page, 'joinings-en');
    await page.locator('.data-table tbody a').first().click();
    await page.getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await page.locator('.error-summary').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Checked, in order' }).click();
    await page.locator('.badge', { hasText: 'Checked' }).waitFor();
    await inspect(page, 'joining-en');
    await open(page, '/figures?measure=certificates&by=destination');
    await page.locator('.chart svg').first().waitFor();
    await expect.poll(() => page.locator('.chart-table tbody tr').count()).toBeGreaterThan(3);
    await inspect(page, 'figures-en');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Excel' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('figures-certificates-destination.xlsx');
    await page.getByLabel('What is measured').selectOption('speed');
    await page.waitForURL(/measure=speed/);
    await page.context().close();
  });

  it('examines a reported forgery, and warns who looks its number up', async () => {
    const page = await enter('registrar', 'zh-CN');
    await open(page, '/forgeries?state=reported');
    await page.locator('.chart svg').first().waitFor();
    await inspect(page, 'forgeries-zh');
    await page.getByRole('link', { name: '142002024555001' }).click();
    await page.locator('canvas').waitFor();
    await page.getByRole('button', { name: '开始核查' }).click();
    await page.getByRole('button', { name: '确认伪造' }).click();
    await page.locator('#forgery-finding').fill('印章不是真的。');
    await page.getByRole('dialog').getByRole('button', { name: '确认伪造' }).click();
    await page.locator('.badge-failed').first().waitFor();
    await inspect(page, 'forgery-zh');
    const answer = await fetch(`${program.url}/v1/forgeries/warnings?number=142002024555001`);
    expect(JSON.stringify(await answer.json())).toContain('forgery-warning-number');
    await page.context().close();
  });

  it('has a second officer approve, into the authority that is known', async () => {
    const page = await enter('approver', 'zh-CN');
    await open(page, '/joinings?state=checked');
    await page.locator('.data-table tbody a').first().click();
    await page.getByRole('button', { name: '批准' }).click();
    await page.locator('#approval-key').fill('CL-SAG');
    await page.getByRole('dialog').locator('.notice-compare').waitFor();
    await inspect(page, 'approval-zh');
    await page.getByRole('dialog').getByRole('button', { name: '批准' }).click();
    await page.locator('.badge', { hasText: '已批准' }).waitFor();
    await expect.poll(() => page.locator('.timeline li').count()).toBe(3);
    await page.context().close();
  });

  it('invites a person by a link shown once, and suspends them', async () => {
    const page = await enter('administrator', 'zh-CN');
    await open(page, '/offices?text=CN-GACC/4200');
    await page.locator('.office-tree .code', { hasText: 'CN-GACC/4200' }).first().waitFor();
    await inspect(page, 'offices-zh');
    await open(page, '/people');
    await page.locator('.data-table tbody a').first().waitFor();
    await inspect(page, 'people-zh');
    await page.getByRole('button', { name: '邀请人员' }).click();
    await page.locator('#invite-name').fill('Zhang San');
    await page.locator('#invite-email').fill('zhang.san@authority.example');
    await page.getByRole('dialog').getByLabel('签证官员').check();
    await page.getByRole('dialog').locator('button[type=submit]').click();
    const link = page.locator('[data-invitation]');
    await link.waitFor();
    expect(await link.textContent()).toMatch(/\/app\/invitation#.{20,}/);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Zhang San' }).click();
    await page.getByRole('button', { name: '停用' }).click();
    await page.getByRole('button', { name: '恢复' }).waitFor();
    await inspect(page, 'person-zh');
    await page.context().close();
  });

  it('shows each what waits for them, and guides them by the first steps of their own work', async () => {
    const page = await enter('steward', 'en-GB');
    await page.getByRole('heading', { name: 'Proposed changes' }).waitFor();
    await page.locator('.line', { hasText: 'Singapore' }).getByRole('link', { name: 'Agreements' }).waitFor();
    // Dead letters lie with whoever may send them again.
    await page.getByRole('heading', { name: 'Dead letters' }).waitFor();
    await page.locator('.line', { hasText: 'NL-NVWA' }).getByRole('link', { name: 'Certificate' }).waitFor();
    expect(await page.locator('.heap').count()).toBe(0);
    await inspect(page, 'home-steward-en');
    await open(page, '/parameters');
    const certificates = page.getByRole('region', { name: 'Certificates and issuing' });
    await certificates.getByRole('link', { name: 'Certificate models' }).waitFor();
    // Every parameter that there is has its subject.
    expect(await page.getByRole('region', { name: 'Other', exact: true }).count()).toBe(0);
    await inspect(page, 'parameters-en');
    await open(page, '/guide');
    await page.locator('.guide-steps').first().waitFor();
    expect(await page.locator('.guide-parts h2').allTextContents()).toEqual([
      'Parameters',
      'Rules',
      'For everybody',
      'With a paper in hand',
    ]);
    await inspect(page, 'guide-en');
    await page.context().close();
  });

  it('changes what everybody goes by with four eyes, and shows both sides', async () => {
    const page = await enter('steward', 'en-GB');
    await open(page, '/parameters/agreement');
    // A whole sheet with faults: all of them at once, and nothing on the list.
    const upload = async (lines: readonly string[]): Promise<void> => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'agreement.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(
          ['key.country,key.commodity,value.electronic,value.channel,end', ...lines].join('\r\n'),
        ),
      });
    };
    await page.getByRole('button', { name: 'From a spreadsheet' }).click();
    await upload(['ZA,0808,perhaps,smtp,', 'Z1,,yes,pigeon,']);
    await page.locator('[data-sheet-faults]').waitFor();
    const told = (await page.locator('[data-sheet-faults]').textContent()) ?? '';
    for (const place of ['Row 2, value.electronic', 'Row 3, key.country', 'Row 3, value.channel'])
      expect(told).toContain(place);
    await inspect(page, 'parameter-sheet-en');
    await upload(['BR,0808,no,smtp,', 'BR,0809,yes,rest,']);
    await page.getByRole('button', { name: 'Put the rows on the list (2)' }).click();
    await page.locator('[data-collected="2"]').waitFor();
    await page.getByRole('button', { name: /^Change South Africa/ }).click();
    await page.locator('#value-electronic').check();
    await page.getByRole('button', { name: 'Preview what changes' }).click();
    await page.locator('[data-changed="true"]').first().waitFor();
    expect(await page.locator('[data-preview] section').count()).toBe(3);
    await inspect(page, 'proposal-en');
    await page.locator('#proposal-reason').fill('The protocol is signed.');
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.waitForURL(/\/parameters\/changes\//);
    const place = page.url();
    await page.locator('[data-preview] table').first().waitFor();
    await page.context().close();
    const second = await enter('steward-second', 'zh-CN');
    await second.goto(place);
    await second.locator('[data-preview] table').first().waitFor();
    await inspect(second, 'change-zh');
    await second.getByRole('button', { name: '批准' }).click();
    await second.locator('.badge', { hasText: '已批准' }).waitFor();
    await open(second, '/parameters?state=approved');
    await second.locator('.data-table tbody a').first().waitFor();
    await inspect(second, 'parameters-zh');
    await second.context().close();
  });

  it('proves an entry of the audit log on the device, and says how the house is doing', async () => {
    const page = await enter('auditor', 'en-GB');
    await open(page, '/audit?kind=sign-in');
    await page.locator('.data-table tbody tr').first().waitFor();
    expect(await page.locator('.data-table tbody .badge').allTextContents()).not.toContain('View');
    await inspect(page, 'audit-en');
    await page
      .getByRole('button', { name: /^Prove the entry/ })
      .last()
      .click();
    await page.locator('[data-verdict="proved"]').waitFor();
    await inspect(page, 'audit-proof-en');
    await page.keyboard.press('Escape');
    await open(page, '/status');
    await page.locator('.data-table tbody tr').first().waitFor();
    await page.locator('.act-line').first().waitFor();
    await inspect(page, 'status-en');
    await page.setViewportSize({ width: 360, height: 760 });
    for (const [path, there] of [
      ['/status', '.act-line'],
      ['/audit', '.data-table tbody tr'],
      ['/figures', '.chart svg'],
    ] as const) {
      await open(page, path);
      await page.locator(there).first().waitFor();
      expect(await overflow(page)).toBe(0);
    }
    await page.context().close();
  });

  it('breaks no rule of its own policy', () => {
    expect(complaints).toEqual([]);
  });
});
