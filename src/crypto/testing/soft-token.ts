import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** SoftHSM's module, where Debian and others put it; undefined where it, its tools or OpenSC's are not installed. */
export function softTokenModule(): string | undefined {
  const tools = [
    ['softhsm2-util', '--version'],
    ['pkcs11-tool', '--list-interfaces'],
  ] as const;
  if (tools.some(([tool, option]) => spawnSync(tool, [option]).error !== undefined)) return undefined;
  const folders = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/usr/lib/x86_64-linux-gnu'];
  return folders.map((each) => path.join(each, 'softhsm/libsofthsm2.so')).find((each) => existsSync(each));
}

/** A real PKCS#11 token in software, in a folder of its own. */
export interface SoftToken {
  readonly label: string;
  readonly pin: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Puts a private key (PKCS#8, PEM) into the token under an identifier (hex). */
  hold(privateKey: string, id: string): void;
  remove(): void;
}

export function softToken(label: string): SoftToken {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-token-'));
  const file = path.join(folder, 'softhsm2.conf');
  mkdirSync(path.join(folder, 'tokens'));
  writeFileSync(file, `directories.tokendir = ${path.join(folder, 'tokens')}\nlog.level = ERROR\n`);
  const environment = { SOFTHSM2_CONF: file };
  const pin = '24680';
  const run = (...given: readonly string[]): void => {
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', ...environment };
    const { status, stderr } = spawnSync('softhsm2-util', given, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  run('--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '13579246');
  return {
    label,
    pin,
    environment,
    hold(privateKey, id) {
      const place = path.join(folder, `${id}.pem`);
      writeFileSync(place, privateKey);
      run('--import', place, '--token', label, '--label', `key ${id}`, '--id', id, '--pin', pin);
      rmSync(place);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
