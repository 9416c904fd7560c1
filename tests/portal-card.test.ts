import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../src/access/index.ts';
import { tlsAuthority, type TestAuthority, type TlsPair } from '../src/crypto/testing/tls-certificates.ts';
import { testHouse, type TestHouse } from '../src/http/testing/house.ts';
import { axeInBoth } from './support/axe.ts';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import { listen } from './support/window-page.ts';

const pictures = process.env['COUNTERFOIL_SHOTS'] ?? join(tmpdir(), 'counterfoil-portal-card');
const window = fileURLToPath(new URL('../dist/web/site', import.meta.url));
const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;
const PASSWORD = 'seven grey herons';

describe.skipIf(!start.started || !existsSync(window))(`a card in a real browser${reason}`, () => {
  let house: TestHouse;
  let site: string;
  let authority: TestAuthority;
  const complaints: string[] = [];

  beforeAll(async () => {
    authority = await tlsAuthority('Card authority');
    const server = await authority.issue('localhost', 'server');
    house = await testHouse({
      tls: { ...server, clientAuthorities: authority.certificate },
      portalFolder: window,
      loginsPerMinute: 10_000,
      wrongAnswerMilliseconds: 0,
    });
    await house.server.listen({ port: 0, host: '127.0.0.1' });
    // A TCP server that listens has an address of this form.
    const { port } = house.server.server.address() as AddressInfo;
    site = `https://localhost:${String(port)}`;
    await house.access.addAccount(OPERATOR, {
      login: 'mere',
      name: 'Mere Tamatea',
      kind: 'person',
      password: PASSWORD,
      authority: 'NZ-MPI',
      roles: ['official'],
    });
  });
  afterAll(async () => {
    if (start.started) await start.browser.close();
    await house.close();
  });

  /** A browser whose card, where it has one, is asked for by the server. */
  async function browse(card: TlsPair | undefined): Promise<Page> {
    if (!start.started) throw new Error(start.reason);
    const context = await start.browser.newContext({
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ignoreHTTPSErrors: true,
      ...(card === undefined
        ? {}
        : {
            clientCertificates: [
              { origin: site, cert: Buffer.from(card.certificate), key: Buffer.from(card.key) },
            ],
          }),
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    listen(page, complaints);
    await page.goto(`${site}/app/sign-in`);
    return page;
  }

  it('is registered by its holder, opens the door from then on, and is taken away again', async () => {
    const page = await browse(await authority.issue('mere', 'client'));
    const byCard = page.getByRole('button', { name: 'Sign in with a card certificate' });
    await byCard.click();
    await page.locator('[data-code="login-failed"]').waitFor();
    await page.locator('#login').fill('mere');
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.menu').waitFor();
    await page.goto(`${site}/app/account`);
    await page.getByRole('button', { name: 'Register the certificate of this card' }).click();
    await page.locator('.credential', { hasText: 'CN=mere' }).waitFor();
    expect(await axeInBoth(page)).toEqual([]);
    await keepPicture(page, join(pictures, 'card-account-en.png'));
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/sign-in/);
    await byCard.click();
    await page.locator('.menu').waitFor();
    await page.goto(`${site}/app/account`);
    await page.getByRole('button', { name: /^Remove CN=mere/ }).click();
    await page.locator('.credential').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('that is not there is asked for in words', async () => {
    const page = await browse(undefined);
    await page.getByRole('button', { name: 'Sign in with a card certificate' }).click();
    await page.locator('.notice-warning', { hasText: 'Insert your card' }).waitFor();
    await page.context().close();
  });

  it('breaks no rule of the window’s own policy', () => {
    expect(complaints).toEqual([]);
  });
});
