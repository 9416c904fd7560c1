import type { Answer } from '../../api/client.ts';

export type Preview = Answer<'preview-batch'>;
type PlacedFinding = Preview['certificates'][number]['findings'][number];

/** A certificate of the sheet in the preview: where it stands, and what is wrong with it. */
export interface SheetLine {
  readonly key: string;
  readonly reference: string;
  readonly rows: readonly number[];
  readonly isGood: boolean;
  /** By row of the sheet, in its order; each with the heading of its column. */
  readonly findings: readonly PlacedFinding[];
}

/** The faulty first, in the order of the sheet. */
export function linesOf({ certificates }: Pick<Preview, 'certificates'>): readonly SheetLine[] {
  return certificates
    .map(({ reference, rows, good, findings }, index) => ({
      key: String(index),
      reference,
      rows,
      isGood: good,
      findings: findings.toSorted((left, right) => left.row - right.row),
    }))
    .toSorted((left, right) => Number(left.isGood) - Number(right.isGood));
}

/** What a batch left out, as the preview shows it. */
export function leftOutOf({ leftOut }: Pick<Answer<'enter-batch'>, 'leftOut'>): Preview['certificates'] {
  return leftOut.map((certificate) => ({ ...certificate, good: false }));
}

/** `2–4, 7`: rows that follow one another are told by the first and the last. */
export function rowRange(rows: readonly number[]): string {
  const parts: string[] = [];
  let first: number | undefined;
  for (const [index, row] of rows.entries()) {
    first ??= row;
    if (rows[index + 1] === row + 1) continue;
    parts.push(first === row ? String(row) : `${String(first)}–${String(row)}`);
    first = undefined;
  }
  return parts.join(', ');
}

const SHEET_TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
};

/** The file as the API takes it, by the ending of its name: browsers do not agree on the type of a CSV. */
export function sheetOf(file: File): Blob | undefined {
  const type = SHEET_TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  return type === undefined ? undefined : new Blob([file], { type });
}
