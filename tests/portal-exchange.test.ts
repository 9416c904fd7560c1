import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { description } from '../src/exchange/channels/wsdl/testing/third-country.ts';
import { CHECKS } from '../src/exchange/partner/index.ts';
import { startChromium } from './support/chromium.ts';
import { reportRun } from './support/demonstration-partner.ts';
import { endProgram, Installation, type RunningProgram } from './support/program.ts';
import { waitForOldProof } from './support/standing-proof.ts';
import { enterWindow, inspecting, overflow } from './support/window-page.ts';

const pictures = join(tmpdir(), 'counterfoil-portal-exchange');
/** The check that a run reports as failed. */
const failed = CHECKS[3]?.id ?? '';
const [total, good] = [String(CHECKS.length), String(CHECKS.length - 1)];
/** The choices before that of runs. */
const SHOWN_BEFORE_RUNS = ['sent', 'dead', 'arrived', 'unread'];
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;

describe.skipIf(!start.started)(`traffic with partners in a real browser${reason}`, () => {
  const installation = new Installation();
  let program: RunningProgram;
  const complaints: string[] = [];

  beforeAll(async () => {
    await installation.fill();
    program = await installation.start();
    await reportRun(installation, program.url, { partner: 'NL-NVWA', failed });
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await endProgram(program, 'SIGTERM');
    installation.remove();
  });

  function enter(login: string, locale: string): Promise<Page> {
    if (!start.started) throw new Error(start.reason);
    return enterWindow(start.browser, {
      url: program.url,
      login,
      passwordFile: installation.demonstration(`keys/${login}.password`),
      context: { locale },
      complaints,
    });
  }

  const open = (page: Page, path: string): Promise<unknown> => page.goto(`${program.url}/app${path}`);

  /** axe in light and dark, nothing beyond the window, and a picture kept. */
  const inspect = inspecting(pictures);

  const rows = (page: Page) => page.locator('.data-table tbody tr');

  it('shows every partner on the map and in the table, what ends and what was turned away', async () => {
    const page = await enter('steward', 'zh-CN');
    await open(page, '/exchange');
    await page.locator('.world-mark').first().waitFor();
    expect(await page.locator('.world-mark').count()).toBe(3);
    await page.locator('.chart svg').first().waitFor();
    await page.getByRole('table', { name: '即将到期的伙伴证书' }).getByText('AU-DAFF').first().waitFor();
    await page.getByRole('table', { name: '入口拒收' }).getByText('NL-NVWA').first().waitFor();
    await inspect(page, 'board-zh');
    await page.setViewportSize({ width: 360, height: 760 });
    await expect.poll(() => overflow(page)).toBe(0);
    await page.context().close();
  });

  it('takes a partner’s own WSDL in a form drawn for it, and tells every fault of the mapping', async () => {
    const page = await enter('steward', 'zh-CN');
    await open(page, '/parameters/exchange-address');
    await page.getByRole('button', { name: '提议新增' }).click();
    await page.locator('#key-partner').fill('VN-FITO');
    await page.locator('#key-channel').selectOption('wsdl');
    await page.locator('#value-address-url').fill('http://fito.example/servico');
    await page.getByRole('button', { name: /描述：WSDL 与 XSD 文件/ }).click();
    await page.locator('#value-address-documents-0-name').fill('fito.wsdl');
    await page.locator('#value-address-documents-0-text').fill(description('https://fito.example/servico'));
    await page.getByRole('button', { name: /投递报文/ }).click();
    const delivering = '#value-address-deliver-0';
    await page.locator(`${delivering}-types`).fill('certificate');
    await page.locator(`${delivering}-operation`).fill('EntregarDocumento');
    await page.locator(`${delivering}-taken-path`).fill('Situacao');
    await page.locator(`${delivering}-taken-values`).fill('ACEITE');
    await page.getByRole('button', { name: /请求的元素/ }).click();
    await page.locator(`${delivering}-fields-0-path`).fill('Anexo/Documnto');
    await page.locator(`${delivering}-fields-0-takes`).selectOption('content');
    await inspect(page, 'own-wsdl-zh');
    await page.getByRole('button', { name: '预览更改' }).click();
    await page.getByText('此处没有“Documnto”').first().waitFor();
    await page.getByText('地址必须以 https:// 开头').first().waitFor();
    await inspect(page, 'own-wsdl-faults-zh');
    await page.context().close();
  });

  it('puts several dead letters to rest with one reason, by the keyboard alone', async () => {
    const page = await enter('steward', 'en-GB');
    await open(page, '/exchange/messages?show=dead');
    await rows(page).first().waitFor();
    const before = await rows(page).count();
    expect(before).toBeGreaterThan(1);
    await inspect(page, 'dead-en');
    for (const box of await page.locator('tbody input[type=checkbox]').all()) {
      await box.focus();
      await page.keyboard.press('Space');
    }
    await page.getByRole('button', { name: 'Put to rest' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Put to rest' }).focus();
    await page.keyboard.press('Enter');
    await dialog.locator('.error-summary').waitFor();
    await inspect(page, 'discard-en');
    await dialog.locator('textarea').focus();
    await page.keyboard.type('Told by telephone; the paper goes instead.');
    await waitForOldProof(installation, page);
    await dialog.getByRole('button', { name: 'Put to rest' }).focus();
    await page.keyboard.press('Enter');
    const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await proof.locator('input[type=password]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.notice-failed li').first().waitFor();
    expect(await page.locator('.notice-failed li').count()).toBe(before);
    await page.getByRole('button', { name: 'Put to rest' }).focus();
    await page.keyboard.press('Enter');
    await dialog.locator('textarea').focus();
    await page.keyboard.type('Told by telephone; the paper goes instead.');
    await dialog.getByRole('button', { name: 'Put to rest' }).focus();
    await page.keyboard.press('Enter');
    await proof.locator('input[type=password]').focus();
    await inspect(page, 'discard-proof-en');
    await page.keyboard.type(installation.password('steward'));
    await page.keyboard.press('Enter');
    await page.locator('.notice-passed').waitFor();
    await page.locator('.empty-state').waitFor();
    await page.context().close();
  });

  it('tells a message’s whole life, its envelope and its bytes', async () => {
    const page = await enter('auditor', 'en-GB');
    await open(page, '/exchange/messages?show=sent&partner=NL-NVWA');
    await rows(page).filter({ hasText: 'rejected' }).first().getByRole('link').first().click();
    await page.locator('.timeline > li', { hasText: 'Put to rest by an official' }).waitFor();
    expect(await page.locator('.timeline').textContent()).toContain('Receipt of the reader: rejected');
    await page.getByRole('link', { name: /^CN\/CN-GACC\// }).waitFor();
    await page.getByRole('button', { name: 'Show the bytes' }).click();
    await page.locator('pre.bytes', { hasText: 'SPSCertificate' }).waitFor();
    await inspect(page, 'message-en');
    await page.getByText('Hexadecimal', { exact: true }).click();
    await page.locator('pre.bytes-hex', { hasText: '00000000  ' }).waitFor();
    await page.setViewportSize({ width: 360, height: 760 });
    await expect.poll(() => overflow(page)).toBe(0);
    await page.context().close();
  });

  it('keeps what could not be read, with its findings', async () => {
    const page = await enter('steward', 'zh-CN');
    await open(page, '/exchange/messages?show=unread');
    await rows(page).first().getByRole('link').first().click();
    await page.locator('.timeline li').first().waitFor();
    await page.locator('.badge-failed').first().waitFor();
    await inspect(page, 'arrival-zh');
    await page.context().close();
  });

  it.each([
    {
      locale: 'en-GB',
      runs: 'Conformance runs',
      run: 'Conformance run',
      show: 'Show the checks',
      passed: `${good} of ${total} checks passed`,
    },
    {
      locale: 'zh-CN',
      runs: '一致性检查',
      run: '一致性检查',
      show: '显示检查结果',
      passed: `${total} 项检查中通过 ${good} 项`,
    },
  ])(
    'lists conformance runs and lays one out, what failed first, by the keyboard alone ($locale)',
    async (words) => {
      const { locale, runs, run, show, passed } = words;
      const page = await enter('steward', locale);
      await open(page, '/exchange/messages');
      await rows(page).first().waitFor();
      await page.locator('.message-choice input:checked').focus();
      // The choices stand in a row; this one is the last.
      for (const _ of SHOWN_BEFORE_RUNS) await page.keyboard.press('ArrowRight');
      await page
        .getByRole('radio', { name: runs, exact: true, checked: true })
        .waitFor({ state: 'attached' });
      await expect.poll(() => rows(page).count()).toBe(1);
      await inspect(page, `runs-${locale.slice(0, 2)}`);
      await rows(page).first().getByRole('link').first().focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: show }).focus();
      await page.keyboard.press('Enter');
      await page.getByText(passed).waitFor();
      const checks = page.getByRole('table', { name: run }).locator('tbody tr');
      expect(await checks.first().textContent()).toContain(failed);
      expect(await checks.locator('.badge-failed').count()).toBe(1);
      await inspect(page, `run-${locale.slice(0, 2)}`);
      await page.setViewportSize({ width: 360, height: 760 });
      await expect.poll(() => overflow(page)).toBe(0);
      await page.context().close();
    },
  );

  it('has an agreement changed in a form, not as text', async () => {
    const page = await enter('steward', 'zh-CN');
    await open(page, '/parameters/exchange-partner');
    await page.getByRole('button', { name: /AU-DAFF/ }).click();
    await page.getByRole('button', { name: '添加: 约定范围' }).click();
    await page.locator('#value-scope-0-from').selectOption('CN');
    await page.locator('#value-scope-0-to').selectOption('AU');
    await inspect(page, 'agreement-zh');
    await page.locator('button[type=submit]').first().click();
    await page.locator('[data-preview]').waitFor();
    await open(page, '/parameters/exchange-certificate');
    await rows(page).first().waitFor();
    await inspect(page, 'certificates-zh');
    await page.context().close();
  });

  it('breaks no rule of its own policy', () => {
    expect(complaints).toEqual([]);
  });
});
