import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Load, LoadResult } from './generator.ts';

const isSource = import.meta.url.endsWith('.ts');

/** Writes requests as the generator reads them. */
export function writeRequests(path: string, requests: readonly Uint8Array[]): void {
  const parts = requests.flatMap((request) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(request.length);
    return [length, request];
  });
  writeFileSync(path, Buffer.concat(parts));
}

/** Runs a load in a child process. */
export function drive(load: Load): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const path = fileURLToPath(new URL(`./generator.${isSource ? 'ts' : 'js'}`, import.meta.url));
    const child = fork(path, ['--generate'], { execArgv: isSource ? ['--import', 'tsx'] : [] });
    child.once('message', (result) => {
      // The generator sends nothing else.
      resolve(result as LoadResult);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the load generator ended with ${String(code)}`));
    });
    child.send(load);
  });
}

/** A request as bytes. */
export function requestBytes(
  line: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(),
): Uint8Array {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  const length = body.length > 0 ? [`content-length: ${body.length}`] : [];
  return Buffer.concat([
    Buffer.from(`${[`${line} HTTP/1.1`, ...lines, ...length].join('\r\n')}\r\n\r\n`),
    body,
  ]);
}
