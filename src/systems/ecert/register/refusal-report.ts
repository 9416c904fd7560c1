import { open, stat, type FileHandle } from 'node:fs/promises';
import { say, type Catalogue, type Fault, type Language } from '../../../base/index.ts';

/** What was refused, as the report tells it. */
export interface Refusal {
  readonly position: number;
  readonly path: string;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Everything that is wrong with it, where that is known; the code is the first of these. */
  readonly faults?: readonly Fault[];
}

export interface ReportOptions {
  /** `.csv` makes a table, any other name NDJSON. */
  readonly path: string;
  readonly words: Catalogue;
  readonly language: Language;
  /** Bytes of the report that an earlier run has made sure of; what lies behind them is cut off and told again. */
  readonly keep: number;
}

/** The report of what was refused and why: a file that grows by whole batches. */
export interface RefusalReport {
  /** Appends, flushes to disk, and returns the length that a later run may keep. */
  append(refusals: readonly Refusal[]): Promise<number>;
  close(): Promise<void>;
}

export async function openReport(options: ReportOptions): Promise<RefusalReport> {
  const standing = options.keep === 0 ? 0 : await lengthOf(options.path);
  const keep = standing >= options.keep ? options.keep : 0;
  const handle = await open(options.path, keep > 0 ? 'r+' : 'w', 0o600);
  const table = options.path.endsWith('.csv');
  let length = keep;
  await handle.truncate(length);
  if (table && length === 0) length += await writeAt(handle, 'item,path,code,sentence\r\n', 0);
  const line = table ? csvLine : jsonLine;
  return {
    async append(refusals) {
      if (refusals.length === 0) return length;
      const text = refusals.map((refusal) => line(refusal, sentenceOf(refusal, options))).join('');
      length += await writeAt(handle, text, length);
      await handle.datasync();
      return length;
    },
    close: () => handle.close(),
  };
}

async function lengthOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

async function writeAt(handle: FileHandle, text: string, position: number): Promise<number> {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    const step = await handle.write(bytes, written, bytes.length - written, position + written);
    written += step.bytesWritten;
  }
  return written;
}

function sentenceOf({ code, values, faults = [] }: Refusal, { words, language }: ReportOptions): string {
  if (faults.length === 0) return say(words, language, code, values);
  return faults
    .map(
      (fault) =>
        `${fault.path === '' ? '' : `${fault.path}: `}${say(words, language, fault.code, fault.values)}`,
    )
    .join(' ');
}

function jsonLine({ position, path, code, values, faults }: Refusal, sentence: string): string {
  return `${JSON.stringify({ item: position, path, code, sentence, values, faults })}\n`;
}

function csvLine({ position, path, code }: Refusal, sentence: string): string {
  return `${[String(position), path, code, sentence].map(csvCell).join(',')}\r\n`;
}

/** RFC 4180, and an apostrophe before what a spreadsheet would take for a formula: paths come from strangers. */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
