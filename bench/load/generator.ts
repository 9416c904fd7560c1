// A load generator in a process of its own: keep-alive connections on bare sockets, one request under way on each.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What to send: whole requests as bytes, taken in turn; and for how long. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  /** File of requests, each with its length before it (uint32, big-endian). */
  readonly requests: string;
  /** Ends after so many milliseconds, or when every request was sent once. */
  readonly milliseconds: number;
  readonly once: boolean;
}

export interface LoadResult {
  readonly answers: number;
  readonly seconds: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Milliseconds from request to answer. */
  readonly median: number;
  readonly p99: number;
  /** Processor time of the load itself, in microseconds. */
  readonly client: number;
}

export function readRequests(path: string): readonly Buffer[] {
  const file = readFileSync(path);
  const requests: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = file.readUInt32BE(at);
    requests.push(file.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return requests;
}

export async function run(load: Load): Promise<LoadResult> {
  const requests = readRequests(load.requests);
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  const before = process.cpuUsage();
  const started = performance.now();
  let sent = 0;
  const next = (): Buffer | undefined => {
    if (load.once && sent >= requests.length) return undefined;
    if (performance.now() - started > load.milliseconds) return undefined;
    const request = requests[sent % requests.length];
    sent += 1;
    return request;
  };
  await Promise.all(
    Array.from({ length: load.connections }, () =>
      converse(load.port, next, (status, milliseconds) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        times.push(milliseconds);
      }),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const sorted = Float64Array.from(times).toSorted();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { answers: times.length, seconds, statuses, median: at(0.5), p99: at(0.99), client: user + system };
}

function converse(
  port: number,
  next: () => Buffer | undefined,
  answered: (status: string, milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let held: Buffer = Buffer.alloc(0);
    let began = 0;
    const send = (): void => {
      const request = next();
      if (request === undefined) {
        socket.end();
        resolve();
        return;
      }
      began = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.on('data', (data: Buffer) => {
      held = held.length === 0 ? data : Buffer.concat([held, data]);
      const end = held.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = held.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (held.length < end + 4 + length) return;
      held = held.subarray(end + 4 + length);
      answered(head.slice(9, 12), performance.now() - began);
      send();
    });
  });
}

if (process.send !== undefined && process.argv.includes('--generate')) {
  process.once('message', (load: Load) => {
    void run(load).then((result) => {
      process.send?.(result, () => process.exit(0));
    });
  });
}
