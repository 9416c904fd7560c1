import { spawn, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The server as it is run, over a database of its own; resolves with where it listens. */
export function startProgram(
  environment: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; url: string }> {
  const extension = extname(import.meta.url);
  const program = fileURLToPath(new URL(`../../src/main${extension}`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, program, 'start'], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      told += chunk;
      const url = /http:\/\/\S+/.exec(told)?.[0];
      if (url !== undefined) resolve({ child, url });
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${String(code)}`)));
  });
}
