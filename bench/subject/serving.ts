// One side of a comparison in a process of its own, as servers run: what prepares the load is not in its memory.
import { fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { connect } from '../../src/database/index.ts';
import { insertFloor } from '../load/floor.ts';
import type { BenchSeal } from './certificates.ts';
import { openHouse } from './house.ts';
import type { BenchServer } from './server.ts';

/** What the process is to serve. */
type Order =
  | {
      readonly kind: 'house';
      readonly url: string;
      readonly connections: number;
      readonly anchors: BenchSeal['anchors'];
    }
  | { readonly kind: 'insert-floor'; readonly url: string; readonly connections: number };

interface Opened {
  readonly port: number;
  /** Of a house: by which its callers are known. */
  readonly token: string;
}

export interface Serving extends Opened {
  readonly pid: number;
  close(): Promise<void>;
}

/** The whole server, with a pool of its own on a database. */
export function serveHouse(
  { applicationUrl }: BenchServer,
  connections: number,
  { anchors }: BenchSeal,
): Promise<Serving> {
  return serve({ kind: 'house', url: applicationUrl, connections, anchors });
}

/** The least that an intake can be. */
export function serveInsertFloor({ administratorUrl }: BenchServer, connections: number): Promise<Serving> {
  return serve({ kind: 'insert-floor', url: administratorUrl, connections });
}

function serve(order: Order): Promise<Serving> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['--serve'], { serialization: 'advanced' });
    const ended = new Promise<void>((end) => child.once('exit', () => end()));
    child.once('message', (opened) => {
      // The process sends nothing else.
      const { port, token } = opened as Opened;
      resolve({
        port,
        token,
        pid: child.pid ?? 0,
        async close() {
          child.send('close');
          await ended;
        },
      });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a server of the bench ended with ${String(code)}`)));
    child.send(order);
  });
}

async function open(order: Order): Promise<Opened & { close(): Promise<void> }> {
  if (order.kind === 'insert-floor') {
    const floor = await insertFloor(order.url, order.connections);
    return { port: floor.port, token: '', close: () => floor.close() };
  }
  const database = await connect({ url: order.url, connections: order.connections });
  const house = await openHouse({ database }, { anchors: order.anchors });
  return {
    port: house.port,
    token: house.token,
    async close() {
      await house.close();
      await database.close();
    },
  };
}

if (process.send !== undefined && process.argv.includes('--serve')) {
  process.once('disconnect', () => process.exit(1));
  process.once('message', (order) => {
    // Only `serve` starts this program, and sends this first.
    void open(order as Order).then(({ port, token, close }) => {
      process.once('message', () => {
        void close().then(() => process.exit(0));
      });
      process.send?.({ port, token } satisfies Opened);
    });
  });
}
