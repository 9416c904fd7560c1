import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process of that number exists, ours or not. A zombie does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'EPERM';
  }
  return processState(pid) !== 'Z';
}

/**
 * When a process began, in the kernel's clock ticks: with the number it names one process for ever. Empty where the
 * machine does not tell.
 */
export function beginningOf(pid: number): string {
  return statFields(pid)[19] ?? '';
}

function processState(pid: number): string {
  return statFields(pid)[0] ?? '';
}

/** Fields of /proc/<pid>/stat after the command name, which may hold spaces and parentheses. */
function statFields(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** The postmaster that a cluster's own lock file names, dead or alive. */
export async function postmasterOf(cluster: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, ready: lines[7]?.trim() === 'ready' };
}

/**
 * Whether a process is a PostgreSQL process of that cluster. Each has the cluster as its current directory; where the
 * machine does not tell (not Linux), the name of the program must do.
 */
export async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  if (process.platform !== 'linux') return /postgres/.test(await commandOf(pid));
  // All processes of a machine are asked, and hardly one works there: the second question is for those.
  if (placeOf(pid, 'cwd') !== cluster) return false;
  return /^postgres\b/.test(path.basename(placeOf(pid, 'exe')));
}

/** What the kernel says at once, without a thread of the pool: a directory it keeps for the process. */
function placeOf(pid: number, name: 'cwd' | 'exe'): string {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return '';
  }
}

function commandOf(pid: number): Promise<string> {
  return new Promise((resolve) => {
    execFile('ps', ['-p', String(pid), '-o', 'comm='], (error, output) => resolve(error ? '' : output));
  });
}

/** The server processes that work in a cluster, whether or not their postmaster lives. Linux only; elsewhere none. */
export async function serverProcesses(cluster: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const found: number[] = [];
  for (const entry of entries) {
    const pid = Number(entry);
    if (Number.isSafeInteger(pid) && pid !== process.pid && (await worksIn(pid, cluster))) found.push(pid);
  }
  return found;
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

/** Waits until the condition holds; false when the time is up first. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  milliseconds: number,
): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await sleep(20);
  }
  return true;
}
