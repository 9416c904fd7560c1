import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { LedgerChange } from '../../systems/ecert/changes/index.ts';
import type { Caller } from '../services/access.ts';
import { LiveHub } from './hub.ts';
import { LiveStreams } from './streams.ts';

const caller: Caller = {
  actor: 'account/y',
  name: '',
  roles: [],
  scope: { kind: 'authority', country: 'CN', authority: 'CN-GACC' },
  may: () => true,
};

let server: Server | undefined;
let streams: LiveStreams | undefined;
afterEach(async () => {
  streams?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

/** A log that grows by itself as fast as it is read: more than anyone could take. */
function endlessLog() {
  let size = 0;
  const change = (position: number): LedgerChange => ({
    position,
    kind: 'certificate',
    record: `record-${String(position)}`,
    version: 1,
    action: 'x'.repeat(2_000),
    state: 'issued',
    actor: 'account/x',
    at: '2026-06-01T12:00:00.000Z',
    country: 'NZ',
    authority: 'NZ-MPI',
    concerned: ['CN'],
  });
  return {
    size: () => Promise.resolve(size),
    read: (from: number) => {
      size = from + 50;
      return Promise.resolve({
        changes: Array.from({ length: 50 }, (_, index) => change(from + index)),
        next: size,
      });
    },
  };
}

async function serve(hub: LiveHub): Promise<number> {
  const its = (streams = new LiveStreams(hub, { standing: (tokens) => Promise.resolve(new Set(tokens)) }));
  const listening = (server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('\n');
    void its.serve(response, { caller, token: 'cf_x' });
  }));
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (listening.address() as AddressInfo).port;
}

it('lets go of who does not read, and keeps who does', async () => {
  const port = await serve(new LiveHub(endlessLog(), { interval: 1 }));
  const open = () =>
    new Promise<IncomingMessage>((resolve) => {
      const sent = request({ port, host: '127.0.0.1', agent: false }, resolve);
      sent.on('error', () => undefined);
      sent.end();
    });
  const reader = await open();
  let taken = 0;
  reader.on('data', (chunk: Buffer) => {
    taken += chunk.length;
  });
  reader.on('error', () => undefined);
  const sleeper = await open();
  sleeper.on('error', () => undefined);
  sleeper.pause();
  await expect.poll(() => streams?.count).toBe(1);
  const before = taken;
  await expect.poll(() => taken).toBeGreaterThan(before);
  reader.destroy();
  await expect.poll(() => streams?.count).toBe(0);
});
