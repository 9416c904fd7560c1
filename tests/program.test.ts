import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endProgram, Installation, signIn, type RunningProgram } from './support/program.ts';

const installation = new Installation();
const file = (name: string) => installation.demonstration(name);
const command = (...parameters: readonly string[]) => installation.command(parameters);

let running: RunningProgram;

beforeAll(async () => {
  running = await installation.start();
});

afterAll(async () => {
  await endProgram(running, 'SIGTERM');
  installation.remove();
});

async function token(login: string): Promise<string> {
  const password = new RegExp(`^ {2}${login} {2}(\\S+)`, 'm').exec(running.output)?.[1];
  return signIn(running.url, login, password ?? '');
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
    const refused = installation.command(['start'], { COUNTERFOIL_PORT: 'abc', COUNTERFOIL_PROT: '1' });
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain('COUNTERFOIL_PROT');
    expect(refused.stderr).toContain('COUNTERFOIL_PORT must be a whole number');
  });

  it('comes back after kill -9 with everything it had, and stops cleanly when asked', async () => {
    const before = await numbersSeenBy('auditor');
    expect(running.output).toContain(file('sealed.xml'));
    await endProgram(running, 'SIGKILL');
    running = await installation.start();
    expect(running.output).not.toContain('Filled with');
    expect(await numbersSeenBy('auditor')).toEqual(before);
    expect(await endProgram(running, 'SIGTERM')).toBe(0);
    expect(command('fsck').stdout).toContain('The evidence log is sound');
  });
});
