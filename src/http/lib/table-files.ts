import writeExcelFile from 'write-excel-file/node';

/** A table of texts and numbers, for files. */
export interface PlainTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * A table as CSV (RFC 4180) in UTF-8 with its mark, which spreadsheets need. A text that a spreadsheet would take for a
 * formula is kept from being one.
 */
export function csvOf({ columns, rows }: PlainTable): string {
  const lines = [columns, ...rows].map((row) => row.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as a spreadsheet (Office Open XML). Texts are texts there, whatever they begin with. */
export async function xlsxOf({ columns, rows }: PlainTable): Promise<Uint8Array> {
  const head = columns.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const cell = (value: string | number | null) => {
    if (value === null) return null;
    return typeof value === 'number' ? { value, type: Number } : { value, type: String };
  };
  return writeExcelFile([head, ...rows.map((row) => row.map(cell))]).toBuffer();
}
