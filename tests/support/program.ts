import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { TestServer } from '../../src/database/testing/index.ts';
import { madeOnce } from './made-once.ts';

export const PROGRAM = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** The program's own beginning for each call, with what it has loaded for the one before. */
const ONE_AFTER_ANOTHER = `
  import { pathToFileURL } from 'node:url';
  const [node, program, calls] = process.argv;
  for (const [turn, call] of JSON.parse(calls).entries()) {
    process.argv = [node, program, ...call];
    await import(pathToFileURL(program).href + '?' + turn);
    if (process.exitCode !== 0) break;
  }
`;

/** The system as `npm start` runs it after its build, until it is told to end. */
export interface RunningProgram {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly url: string;
  /** What it printed until it said that it was running. */
  readonly output: string;
}

/** The built program on a data folder of its own, with the embedded database. */
export class Installation {
  readonly folder = mkdtempSync(path.join(runFolder(), 'program-'));
  readonly #environment: NodeJS.ProcessEnv;

  constructor(settings: Readonly<Record<string, string>> = {}) {
    const { DATABASE_URL: _, COUNTERFOIL_SHOTS: __, ...environment } = process.env;
    this.#environment = {
      ...environment,
      COUNTERFOIL_DATA: this.folder,
      COUNTERFOIL_PORT: '0',
      LANG: 'en_GB.UTF-8',
      ...settings,
    };
  }

  /** Adds settings that name files of the folder. */
  configure(settings: Readonly<Record<string, string>>): void {
    Object.assign(this.#environment, settings);
  }

  /**
   * Lays there what a first start leaves that fills the ledger with the demonstration: one test of a run starts it, the others
   * have a copy. Before the first start here.
   */
  async fill(): Promise<void> {
    const filled = await madeOnce(path.join(runFolder(), 'demonstration'), async (place) => {
      const first = new Installation();
      await endProgram(await first.start(), 'SIGTERM');
      await copyWithModes(first.folder, place);
      first.remove();
    });
    await copyWithModes(filled, this.folder);
  }

  /** A file that the demonstration wrote. */
  demonstration(name: string): string {
    return path.join(this.folder, 'demonstration', name);
  }

  /** The password of one of the demonstration's people. */
  password(login: string): string {
    return readFileSync(this.demonstration(`keys/${login}.password`), 'utf8').trim();
  }

  /** Starts the system, by way of another program where one is given, and waits until it says that it is running. */
  start(within: readonly string[] = []): Promise<RunningProgram> {
    const [program, ...parameters] = [...within, process.execPath, PROGRAM, 'start'];
    const child = spawn(program ?? '', parameters, {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    return new Promise((resolve, reject) => {
      const take = (chunk: Buffer) => {
        output += chunk.toString();
        const url = /Counterfoil is running: (\S+)/.exec(output)?.[1];
        if (url !== undefined && output.includes('Stop with')) resolve({ process: child, url, output });
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('exit', (code) => {
        reject(new Error(`ended with ${String(code)}: ${output}`));
      });
    });
  }

  /** Runs a command to its end. */
  command(parameters: readonly string[], settings: Readonly<Record<string, string>> = {}) {
    const env = { ...this.#environment, ...settings };
    return spawnSync(process.execPath, [PROGRAM, ...parameters], { env, encoding: 'utf8' });
  }

  /**
   * Runs commands one after another in one process, as far as the first that fails: most of a short command's work is loading the
   * program.
   */
  commands(calls: readonly (readonly string[])[]) {
    const parameters = ['--input-type=module', '--eval', ONE_AFTER_ANOTHER, '--', PROGRAM];
    return spawnSync(process.execPath, [...parameters, JSON.stringify(calls)], {
      env: this.#environment,
      encoding: 'utf8',
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function runFolder(): string {
  const { folder } = inject('counterfoilTestServer') satisfies TestServer;
  return folder;
}

/** `cpSync` of Node.js 24 opens folders to everybody, and a database does not start in such a one. */
function copyWithModes(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true });
}

/** Sends a signal and waits for the end; the exit code. */
export function endProgram(running: RunningProgram, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (running.process.exitCode !== null || running.process.signalCode !== null) {
      resolve(running.process.exitCode);
      return;
    }
    running.process.once('exit', resolve);
    running.process.kill(signal);
  });
}

/** The token of a session that login and password open. */
export async function signIn(url: string, login: string, password: string): Promise<string> {
  // What the server closed while a command kept this thread busy is found closed before it is used again.
  await setImmediate();
  await setImmediate();
  const answer = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const opened: unknown = await answer.json();
  if (typeof opened === 'object' && opened !== null && 'token' in opened) return String(opened.token);
  throw new Error(`${login} was not let in: ${JSON.stringify(opened)}`);
}
