import writeXlsxFile from 'write-excel-file/node';
import { say, utf8, type Language } from '../../../base/index.ts';
import type { CertificateModel } from '../models/index.ts';
import { columnHint, columnLabel, COMMENT, REFERENCE, sheetColumns } from './sheet-columns.ts';
import { applicationWords } from './words.ts';

export const SHEET_FORMATS = ['xlsx', 'csv'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** The sheet to fill in: headings for the machine, below them what they mean and how they are written. */
export async function sheetTemplate(
  model: CertificateModel,
  format: SheetFormat,
  language: Language,
): Promise<Uint8Array> {
  const columns = sheetColumns(model);
  const rows = [
    [REFERENCE, ...columns.map(({ key }) => key)],
    [
      `${COMMENT} ${say(applicationWords, language, 'sheet-reference')}`,
      ...columns.map((column) => columnLabel(column, language)),
    ],
    [
      `${COMMENT} ${say(applicationWords, language, 'sheet-examples')}`,
      ...columns.map((column) => columnHint(column, language)),
    ],
  ];
  if (format === 'csv') return utf8(`\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`);
  const [heading = [], ...notes] = rows;
  const written = await writeXlsxFile(
    [
      heading.map((value) => ({ value, fontWeight: 'bold' as const, backgroundColor: '#DDE7F3' })),
      ...notes.map((row) =>
        row.map((value) => (value === '' ? null : { value, textColor: '#4A5568', wrap: true })),
      ),
    ],
    {
      columns: heading.map((name) => ({ width: Math.min(40, Math.max(16, name.length + 2)) })),
      stickyRowsCount: 3,
      stickyColumnsCount: 1,
    },
  ).toBuffer();
  return new Uint8Array(written);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
