import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS, openReport, readKit, type Report } from '../src/exchange/partner/index.ts';
import { Installation, PROGRAM } from './support/program.ts';

const installation = new Installation();
const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-docking-'));
const kit = path.join(folder, 'kit');
const place = (name: string) => path.join(folder, name);
let sandbox: ChildProcess | undefined;
const hasPython = spawnSync('python3', ['-c', 'import cryptography.x509']).status === 0;
if (!hasPython) console.warn('Python with its package cryptography is not installed: that test is left out.');

/** The command that a newcomer types. */
function start(): Promise<void> {
  const parameters = ['sandbox', '--data', place('data'), '--kit', kit, '--port', '0'];
  const child = spawn(process.execPath, [PROGRAM, ...parameters], {
    env: { ...process.env, LANG: 'en_GB.UTF-8', COUNTERFOIL_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  sandbox = child;
  let output = '';
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Stop with')) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => {
      reject(new Error(output));
    });
  });
}

const partner = (...parameters: readonly string[]) =>
  installation.command(['partner', ...parameters, '--kit', kit]);

/** The JSON that a command prints. */
function printed<Told>(...parameters: readonly string[]): Told {
  const { status, stdout, stderr } = partner(...parameters);
  if (status !== 0) throw new Error(`${parameters.join(' ')}: ${stderr}`);
  // Each caller knows what its command prints.
  return JSON.parse(stdout) as Told;
}

const reportOf = async (file: string): Promise<Report> =>
  (await openReport(readFileSync(place(file), 'utf8'), await readKit(kit))).report;

beforeAll(start);
afterAll(async () => {
  const child = sandbox;
  if (child !== undefined && child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  installation.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('a new country', () => {
  it('finds in the kit what it needs', () => {
    for (const name of [
      'certificate',
      'certificate-status',
      'inquiry',
      'inquiry-answer',
      'verification-result',
      'receipt',
    ]) {
      expect(existsSync(path.join(kit, `samples/${name}.message.json`)), name).toBe(true);
      expect(existsSync(path.join(kit, `requests/post-${name}.http`)), name).toBe(true);
    }
    for (const name of [
      'README.md',
      'README.zh.md',
      'openapi.json',
      'wsdl/exchange.wsdl',
      'schemas/envelope.schema.json',
    ])
      expect(existsSync(path.join(kit, name)), name).toBe(true);
  });

  it('sends, lists, fetches and confirms by the command line', () => {
    const sent = printed<{ id: string; isNew: boolean }>(
      'send',
      path.join(kit, 'samples/certificate.xml'),
      '--subject',
      'ZZ/ZZ-SANDBOX/ZZ2026SAMPLE1',
    );
    expect(sent.isNew).toBe(true);
    const { messages } = printed<{ messages: readonly { envelope: { id: string; type: string } }[] }>(
      'list',
      '--wait',
      '20000',
    );
    const [first] = messages;
    const id = first?.envelope.id ?? '';
    const file = place('message');
    expect(printed<{ id: string }>('get', id, '--out', file).id).toBe(id);
    expect(readFileSync(file).length).toBeGreaterThan(0);
    expect(printed<{ receipt: string }>('receipt', id).receipt).toMatch(/^ey/);
  });

  it('passes every check, and both sides have signed that it did', async () => {
    const file = place('report.json');
    const { stdout, stderr, status } = partner('check', '--out', file);
    const report = await reportOf('report.json');
    expect(report.results.filter(({ passed }) => !passed)).toEqual([]);
    expect(report.results.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id));
    expect(CHECKS.length).toBeGreaterThanOrEqual(24);
    expect(status, `${stdout}${stderr}`).toBe(0);
    expect(partner('report', file).status).toBe(0);
    expect(readFileSync(place('report.html'), 'utf8')).toContain('ZZ-SANDBOX');
  });

  it('cannot pass by a report that was altered, that is countersigned for another, or not at all', async () => {
    const signed = JSON.parse(readFileSync(place('report.json'), 'utf8')) as {
      report: string;
      countersignature: string;
    };
    const [header = '', payload = '', signature = ''] = signed.report.split('.');
    const other = Buffer.from(payload, 'base64url')
      .toString('utf8')
      .replace('"passed":true', '"passed":false');
    const forged = [header, Buffer.from(other).toString('base64url'), signature].join('.');
    const own = await readKit(kit);
    const faults: readonly [string, object][] = [
      ['signature', { ...signed, report: forged }],
      ['countersignature', { ...signed, countersignature: `${signed.countersignature}A` }],
      ['form', { report: signed.report }],
    ];
    for (const [what, value] of faults)
      await expect(openReport(JSON.stringify(value), own)).rejects.toThrow(
        expect.objectContaining({ code: 'partner-report-unsound', values: { what } }),
      );
    const { countersignature: _, ...alone } = signed;
    writeFileSync(place('alone'), JSON.stringify(alone));
    expect(partner('report', place('alone')).status).toBe(1);
    expect((await reportOf('alone')).partner).toBe('ZZ-SANDBOX');
  });

  it.skipIf(!hasPython)(
    'passes every check with a program that was written from the specification alone',
    () => {
      const program = fileURLToPath(new URL('./support/partner-by-the-book.py', import.meta.url));
      const parameters = [program, kit].map((one) => `--argument=${one}`);
      const { status, stdout, stderr } = partner(
        'check',
        '--out',
        place('book.json'),
        '--with=python3',
        ...parameters,
      );
      expect(`${stdout}${stderr}`).not.toContain('FAIL');
      expect(status).toBe(0);
    },
  );

  it.each([
    ['keys/partner.key.pem', 'nonsense', 'keys/partner.key.pem', 'key-unreadable'],
    ['keys/partner.crt.pem', '', 'keys/partner.key.pem', 'certificate-unreadable'],
    ['keys/installation.crt.pem', '', 'keys/installation.crt.pem', undefined],
    ['kit.json', '{"form":"counterfoil-kit:1"}', 'kit.json', undefined],
  ])('says which file of the kit is at fault: %s', async (name, text, file, code) => {
    const broken = place('broken');
    rmSync(broken, { recursive: true, force: true });
    cpSync(kit, broken, { recursive: true });
    writeFileSync(path.join(broken, name), text);
    await expect(readKit(broken)).rejects.toMatchObject({
      code: 'partner-kit-unreadable',
      values: { file },
      faults: code === undefined ? [] : [{ code, path: file }],
    });
  });

  it('tells a refusal in words, a network that is not there, and a file that cannot be written', () => {
    const unknown = partner('get', '01a20620-705d-74c1-98fb-3ce3f3ff5575');
    expect(unknown.stderr).toMatch(/404 \(rest-message-unknown\): No message .* waits for you/);
    // What was wrong with a call is told, not only that something was.
    expect(partner('get', 'nope').stderr).toMatch(/400 \(request-invalid\): .*\/id: \S/);
    const away = place('away');
    cpSync(kit, away, { recursive: true });
    const facts = readFileSync(path.join(kit, 'kit.json'), 'utf8');
    writeFileSync(path.join(away, 'kit.json'), facts.replaceAll(/127\.0\.0\.1:\d+/g, 'nowhere.invalid'));
    const report = ['check', '--kit', away, '--out', place('never.json')];
    expect(installation.command(['partner', ...report]).stderr).toContain('gives no answer');
    expect(existsSync(place('never.json'))).toBe(false);
    const nowhere = partner('report', place('report.json'), '--out', place('no/folder.html'));
    expect([nowhere.status, nowhere.stderr]).toEqual([3, expect.stringContaining('cannot be written')]);
  });

  it('fails the right checks where its system takes whatever comes', async () => {
    const program = fileURLToPath(new URL('./support/partner-process.ts', import.meta.url));
    const tsx = ['--argument=--import', '--argument=tsx', `--argument=${program}`];
    const { status, stdout, stderr } = partner(
      'check',
      '--out',
      place('broken.json'),
      '--with',
      process.execPath,
      ...tsx,
      `--argument=${kit}`,
      '--argument=credulous',
    );
    expect(status, `${stdout}${stderr}`).toBe(1);
    const failed = (await reportOf('broken.json')).results.filter(({ passed }) => !passed);
    expect(failed.map(({ id }) => id)).toEqual([
      'judge-again',
      'judge-other-content',
      'judge-other-envelope',
      'judge-unsealed',
      'judge-other-key',
      'judge-to-other',
    ]);
  });

  it('has the client as a package, without database and server', () => {
    const script = `import { createRequire } from 'node:module';
      const { openPartner, readKit } = await import('counterfoil/partner');
      const loaded = Object.keys(createRequire(process.argv[1] ?? '/').cache).filter((file) => /node_modules.(pg|fastify|kysely)./.test(file));
      console.log(JSON.stringify([typeof openPartner, (await readKit(${JSON.stringify(kit)})).partner, loaded.length]));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: path.dirname(path.dirname(path.dirname(PROGRAM))),
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual(['function', 'ZZ-SANDBOX', 0]);
  });
});
