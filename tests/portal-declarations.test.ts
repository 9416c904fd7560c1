import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeInBoth } from './support/axe.ts';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import { endProgram, Installation, signIn, type RunningProgram } from './support/program.ts';
import { waitForOldProof } from './support/standing-proof.ts';
import { enterWindow, inspecting, overflow } from './support/window-page.ts';

const pictures = process.env['COUNTERFOIL_SHOTS'] ?? join(tmpdir(), 'counterfoil-portal-declarations');
const sample = '../shared/data/customs-declarations/samples/TT_IM021a.xml';
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;

describe.skipIf(!start.started)(`declarations in a real browser${reason}`, () => {
  const installation = new Installation();
  let program: RunningProgram;
  let inspector: Page;
  let trader: Page;
  let chief: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!start.started) throw new Error(start.reason);
    await installation.fill();
    program = await installation.start();
    const { browser } = start;
    const enter = (login: string, locale: string): Promise<Page> =>
      enterWindow(browser, {
        url: program.url,
        login,
        passwordFile: installation.demonstration(`keys/${login}.password`),
        context: { locale },
        complaints,
      });
    inspector = await enter('inspector', 'en-GB');
    trader = await enter('declarant', 'zh-CN');
    chief = await enter('chief-inspector', 'zh-CN');
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await endProgram(program, 'SIGTERM');
    installation.remove();
  });

  const open = (page: Page, path: string): Promise<unknown> => page.goto(`${program.url}/app${path}`);
  const picture = (page: Page, name: string): Promise<void> =>
    keepPicture(page, join(pictures, `${name}.png`));
  const inspect = inspecting(pictures);
  async function ask(path: string): Promise<string> {
    const token = await signIn(program.url, 'inspector', installation.password('inspector'));
    const answer = await fetch(`${program.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return answer.text();
  }
  /** The demonstration's declaration of a place in its list, by the number that it is given. */
  const idOf = async (place: number): Promise<string> => {
    const serial = String(100_411 + place * 37).padStart(9, '0');
    const number = `2200${String(new Date().getUTCFullYear())}1${serial}`;
    // The program answers by the schema of the route.
    const { items } = JSON.parse(await ask(`/v1/declarations?number=${number}`)) as {
      items: readonly { id: string }[];
    };
    return items[0]?.id ?? '';
  };
  /** The reference that it cites, as it was written. */
  const citedBy = async (id: string): Promise<string> =>
    /"reference":"([^"]+)"/.exec(await ask(`/v1/declarations/${id}`))?.[1] ?? '';
  const speak = async (page: Page, language: string): Promise<void> => {
    await page.evaluate((name) => localStorage.setItem('counterfoil.language', name), language);
  };

  it('counts what waits on the home page, by what and by which reason', async () => {
    await open(inspector, '/');
    await inspector.locator('a.heap[data-heap="hold"]').waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'home-en');
    await inspector.locator('a.heap[data-heap="hold"]').click();
    await inspector.locator('a.case-link').first().waitFor();
    expect(new URL(inspector.url()).search).toBe('?heap=hold');
  });

  it('is walked by keys alone: along the list, into a case, through its parts', async () => {
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'worklist-en');
    const links = inspector.locator('a.case-link');
    const place = await links.evaluateAll((all) =>
      all.findIndex((link) => link.closest('tr')?.querySelector('[data-reason*="container"]') !== null),
    );
    for (let step = 0; step <= place; step += 1) await inspector.keyboard.press('j');
    await inspector.keyboard.press('Enter');
    await inspector.locator('.finding').first().waitFor();
  });

  it('shows both values of a difference, marked by word and sign, and the quantities as a bar', async () => {
    const row = inspector.locator('tr[data-field="match.containers"]');
    await row.waitFor();
    expect(await row.getAttribute('data-kind')).toBe('differs');
    const [declared, certified] = await row.locator('.compared-values').allTextContents();
    expect(declared).toMatch(/^[A-Z]{4}\d{7}$/);
    expect(certified).toMatch(/^[A-Z]{4}\d{7}$/);
    expect(declared).not.toBe(certified);
    expect(await row.locator('mark').count()).toBe(2);
    await inspector.locator('.quantity-bar').first().waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'case-en');
  });

  it('explains the decision down to the rule and its values, and tells the account and the history', async () => {
    await inspector.keyboard.press('e');
    await inspector.locator('.tree-rule').first().waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'explanation-en');
    await inspector.keyboard.press('a');
    await inspector.locator('.case-main .card').first().waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'account-en');
    await inspector.keyboard.press('h');
    await inspector.locator('.case-main .timeline li').first().waitFor();
    await inspector.keyboard.press('?');
    await inspector.getByRole('dialog').waitFor();
    await inspector.keyboard.press('Escape');
    await inspector.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('replays a decision with the same bytes', async () => {
    await inspector.keyboard.press('6');
    await inspector.locator('[role="dialog"] .notice-passed').waitFor();
    await inspector.keyboard.press('Escape');
    await inspector.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('keeps a case as a test beside the table that decided it, for who may draft rules as well', async () => {
    if (!start.started) throw new Error(start.reason);
    expect(await inspector.locator('[data-act="keep"]').count()).toBe(0);
    const passwordFile = join(installation.folder, 'rule-officer.password');
    writeFileSync(passwordFile, 'sixteen green bottles on a wall');
    const roles = ['--role', 'inspector', '--role', 'steward', '--authority', 'CN-GACC'];
    const account = ['account', 'rule-officer', '--name', 'Rule officer', ...roles];
    expect(installation.command([...account, '--password-file', passwordFile]).stderr).toBe('');
    const officer = await enterWindow(start.browser, {
      url: program.url,
      login: 'rule-officer',
      passwordFile,
      context: { locale: 'zh-CN' },
      complaints,
    });
    await open(officer, '/declarations?heap=refuse');
    await officer.locator('a.case-link').first().waitFor();
    await officer.keyboard.press('j');
    await officer.keyboard.press('Enter');
    await officer.locator('[data-act="keep"]').waitFor();
    await officer.keyboard.press('e');
    await officer.locator('a[data-keep]').first().waitFor();
    await inspect(officer, 'case-keep-zh');
    const number = (await officer.locator('h1').textContent()) ?? '';
    await officer.keyboard.press('t');
    await officer.waitForURL((url) => url.searchParams.get('keep') === number);
    // As it was decided, by the table that stands in force: the case passes.
    await officer.locator(`[data-case="case-${number}"] [data-case-state="passed"]`).waitFor();
    await inspect(officer, 'case-kept-zh');
    await officer.context().close();
  });

  it('overrules with a reason, which stands in the case', async () => {
    await inspector.keyboard.press('1');
    const dialog = inspector.getByRole('dialog');
    await dialog.locator('#overrule-reason').waitFor();
    await dialog.locator('button[type=submit]').click();
    await dialog.locator('.error-summary').waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await dialog.locator('#overrule-reason').fill('The box was opened and its number read by two officials.');
    await waitForOldProof(installation, inspector, 'inspector');
    await dialog.locator('button[type=submit]').click();
    // It stands over the dialog that waits for it: what lay beneath could not be clicked.
    const proof = inspector.getByRole('dialog', { name: 'Confirm that it is you' });
    await proof.locator('input[type=password]').click();
    await inspector.keyboard.type(installation.password('inspector'));
    await inspector.keyboard.press('Enter');
    await inspector.locator('[data-overrule]', { hasText: 'two officials' }).waitFor();
    await picture(inspector, 'overruled-en');
  });

  it('asks the issuer from the case, and shows the thread there', async () => {
    await inspector.keyboard.press('4');
    const dialog = inspector.getByRole('dialog');
    await dialog.locator('#inquiry-text').fill('Is the container number on your copy the same?');
    await dialog.locator('button[type=submit]').click();
    await inspector.locator('.case-side .message', { hasText: 'on your copy' }).waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'asked-en');
  });

  it.each(['zh', 'ar'])('is read in %s, as narrow as a telephone and as wide as a wall', async (language) => {
    await speak(inspector, language);
    for (const width of [360, 1280, 3840]) {
      await inspector.setViewportSize({ width, height: 900 });
      await open(inspector, '/declarations?heap=refuse');
      await inspector.locator('a.case-link').first().waitFor();
      expect(await overflow(inspector)).toBe(0);
    }
    await inspector.setViewportSize({ width: 1440, height: 900 });
    expect(await axeInBoth(inspector)).toEqual([]);
    await inspector.locator('a.case-link').first().click();
    await inspector.locator('.compared').first().waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, `case-${language}`);
  });

  it('tells the trader what is wrong, where, and what to do', async () => {
    await open(trader, '/my-declarations');
    await trader.locator('tbody a').first().waitFor();
    expect(await axeInBoth(trader)).toEqual([]);
    await trader.locator('tbody a').first().click();
    await trader.locator('.reason-list [data-outcome="refuse"]').first().waitFor();
    await trader.locator('.compared').first().waitFor();
    expect(await axeInBoth(trader)).toEqual([]);
    await picture(trader, 'own-zh');
  });

  it('is amended in the form, tried out first, and decided anew at once, before the inspector’s eyes', async () => {
    const { pathname } = new URL(trader.url());
    await open(inspector, pathname.replace('/app', '').replace('my-declarations', 'declarations'));
    await inspector.locator('.badge-failed').first().waitFor();
    await trader.getByRole('button', { name: '修改' }).click();
    const mass = trader.locator('[id="d-0-netMass"]');
    await mass.waitFor();
    expect(await axeInBoth(trader)).toEqual([]);
    await mass.fill('1000');
    for (const name of ['quantity', 'firstQuantity'])
      if ((await trader.locator(`[id="d-0-${name}"]`).inputValue()) !== '')
        await trader.locator(`[id="d-0-${name}"]`).fill('1000');
    await trader.getByRole('button', { name: '试算' }).click();
    await trader.locator('[data-what-if="pass"]').waitFor();
    await picture(trader, 'amend-zh');
    await trader.locator('form button[type=submit]').click();
    await trader.waitForURL(`${program.url}${pathname}`);
    await trader.locator('.page-head .badge-passed').waitFor();
    await inspector.locator('.page-head .badge-passed').waitFor();
  });

  it('keeps what is typed of a new one, and leads to every fault', async () => {
    await open(trader, '/my-declarations/new');
    const number = trader.locator('[id="d-customsNumber"]');
    await number.fill('530120261000000099');
    await trader.reload();
    await expect.poll(() => number.inputValue()).toBe('530120261000000099');
    // Between two columns there is least room for what is cited for an item.
    for (const width of [1280, 360]) {
      await trader.setViewportSize({ width, height: 900 });
      const wide = await trader
        .locator('.lodging .card, .lodging fieldset, .lodging button')
        .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).length);
      expect(wide).toBe(0);
      await picture(trader, `new-zh-${String(width)}`);
    }
    await trader.setViewportSize({ width: 1440, height: 900 });
    await trader.locator('form button[type=submit]').click();
    await trader.locator('.error-summary a').first().waitFor();
    expect(await trader.locator('.error-summary a').allTextContents()).toEqual([
      '18 监管方式：请填写。',
      '商品项 1, 3 商品编号：请填写。',
      '商品项 1, 5 商品名称：请填写。',
    ]);
    await trader.locator('.error-summary a').first().click();
    expect(await trader.evaluate(() => document.activeElement?.id)).toBe('d-supervisionMode');
    await picture(trader, 'new-zh');
  });

  it('shows what everybody has of a certificate', async () => {
    await inspector.locator('.case-side .plain-list a').first().click();
    await inspector.locator('.quantity-bar').first().waitFor();
    await inspector.locator('.timeline li').first().waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'balance-en');
  });

  it('waits for a second official above a value, who confirms it or declines it with a reason', async () => {
    await speak(inspector, 'en');
    const waiting = chief.locator('[data-overrule="waiting"]');
    const propose = async (place: number): Promise<void> => {
      const id = await idOf(place);
      await open(inspector, `/declarations/${id}`);
      await inspector.locator('[data-act="hold"]').click();
      const dialog = inspector.getByRole('dialog');
      await dialog.locator('#overrule-reason').fill('The scales are to be calibrated first.');
      await dialog.locator('button[type=submit]').click();
      await inspector.locator('[data-overrule="waiting"]').waitFor();
      expect(await inspector.locator('[data-overrule="waiting"] button').count()).toBe(0);
      await open(chief, `/declarations/${id}`);
      await waiting.waitFor();
    };
    await propose(0);
    await inspect(chief, 'overrule-waiting-zh');
    await waiting.getByRole('button', { name: '确认' }).click();
    await chief.locator('[data-overrule="stands"]').waitFor();
    await propose(3);
    await waiting.getByRole('button', { name: '否决' }).click();
    await chief.getByRole('dialog').locator('textarea').fill('上月已校准。');
    await chief.getByRole('dialog').locator('button[type=submit]').click();
    await expect.poll(() => chief.locator('[data-overrule]').count()).toBe(0);
  });

  it('is ended by what became of the goods; what was used is corrected by two officials', async () => {
    await chief.locator('[data-act="finalise"]').click();
    await chief.getByRole('dialog').getByRole('button', { name: '办结' }).click();
    await expect.poll(() => chief.locator('[data-act="finalise"]').count()).toBe(0);
    await inspector.reload();
    await inspector.locator('.case-side .plain-list a[href*="/balances/"]').first().click();
    await inspector.getByRole('button', { name: 'Propose a correction' }).click();
    const dialog = inspector.getByRole('dialog');
    await dialog.locator('button[type=submit]').click();
    await dialog.locator('.error-summary li').nth(1).waitFor();
    await dialog.locator('#correction-quantity').fill('1000');
    await dialog.locator('#correction-reason').fill('Weighed again on the quay.');
    await dialog.locator('button[type=submit]').click();
    await inspector.locator('[data-correction="proposed"]').waitFor();
    await chief.goto(inspector.url());
    const proposed = chief.locator('[data-correction="proposed"]');
    await proposed.waitFor();
    await inspect(chief, 'balance-zh');
    await proposed.getByRole('button').first().click();
    await chief.locator('[data-correction="approved"]').waitFor();
  });

  it('takes what is near to a reference that leads nowhere, and is decided anew at once', async () => {
    const id = await idOf(10);
    const [wrong, right] = await Promise.all([citedBy(id), idOf(0).then(citedBy)]);
    // A certificate of another year: a slip of the pen, and no such document.
    const year = new Date().getUTCFullYear();
    const slip = right.replace(String(year), String(year - 2));
    await open(
      trader,
      `/my-declarations/${id}/amend?${String(new URLSearchParams({ item: '1', reference: wrong, take: slip }))}`,
    );
    await trader.locator('form button[type=submit]').click();
    await trader.waitForURL(`${program.url}/app/my-declarations/${id}`);
    await trader.locator('.cited[data-link="unknown"] button').first().click();
    await trader.waitForURL(/amend/);
    await trader.locator('form button[type=submit]').waitFor();
    await inspect(trader, 'taken-zh');
    await trader.locator('form button[type=submit]').click();
    await trader.waitForURL(`${program.url}/app/my-declarations/${id}`);
    await trader.locator('.page-head .badge').waitFor();
    await expect.poll(() => trader.locator('.cited[data-link="unknown"]').count()).toBe(0);
  });

  it('is annulled after its release by two officials, in words of their own', async () => {
    const path = `/declarations/${await idOf(6)}`;
    await speak(inspector, 'en');
    await open(inspector, path);
    await inspector.getByRole('button', { name: 'Annul the release' }).click();
    const dialog = inspector.getByRole('dialog');
    await dialog.locator('textarea').fill('The container was exchanged at the quay.');
    expect(await axeInBoth(inspector)).toEqual([]);
    await dialog.locator('button[type=submit]').click();
    await inspector.locator('[data-annul="waiting"]').waitFor();
    expect(await axeInBoth(inspector)).toEqual([]);
    await picture(inspector, 'annulling-en');
    await open(chief, path);
    await chief.locator('[data-annul="waiting"]').getByRole('button', { name: '确认' }).click();
    await chief.locator('[data-annul="done"]').waitFor();
    expect(await axeInBoth(chief)).toEqual([]);
    await picture(chief, 'annulled-zh');
  });

  it('is withdrawn by the trader', async () => {
    await open(trader, `/my-declarations/${await idOf(9)}`);
    await trader.getByRole('button', { name: '撤销' }).click();
    await trader.getByRole('dialog').locator('button[type=submit]').click();
    await trader.locator('.page-head .badge', { hasText: '已撤销' }).waitFor();
    expect(await trader.getByRole('button', { name: '修改' }).count()).toBe(0);
  });

  it.skipIf(!existsSync(sample))('is read from a file of the WCO data model that is dropped', async () => {
    await open(trader, '/my-declarations/new');
    await trader.locator('form input[type=file]').setInputFiles(sample);
    await trader.getByRole('button', { name: '试算' }).click();
    await trader.locator('[data-what-if], .problem, [role="alert"]').first().waitFor();
    await inspect(trader, 'dropped-zh');
    expect(await trader.locator('[data-what-if]').count()).toBe(1);
  });

  it('complained of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
