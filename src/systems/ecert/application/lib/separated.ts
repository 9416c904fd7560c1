import { fromUtf8 } from '../../../../base/index.ts';
import { ApplicationError } from '../error.ts';

const SEPARATORS = [',', ';', '\t'] as const;
const LONGEST_CELL = 10_000;

/**
 * The cells of a separated text (RFC 4180): comma, or the semicolon and tab that spreadsheets write in some countries.
 * Throws `sheet-unreadable` for a quote without an end and for anything but UTF-8.
 */
export function separatedCells(bytes: Uint8Array): readonly (readonly string[])[] {
  const text = fromUtf8(bytes)?.replace(/^\uFEFF/, '');
  if (text === undefined || text.includes('\0')) throw new ApplicationError('sheet-unreadable');
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const cell = text[at] === '"' ? quoted(text, at) : bare(text, at, separator);
    row.push(cell.value.trim());
    at = cell.next;
    if (text[at] === separator) {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= text.length) break;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (at >= text.length) break;
  }
  return rows;
}

function separatorOf(text: string): string {
  const [heading = ''] = text.split(/\r?\n/, 1);
  const counts = SEPARATORS.map((separator) => heading.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function bare(text: string, start: number, separator: string): { value: string; next: number } {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return bounded(text.slice(start, end), end);
}

function quoted(text: string, start: number): { value: string; next: number } {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  const next = text[end + 1];
  const isClosed = end >= 0 && (next === undefined || [...SEPARATORS, '\r', '\n'].includes(next));
  if (!isClosed) throw new ApplicationError('sheet-unreadable');
  return bounded(text.slice(start + 1, end).replaceAll('""', '"'), end + 1);
}

function bounded(value: string, next: number): { value: string; next: number } {
  if (value.length > LONGEST_CELL) throw new ApplicationError('sheet-unreadable');
  return { value, next };
}
