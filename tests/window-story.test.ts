import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from './support/chromium.ts';
import { keepPicture } from './support/pictures.ts';
import {
  deskOf,
  issueBy,
  signBy,
  type Desk,
  type IssuedCertificate,
  type Office,
  type Told,
} from './support/office-desk.ts';
import { endProgram, Installation, type RunningProgram } from './support/program.ts';
import { enterWindow, listen } from './support/window-page.ts';
import { watchLog, type Watch } from './support/witness.ts';

const start = await startChromium();
const reason = start.started ? '' : ` (skipped, Chromium does not start here: ${start.reason})`;
const pictures = join(tmpdir(), 'counterfoil-story');
/** Where the guide's pictures go when they are made anew: `docs/images`. */
const guide = process.env['COUNTERFOIL_SHOTS'];
const HOUR = 3_600_000;
const PASSWORD = 'merlion by the quiet quay';
const EMAIL = 'priya.nair@embassy.example';
const QUESTION = 'Please explain the net weight of line 1: the packing list says 5 900 kg.';
const ANSWER = '装箱单的数字有误，净重以证书为准：6 000 千克。';

/** A page that says what it is: the letter by which the embassy names its officials. */
const LETTER = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const TO_SINGAPORE = {
  consignee: 'Straits Provisions Pte Ltd',
  consigneeAddress: '21 Fishery Port Road, Singapore',
  importCountry: 'SG',
  transportMode: '1',
  conveyance: 'MV Albatross Star',
  voyage: '648E',
  loadingPort: 'Qingdao',
  loadingPortCode: 'CNTAO',
  entryPort: 'Singapore',
  entryPortCode: 'SGSIN',
};
const SHRIMP = {
  ...TO_SINGAPORE,
  consignor: 'Donghai Aquatic Foods Co., Ltd. (东海水产食品有限公司)',
  consignorAddress: 'No. 188 Binhai Road, Huangdao, Qingdao',
  containers: [{ number: 'MSKU1234565', seal: 'CN1234565', temperature: { value: '-18', unit: 'CEL' } }],
  lines: [
    {
      description: { zh: '冻去头去壳南美白对虾仁', en: 'Frozen whiteleg shrimp, headless and shelled' },
      scientificName: 'Litopenaeus vannamei',
      hsCode: '030617',
      origin: 'CN',
      region: 'Shandong (山东)',
      establishment: 'Donghai Aquatic Foods Co., Ltd.',
      establishmentNumber: '3700/02188',
      catchArea: 'Rizhao coastal ponds (日照养殖场)',
      productionDate: day(-20),
      expiryDate: day(700),
      batch: 'DH-S-118',
      packages: { value: '600', unit: 'C62' },
      packageType: 'CT',
      netWeight: { value: '6000', unit: 'KGM' },
      grossWeight: { value: '6420', unit: 'KGM' },
      intendedUse: 'Human consumption',
    },
  ],
  laboratoryReport: 'QD-LAB-2026-11873',
  inspectionDate: day(-1),
  attestations: ['A1', 'A2', 'A3'],
};
const GROUNDNUTS = {
  ...TO_SINGAPORE,
  consignor: 'Qingdao Haifeng Grains and Oils Co., Ltd. (青岛海丰粮油有限公司)',
  consignorAddress: 'No. 27 Gangxing Road, Qingdao',
  containers: [{ number: 'EGHU5517302', seal: 'CN5517302' }],
  lines: [
    {
      description: { zh: '花生仁', en: 'Shelled groundnuts' },
      scientificName: 'Arachis hypogaea',
      hsCode: '120242',
      origin: 'CN',
      region: 'Shandong (山东)',
      grade: 'Blanching 25/29',
      batch: 'HF-2611',
      packages: { value: '800', unit: 'C62' },
      packageType: 'BG',
      netWeight: { value: '20000', unit: 'KGM' },
      grossWeight: { value: '21400', unit: 'KGM' },
      intendedUse: 'Human consumption',
    },
  ],
  inspectionDate: day(-4),
  attestations: ['1', '2', 'G1'],
};

/** A port that was free a moment ago: what a QR seal names must be known before the program listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An act as the report of `verify` tells it. */
interface ToldAct {
  readonly light: string;
  readonly act: { readonly kind: string };
}

describe.skipIf(!start.started)(`an embassy, an office and a forger${reason}`, () => {
  let installation: Installation;
  let program: RunningProgram;
  /** Another authority's, of the office's log. */
  let watch: Watch;
  /** By name, not by number: a passkey is bound to a name. */
  let url = '';
  let official: Page;
  let office: Page;
  let phone: BrowserContext;
  let telephone: Page;
  let people: Office;
  let shrimp: IssuedCertificate;
  let groundnuts: IssuedCertificate;
  let groundnutsPaper: Buffer;
  let thread = '';
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!start.started) throw new Error(start.reason);
    const port = await freePort();
    url = `http://localhost:${String(port)}`;
    installation = new Installation({ COUNTERFOIL_PORT: String(port), COUNTERFOIL_PUBLIC_ORIGIN: url });
    watch = await watchLog(installation.folder);
    installation.configure({ COUNTERFOIL_WITNESS_POLICY: watch.policy });
    program = await installation.start();
    const { browser } = start;
    const abroad = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    official = await abroad.newPage();
    official.setDefaultTimeout(20_000);
    listen(official, complaints);
    phone = await browser.newContext({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      isMobile: true,
      locale: 'en-SG',
    });
    telephone = await phone.newPage();
    telephone.setDefaultTimeout(20_000);
    const [author, reviewer, signatory] = await Promise.all(
      ['issuer', 'reviewer', 'supervisor'].map((login) => deskOf(url, login, password(login))),
    );
    if (!author || !reviewer || !signatory) throw new Error('nobody is in the office');
    people = { author, reviewer, signatory };
  });

  afterAll(async () => {
    if (start.started) await start.browser.close();
    await endProgram(program, 'SIGTERM');
    await watch.witness.stop();
    installation.remove();
  });

  const password = (login: string): string =>
    readFileSync(installation.demonstration(`keys/${login}.password`), 'utf8').trim();
  const desk = (login: string): Promise<Desk> => deskOf(url, login, password(login));
  /** Somebody at a desk of the authority, in Chinese. */
  const enter = (login: string): Promise<Page> => {
    if (!start.started) throw new Error(start.reason);
    return enterWindow(start.browser, {
      url,
      login,
      passwordFile: installation.demonstration(`keys/${login}.password`),
      context: { locale: 'zh-CN', viewport: { width: 1280, height: 800 } },
      complaints,
    });
  };
  const picture = (page: Page, name: string, fullPage = true): Promise<void> =>
    keepPicture(page, join(pictures, `${name}.png`), { fullPage });

  /** A picture of what the reader sees at once, for the guide too. */
  async function scene(page: Page, name: string): Promise<void> {
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await keepPicture(page, join(guide ?? pictures, `portal-${name}.png`), { fullPage: false });
  }

  /** What a camera sees of a paper's last page: the PDF drawn by another program, or else our picture in the browser. */
  async function photographOf(certificate: IssuedCertificate): Promise<Buffer> {
    const paper = await people.author.act(`/v1/certificates/${certificate.id}/print`, {});
    const folder = mkdtempSync(join(installation.folder, 'paper-'));
    const file = join(folder, 'paper.pdf');
    writeFileSync(file, await people.author.bytes(String(paper['pdf'])));
    const drawn = spawnSync('pdftoppm', ['-r', '150', '-png', file, join(folder, 'page')]);
    const last = readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .toSorted()
      .at(-1);
    return drawn.status === 0 && last !== undefined
      ? readFileSync(join(folder, last))
      : drawnInBrowser(await lastPageOf(certificate));
  }

  /** The last page of a paper as SVG. */
  async function lastPageOf({ id }: IssuedCertificate): Promise<string> {
    const path = `/v1/certificates/${id}/paper.svg?page=`;
    const page = await people.author.bytes(`${path}2`).catch(() => people.author.bytes(`${path}1`));
    return Buffer.from(page).toString('utf8');
  }

  async function drawnInBrowser(svg: string): Promise<Buffer> {
    if (!start.started) throw new Error(start.reason);
    const sheet = await start.browser.newPage({ viewport: { width: 1240, height: 1754 } });
    const data = Buffer.from(svg).toString('base64');
    await sheet.setContent(
      `<body style="margin:0"><img style="width:100%" src="data:image/svg+xml;base64,${data}">`,
    );
    const shot = await sheet.screenshot();
    await sheet.close();
    return shot;
  }

  const photo = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
  const lamp = (name: string) => telephone.locator(`[data-lamp="${name}"]`);

  it('an office writes, another passes on, a third seals; any telephone opens the paper’s QR seal', async () => {
    [shrimp, groundnuts] = await Promise.all([
      issueBy(people, { model: 'aquatic', form: SHRIMP }),
      issueBy(people, { model: 'grain', form: GROUNDNUTS }),
    ]);
    groundnutsPaper = await photographOf(groundnuts);
    await telephone.clock.install();
    await telephone.goto(`${url}/verify/`);
    await telephone.getByText(/authorities: \d/).waitFor();
    await telephone.locator('#camera').setInputFiles(photo('paper.png', groundnutsPaper));
    await lamp('force').waitFor();
    expect(await lamp('seal').getAttribute('data-light')).toBe('passed');
    expect(await lamp('force').getAttribute('data-code')).toBe('lamp-force-paper-in-force');
    expect(await telephone.locator('.face-number dd').textContent()).toBe(groundnuts.number);
    await telephone.getByText('Kept on this device').waitFor();
    await picture(telephone, 'telephone-en', false);
  });

  it('an hour without a network: the telephone still reads the seal, and says since when it knows no more', async () => {
    await phone.setOffline(true);
    await telephone.clock.setSystemTime(Date.now() + HOUR);
    await telephone.locator('#camera').setInputFiles(photo('paper.png', groundnutsPaper));
    await telephone.locator('[data-code="lamp-force-paper-stale"]').waitFor();
    expect(await lamp('seal').getAttribute('data-light')).toBe('passed');
    expect(await lamp('force').textContent()).toContain('The status list at hand is stale');
    await picture(telephone, 'telephone-offline-en', false);
  });

  it('an embassy applies with a letter; one officer checks, a second approves, and the applicant sees it', async () => {
    await official.goto(`${url}/app/join`);
    await official.locator('#country').selectOption('SG');
    await official.locator('#name').fill('Embassy of Singapore in China');
    await official.locator('#contact').fill('Lim Wei Jie');
    await official.locator('#email').fill('lim.weijie@embassy.example');
    await official.locator('#purpose').fill('To verify certificates of food on its way to Singapore.');
    await official.locator('#official-0').fill('Lim Wei Jie');
    await official.locator('#official-email-0').fill('lim.weijie@embassy.example');
    await official.getByRole('button', { name: 'Add an official' }).click();
    await official.locator('#official-1').fill('Priya Nair');
    await official.locator('#official-email-1').fill(EMAIL);
    await official
      .locator('input[type=file]')
      .setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: LETTER });
    await official.getByText('letter.pdf').waitFor();
    await picture(official, 'join-en');
    await official.getByRole('button', { name: 'Send the application' }).click();
    const given = official.locator('[role=status] dd.number');
    await given.first().waitFor();
    const [reference = '', code = ''] = await given.allTextContents();

    const officer = await desk('registrar');
    const { items } = await officer.ask(`/v1/joining/applications?reference=${reference}`);
    const id = String((items as readonly Told[])[0]?.['id']);
    const checking = await enter('registrar');
    await checking.goto(`${url}/app/joinings/${id}`);
    await checking.getByText('letter.pdf').waitFor();
    await picture(checking, 'joining-zh');
    await checking.getByRole('button', { name: '审核无误' }).click();
    await checking.locator('.badge', { hasText: '已审核' }).waitFor();
    const { version } = await officer.ask(`/v1/joining/applications/${id}`);
    const approval = `/v1/joining/applications/${id}/actions/approve`;
    await expect(officer.act(approval, { organisation: 'SG-SFA' }, Number(version))).rejects.toThrow('403');
    const approving = await enter('approver');
    await approving.goto(`${url}/app/joinings/${id}`);
    await approving.getByRole('button', { name: '批准' }).click();
    await approving.locator('#approval-key').fill('SG-SFA');
    await approving.getByRole('dialog').getByRole('button', { name: '批准' }).click();
    await approving.locator('.badge', { hasText: '已批准' }).waitFor();

    await official.getByRole('link', { name: 'Follow an application' }).first().click();
    await official.locator('#reference').fill(reference);
    await official.locator('#code').fill(code);
    await official.getByRole('button', { name: 'Show the state' }).click();
    await official.getByText('Approved', { exact: true }).waitFor();
    await official.getByRole('button', { name: 'Collect the invitations' }).click();
    await official.locator('.plain-list li', { hasText: 'Priya Nair' }).getByRole('link').waitFor();
    await picture(official, 'join-state-en');
  });

  it('its official takes up the account, makes a passkey, and signs in with nothing else', async () => {
    await official.locator('.plain-list li', { hasText: 'Priya Nair' }).getByRole('link').click();
    await official.locator('#password').fill(PASSWORD);
    await official.getByRole('button', { name: 'Take up the account' }).click();
    await official.locator('[role=status]').getByRole('link', { name: 'Sign in' }).click();
    await official.locator('#login').fill(EMAIL);
    await official.locator('#password').fill(PASSWORD);
    await official.keyboard.press('Enter');
    await official.locator('.menu').waitFor();
    const devices = await official.context().newCDPSession(official);
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
    await official.goto(`${url}/app/account`);
    await official.getByLabel('Name of the passkey').fill('Desk at the embassy');
    await official.getByRole('button', { name: 'Add a passkey' }).click();
    await official.locator('.credential', { hasText: 'Desk at the embassy' }).waitFor();
    await picture(official, 'account-en');
    await official.locator('.band-button').last().click();
    await official.getByRole('menuitem', { name: 'Sign out' }).click();
    await official.locator('#login').waitFor();
    await official.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await official.locator('.menu').waitFor();
    await official.getByRole('link', { name: 'Home' }).click();
    await official.locator('.heaps').waitFor();
    await official.getByRole('button', { name: /not yet answered/ }).click();
    await official.locator('.line a').first().waitFor();
    await official.getByRole('button', { name: 'Put this away' }).click();
    await scene(official, 'home');
  });

  it('she finds the certificate by the QR of the printed PDF', async () => {
    const paper = await photographOf(shrimp);
    await official.goto(`${url}/app/search`);
    await official.locator('input[type=file]').setInputFiles(photo('scan.png', paper));
    const found = official.locator('.plain-list').getByRole('link', { name: shrimp.number });
    await found.waitFor();
    await official.locator('[data-lamp="seal"][data-light="passed"]').waitFor();
    await official.locator('[data-lamp="force"][data-light="passed"]').waitFor();
    await picture(official, 'scan-en', false);
    await found.click();
    await official.locator('.sheet').waitFor();
    expect(new URL(official.url()).pathname).toBe(`/app/certificates/${shrimp.id}`);
  });

  it('she asks, the office sees it at once and answers in Chinese, she reads that without reloading, and passes it', async () => {
    office = await enter('issuer');
    await office.goto(`${url}/app/certificates/${shrimp.id}`);
    await office.locator('.sheet').waitFor();
    await official.getByRole('radio', { name: 'Request' }).check();
    await official.locator('#remark').fill(QUESTION);
    await official.locator('[data-lamp="evidence"]').waitFor();
    await picture(official, 'certificate-en');
    await official.evaluate(() => window.scrollTo(0, 0));
    await scene(official, 'certificate');
    await official.getByRole('button', { name: 'Give the answer' }).click();
    await office.getByText(QUESTION).waitFor();
    await picture(office, 'certificate-zh');
    await office.locator('.desk-side a[href*="/inquiries/"]').first().click();
    await office.locator('.message', { hasText: QUESTION }).waitFor();
    thread = new URL(office.url()).pathname;
    await official.getByRole('link', { name: /^Inquiry of/ }).click();
    await official.locator('.message', { hasText: QUESTION }).waitFor();
    expect(new URL(official.url()).pathname).toBe(thread);
    await office.locator('#message').fill(ANSWER);
    await picture(office, 'inquiry-zh');
    await office.locator('form.stack button[type=submit]').click();
    await official.locator('.message', { hasText: ANSWER }).waitFor();
    await scene(official, 'inquiry');
    await official.getByRole('link', { name: 'See the certificate' }).click();
    await official.getByRole('radio', { name: 'Pass' }).check();
    await official.getByRole('button', { name: 'Give the answer' }).click();
    await official.locator('.desk-side .timeline li', { hasText: 'Pass' }).waitFor();
    await office.locator('.badge', { hasText: '已结束' }).waitFor();
  });

  it('a genuine QR seal on the paper of another certificate: every value that differs is marked', async () => {
    const [genuine, other] = await Promise.all([lastPageOf(shrimp), lastPageOf(groundnuts)]);
    const symbol = /"data:image\/[^"]+"/.exec(genuine)?.[0];
    expect(symbol).toBeDefined();
    const forged = await drawnInBrowser(other.replace(/"data:image\/[^"]+"/, symbol ?? ''));
    await official.goto(`${url}/app/search`);
    await official.locator('input[type=file]').setInputFiles(photo('forged.png', forged));
    // The seal names its own certificate, beside the photograph of a paper that names another.
    await official.getByRole('link', { name: 'Compare with the ledger' }).click();
    await official.locator('img.photograph').waitFor();
    await official.locator('[data-differences="0"]', { hasText: 'copied on to another paper' }).waitFor();
    await picture(official, 'forged-photograph-en');
    // Looked up by the number on the paper, nothing fits.
    await official.goto(`${url}/app/search?q=${groundnuts.number}`);
    await official.getByRole('link', { name: groundnuts.number }).click();
    await official.getByRole('tab', { name: 'Compare' }).click();
    await official.locator('input[type=file]').setInputFiles(photo('forged.png', forged));
    const differences = official.locator('.difference-table tbody th');
    await differences.first().waitFor();
    expect(await differences.allTextContents()).toEqual(
      expect.arrayContaining(['Number', 'Consignor', 'Containers', 'Seals', 'Net weight (Line 1)']),
    );
    await expect.poll(() => official.locator('.sheet .differs').count()).toBeGreaterThan(4);
    await picture(official, 'comparison-en');
    await official.locator('.difference-table').scrollIntoViewIfNeeded();
    await scene(official, 'comparison');
  });

  it('the office replaces a certificate, and the old QR turns to “replaced” when the telephone has a network again', async () => {
    const begun = await people.author.act('/v1/applications', {
      model: 'grain',
      form: GROUNDNUTS,
      replaces: groundnuts.id,
      reason: 'Change of consignee.',
    });
    await office.goto(`${url}/app/applications/${String(begun['id'])}`);
    await office.locator('[id="f-consignee"]').fill('Marina Foods Pte Ltd');
    await office.locator('[data-saving="kept"]').waitFor();
    await office.locator('.writing-aside .notice-passed').waitFor();
    await scene(office, 'form');
    await office.locator('.submission button').click();
    await office.locator('.examining').waitFor();
    const successor = await signBy(people, String(begun['id']));
    const old = await people.author.ask(`/v1/certificates/${groundnuts.id}`);
    expect(old).toMatchObject({ state: 'replaced', body: { ending: { successor: successor.number } } });
    await telephone.locator('#camera').setInputFiles(photo('paper.png', groundnutsPaper));
    await telephone.locator('[data-code="lamp-force-paper-stale"]').waitFor();
    await phone.setOffline(false);
    await telephone.locator('#camera').setInputFiles(photo('paper.png', groundnutsPaper));
    await telephone.locator('[data-code="lamp-force-paper-replaced"]').waitFor();
    expect(await lamp('seal').getAttribute('data-light')).toBe('passed');
    await scene(telephone, 'telephone');
    await telephone.getByRole('button', { name: '中文' }).click();
    await telephone.getByText('已替换').first().waitFor();
    await telephone.locator('.result').scrollIntoViewIfNeeded();
    await picture(telephone, 'telephone-replaced-zh');
  });

  it('everything of it is in the evidence bundle, which a stranger verifies on the command line', async () => {
    const bundle = join(installation.folder, 'shrimp.asice');
    const trust = join(installation.folder, 'trust.json');
    writeFileSync(bundle, await people.signatory.bytes(`/v1/certificates/${shrimp.id}/bundle`));
    writeFileSync(trust, await people.signatory.bytes('/verify/trust.json'));
    const verified = installation.command(['verify', bundle, '--trust', trust, '--json']);
    expect(verified.status, verified.stdout + verified.stderr).toBe(0);
    const { acts } = JSON.parse(verified.stdout) as { readonly acts: readonly ToldAct[] };
    expect(acts.every(({ light }) => light === 'passed')).toBe(true);
    expect(acts.map(({ act }) => act.kind)).toEqual([
      'application.drafted',
      'application.submit',
      'application.review',
      'certificate.issued',
      'application.sign',
      'certificate.print',
      'verification-result.given',
      'inquiry.opened',
      'inquiry.answer',
      'verification-result.given',
      'inquiry.close',
    ]);
    const told = installation.command(['verify', bundle, '--trust', trust, '--lang', 'zh']);
    expect(told.stdout).toContain(QUESTION);
    expect(told.stdout).toContain(ANSWER);
    expect(installation.command(['fsck']).status).toBe(0);
  });

  it('had nothing to complain of, and its policy nothing to refuse', () => {
    expect(complaints).toEqual([]);
  });
});
