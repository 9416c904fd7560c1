import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TlsPair } from '../../../../crypto/testing/tls-certificates.ts';

const PROGRAMS = '/usr/lib/postfix/sbin';

/** Postfix changes to its own users and so has to be started by root. */
export function hasPostfix(): boolean {
  return process.getuid?.() === 0 && spawnSync('postconf', ['-h', 'mail_version']).status === 0;
}

export interface Postfix {
  readonly port: number;
  readonly log: () => string;
  stop(): Promise<void>;
}

/** A Postfix of its own: private configuration, queue and port; relays between the domains and knows nobody else. */
export async function startPostfix(
  routes: Readonly<Record<string, string>>,
  tls: TlsPair & { readonly trusted: readonly string[] },
): Promise<Postfix> {
  const folder = mkdtempSync(path.join(tmpdir(), 'postfix-'));
  chmodSync(folder, 0o755);
  for (const name of ['config', 'queue', 'queue/pid', 'data']) mkdirSync(path.join(folder, name));
  execFileSync('chown', ['postfix', path.join(folder, 'data')]);
  const port = await freePort();
  const file = (name: string, text: string): string => {
    const whole = path.join(folder, 'config', name);
    writeFileSync(whole, text);
    return whole;
  };
  const domains = Object.keys(routes);
  const settings: Readonly<Record<string, string>> = {
    compatibility_level: '3.6',
    queue_directory: path.join(folder, 'queue'),
    data_directory: path.join(folder, 'data'),
    maillog_file: path.join(folder, 'log'),
    maillog_file_prefixes: folder,
    myhostname: 'relay.example',
    mydestination: '',
    alias_maps: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    relay_domains: domains.join(' '),
    disable_dns_lookups: 'yes',
    smtp_host_lookup: 'native',
    smtputf8_enable: 'no',
    transport_maps: `inline:{${domains.map((domain) => `{${domain} = ${routes[domain] ?? ''}}`).join(' ')}}`,
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    smtpd_tls_cert_file: file('server.crt', tls.certificate),
    smtpd_tls_key_file: file('server.key', tls.key),
    smtpd_tls_security_level: 'may',
    smtp_tls_security_level: 'secure',
    smtp_tls_secure_cert_match: 'localhost',
    smtp_tls_CAfile: file('trusted.crt', tls.trusted.join('\n')),
  };
  file(
    'main.cf',
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  file('master.cf', masterTable(port));
  // Makes the queue's folders with the rights that they must have.
  execFileSync('postfix', ['-c', path.join(folder, 'config'), 'check']);
  const process = spawn(path.join(PROGRAMS, 'master'), ['-c', path.join(folder, 'config'), '-d'], {
    stdio: 'ignore',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', MAIL_CONFIG: path.join(folder, 'config') },
  });
  await untilOpen(port, () => process.exitCode === null);
  return {
    port,
    log: () => readFileSync(path.join(folder, 'log'), 'utf8'),
    async stop() {
      const ended = once(process, 'exit');
      process.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function masterTable(port: number): string {
  const rows = [
    `127.0.0.1:${String(port)} inet n - n - - smtpd`,
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${rows.join('\n')}\n`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilOpen(port: number, isRunning: () => boolean): Promise<void> {
  while (isRunning()) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('data', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Postfix has ended');
}
