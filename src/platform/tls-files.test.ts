import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TlsFiles } from '../http/index.ts';
import { tlsAuthority, type TlsPair } from '../crypto/testing/tls-certificates.ts';
import { openTlsFiles } from './tls-files.ts';

let folder: string;
let first: TlsPair;
let second: TlsPair;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-tls-'));
  const authority = await tlsAuthority('Test authority');
  first = await authority.issue('localhost', 'server');
  second = await authority.issue('localhost', 'server');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const places = () => ({
  tlsCertificateFile: path.join(folder, 'server.crt.pem'),
  tlsKeyFile: path.join(folder, 'server.key.pem'),
  tlsClientAuthoritiesFile: undefined,
});

async function write({ certificate, key }: Partial<TlsPair>): Promise<void> {
  if (certificate !== undefined) await writeFile(places().tlsCertificateFile, certificate);
  if (key !== undefined) await writeFile(places().tlsKeyFile, key);
}

test('without files configured there is no TLS', async () => {
  const none = { tlsCertificateFile: undefined, tlsKeyFile: undefined, tlsClientAuthoritiesFile: undefined };
  expect(await openTlsFiles(none)).toBeUndefined();
});

test('files that are missing, or no pair, are told at the start', async () => {
  await expect(openTlsFiles(places())).rejects.toMatchObject({ code: 'command-file-missing' });
  await write({ certificate: first.certificate, key: second.key });
  await expect(openTlsFiles(places())).rejects.toMatchObject({ code: 'tls-files-unfit' });
});

test('a renewed pair is taken in while the server runs; half of one, or none, leaves what there was', async () => {
  await write(first);
  const files = await openTlsFiles(places(), 10);
  const renewed: TlsFiles[] = [];
  const faults: unknown[] = [];
  const watching = files?.watch(
    (fresh) => renewed.push(fresh),
    (error) => faults.push(error),
  );
  try {
    await write({ certificate: second.certificate });
    await expect.poll(() => faults).toMatchObject([{ code: 'tls-files-unfit' }]);
    expect(files?.current()).toEqual(first);
    await write({ key: second.key });
    await expect.poll(() => renewed).toEqual([second]);
    expect(files?.current()).toEqual(second);
    await rm(places().tlsKeyFile);
    await expect.poll(() => faults.at(-1)).toMatchObject({ code: 'command-file-missing' });
    expect(files?.current()).toEqual(second);
    await write(first);
    await expect.poll(() => renewed).toEqual([second, first]);
  } finally {
    watching?.stop();
  }
});
