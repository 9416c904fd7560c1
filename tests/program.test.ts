import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-program-'));
const environment = { ...process.env, COUNTERFOIL_DATA: folder, COUNTERFOIL_PORT: '0', LANG: 'en_GB.UTF-8' };
Reflect.deleteProperty(environment, 'DATABASE_URL');

interface Running {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly url: string;
  readonly output: string;
}

/** Starts the system as `npm start` does after its build, and waits until it says that it is running. */
function start(): Promise<Running> {
  const child = spawn(process.execPath, [PROGRAM, 'start'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const url = /Counterfoil is running: (\S+)/.exec(output)?.[1];
      if (url !== undefined && output.includes('Stop with')) resolve({ process: child, url, output });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => {
      reject(new Error(`ended with ${String(code)}: ${output}`));
    });
  });
}

function ended(running: Running, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    running.process.once('exit', resolve);
    running.process.kill(signal);
  });
}

function command(...parameters: readonly string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...parameters], { env: environment, encoding: 'utf8' });
}

const file = (name: string) => path.join(folder, 'demonstration', name);

let running: Running;

beforeAll(async () => {
  running = await start();
});

afterAll(async () => {
  if (running.process.exitCode === null) await ended(running, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function token(login: string): Promise<string> {
  const password = new RegExp(`^ {2}${login} {2}(\\S+)`, 'm').exec(running.output)?.[1];
  const answer = await fetch(`${running.url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const opened = (await answer.json()) as { readonly token: string };
  return opened.token;
}

async function numbersSeenBy(
  login: string,
): Promise<readonly { readonly country: string; readonly to: string }[]> {
  const answer = await fetch(`${running.url}/v1/certificates?limit=200`, {
    headers: { authorization: `Bearer ${await token(login)}` },
  });
  expect(answer.status).toBe(200);
  const { items } = (await answer.json()) as {
    readonly items: readonly {
      readonly country: string;
      readonly body: { readonly importCountry: string };
    }[];
  };
  return items.map(({ country, body }) => ({ country, to: body.importCountry }));
}

describe('the program, started on a bare data folder', () => {
  it('is ready, filled, and names the accounts it printed', async () => {
    expect((await fetch(`${running.url}/ready`)).status).toBe(200);
    const seen = await numbersSeenBy('auditor');
    expect(seen.length).toBeGreaterThan(100);
  });

  it('shows an official abroad only what concerns the own country', async () => {
    const seen = await numbersSeenBy('official-nz');
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ country, to }) => country !== 'NZ' && to !== 'NZ')).toEqual([]);
  });

  it('opens the public face by the number and security code that the paper carries', async () => {
    const paper = readFileSync(file('paper.txt'), 'utf8');
    const [, number = ''] = /number\s+(\S+)/.exec(paper) ?? [];
    const [, securityCode = ''] = /security code\s+(\S+)/.exec(paper) ?? [];
    const ask = (code: string) =>
      fetch(`${running.url}/v1/public/certificates`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ number, securityCode: code }),
      });
    expect((await ask(securityCode)).status).toBe(200);
    expect((await ask('0000-0000-0000-0000')).status).toBe(404);
  });

  it.each([
    ['sealed.xml', 0, 'Authentic'],
    ['altered.xml', 1, 'Failed'],
    ['evidence.asice', 2, 'Recorded'],
    ['withdrawn.asice', 1, 'Not in force'],
  ])('verifies %s without the server, exit code %i', (name, status, light) => {
    const verified = command('verify', file(name), '--trust', file('trust.json'));
    expect(verified.stdout).toContain(light);
    expect(verified.status).toBe(status);
  });

  it('refuses a second start on the same folder, and says who holds it', () => {
    const second = command('start');
    expect(second.status).toBe(3);
    expect(second.stderr).toContain(`in use by the process ${String(running.process.pid)}`);
  });

  it('runs commands beside the server, on the same database', () => {
    const fsck = command('fsck');
    expect(fsck.stdout).toContain('The evidence log is sound');
    expect(fsck.status).toBe(0);
    const bundle = command('bundle', 'NO-SUCH-NUMBER');
    expect(bundle.stderr).toContain('no issued certificate of the number NO-SUCH-NUMBER');
    expect(bundle.status).toBe(3);
  });

  it('lists every fault of its settings at once', () => {
    const env = { ...environment, COUNTERFOIL_PORT: 'abc', COUNTERFOIL_PROT: '1' };
    const refused = spawnSync(process.execPath, [PROGRAM, 'start'], { env, encoding: 'utf8' });
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain('COUNTERFOIL_PROT');
    expect(refused.stderr).toContain('COUNTERFOIL_PORT must be a whole number');
  });

  it('comes back after kill -9 with everything it had, and stops cleanly when asked', async () => {
    const before = await numbersSeenBy('auditor');
    await ended(running, 'SIGKILL');
    running = await start();
    expect(running.output).not.toContain('Filled with');
    expect(await numbersSeenBy('auditor')).toEqual(before);
    expect(await ended(running, 'SIGTERM')).toBe(0);
    expect(command('fsck').stdout).toContain('The evidence log is sound');
  });
});
