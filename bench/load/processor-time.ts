// What an operation costs in processor time, by who spends it. Wall-clock figures of a machine that does something else at
// the same time are worth nothing; these still are.
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

/** Microseconds of processor time spent so far. */
export interface ProcessorTime {
  /** The event loop of the process. */
  readonly main: number;
  /** Every other thread of it: examiners, compiler, garbage collector, thread pool. */
  readonly threads: number;
  /** PostgreSQL, with the backends that have ended. */
  readonly database: number;
}

/** Microseconds of one tick of `/proc/<pid>/stat`; a hundred a second on every Linux that Node.js runs on. */
const TICK = 10_000;

interface ProcessLine {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly own: number;
  readonly ofChildren: number;
}

/** Processor time of a process, and of the PostgreSQL below this one; undefined where there is no `/proc`. */
export function processorTime(pid = process.pid): ProcessorTime | undefined {
  if (process.platform !== 'linux') return undefined;
  const lines = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => lineOf(`/proc/${name}/stat`) ?? []);
  const below = descendants(lines, process.pid);
  const servers = lines.filter((line) => below.has(line.pid) && line.command === 'postgres');
  const serving = new Set(servers.map((line) => line.pid));
  const main = (lineOf(`/proc/${String(pid)}/task/${String(pid)}/stat`)?.own ?? 0) * TICK;
  const whole = processorTimeOf(pid) ?? 0;
  const database = servers.reduce(
    (sum, { own, parent, ofChildren }) => sum + own + (serving.has(parent) ? 0 : ofChildren),
    0,
  );
  return { main, threads: whole - main, database: database * TICK };
}

/** Microseconds that another process has spent; undefined where that cannot be known. */
export function processorTimeOf(pid: number): number | undefined {
  const line = lineOf(`/proc/${String(pid)}/stat`);
  return line === undefined ? undefined : line.own * TICK;
}

function descendants(lines: readonly ProcessLine[], root: number): ReadonlySet<number> {
  const found = new Set([root]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const { pid, parent } of lines) if (found.has(parent)) found.add(pid);
  }
  return found;
}

/** proc(5): the command stands in parentheses and may hold anything. */
function lineOf(path: string): ProcessLine | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  return {
    pid: Number.parseInt(text, 10),
    parent: field(4),
    command: text.slice(text.indexOf('(') + 1, close),
    own: field(14) + field(15),
    ofChildren: field(16) + field(17),
  };
}

/** Adds up what several runs of one kind cost the process that serves them. */
export class Costs {
  readonly #pid: number;
  #spent = { main: 0, threads: 0, database: 0, client: 0 };
  #operations = 0;

  constructor(pid = process.pid) {
    this.#pid = pid;
  }

  /** Runs a load and notes what it cost; `client` is what the load's own process spent, in microseconds. */
  async of<Result extends { readonly answers: number; readonly client: number }>(
    run: () => Promise<Result>,
  ): Promise<Result> {
    const before = processorTime(this.#pid);
    const result = await run();
    const after = processorTime(this.#pid);
    if (before === undefined || after === undefined) return result;
    this.#operations += result.answers;
    this.#spent = {
      main: this.#spent.main + after.main - before.main,
      threads: this.#spent.threads + after.threads - before.threads,
      database: this.#spent.database + after.database - before.database,
      client: this.#spent.client + result.client,
    };
    return result;
  }

  /** `main 41 + threads 9 + database 35 + client 22 = 107 µs`. */
  get text(): string {
    if (this.#operations === 0) return 'not measured here';
    const each = Object.entries(this.#spent).map(([name, sum]) => ({ name, sum: sum / this.#operations }));
    const total = each.reduce((sum, part) => sum + part.sum, 0);
    return `${each.map(({ name, sum }) => `${name} ${sum.toFixed(0)}`).join(' + ')} = ${total.toFixed(0)} µs`;
  }
}
