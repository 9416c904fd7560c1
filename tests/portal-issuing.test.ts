import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeInBoth } from './support/axe.ts';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import { endProgram, Installation, type RunningProgram } from './support/program.ts';
import { enterWindow, overflow } from './support/window-page.ts';

const pictures = join(tmpdir(), 'counterfoil-portal-issuing');
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;

const REPORT = Buffer.from('%PDF-1.7\n% report of a laboratory\n%%EOF\n');

/** Holds the next request to an address back until the answer is called. */
async function heldBack(page: Page, address: string): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(
    address,
    async (route) => {
      await released;
      await route.continue();
    },
    { times: 1 },
  );
  return () => release();
}

/** What an author of a grain certificate fills in outside of its lines; ids are paths of the form. */
const TEXTS = {
  consignor: 'Heilongjiang Grain Co., Ltd.',
  consignorAddress: 'No. 1 Zhongyang Street, Harbin',
  consignee: 'Maashaven Food Import B.V.',
  consigneeAddress: 'Maashaven 7, Rotterdam',
  conveyance: 'MV Golden Wheat',
  loadingPort: 'Dalian',
  entryPort: 'Rotterdam',
  inspectionDate: '2026-01-15',
} as const;

describe.skipIf(!start.started)(`the issuing office in a real browser${reason}`, () => {
  const installation = new Installation();
  let program: RunningProgram;
  let author: Page;
  let reviewer: Page;
  let signatory: Page;
  /** Address of the application, below the program's. */
  let application = '';
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
        context: { locale, acceptDownloads: true },
        complaints,
      });
    author = await enter('issuer', 'zh-CN');
    reviewer = await enter('reviewer', 'en-GB');
    signatory = await enter('supervisor', 'en-GB');
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await endProgram(program, 'SIGTERM');
    installation.remove();
  });

  const open = (page: Page, path: string): Promise<unknown> => page.goto(`${program.url}/app${path}`);
  const field = (page: Page, path: string) => page.locator(`[id="f-${path}"]`);
  /** Typed, and kept for who typed it; no act. */
  const kept = (page: Page): Promise<void> => page.locator('[data-saving="kept"]').waitFor();
  const saved = (page: Page): Promise<void> => page.locator('[data-saving="saved"]').waitFor();
  const picture = (page: Page, name: string): Promise<void> =>
    keepPicture(page, join(pictures, `${name}.png`));

  it('counts what waits on the desk, and each heap leads to its list', async () => {
    await open(author, '/issuing');
    await author.locator('.data-table tbody a').first().waitFor();
    await expect.poll(() => author.locator('.office-heap').count()).toBe(6);
    expect(await axeInBoth(author)).toEqual([]);
    await picture(author, 'desk-zh');
    await author.locator('[data-heap="returned"]').click();
    await author.locator('.badge-warning').waitFor();
    expect(new URL(author.url()).search).toBe('?list=returned');
  });

  it('offers the models for a destination, those made for it first', async () => {
    await open(author, '/issuing/new?destination=CL&commodity=fruit');
    await author.locator('.model').first().waitFor();
    expect(
      await author
        .locator('.model')
        .evaluateAll((models) => models.map((one) => one.getAttribute('data-model'))),
    ).toEqual(['fruit-cl', 'fruit']);
    await open(author, '/issuing/new');
    await author.locator('.model').first().waitFor();
    expect(await axeInBoth(author)).toEqual([]);
    await picture(author, 'models-zh');
    await author.locator('[data-model="grain"] button').click();
    await author.locator('.form-section').first().waitFor();
    application = new URL(author.url()).pathname.replace('/app', '');
  });

  it('checks a form as one types, leads to each fault, saves by itself and shows the certificate beside it', async () => {
    for (const [key, text] of Object.entries(TEXTS)) await field(author, key).fill(text);
    await field(author, 'importCountry').selectOption('NL');
    await field(author, 'lines-add').click();
    await author.keyboard.type('大豆');
    await field(author, 'lines-0-description-en').fill('Soya beans');
    await field(author, 'lines-0-scientificName').fill('Glycine max');
    await field(author, 'lines-0-hsCode').fill('12');
    await field(author, 'lines-0-origin').selectOption('CN');
    await field(author, 'lines-0-region').fill('Heilongjiang');
    await field(author, 'lines-0-netWeight').fill('25000');
    await field(author, 'lines-0-intendedUse').selectOption({ index: 1 });
    await field(author, 'lines-0-hsCode-fault').waitFor();
    await field(author, 'consignor').focus();
    await author.locator('.tone-failed a').first().click();
    expect(
      await field(author, 'lines-0-hsCode').evaluate((element) => element === document.activeElement),
    ).toBe(true);
    expect(await axeInBoth(author)).toEqual([]);
    await author.keyboard.press('ControlOrMeta+A');
    await author.keyboard.type('120190');
    await author.locator('.writing-aside .notice-passed').waitFor();
    await kept(author);
    await author.locator('.preview .sheet', { hasText: 'Heilongjiang Grain Co., Ltd.' }).waitFor();
    await author.locator('.preview .sheet', { hasText: '120190' }).waitFor();
    await picture(author, 'form-zh');
  });

  it('is worked by keys alone in the grid of lines', async () => {
    await field(author, 'lines-0-region').focus();
    await author.keyboard.press('Enter');
    await field(author, 'lines-1-description-zh').waitFor();
    await field(author, 'lines-1-region').focus();
    await author.keyboard.press('Control+d');
    expect(await field(author, 'lines-1-region').inputValue()).toBe('Heilongjiang');
    await author.keyboard.press('ArrowUp');
    expect(
      await field(author, 'lines-0-region').evaluate((element) => element === document.activeElement),
    ).toBe(true);
    await author.getByRole('button', { name: '删除第 2 行' }).click();
    await author.locator('.writing-aside .notice-passed').waitFor();
    await kept(author);
  });

  it('loses nothing when the page is left in the middle of a word, and saves when one says so', async () => {
    await field(author, 'contract').fill('C-2026-1');
    await author.goto('about:blank');
    await open(author, application);
    await expect.poll(() => field(author, 'contract').inputValue()).toBe('C-2026-1');
    await kept(author);
    expect(await axeInBoth(author)).toEqual([]);
    await field(author, 'contract').press('Control+s');
    await saved(author);
  });

  it('carries a file that is attached while it is written, which the preview lists', async () => {
    const intake = author.locator('[data-attached]');
    await intake.locator('input[type=file]').setInputFiles({
      name: '检测报告.pdf',
      mimeType: 'application/pdf',
      buffer: REPORT,
    });
    await author.locator('[data-attached="1"]', { hasText: '检测报告.pdf' }).waitFor();
    await author.locator('.preview .sheet', { hasText: '检测报告.pdf' }).waitFor();
    await intake.scrollIntoViewIfNeeded();
    expect(await axeInBoth(author)).toEqual([]);
    await picture(author, 'attached-zh');
  });

  it('keeps the words of two people on one draft, and lets them be compared', async () => {
    await open(author, '/issuing');
    await author.getByRole('link', { name: /Frozen cod/ }).click();
    await field(author, 'consignee').waitFor();
    await signatory.goto(author.url());
    await field(signatory, 'consignee').waitFor();
    await field(author, 'contract').fill('C-2026-7');
    await field(author, 'consignee').fill('Author Ltd.');
    await field(signatory, 'consignee').fill('Colleague Ltd.');
    // Each sees what the other types before anybody saves it.
    await author.locator('.colleagues', { hasText: 'Colleague Ltd.' }).waitFor();
    await signatory.locator('.colleagues', { hasText: 'C-2026-7' }).waitFor();
    expect(await axeInBoth(signatory)).toEqual([]);
    await picture(signatory, 'colleagues');
    await signatory.getByRole('button', { name: 'Save', exact: true }).click();
    const asked = (page: Page): Promise<number> => page.locator('[data-conflicts]').count();
    await expect.poll(() => asked(author)).toBe(1);
    const page = author;
    expect(await axeInBoth(page)).toEqual([]);
    await picture(page, 'conflict');
    expect(await page.locator('[data-conflicts]').textContent()).toContain('Colleague Ltd.');
    await page.locator('[data-conflicts] td').filter({ hasText: 'Author Ltd.' }).getByRole('button').click();
    await kept(author);
    await author.getByRole('button', { name: '保存', exact: true }).click();
    await saved(author);
    for (const one of [author, signatory]) {
      await expect.poll(() => field(one, 'consignee').inputValue()).toBe('Author Ltd.');
      await expect.poll(() => field(one, 'contract').inputValue()).toBe('C-2026-7');
    }
  });

  it('hands nothing on that has faults, and names each', async () => {
    await open(author, application);
    await field(author, 'voyage').fill('648E');
    await field(author, 'loadingPort').fill('');
    await author.locator('.submission button').click();
    const summary = author.locator('.error-summary');
    await summary.waitFor();
    await summary.getByRole('link').first().click();
    expect(await field(author, 'loadingPort').evaluate((element) => element === document.activeElement)).toBe(
      true,
    );
    await author.keyboard.type('Dalian');
    await author.locator('.writing-aside .notice-passed').waitFor();
    await author.locator('.submission button').click();
    await author.locator('.examining').waitFor();
    expect(await author.locator('.acts').textContent()).not.toContain('复核通过');
  });

  it('goes back with a remark, and on when it is mended: the reviewer is not its author', async () => {
    await open(reviewer, '/issuing?list=review');
    await reviewer.getByRole('link', { name: /Soya beans/ }).click();
    await reviewer.locator('.examining .sheet').waitFor();
    await reviewer.getByRole('link', { name: '检测报告.pdf' }).waitFor();
    expect(await axeInBoth(reviewer)).toEqual([]);
    await picture(reviewer, 'review-en');
    await reviewer.getByRole('button', { name: 'Return with the remark' }).click();
    await reviewer.getByText('Say what is to be mended.').waitFor();
    await reviewer.getByLabel('Remark').fill('The voyage number is wrong.');
    await reviewer.getByRole('button', { name: 'Return with the remark' }).click();
    // The author's screen turns back into the form without being loaded anew.
    await author.locator('.notice-warning', { hasText: 'The voyage number is wrong.' }).waitFor();
    await field(author, 'voyage').fill('649W');
    await kept(author);
    await author.locator('.submission button').click();
    await author.locator('.examining').waitFor();
    await reviewer.getByRole('textbox', { name: 'Remark' }).fill('');
    await reviewer.getByRole('button', { name: 'Return with the remark' }).click();
    await reviewer.getByText('Say what is to be mended.').waitFor();
    await reviewer.getByRole('button', { name: 'Pass on for signature' }).click();
    await reviewer.locator('.three-acts li[data-done="true"]').nth(1).waitFor();
    // What was missing for one act is not held against who took another.
    expect(await reviewer.getByText('Say what is to be mended.').count()).toBe(0);
  });

  it('is signed by a third person, and shown as it was sealed, verified on the device', async () => {
    await open(signatory, '/issuing?list=sign');
    await signatory.getByRole('link', { name: /Soya beans/ }).click();
    await signatory.getByRole('button', { name: 'Sign and seal' }).click();
    await signatory.getByRole('dialog').getByRole('button', { name: 'Sign and seal now' }).waitFor();
    expect(await axeInBoth(signatory)).toEqual([]);
    await signatory.getByRole('button', { name: 'Sign and seal now' }).click();
    await signatory.locator('[data-lamp="seal"][data-light="passed"]').waitFor();
    await signatory.locator('.sheet.sheet-passed', { hasText: '649W' }).waitFor();
    expect(await axeInBoth(signatory)).toEqual([]);
    await picture(signatory, 'signed-en');
  });

  it('is printed on a paper of its own number', async () => {
    const [download] = await Promise.all([
      signatory.waitForEvent('download'),
      signatory.getByRole('button', { name: 'Print on paper' }).click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const paper = await signatory.getByText(/^Paper number/).textContent();
    expect(download.suggestedFilename()).toContain(paper?.replace('Paper number ', '') ?? 'no number');
  });

  it('is replaced by a new draft that names it and begins with its content', async () => {
    await signatory.getByRole('link', { name: 'Open the certificate' }).click();
    await signatory.getByRole('tab', { name: 'History' }).waitFor();
    const [report] = await Promise.all([
      signatory.waitForEvent('download'),
      signatory.locator('[data-enclosed="1"]').getByRole('button', { name: '检测报告.pdf' }).click(),
    ]);
    expect(readFileSync(await report.path())).toEqual(REPORT);
    expect(report.suggestedFilename()).toBe('检测报告.pdf');
    await signatory.getByRole('button', { name: 'As issuing office' }).click();
    await signatory.getByRole('menuitem', { name: 'Replace …' }).click();
    await signatory.locator('[data-model="grain"] button').click();
    await signatory.getByText('Say why it is replaced.').waitFor();
    await signatory.getByLabel('Why it is replaced').fill('Change of consignee.');
    expect(await axeInBoth(signatory)).toEqual([]);
    await signatory.locator('[data-model="grain"] button').click();
    await field(signatory, 'consignor').waitFor();
    expect(await field(signatory, 'consignor').inputValue()).toBe(TEXTS.consignor);
    await signatory.locator('.submission', { hasText: 'Replaces' }).waitFor();
    await signatory.goBack();
    await signatory.goBack();
  });

  it('is withdrawn by whoever types its number and gives a reason', async () => {
    await signatory.getByRole('button', { name: 'As issuing office' }).click();
    await signatory.getByRole('menuitem', { name: 'Withdraw the certificate' }).click();
    await signatory.locator('#withdrawal-number').fill('something else');
    await signatory.getByRole('button', { name: 'Withdraw for good' }).click();
    await expect.poll(() => signatory.locator('.error-summary a').count()).toBe(2);
    expect(await axeInBoth(signatory)).toEqual([]);
    await signatory.locator('#withdrawal-reason').fill('The consignment came back.');
    await signatory.locator('#withdrawal-number').fill((await signatory.locator('h1').textContent()) ?? '');
    await signatory.getByRole('button', { name: 'Withdraw for good' }).click();
    await signatory.locator('.badge-failed', { hasText: 'Withdrawn' }).waitFor();
  });

  it('makes the good certificates of a sheet, and names row and column of every fault', async () => {
    await open(author, '/issuing/batch?model=grain');
    const [download] = await Promise.all([
      author.waitForEvent('download'),
      author.getByRole('button', { name: /CSV/ }).click(),
    ]);
    const [heading = ''] = readFileSync(await download.path(), 'utf8')
      .replace('\uFEFF', '')
      .split(/\r?\n/);
    const names = heading.split(',');
    const good: Readonly<Record<string, string>> = {
      ...TEXTS,
      reference: 'A-1',
      importCountry: 'NL',
      transportMode: '1',
      'lines.description.zh': '大豆',
      'lines.description.en': 'Soya beans',
      'lines.scientificName': 'Glycine max',
      'lines.hsCode': '120190',
      'lines.origin': 'CN',
      'lines.region': 'Heilongjiang',
      'lines.netWeight': '25000 KGM',
      'lines.intendedUse': 'Processing',
    };
    const faulty = { ...good, reference: 'A-2', importCountry: 'XX' };
    const rows: readonly Readonly<Record<string, string>>[] = [good, faulty];
    const lines = rows.map((row) => names.map((name) => `"${row[name] ?? ''}"`).join(','));
    const read = await heldBack(author, '**/batches/preview');
    await author.locator('input[type=file]').setInputFiles({
      name: '大豆.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([heading, ...lines].join('\r\n')),
    });
    // A bar stands there for as long as the server reads, with what it is called.
    await author.locator('[data-batch-running]', { hasText: '正在' }).waitFor();
    expect(await axeInBoth(author)).toEqual([]);
    await picture(author, 'batch-reading-zh');
    read();
    await author.locator('[data-good="1"][data-faulty="1"]').waitFor();
    expect(await author.locator('[data-batch-running]').count()).toBe(0);
    await author.locator('.sheet-cell', { hasText: '第 3 行，importCountry' }).waitFor();
    expect(await axeInBoth(author)).toEqual([]);
    await picture(author, 'batch-zh');
    const made = await heldBack(author, '**/models/grain/batches');
    await author.getByRole('button', { name: '生成合格的草稿（1）' }).click();
    await author.locator('[data-batch-running]').waitFor();
    made();
    await author.locator('[data-made="1"]').waitFor();
    await author.getByRole('link', { name: 'A-1' }).first().click();
    await field(author, 'consignor').waitFor();
    expect(await field(author, 'consignor').inputValue()).toBe(TEXTS.consignor);
  });

  it('copies an earlier one, and marks what the new one says otherwise', async () => {
    await open(reviewer, '/issuing/new?from=earlier&words=soya');
    await reviewer
      .getByRole('button', { name: /^Copy: .*Soya beans/ })
      .first()
      .click();
    await field(reviewer, 'consignor').fill('Another Grain Co., Ltd.');
    await kept(reviewer);
    await reviewer.locator('.writing-aside .notice-passed').waitFor();
    await reviewer.locator('.submission button').click();
    await reviewer.locator('.original-differences[data-differences="1"]').waitFor();
    expect(await reviewer.locator('.sheet .differs').textContent()).toContain('Another Grain Co., Ltd.');
    expect(await axeInBoth(reviewer)).toEqual([]);
    await picture(reviewer, 'differences-en');
  });

  it('fits a telephone of 360 pixels', async () => {
    await author.setViewportSize({ width: 360, height: 760 });
    for (const [path, there] of [
      ['/issuing', '.data-table tbody a'],
      ['/issuing/new', '.model'],
      [application, '.sheet'],
      ['/issuing/batch?model=grain', '.file-drop'],
    ] as const) {
      await open(author, path);
      await author.locator(there).first().waitFor();
      expect({ path, wider: await overflow(author) }).toEqual({ path, wider: 0 });
    }
    await open(author, '/issuing');
    await author.getByRole('link', { name: /Frozen cod/ }).click();
    await field(author, 'consignee').waitFor();
    expect(await overflow(author)).toBe(0);
    expect(await axeInBoth(author)).toEqual([]);
    await picture(author, 'form-phone');
  });

  it('had nothing to complain of, and its policy nothing to refuse', () => {
    expect(complaints).toEqual([]);
  });
});
