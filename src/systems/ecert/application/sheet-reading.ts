import type { Finding } from '../../../base/index.ts';
import {
  checkForm,
  clipped,
  hasFaults,
  initialForm,
  type CertificateModel,
  type Form,
  type FormCell,
  type FormRow,
  type FormValue,
} from '../models/index.ts';
import { ApplicationError } from './error.ts';
import { separatedCells } from './lib/separated.ts';
import { workbookCells } from './lib/workbook.ts';
import { cellValue, COMMENT, REFERENCE, sheetColumns, type SheetColumn } from './sheet-columns.ts';

export const LARGEST_SHEET = 5_242_880;
export const MOST_ROWS = 2000;

/** A fault with the cell that it lies in. */
export interface SheetFinding extends Finding {
  /** Row of the sheet, from 1, as the spreadsheet counts. */
  readonly row: number;
  /** Heading of the column; absent where the fault is of the whole certificate. */
  readonly column?: string;
}

/** One certificate of a sheet: the rows it stands in, what they say, and what is wrong with it. */
export interface SheetCertificate {
  readonly reference: string;
  readonly rows: readonly number[];
  readonly form: Form;
  readonly findings: readonly SheetFinding[];
  readonly good: boolean;
}

export interface SheetReading {
  /** Rows of content. */
  readonly rows: number;
  readonly certificates: readonly SheetCertificate[];
  /** Headings that the model does not know: their columns are left out. */
  readonly unknown: readonly string[];
}

export interface ReadingOptions {
  readonly today: string;
  readonly country: string;
  /** Told after each portion how many certificates of how many have been held against the model. */
  readonly onChecked?: (done: number, all: number) => void;
}

/** Certificates that are checked without letting anybody else have their turn. */
const PORTION = 50;

/** Whoever else asks meanwhile is answered between two portions. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Longer than any field takes. */
const LONGEST_CELL = 10_000;
/** ZIP local file header: every workbook begins so. */
const ARCHIVE = [0x50, 0x4b];

/**
 * Reads a sheet, XLSX or CSV, as forms of a model. Throws `sheet-too-large`, `sheet-unfit`, `sheet-unreadable`,
 * `sheet-columns`, `sheet-empty`, `sheet-too-many-rows`; faults of its content are findings.
 */
export async function readSheetForms(
  model: CertificateModel,
  bytes: Uint8Array,
  options: ReadingOptions,
): Promise<SheetReading> {
  const raw = await sheetCells(bytes);
  const cells = raw.map((row) => row.map((cell) => clipped(cell, LONGEST_CELL)));
  const [heading = [], ...rest] = cells;
  const columns = new Map(sheetColumns(model).map((column) => [column.key, column]));
  const names = heading.map((name) => name.trim());
  if (!names.some((name) => columns.has(name))) throw new ApplicationError('sheet-columns');
  const rows = rest
    .map((row, index) => ({ row, place: index + 2 }))
    .filter(({ row }) => row.some((cell) => cell !== '') && row[0]?.startsWith(COMMENT) !== true);
  if (rows.length === 0) throw new ApplicationError('sheet-empty');
  if (rows.length > MOST_ROWS) throw new ApplicationError('sheet-too-many-rows', { most: MOST_ROWS });
  const gathering = new Gathering(model, names, columns);
  for (const { row, place } of rows) gathering.add(row, place);
  return {
    rows: rows.length,
    certificates: await gathering.certificates(options),
    unknown: names.filter((name) => name !== '' && name !== REFERENCE && !columns.has(name)).slice(0, 50),
  };
}

/** The cells of a sheet, XLSX or CSV. Throws `sheet-too-large`, `sheet-unfit`, `sheet-unreadable`. */
export async function sheetCells(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  if (bytes.length > LARGEST_SHEET) throw new ApplicationError('sheet-too-large', { most: LARGEST_SHEET });
  const isArchive = ARCHIVE.every((byte, index) => bytes[index] === byte);
  return isArchive ? workbookCells(bytes) : separatedCells(bytes);
}

/** A certificate while its rows are gathered. */
interface Draft {
  readonly reference: string;
  readonly rows: number[];
  readonly form: Record<string, FormValue>;
  readonly lists: Map<string, { readonly row: FormRow; readonly place: number }[]>;
  readonly findings: SheetFinding[];
}

class Gathering {
  readonly #model: CertificateModel;
  readonly #names: readonly string[];
  readonly #columns: ReadonlyMap<string, SheetColumn>;
  readonly #drafts = new Map<string, Draft>();

  constructor(model: CertificateModel, names: readonly string[], columns: ReadonlyMap<string, SheetColumn>) {
    this.#model = model;
    this.#names = names;
    this.#columns = columns;
  }

  add(row: readonly string[], place: number): void {
    const reference = clipped(row[this.#names.indexOf(REFERENCE)] ?? '', 100);
    // A row without a reference is a certificate of its own.
    const key = reference === '' ? `\n${String(place)}` : reference;
    const draft: Draft = this.#drafts.get(key) ?? {
      reference,
      rows: [],
      form: {},
      lists: new Map(),
      findings: [],
    };
    this.#drafts.set(key, draft);
    draft.rows.push(place);
    const items = new Map<string, Record<string, FormCell>>();
    for (const [index, name] of this.#names.entries()) {
      const column = this.#columns.get(name);
      const text = row[index] ?? '';
      if (column === undefined || text === '') continue;
      if (column.list === undefined) this.#set(draft, column, text, place);
      else {
        const item = items.get(column.list.key) ?? {};
        items.set(column.list.key, item);
        item[column.field.key] = joined(item[column.field.key], column, text);
      }
    }
    for (const [list, item] of items) {
      draft.lists.set(list, [...(draft.lists.get(list) ?? []), { row: item, place }]);
    }
  }

  /** What stands for the whole certificate may be repeated in its rows, not contradicted. */
  #set(draft: Draft, column: SheetColumn, text: string, place: number): void {
    const { key } = column.field;
    const before = draft.form[key];
    const value = joined(isCell(before) ? before : undefined, column, text);
    const isFirst = draft.rows.length === 1;
    if (!isFirst && JSON.stringify(before) !== JSON.stringify(value)) {
      draft.findings.push({
        area: 'Mapping',
        level: 'SEVERE',
        code: 'sheet-contradiction',
        path: `/${key}`,
        values: { row: String(draft.rows[0] ?? place) },
        row: place,
        column: column.key,
      });
    }
    if (isFirst) draft.form[key] = value;
  }

  async certificates(options: ReadingOptions): Promise<readonly SheetCertificate[]> {
    const certificates: SheetCertificate[] = [];
    for (const draft of this.#drafts.values()) {
      if (certificates.length % PORTION === 0) {
        options.onChecked?.(certificates.length, this.#drafts.size);
        if (certificates.length > 0) await turn();
      }
      certificates.push(this.#checked(draft, options));
    }
    return certificates;
  }

  #checked(draft: Draft, { today, country }: ReadingOptions): SheetCertificate {
    const form: Form = {
      ...initialForm(this.#model, today),
      ...draft.form,
      ...Object.fromEntries([...draft.lists].map(([list, items]) => [list, items.map(({ row }) => row)])),
    };
    const findings = [
      ...draft.findings,
      ...checkForm(this.#model, form, { today, country }).map((finding) => ({
        ...finding,
        ...placeOf(draft, finding.path),
      })),
    ];
    return { reference: draft.reference, rows: draft.rows, form, findings, good: !hasFaults(findings) };
  }
}

function joined(before: FormCell | undefined, column: SheetColumn, text: string): FormCell {
  if (column.language === undefined) return cellValue(column, text);
  const texts = typeof before === 'object' && !('unit' in before) ? before : {};
  return { ...texts, [column.language]: text };
}

function isCell(value: FormValue | undefined): value is FormCell {
  return value !== undefined && !Array.isArray(value);
}

/** The cell of a path into the form: `/lines/1/netWeight` is the second row that fills lines. */
function placeOf(draft: Draft, path: string): { readonly row: number; readonly column?: string } {
  const [, field = '', position, ...inner] = path.split('/');
  const first = draft.rows[0] ?? 1;
  const items = draft.lists.get(field);
  if (items === undefined) {
    const column = [field, position, ...inner].filter((part) => part !== undefined && part !== '').join('.');
    return column === '' ? { row: first } : { row: first, column };
  }
  const row = items[Number(position)]?.place ?? first;
  return { row, column: [field, ...inner].join('.') };
}
