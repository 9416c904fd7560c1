import { appendFile, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fromBase64, toBase64 } from '../../base/index.ts';
import { EvidenceError } from '../error.ts';
import type { SplitView, Witnessed, WitnessStore } from './store.ts';

/**
 * The memory of a witness in one JSON file, for one process at a time. The file is written beside itself, synced and
 * renamed. A file that cannot be read stops the witness: starting over would forget what it swore to.
 */
export async function fileWitnessStore(file: string): Promise<WitnessStore> {
  const lock = await takeLock(`${file}.lock`);
  const logs = await readState(file).catch(async (error: unknown) => {
    await lock();
    throw error;
  });
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other, in the order of the calls. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    latest: (origin) => inTurn(() => Promise.resolve(logs.get(origin))),
    advance: (origin, expected, next) =>
      inTurn(async () => {
        const known = logs.get(origin);
        if (known?.size !== expected || next.size < (known?.size ?? 0)) return false;
        await writeDurably(file, formatState(new Map([...logs, [origin, next]])));
        logs.set(origin, next);
        return true;
      }),
    keepSplitView: (view: SplitView) =>
      inTurn(() => appendFile(`${file}.split-views`, `${JSON.stringify(view)}\n`, { flush: true })),
    close: () => inTurn(lock),
  };
}

async function writeDurably(file: string, text: string): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  const folder = await open(path.dirname(file), 'r');
  try {
    // The new name itself must survive a loss of power.
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function readState(file: string): Promise<Map<string, Witnessed>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return new Map();
    throw new EvidenceError('witness-state-unreadable', { file }, { cause: error });
  }
  const state = parseState(text);
  if (state === undefined) throw new EvidenceError('witness-state-unreadable', { file });
  return state;
}

function formatState(logs: ReadonlyMap<string, Witnessed>): string {
  const entries = [...logs].map(([origin, { size, root, note, at }]) => ({
    origin,
    size,
    root: toBase64(root),
    note,
    at: at.toISOString(),
  }));
  return `${JSON.stringify({ version: 1, logs: entries }, undefined, 2)}\n`;
}

function parseState(text: string): Map<string, Witnessed> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value['version'] !== 1 || !Array.isArray(value['logs'])) return undefined;
    const logs = new Map<string, Witnessed>();
    for (const entry of value['logs'] as readonly unknown[]) {
      if (!isRecord(entry)) return undefined;
      const { origin, size, root, note, at } = entry;
      if (typeof origin !== 'string' || typeof root !== 'string' || typeof note !== 'string')
        return undefined;
      if (typeof at !== 'string' || typeof size !== 'number' || !Number.isSafeInteger(size)) return undefined;
      const bytes = fromBase64(root);
      if (bytes?.length !== 32 || Number.isNaN(Date.parse(at))) return undefined;
      logs.set(origin, { size, root: bytes, note, at: new Date(at) });
    }
    return logs;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Makes the file ours; gives back what releases it. A lock whose process has ended is taken over. */
async function takeLock(lock: string): Promise<() => Promise<void>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const handle = await open(lock, 'wx', 0o600);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(lock, { force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST') || attempt === 3) {
        throw new EvidenceError('witness-state-unreadable', { file: lock }, { cause: error });
      }
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (isAlive(holder)) throw new EvidenceError('witness-state-locked', { file: lock, holder });
      await rm(lock, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}
