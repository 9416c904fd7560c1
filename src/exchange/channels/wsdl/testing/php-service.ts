import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { description } from './third-country.ts';

const PROGRAM = fileURLToPath(new URL('service.php', import.meta.url));

/** Whether there is a PHP that can be the peer. */
export function hasPhp(): boolean {
  try {
    execFileSync('php', ['-r', 'exit(class_exists("SoapServer") ? 0 : 1);'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address of this form.
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The third country's service by PHP's SoapServer, asking for a UsernameToken. */
export async function servePhp(options: {
  readonly version: '1.1' | '1.2';
  readonly password: string;
  readonly items: readonly object[];
}): Promise<{ readonly url: string; log(): Promise<readonly unknown[]>; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wsdl-peer-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}/`;
  const [wsdl, log] = [path.join(folder, 'fito.wsdl'), path.join(folder, 'log')];
  await writeFile(wsdl, description(url, options.version));
  await writeFile(log, '');
  const env = {
    PATH: '/usr/bin:/bin:/usr/local/bin',
    SERVICE_WSDL: wsdl,
    SERVICE_LOG: log,
    SERVICE_VERSION: options.version,
    SERVICE_PASSWORD: options.password,
    SERVICE_ITEMS: JSON.stringify(options.items),
  };
  const child = spawn('php', ['-S', `127.0.0.1:${String(port)}`, PROGRAM], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('php has ended')));
    child.stderr.on('data', (said: Buffer) => {
      if (said.toString().includes('started')) resolve();
    });
  });
  return {
    url,
    async log() {
      const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line): unknown => JSON.parse(line));
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
