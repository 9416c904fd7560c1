import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axeCore from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where axe looks: WCAG 2.2 AA and what its makers hold to be good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What a page complains of: faults of its scripts, and what its policy refuses. What the API refuses is no fault. */
export function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (fault) => complaints.push(fault.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
}

/** A person's own browser, signed in to the window. */
export async function enterWindow(
  browser: Browser,
  options: {
    readonly url: string;
    readonly login: string;
    /** Where the demonstration keeps the password. */
    readonly passwordFile: string;
    readonly context: BrowserContextOptions;
    readonly complaints: string[];
  },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options.context,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  listen(page, options.complaints);
  await page.goto(`${options.url}/app/sign-in`);
  await page.locator('#login').fill(options.login);
  await page.locator('#password').fill(readFileSync(options.passwordFile, 'utf8').trim());
  await page.keyboard.press('Enter');
  await page.locator('.menu').waitFor();
  return page;
}

/** What axe finds in light and in dark; the appearance is turned as a person turns it, and turned back. */
export async function axeInBoth(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const scheme of ['dark', 'light']) {
    await page.evaluate(
      (name) => document.documentElement.setAttribute('data-mantine-color-scheme', name),
      scheme,
    );
    await page.evaluate(axeCore.source);
    const faults: unknown = await page.evaluate(
      `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
        violations.map(({ id, nodes }) => '${scheme}: ' + id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
    );
    found.push(...(faults as string[]));
  }
  return found;
}

/** Pixels by which a page is wider than what it is seen through. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Looks a page over: axe finds nothing in light and dark, nothing is wider than the window; and a picture is kept of it. */
export function inspecting(pictures: string, prefix = ''): (page: Page, name: string) => Promise<void> {
  return async (page, name) => {
    expect(await axeInBoth(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: join(pictures, `${prefix}${name}.png`), fullPage: true });
  };
}
