// Runs the benchmarks of this folder, each in a process of its own, and prints one table.
// node dist/bench/main.js [--keep] [name ...]    a name is a file of this folder, e.g. `seal`
// What was measured is kept in docs/ and shown in the README where all were run, or with --keep.
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { keep, machine, table, type KeptRow } from './report.ts';
import type { BenchRow } from './row.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const extension = extname(import.meta.url);
const NOT_BENCHES = new Set(['main', 'report', 'row']);

function benchNames(): string[] {
  return readdirSync(folder)
    .filter((name) => extname(name) === extension && !name.endsWith(`.d${extension}`))
    .filter((name) => !name.endsWith(`.test${extension}`))
    .map((name) => basename(name, extension))
    .filter((name) => !NOT_BENCHES.has(name))
    .toSorted();
}

function isRow(value: unknown): value is BenchRow {
  return typeof value === 'object' && value !== null && 'what' in value && 'ratio' in value;
}

/** In the child: calls every `bench…` function that the file exports and sends the rows to the parent. */
async function runFile(name: string): Promise<void> {
  const loaded: unknown = await import(pathToFileURL(join(folder, `${name}${extension}`)).href);
  if (typeof loaded !== 'object' || loaded === null) return;
  const rows: BenchRow[] = [];
  for (const [member, bench] of Object.entries(loaded)) {
    if (!/^bench[A-Z]/.test(member) || typeof bench !== 'function') continue;
    const result: unknown = await Promise.resolve(Reflect.apply(bench, undefined, []));
    rows.push(...[result].flat().filter(isRow));
  }
  process.send?.(rows);
}

function rowsOf(name: string): Promise<readonly BenchRow[]> {
  return new Promise((resolve, reject) => {
    const rows: BenchRow[] = [];
    const child = fork(fileURLToPath(import.meta.url), ['--file', name], { execArgv: process.execArgv });
    child.on('message', (message) => {
      if (Array.isArray(message)) rows.push(...message.filter(isRow));
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0 && rows.length > 0) resolve(rows);
      else
        reject(new Error(`the benchmark ${name} ended with ${String(code)} and ${String(rows.length)} rows`));
    });
  });
}

async function runAll(wanted: readonly string[], isKept: boolean): Promise<void> {
  const known = benchNames();
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`no such benchmark: ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const names = wanted.length > 0 ? wanted : known;
  const rows: KeptRow[] = [];
  const failures: string[] = [];
  const day = new Date().toISOString().slice(0, 10);
  for (const bench of names) {
    console.log(`benchmark ${bench}`);
    try {
      rows.push(...(await rowsOf(bench)).map((row) => ({ bench, day, ...row })));
    } catch (fault) {
      failures.push(fault instanceof Error ? fault.message : String(fault));
    }
  }
  const missed = rows.filter((row) => row.ratio < row.atLeast).map((row) => `missed: ${row.what}`);
  console.log(`\n${table(rows)}\n\n${machine()}`);
  for (const failure of [...failures, ...missed]) console.error(failure);
  if (isKept) await keep(rows);
  process.exitCode = failures.length + missed.length === 0 ? 0 : 1;
}

const [first, second] = process.argv.slice(2);
if (first === '--file' && second !== undefined) await runFile(second);
else {
  const names = process.argv.slice(2).filter((word) => word !== '--keep');
  await runAll(names, names.length === 0 || first === '--keep');
}
