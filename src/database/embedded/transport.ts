import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toHex } from '../../base/index.ts';
import { giveTo, type Account } from './account.ts';

/** sockaddr_un holds 108 bytes with the final zero; PostgreSQL appends the socket's own name. */
const LONGEST_SOCKET_FOLDER = 107 - '/.s.PGSQL.5432'.length;

/** How clients reach the server. */
export interface Transport {
  readonly settings: Readonly<Record<string, string>>;
  /** Set when passwords guard the way in; on a socket the private folder does. */
  readonly passwords: boolean;
  /** A socket folder outside ours, to be removed in the end. */
  readonly strayFolder?: string;
  url(user: string, password: string, database: string): string;
}

/** A socket in a folder that only its owner may enter. Windows has none that Node can open. */
export async function openTransport(
  kind: 'socket' | 'tcp',
  folder: string,
  account: Account,
): Promise<Transport> {
  return kind === 'tcp' ? tcpTransport() : socketTransport(folder, account);
}

async function socketTransport(folder: string, account: Account): Promise<Transport> {
  let place = path.join(folder, 'socket');
  const fits = Buffer.byteLength(place) <= LONGEST_SOCKET_FOLDER;
  if (fits) {
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { mode: 0o700 });
  } else {
    place = await mkdtemp(path.join(tmpdir(), 'cf-'));
  }
  await giveTo(account, place);
  const host = encodeURIComponent(place);
  return {
    settings: { listen_addresses: '', unix_socket_directories: place, unix_socket_permissions: '0700' },
    passwords: false,
    ...(fits ? {} : { strayFolder: place }),
    url: (user, _password, database) => `postgresql://${user}@/${database}?host=${host}`,
  };
}

async function tcpTransport(): Promise<Transport> {
  const port = await freePort();
  return {
    settings: { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' },
    passwords: true,
    url: (user, password, database) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A password nobody has to type. */
export function freshPassword(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(24)));
}
