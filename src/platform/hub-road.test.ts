import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fromUtf8 } from '../base/index.ts';
import { readCertificatesPem } from '../crypto/index.ts';
import { tlsAuthority, type TestAuthority } from '../crypto/testing/tls-certificates.ts';
import { callDirectly, type Caller, type OutgoingCall } from '../exchange/index.ts';
import { identifiedCaller } from './hub-road.ts';

let folder = '';
let authority: TestAuthority;
let server: Server;
let call: OutgoingCall;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-keys-'));
  authority = await tlsAuthority('Partner authority');
  const { certificate, key } = await authority.issue('localhost', 'server');
  const ca = authority.certificate;
  server = createServer({ cert: certificate, key, ca, requestCert: true }, ({ socket }, response) => {
    const { subject } = socket instanceof TLSSocket ? socket.getPeerCertificate() : { subject: undefined };
    response.end(String(subject?.CN));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  call = {
    method: 'POST',
    url: `https://localhost:${String(port)}/`,
    headers: {},
    body: new Uint8Array(),
    authorities: readCertificatesPem(ca),
    maximumAnswer: 1_000,
    signal: AbortSignal.timeout(20_000),
  };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

async function install(name: string): Promise<void> {
  const { certificate, key } = await authority.issue(name, 'client');
  await writeFile(path.join(folder, 'transport.crt.pem'), certificate);
  await writeFile(path.join(folder, 'transport.key.pem'), key);
}

test('the client certificate of the key folder is shown, and a renewed one from the next call on', async () => {
  const caller = identifiedCaller(folder, { call: callDirectly });
  await expect(caller(call)).rejects.toMatchObject({ code: 'exchange-transport-key-missing' });
  for (const name of ['CN-GACC', 'CN-GACC 2027']) {
    await install(name);
    expect(fromUtf8((await caller(call)).body)).toBe(name);
  }
});

test('once calls leave by a gateway nothing that needs the certificate is called, by whatever road', async () => {
  await install('CN-GACC');
  const left: string[] = [];
  const out: { call: Caller } = { call: callDirectly };
  const caller = identifiedCaller(folder, out);
  out.call = ({ url }) => {
    left.push(url);
    return Promise.reject(new Error('nothing was to cross'));
  };
  await expect(caller(call)).rejects.toMatchObject({ code: 'exchange-transport-key-inside' });
  expect(left).toEqual([]);
});
