import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import { endProgram, Installation, type RunningProgram } from './support/program.ts';
import { waitForOldProof } from './support/standing-proof.ts';
import { enterWindow, inspecting, listen } from './support/window-page.ts';

const pictures = process.env['COUNTERFOIL_SHOTS'] ?? join(tmpdir(), 'counterfoil-portal-people');
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;
const STEP = 30_000;

describe.skipIf(!start.started)(`people, organisations and proofs in a real browser${reason}`, () => {
  const installation = new Installation();
  let program: RunningProgram;
  /** Passkeys hold for a name, not for an address. */
  let site: string;
  let supervisor: Page;
  let administrator: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    await installation.fill();
    program = await installation.start();
    site = program.url.replace('127.0.0.1', 'localhost');
    supervisor = await enter('supervisor', 'zh-CN');
    administrator = await enter('administrator', 'zh-CN');
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await endProgram(program, 'SIGTERM');
    installation.remove();
  });

  async function enter(login: string, locale: string): Promise<Page> {
    if (!start.started) throw new Error(start.reason);
    return enterWindow(start.browser, {
      url: site,
      login,
      passwordFile: installation.demonstration(`keys/${login}.password`),
      context: { locale },
      complaints,
    });
  }

  const open = (page: Page, path: string): Promise<unknown> => page.goto(`${site}/app${path}`);

  /** axe in light and dark, nothing beyond the window, and a picture kept. */
  const inspect = inspecting(pictures, 'people-');

  /** A day so many days from today, as a date input takes it. */
  const inDays = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  it('has a person hand a role on until a day, and the colleague act in their name', async () => {
    await open(supervisor, '/roles');
    await supervisor.getByRole('button', { name: '委托角色' }).click();
    await expect.poll(() => supervisor.locator('.error-summary a').count()).toBe(3);
    await supervisor.getByLabel('查找同事').fill('wang');
    await supervisor.locator('#delegate-to option', { hasText: 'Wang Lin' }).waitFor({ state: 'attached' });
    await supervisor.locator('#delegate-to').selectOption({ label: 'Wang Lin (CN-GACC/4200)' });
    await supervisor.getByRole('checkbox', { name: '主管' }).check();
    await supervisor.locator('#delegate-ends').fill(inDays(14));
    await supervisor.getByRole('button', { name: '委托角色' }).click();
    await supervisor.locator('.data-table tbody tr', { hasText: 'Wang Lin' }).waitFor();
    await inspect(supervisor, 'delegation-zh');
    const colleague = await enter('reviewer', 'en-GB');
    await open(colleague, '/roles');
    await colleague.getByRole('button', { name: /^Act as this: Supervisor/ }).click();
    await colleague.locator('.band', { hasText: 'in the name of Chen Yiming' }).waitFor();
    await inspect(colleague, 'capacity-en');
    await open(colleague, '/forgeries');
    await colleague.locator('h1', { hasText: 'Suspected forgeries' }).waitFor();
    await colleague.context().close();
    await supervisor.getByRole('button', { name: /^结束.*主管/ }).click();
    await supervisor.locator('.badge', { hasText: '已结束' }).waitFor();
  });

  it('moves an office in the tree, and closes it', async () => {
    await open(administrator, '/offices?text=4222');
    await administrator.getByRole('button', { name: '更改龙口办事处' }).click();
    const dialog = administrator.getByRole('dialog');
    await dialog.getByLabel('上级机构').selectOption('CN-GACC/4200');
    await inspect(administrator, 'office-zh');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    await administrator.getByRole('button', { name: '更改龙口办事处' }).click();
    await expect.poll(() => dialog.getByLabel('上级机构').inputValue()).toBe('CN-GACC/4200');
    await dialog.getByRole('button', { name: '关闭机构' }).click();
    await administrator.locator('.office-line .badge', { hasText: '已关闭' }).waitFor();
  });

  it('enters a trader, whose people are invited, renewed and shut out with it', async () => {
    const page = await enter('operator', 'en-GB');
    await open(page, '/organisations?kind=partner');
    await page.locator('.data-table tbody a').first().waitFor();
    await inspect(page, 'organisations-en');
    await page.getByRole('button', { name: 'Add an organisation' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('button[type=submit]').click();
    await expect.poll(() => dialog.locator('.error-summary a').count()).toBe(2);
    await page.locator('#organisation-key').fill('NZ-LONGACRE');
    await page.locator('#organisation-english').fill('Longacre Meats Ltd');
    await page.locator('#contact-email').fill('desk@longacre.example');
    await dialog.locator('button[type=submit]').click();
    await page.waitForURL(/organisations\/NZ-LONGACRE/);
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await page.locator('#invite-name').fill('Ann Long');
    await page.locator('#invite-email').fill('ann@longacre.example');
    await dialog.getByLabel('Account ends').fill(inDays(10));
    await dialog.locator('button[type=submit]').click();
    await page.locator('[data-invitation]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Renew for a year: Ann Long' }).click();
    await page.getByText('The account of Ann Long now ends on').waitFor();
    await page.getByRole('button', { name: 'Suspend' }).click();
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('button', { name: 'Let in again' }).waitFor();
    await inspect(page, 'organisation-en');
    await page.context().close();
  });

  it('asks who is there before a withdrawal: password and one-time code', async () => {
    await open(supervisor, '/account');
    await supervisor.getByRole('button', { name: '设置一次性验证码' }).click();
    const secret = (await supervisor.locator('.card .code').first().textContent()) ?? '';
    const generator = new TOTP({ secret: Secret.fromBase32(secret) });
    // Each code opens once: the one before serves here, the one of now for the withdrawal.
    await supervisor
      .getByRole('textbox', { name: '一次性验证码' })
      .fill(generator.generate({ timestamp: Date.now() - STEP }));
    await supervisor.getByRole('button', { name: '确认验证码' }).click();
    await expect.poll(() => supervisor.locator('.recovery li').count()).toBe(10);
    await inspect(supervisor, 'account-zh');
    await open(supervisor, '/search?text=CN42002026000001');
    await supervisor.locator('.data-table tbody a').first().click();
    await waitForOldProof(installation, supervisor);
    await supervisor.getByRole('button', { name: '签证机构操作' }).click();
    await supervisor.getByRole('menuitem', { name: '撤回证书' }).click();
    await supervisor.locator('#withdrawal-reason').fill('货物未装运。');
    await supervisor.locator('#withdrawal-number').fill('CN42002026000001');
    await supervisor.getByRole('button', { name: '确认撤回' }).click();
    const dialog = supervisor.getByRole('dialog', { name: '请确认是您本人' });
    await dialog.locator('input[type=password]').fill('not the password');
    await dialog.getByRole('textbox', { name: '一次性验证码' }).fill('000000');
    await dialog.getByRole('button', { name: '确认' }).click();
    await dialog.locator('[data-code="proof-wrong"]').waitFor();
    await inspect(supervisor, 'step-up-zh');
    await dialog.locator('input[type=password]').fill(installation.password('supervisor'));
    await dialog.getByRole('textbox', { name: '一次性验证码' }).fill(generator.generate());
    await dialog.getByRole('button', { name: '确认' }).click();
    await supervisor.locator('.badge', { hasText: '已撤回' }).first().waitFor();
  });

  it('takes a passkey for the proof before a seal, and lets go of an act that is not proved', async () => {
    const page = supervisor;
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await open(page, '/account');
    await page.getByLabel('通行密钥名称').fill('Desk key');
    await page.getByRole('button', { name: '添加通行密钥' }).click();
    await page.locator('.credential', { hasText: 'Desk key' }).waitFor();
    await open(page, '/issuing?list=sign');
    await page.locator('.data-table tbody a').first().click();
    await page.getByRole('button', { name: '签发并加施印章' }).waitFor();
    await waitForOldProof(installation, page);
    const sign = async (): Promise<void> => {
      await page.getByRole('button', { name: '签发并加施印章' }).click();
      await page.getByRole('button', { name: '立即签发' }).click();
    };
    const passkey = page
      .getByRole('dialog', { name: '请确认是您本人' })
      .getByRole('button', { name: '通行密钥' });
    await sign();
    await passkey.waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-code="step-up-required"]').waitFor();
    await sign();
    await passkey.click();
    await page.getByText(/^证书 .+ 已签发$/).waitFor();
  });

  it('asks for it before an approval, too, and the password alone serves where there is nothing else', async () => {
    const page = await enter('steward-second', 'en-GB');
    await open(page, '/parameters?state=proposed');
    await page.locator('.data-table tbody a').first().click();
    await page.locator('[data-preview] table').first().waitFor();
    await waitForOldProof(installation, page);
    await page.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.locator('input[type=password]').fill(installation.password('steward-second'));
    await page.keyboard.press('Enter');
    await page.locator('.badge', { hasText: 'Approved' }).first().waitFor();
    await page.context().close();
  });

  it('lists by what a person comes in, and takes away what they have lost', async () => {
    await open(administrator, '/people?text=Chen');
    await administrator.getByRole('link', { name: 'Chen Yiming' }).click();
    await administrator.locator('.credential', { hasText: '一次性验证码' }).waitFor();
    await inspect(administrator, 'person-zh');
    await administrator.getByRole('button', { name: '移除 一次性验证码' }).click();
    await administrator
      .getByRole('dialog')
      .locator('input[type=password]')
      .fill(installation.password('administrator'));
    await administrator.keyboard.press('Enter');
    await administrator.locator('.credential', { hasText: '一次性验证码' }).waitFor({ state: 'detached' });
    await administrator.getByRole('button', { name: '全部遗失' }).click();
    await administrator.getByRole('dialog').getByRole('button', { name: '全部遗失' }).click();
    await administrator.locator('.credential').first().waitFor({ state: 'detached' });
    await open(administrator, '/people?text=Gao');
    await administrator.getByRole('link', { name: 'Gao Lei' }).click();
    await administrator.getByText('任何人不得更改自己的权限').waitFor();
    expect(await administrator.getByRole('button', { name: '停用' }).count()).toBe(0);
  });

  it('lets whoever reported a forgery follow the report', async () => {
    if (!start.started) return;
    const context = await start.browser.newContext({ locale: 'ar', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    listen(page, complaints);
    await open(page, '/report-forgery');
    await page.locator('#report-number').fill('142002024555777');
    await page.locator('#report-country').selectOption('CN');
    await page.locator('#report-description').fill('The seal is of the wrong colour.');
    await page.locator('form button[type=submit]').click();
    const code = (await page.locator('.facts .code').last().textContent()) ?? '';
    await page.locator('main a[href*="report-forgery/state"]').click();
    await page.locator('form button[type=submit]').click();
    await page.locator('.error-summary a').waitFor();
    await page.locator('#code').fill(code);
    await page.keyboard.press('Enter');
    await page.locator('.stages [aria-current="step"]').waitFor();
    await inspect(page, 'report-ar');
    await context.close();
  });

  it('says on the screen what a card needs, where the server has no TLS', async () => {
    if (!start.started) return;
    const context = await start.browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await open(page, '/sign-in');
    await page.getByRole('button', { name: '用证书卡登录' }).click();
    await page.locator('.notice-warning', { hasText: 'https' }).waitFor();
    await keepPicture(page, join(pictures, 'people-card-zh.png'), { fullPage: false });
    await context.close();
  });

  it('breaks no rule of its own policy', () => {
    expect(complaints).toEqual([]);
  });
});
