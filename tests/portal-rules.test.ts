import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demonstrationCertificates } from '../src/demonstration/certificates.ts';
import { startChromium } from './support/chromium.ts';
import { endProgram, Installation, signIn, type RunningProgram } from './support/program.ts';
import { enterWindow, inspecting, overflow } from './support/window-page.ts';

const pictures = process.env['COUNTERFOIL_SHOTS'] ?? join(tmpdir(), 'counterfoil-portal-rules');
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;

/** Barley in bulk that Australia certifies for China. */
function barley(): Certificate {
  const found = demonstrationCertificates(new Date(), 120).find(({ authority, document }) => {
    const { importCountry } = document.consignment ?? {};
    return authority === 'AU-DAFF' && importCountry?.id?.value === 'CN' && lineOf(document).code === '100390';
  });
  if (found === undefined) throw new Error('the demonstration has barley for China');
  return found;
}

type Certificate = ReturnType<typeof demonstrationCertificates>[number];

function lineOf({ consignment }: Certificate['document']) {
  const line = consignment?.includedConsignmentItem?.[0]?.includedTradeLineItem?.[0];
  return {
    code: line?.applicableClassification?.[0]?.classCode?.value ?? '',
    kilograms: Number(line?.netWeightMeasure?.value ?? 0),
  };
}

/** A declaration of so many percent of what is certified. */
function declared(certificate: Certificate, percent: number, serial: number) {
  const { document } = certificate;
  const { code, kilograms } = lineOf(document);
  const equipment = document.consignment?.utilizedTransportEquipment ?? [];
  const net = String(Math.floor((kilograms * percent) / 100));
  return {
    form: 'facts',
    declaration: {
      number: `2200${String(new Date().getUTCFullYear())}1${String(serial).padStart(9, '0')}`,
      office: '2200',
      direction: 'import',
      despatchCountry: 'AU',
      arrival: new Date().toISOString().slice(0, 10),
      containers: equipment.flatMap(({ id }) => id?.value ?? []),
      seals: equipment.flatMap(({ affixedSeal = [] }) => affixedSeal.flatMap(({ id }) => id?.value ?? [])),
      items: [
        {
          item: 1,
          commodity: `${code}0000`,
          origin: 'AU',
          quantities: [
            { measure: 'net-mass', value: net, unit: 'KGM' },
            { measure: 'statutory', value: net, unit: 'KGM' },
          ],
          documents: [
            { code: document.exchangedDocument?.typeCode?.value ?? '', reference: certificate.number },
          ],
        },
      ],
    },
  };
}

interface Decided {
  readonly declaration: { readonly id: string };
  readonly decision: {
    readonly outcome: string;
    readonly findings: readonly { readonly reasons: readonly { readonly code: string }[] }[];
  };
}

const codesOf = ({ decision }: Decided) =>
  decision.findings.flatMap(({ reasons }) => reasons.map(({ code }) => code));

describe.skipIf(!start.started)(`rules that officials own, in a real browser${reason}`, () => {
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

  async function enter(login: string, locale: string): Promise<Page> {
    if (!start.started) throw new Error(start.reason);
    return enterWindow(start.browser, {
      url: program.url,
      login,
      passwordFile: installation.demonstration(`keys/${login}.password`),
      context: { locale, acceptDownloads: true },
      complaints,
    });
  }

  const open = (page: Page, path: string): Promise<unknown> => page.goto(`${program.url}/app${path}`);

  const inspect = inspecting(pictures);

  async function ask<Answer>(
    login: string,
    method: string,
    path: string,
    body?: object,
    version?: number,
  ): Promise<Answer> {
    const token = await signIn(program.url, login, installation.password(login));
    const answer = await fetch(`${program.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': `"${String(version)}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.ok, text).toBe(true);
    // The program answers by the schema of the route.
    return JSON.parse(text) as Answer;
  }

  /** An agreement on goods of a country, as the one on its beef. */
  async function agree(country: string, commodity: string): Promise<void> {
    const path = '/v1/parameters/agreement';
    const { rows } = await ask<{ rows: readonly { key: { country: string }; value: object }[] }>(
      'steward',
      'GET',
      path,
    );
    const value = rows.find(({ key }) => key.country === country)?.value;
    const from = new Date().toISOString().slice(0, 10);
    const { id, version } = await ask<{ id: string; version: number }>('steward', 'POST', `${path}/changes`, {
      rows: [{ key: { country, commodity }, value, from }],
      reason: 'The protocol covers barley.',
    });
    await ask('steward-second', 'POST', `/v1/parameter-changes/${id}/actions/approve`, {}, version);
  }

  it('lets an official raise a tolerance, try it on stored cases, and a second one approve it', async () => {
    await agree('AU', '1003');
    const certificate = barley();
    const over = declared(certificate, 104, 700_001);
    const lodged = await ask<Decided>('declarant', 'POST', '/v1/declarations?authority=CN-GACC', over);
    expect(codesOf(lodged)).toContain('cn-quantity-over-line');

    const page = await enter('steward', 'en-GB');
    await open(page, '/rules');
    await page.getByRole('link', { name: 'How much over is taken' }).waitFor();
    await inspect(page, 'rules-en');
    await page.getByRole('link', { name: 'How much over is taken' }).click();
    const cell = page.locator('tr[data-row="grain-in-bulk"] input[data-place$="outputs.percent"]');
    await cell.waitFor();
    await page.locator('[data-check="clear"]').waitFor();

    // What means nothing is said beside the cell, and undone by the keyboard.
    const codes = page.locator('tr[data-row="grain-in-bulk"] input[data-place$="item.commodity"]');
    const before = await codes.inputValue();
    await codes.fill('1001*, 1005');
    await page.locator('tr[data-row="grain-in-bulk"] .field-fault').waitFor();
    await codes.fill(before);
    await expect.poll(() => page.locator('tr[data-row="grain-in-bulk"] .field-fault').count()).toBe(0);

    await cell.fill('-5');
    await page.locator('[data-check="faults"]').waitFor();
    await expect
      .poll(() => page.locator('tr[data-row="grain-in-bulk"] .field-fault').count())
      .toBeGreaterThan(0);
    await cell.fill('5');
    await page.locator('[data-check="clear"]').waitFor();
    await page.locator('[data-difference="1"] [data-part="outputs.percent"]').waitFor();
    await page.locator('[data-cases]').waitFor();

    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('[data-simulation="done"]').waitFor({ timeout: 30_000 });
    await expect.poll(() => page.locator('[data-changed="1"]').count()).toBeGreaterThan(0);
    await page.locator('.chart svg').first().waitFor();
    await inspect(page, 'rule-table-en');

    // The case that changes is kept beside the table: it was refused, so the draft fails it until it is changed too.
    await page.getByRole('button', { name: /^Keep as test case:/ }).click();
    const kept = page.locator('[data-case]');
    await kept.locator('[data-case-state="failed"]').waitFor();
    await kept.locator('[data-hit="grain-in-bulk"]').waitFor();
    const propose = page.getByRole('button', { name: 'Propose', exact: true });
    expect(await propose.isDisabled()).toBe(true);
    await inspect(page, 'rule-case-en');
    await page.getByRole('button', { name: 'Expect what comes out now' }).click();
    await kept.locator('[data-case-state="passed"]').waitFor();
    await page.locator('#case-declaration-items-1-net').fill('1000000000 KGM');
    await kept.locator('[data-case-state="failed"]').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await kept.locator('[data-case-state="passed"]').waitFor();

    // One by the form of what the table reads: what it comes to is seen while it is written.
    await page.getByRole('button', { name: 'New case by form' }).click();
    const made = page.locator('[data-case]').nth(1);
    await page.locator('#case-declaration-items-1-commodity').fill('1003900000');
    await made.locator('[data-case-state="failed"]').waitFor();
    await page.getByRole('button', { name: 'Expect what comes out now' }).click();
    await made.locator('[data-case-state="passed"]').waitFor();
    await page.locator('#rule-case-why').fill('Barley of which nothing else is known.');

    await page.locator('#proposal-from').fill(new Date().toISOString().slice(0, 10));
    await page.locator('#proposal-reason').fill('Bulk carriers are measured by draught survey.');
    await propose.click();
    await page.waitForURL(/\/parameters\/changes\//);
    const place = page.url();
    await page.context().close();

    const second = await enter('steward-second', 'zh-CN');
    await second.goto(place);
    await second.locator('[data-part="outputs.percent"]').waitFor();
    await second.locator('[data-cases]').waitFor();
    await second.locator('[data-part^="cases."]').first().waitFor();
    await second.locator('summary', { hasText: '已通过的案例' }).click();
    await second.getByText('Barley of which nothing else is known.').last().waitFor();
    await inspect(second, 'rule-change-zh');
    await second.getByRole('button', { name: '批准' }).click();
    await second.locator('.badge', { hasText: '已批准' }).waitFor();
    await second.context().close();

    // The next case goes by the new tolerance; the one decided before replays as it was.
    const next = await ask<Decided>(
      'declarant',
      'POST',
      '/v1/declarations/what-if?authority=CN-GACC',
      declared(certificate, 104, 700_001),
    );
    expect(next.decision.outcome, codesOf(next).join()).toBe('pass');
    const { id } = lodged.declaration;
    const replay = await ask<{ same: boolean }>(
      'inspector',
      'GET',
      `/v1/declarations/${id}/decisions/1/replay`,
    );
    expect(replay.same).toBe(true);
  });

  it('shows how far a trial has come, and stops it when that is pressed', async () => {
    const page = await enter('steward', 'en-GB');
    await open(page, '/rules');
    await page.getByRole('link', { name: 'How much over is taken' }).click();
    await page.locator('[data-check="clear"]').waitFor();
    // A trial of a few cases may end before anybody presses: it is begun until one is stopped.
    await page.evaluate(() => {
      new MutationObserver(() => {
        const running = document.querySelector('[data-simulation="running"]');
        if (running === null || running.querySelector('[role="progressbar"]') === null) return;
        document.documentElement.dataset['progressSeen'] ??=
          running.querySelector('[role="status"]')?.textContent ?? '';
        running.querySelector('button')?.click();
      }).observe(document.body, { childList: true, subtree: true });
    });
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Try it' }).click();
          const ended = page.locator('[data-simulation="stopped"], [data-simulation="done"]');
          await ended.waitFor();
          return ended.getAttribute('data-simulation');
        },
        { timeout: 60_000 },
      )
      .toBe('stopped');
    expect(await page.locator('html').getAttribute('data-progress-seen')).toMatch(/\d/);
    await inspect(page, 'simulation-stopped-en');
    await page.context().close();
  });

  it('works by the keyboard as a spreadsheet does, and goes back step by step', async () => {
    const page = await enter('steward', 'en-GB');
    await open(page, '/rules');
    await page.getByRole('link', { name: 'How much over is taken' }).click();
    const rows = page.locator('.rule-grid tbody tr');
    await rows.first().waitFor();
    const count = await rows.count();
    await page.locator('tr[data-row="grain-in-bulk"] input[data-place$="item.commodity"]').focus();
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await expect.poll(() => rows.count()).toBe(count + 1);
    await page.locator('tr[data-row="grain-in-bulk-2"] input[data-place$="item.commodity"]:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+d');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => rows.nth(2).getAttribute('data-row')).toBe('grain-in-bulk-2');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => rows.count()).toBe(count + 2);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => rows.count()).toBe(count);
    await page.locator('[data-difference="none"]').waitFor();
    await page.context().close();
  });

  it('shows packs, rules in shadow and figures in every language and width', async () => {
    const page = await enter('steward', 'ar');
    await open(page, '/rules');
    await page.locator('.data-table tbody a').first().waitFor();
    await page.locator('.data-table tbody a').first().click();
    await page.locator('.rule-grid').waitFor();
    await page.locator('[data-cases]').waitFor();
    await inspect(page, 'rule-table-ar');
    await open(page, '/rules/packs');
    await page.locator('[data-pack="great-britain-border"]').waitFor();
    await inspect(page, 'packs-ar');
    await page.setViewportSize({ width: 360, height: 900 });
    for (const [path, there] of [
      ['/rules', '.data-table tbody a'],
      ['/rules/packs', '[data-pack]'],
      ['/rules/shadow', '.empty-state, [data-shadow]'],
      ['/rules/china-quantity', '[data-cases]'],
    ] as const) {
      await open(page, path);
      await page.locator(there).first().waitFor();
      expect(await overflow(page), path).toBe(0);
    }
    for (const width of [1280, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => overflow(page)).toBe(0);
    }
    await open(page, '/rules/shadow');
    await page.locator('[data-live]').first().click();
    await page.locator('[data-difference="1"] [data-part="mode"]').waitFor();
    await page.context().close();
    const inspector = await enter('inspector', 'zh-CN');
    await open(inspector, '/verification-figures?measure=cases&by=country');
    await inspector.locator('.figure-total').first().waitFor();
    await inspector.locator('.chart svg').first().waitFor();
    await inspect(inspector, 'verification-figures-zh');
    await inspector.getByRole('combobox', { name: '只看某一' }).selectOption('heading');
    await inspector.locator('input[placeholder="0202"]').fill('0202');
    await inspector.waitForURL(/of=heading/);
    await expect.poll(() => new URL(inspector.url()).searchParams.get('by')).toBe('month');
    await inspector.locator('.chart svg').first().waitFor();
    await inspect(inspector, 'verification-figures-narrowed-zh');
    await open(inspector, '/verification-figures?measure=cases&by=country');
    await inspector.locator('.chart svg').first().waitFor();
    const [download] = await Promise.all([
      inspector.waitForEvent('download'),
      inspector.getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('verification-cases-country.csv');
    await inspector.context().close();
  });

  it('breaks no rule of its own policy', () => {
    expect(complaints).toEqual([]);
  });
});
