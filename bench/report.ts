import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { format } from 'prettier';
import type { BenchRow } from './row.ts';

/** A row as it is kept in `docs/benchmarks.json`: which file of this folder measured it, and on which day. */
export interface KeptRow extends BenchRow {
  readonly bench: string;
  readonly day: string;
}

const KEPT = 'docs/benchmarks.json';
const [BEGIN, END] = ['<!-- bench:begin -->', '<!-- bench:end -->'];

export function machine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${String(cpus().length)} × ${processor?.model ?? arch()}, ${String(memory)} GB, ${platform()}, Node ${process.version}`;
}

/** The rows as a table in Markdown; with the day of each where they are kept ones. */
export function table(rows: readonly (BenchRow & { readonly day?: string })[]): string {
  const isKept = rows.some(({ day }) => day !== undefined);
  const line = (cells: readonly string[], day: string) =>
    `| ${[...cells, ...(isKept ? [day] : [])].join(' | ')} |`;
  return [
    line(['what', 'ours', 'floor', 'unit', 'ratio', 'at least', 'met'], 'measured'),
    line(['---', '--:', '--:', '---', '--:', '--:', '---'], '---'),
    ...rows.map(({ what, ours, floor, unit, ratio, atLeast, day = '' }) =>
      line(
        [
          what,
          figure(ours),
          figure(floor),
          unit,
          ratio.toFixed(2),
          String(atLeast),
          ratio >= atLeast ? 'yes' : 'NO',
        ],
        day,
      ),
    ),
  ].join('\n');
}

/** Puts rows in the place of what their benchmarks measured before, and writes the page, the JSON and the table of the README. */
export async function keep(measured: readonly KeptRow[]): Promise<void> {
  const before = JSON.parse(readFileSync(KEPT, 'utf8')) as { readonly rows: readonly KeptRow[] };
  const anew = new Set(measured.map(({ bench }) => bench));
  const rows = [...before.rows.filter(({ bench }) => !anew.has(bench)), ...measured].toSorted((left, right) =>
    left.bench.localeCompare(right.bench, 'en'),
  );
  const report = `${table(rows)}\n\n${machine()}`;
  await writeFormatted(KEPT, JSON.stringify({ machine: machine(), rows }));
  await writeFormatted('docs/benchmarks.md', `# Benchmarks\n\nWritten by \`npm run bench\`.\n\n${report}\n`);
  const readme = readFileSync('README.md', 'utf8');
  const [head = '', tail = ''] = [readme.split(BEGIN)[0], readme.split(END)[1]];
  await writeFormatted('README.md', `${head}${BEGIN}\n\n${report}\n\n${END}${tail}`);
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

async function writeFormatted(path: string, text: string): Promise<void> {
  writeFileSync(path, await format(text, { filepath: path, printWidth: 110 }));
}
