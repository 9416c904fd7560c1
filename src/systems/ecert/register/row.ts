/** Why a row of an old register was refused; each a key of the words. */
export const ROW_REFUSALS = [
  'import-row-malformed',
  'import-row-too-long',
  'import-row-columns',
  'import-row-encoding',
  'import-row-required',
  'import-row-code',
  'import-row-date',
  'import-row-number',
  'import-row-unit',
] as const;
export type RowRefusal = (typeof ROW_REFUSALS)[number];

export interface RowFault {
  readonly code: RowRefusal;
  readonly values: Readonly<Record<string, string>>;
}

/** One row of an old register: its cells in the order the mapping asked for them. */
export interface Row {
  /** Counts rows from 0, the header left out. */
  readonly position: number;
  /** Line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly (string | undefined)[];
  /** Why the row could not be read at all; its cells are empty then. */
  readonly fault?: RowFault;
}

/** The longest row, in UTF-16 code units. */
export const MAXIMUM_ROW_LENGTH = 1_048_576;
