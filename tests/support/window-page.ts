import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeInBoth } from './axe.ts';
import { keepPicture } from './pictures.ts';

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

/** Pixels by which a page is wider than what it is seen through. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Looks a page over: axe finds nothing in light and dark, nothing is wider than the window; and a picture is kept of it for who asked. */
export function inspecting(pictures: string, prefix = ''): (page: Page, name: string) => Promise<void> {
  return async (page, name) => {
    expect(await axeInBoth(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await keepPicture(page, join(pictures, `${prefix}${name}.png`));
  };
}
