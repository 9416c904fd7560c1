import { invalid, mappingFault } from './register-mapping.ts';
import { MAXIMUM_ROW_LENGTH, type Row, type RowFault } from './row.ts';

type Parsed =
  | { readonly is: 'record'; readonly cells: readonly string[]; readonly next: number }
  /** Reading goes on at `next`, the line after the fault. */
  | { readonly is: 'fault'; readonly code: RowFault['code']; readonly next: number }
  /** The text ends within the record. */
  | { readonly is: 'unfinished' }
  /** The text ends within a line that has passed the bound already. */
  | { readonly is: 'endless' };

/**
 * Rows of a CSV (RFC 4180) with a header; line breaks are LF or CRLF. A row that breaks the format is yielded with its
 * fault, and reading goes on at the next line: a quote that is never closed costs its own line, not the rest of the file.
 * Throws `import-mapping-invalid` when the header lacks a wanted column.
 */
export async function* csvRows(
  texts: AsyncIterable<string>,
  wanted: readonly string[],
  delimiter: string,
): AsyncGenerator<Row> {
  let header: { readonly columns: readonly number[]; readonly width: number } | undefined;
  let position = 0;
  for await (const { record, line } of records(texts, delimiter)) {
    if (header === undefined) {
      if (record.is !== 'record') throw invalid([mappingFault('/values', 'no header')]);
      header = { columns: columnsOf(record.cells, wanted), width: record.cells.length };
      continue;
    }
    const place = { position, line };
    position += 1;
    if (record.is === 'fault') {
      const values = { line: String(line), most: String(MAXIMUM_ROW_LENGTH) };
      yield { ...place, cells: [], fault: { code: record.code, values } };
    } else if (record.cells.length === header.width) {
      yield { ...place, cells: header.columns.map((column) => record.cells[column]) };
    } else {
      const values = {
        found: String(record.cells.length),
        expected: String(header.width),
        line: String(line),
      };
      yield { ...place, cells: [], fault: { code: 'import-row-columns', values } };
    }
  }
  if (header === undefined) throw invalid([mappingFault('/values', 'no header')]);
}

function columnsOf(header: readonly string[], wanted: readonly string[]): readonly number[] {
  const names = header.map((name) => name.trim());
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length > 0) throw invalid(missing.map((name) => mappingFault('/values', `no column ${name}`)));
  return wanted.map((name) => names.indexOf(name));
}

interface Numbered {
  readonly record: Exclude<Parsed, { is: 'unfinished' | 'endless' }>;
  /** Line on which the record ends, from 1. */
  readonly line: number;
}

async function* records(texts: AsyncIterable<string>, delimiter: string): AsyncGenerator<Numbered> {
  let text = '';
  let at = 0;
  let line = 0;
  let endless = false;
  for await (const piece of texts) {
    text = text.slice(at) + piece;
    at = line === 0 && text.startsWith('\uFEFF') ? 1 : 0;
    if (endless) {
      const broken = text.indexOf('\n');
      at = broken < 0 ? text.length : broken + 1;
      if (broken < 0) continue;
      endless = false;
      line += 1;
      yield { record: { is: 'fault', code: 'import-row-too-long', next: at }, line };
    }
    for (;;) {
      const record = nextRecord(text, at, delimiter, false);
      endless = record.is === 'endless';
      if (record.is === 'unfinished' || record.is === 'endless') break;
      line += linesBetween(text, at, record.next);
      at = record.next;
      if (!isEmpty(record)) yield { record, line };
    }
    if (endless) at = text.length;
  }
  if (endless) yield { record: { is: 'fault', code: 'import-row-too-long', next: 0 }, line: line + 1 };
  while (at < text.length) {
    const record = nextRecord(text, at, delimiter, true);
    if (record.is === 'unfinished' || record.is === 'endless') break;
    line += Math.max(1, linesBetween(text, at, record.next));
    at = record.next;
    if (!isEmpty(record)) yield { record, line };
  }
}

function isEmpty(record: Parsed): boolean {
  return record.is === 'record' && record.cells.length === 1 && record.cells[0] === '';
}

function linesBetween(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function nextRecord(text: string, start: number, delimiter: string, last: boolean): Parsed {
  const broken = text.indexOf('\n', start);
  const end = broken >= 0 ? broken : text.length;
  if (broken < 0 && !last) return { is: text.length - start > MAXIMUM_ROW_LENGTH ? 'endless' : 'unfinished' };
  if (end - start > MAXIMUM_ROW_LENGTH) return { is: 'fault', code: 'import-row-too-long', next: end + 1 };
  const quote = text.indexOf('"', start);
  if (quote >= 0 && quote < end) return quotedRecord(text, start, delimiter, last);
  const stop = text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end;
  return { is: 'record', cells: text.slice(start, stop).split(delimiter), next: end + 1 };
}

function quotedRecord(text: string, start: number, delimiter: string, last: boolean): Parsed {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
    if (cell === undefined) {
      // No end in sight: wait for more within the bound, then take the line for what it is.
      if (!last && text.length - start <= MAXIMUM_ROW_LENGTH) return { is: 'unfinished' };
      return malformed(text, start);
    }
    cells.push(cell.value);
    at = cell.next;
    if (text[at] === delimiter) at += 1;
    else if (text[at] === '\n') return { is: 'record', cells, next: at + 1 };
    else if (text.startsWith('\r\n', at)) return { is: 'record', cells, next: at + 2 };
    else if (at < text.length && !(text[at] === '\r' && at + 1 === text.length))
      return malformed(text, start);
    else if (last) return { is: 'record', cells, next: text.length };
    else return { is: 'unfinished' };
  }
}

/** A cell up to its closing quote; undefined where there is none. */
function quotedCell(text: string, start: number): { value: string; next: number } | undefined {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return undefined;
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), next: end + 1 };
}

/** A cell without quotes, up to the delimiter or the line break. */
function plainCell(text: string, start: number, delimiter: string): { value: string; next: number } {
  const broken = text.indexOf('\n', start);
  const line = broken < 0 ? text.length : text[broken - 1] === '\r' && broken > start ? broken - 1 : broken;
  const delimited = text.indexOf(delimiter, start);
  const end = delimited >= 0 && delimited < line ? delimited : line;
  return { value: text.slice(start, end), next: end };
}

function malformed(text: string, start: number): Parsed {
  const broken = text.indexOf('\n', start);
  return { is: 'fault', code: 'import-row-malformed', next: broken < 0 ? text.length : broken + 1 };
}
