import type { Page } from 'playwright-core';

/**
 * Keeps a picture of a screen for whoever asked for pictures by COUNTERFOIL_SHOTS. A test asks a picture nothing, and to draw a
 * whole page is a good part of a short test's work.
 */
export async function keepPicture(page: Page, file: string, { fullPage = true } = {}): Promise<void> {
  if (process.env['COUNTERFOIL_SHOTS'] !== undefined) await page.screenshot({ path: file, fullPage });
}
