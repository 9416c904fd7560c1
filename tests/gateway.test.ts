import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endProgram, Installation, PROGRAM, type RunningProgram } from './support/program.ts';

const NOBODY = 65_534;
/** Runs in the outer zone: another user, who owns nothing of the inner one's. */
const OUTSIDE = ['setpriv', '--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'] as const;
/** Runs in the inner zone: a network of its own, in which there is nobody else. */
const INSIDE = ['unshare', '--net', '--', 'sh', '-c', 'ip link set lo up && exec "$0" "$@"'];

const runs = (parameters: readonly string[]): boolean => {
  const [program, ...rest] = [...parameters, process.execPath, '--check', PROGRAM];
  return program !== undefined && spawnSync(program, rest).status === 0;
};
const possible = process.platform === 'linux' && process.getuid?.() === 0 && runs(OUTSIDE) && runs(INSIDE);
if (!possible)
  console.warn(
    'Zones cannot be told apart here (root, unshare, setpriv and ip are wanted): that test is skipped.',
  );

describe.skipIf(!possible)('an outer zone that was taken over', () => {
  const inner = new Installation({ COUNTERFOIL_DEMONSTRATION: 'false' });
  const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-zones-'));
  const [spool, data] = [path.join(folder, 'spool'), path.join(folder, 'outer')];
  let running: RunningProgram;
  let outer: ChildProcess;
  let gateway = '';

  const keyOf = (said: string): string => /: (\S{44})/.exec(said)?.[1] ?? '';
  const outside = (program: readonly string[], parameters: readonly string[]) => {
    const [first, ...rest] = [...OUTSIDE, ...program, ...parameters];
    return spawnSync(first, rest, { encoding: 'utf8' });
  };
  /** What a program of the attacker's says, run where the gateway runs. */
  const attack = (script: string): unknown => {
    const { stdout, stderr } = outside([process.execPath, '--input-type=module', '--eval'], [script]);
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    for (const each of [spool, data, path.join(spool, 'in'), path.join(spool, 'out')]) {
      mkdirSync(each);
      chownSync(each, NOBODY, NOBODY);
      // What the inner zone's user puts there belongs to the group that both share.
      chmodSync(each, 0o2770);
    }
    const innerKey = keyOf(inner.command(['zone']).stdout);
    const own = ['gateway', '--spool', spool, '--data', data];
    const outerKey = keyOf(outside([process.execPath, PROGRAM], own).stdout);
    inner.configure({
      COUNTERFOIL_GATEWAY_SPOOL: spool,
      COUNTERFOIL_GATEWAY_KEY: outerKey,
      COUNTERFOIL_PUBLIC_ORIGIN: 'https://exchange.example',
    });
    running = await inner.start(INSIDE);
    const [first, ...rest] = [
      ...OUTSIDE,
      process.execPath,
      PROGRAM,
      ...own,
      '--inner',
      innerKey,
      '--port',
      '0',
    ];
    const child = spawn(first, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
    outer = child;
    gateway = await new Promise<string>((resolve) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const url = /(http:\/\/[\d.]+:\d+)/.exec(said)?.[1];
        if (url !== undefined) resolve(url);
      });
    });
  });
  afterAll(async () => {
    outer.kill('SIGTERM');
    await endProgram(running, 'SIGTERM');
    inner.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('passes requests inward and their answers out, and nothing but partners’ doors', async () => {
    const asked = await fetch(`${gateway}/exchange/v1/messages`);
    expect(asked.status).toBe(401);
    expect(await asked.json()).toMatchObject({ code: 'rest-signature-refused' });
    expect((await fetch(`${gateway}/v1/certificates`)).status).toBe(404);
    expect((await fetch(`${gateway}/exchange/v1/messages/../../../health`)).status).toBe(404);
  });

  it('has no way to the inner zone’s server or database', () => {
    const found = attack(`
      import { connect } from 'node:net';
      const knock = (port) => new Promise((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', timeout: 2000 });
        socket.once('connect', () => { socket.destroy(); resolve('open'); });
        socket.once('error', (error) => resolve(error.code));
        socket.once('timeout', () => resolve('silent'));
      });
      const port = Number(new URL(${JSON.stringify(running.url)}).port);
      console.log(JSON.stringify(await Promise.all([knock(port), knock(5432)])));
    `);
    expect(found).not.toContain('open');
  });

  it('can read neither keys nor data', () => {
    const found = attack(`
      import { readdirSync } from 'node:fs';
      const told = (folder) => { try { return readdirSync(folder); } catch (error) { return error.code; } };
      const folder = ${JSON.stringify(inner.folder)};
      console.log(JSON.stringify([folder, folder + '/keys', folder + '/database'].map(told)));
    `);
    expect(found).toEqual(['EACCES', 'EACCES', 'EACCES']);
  });

  it('can have nothing done by frames that it signs itself', async () => {
    const frames = attack(`
      import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
      import { readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
      const spool = ${JSON.stringify(spool)};
      const key = createPrivateKey(readFileSync(${JSON.stringify(path.join(data, 'zone.key.pem'))}, 'utf8'));
      const canonical = (value) => JSON.stringify(value, Object.keys(value).sort());
      const put = (bytes) => {
        const name = Date.now() + '-' + randomUUID() + '.frame';
        writeFileSync(spool + '/in/.' + name, bytes);
        renameSync(spool + '/in/.' + name, spool + '/in/' + name);
      };
      const frame = (crossing) => {
        const body = Buffer.from(JSON.stringify(crossing));
        const header = Buffer.from(canonical({
          form: 'crossing:1', kind: 'request', id: randomUUID(), at: Date.now(), until: Date.now() + 30000,
          size: body.length, digest: createHash('sha256').update(body).digest('hex'),
        }));
        return Buffer.concat([header, Buffer.from('\\n' + sign(null, header, key).toString('base64') + '\\n'), body]);
      };
      const request = { method: 'GET', path: '/exchange/v1/messages', query: '', headers: {}, content: '' };
      put(frame({ ...request, path: '/v1/accounts' }));
      put(frame({ ...request, headers: { authorization: 'Bearer x' } }));
      put(frame({ ...request, headers: { 'x-forwarded-for': '127.0.0.1' } }));
      put(frame(request));
      symlinkSync(${JSON.stringify(path.join(inner.folder, 'keys', 'log.key.pem'))}, spool + '/in/' + Date.now() + '-' + randomUUID() + '.frame');
      const until = Date.now() + 20000;
      while (readdirSync(spool + '/in').some((name) => /^\\d/.test(name)) && Date.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 20));
      console.log(JSON.stringify(readdirSync(spool + '/in')));
    `);
    expect(frames).toEqual([]);
    const fsck = inner.command(['fsck']);
    expect(fsck.status, fsck.stdout + fsck.stderr).toBe(0);
  });
});
