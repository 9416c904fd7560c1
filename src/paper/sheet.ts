import { parseInstant, say, type Catalogue, type Language } from '../base/index.ts';
import type { Face, FaceSection, FaceValue } from '../standards/index.ts';

/** A word in the two languages of a paper; the second is empty where the first says it all. */
export type Pair = readonly [main: string, other: string];

/** What a template is given: plain data, nothing of it markup. */
export interface Sheet {
  readonly language: Language;
  readonly title: Pair;
  readonly authority: Pair;
  readonly number: string;
  /** Serial number of the paper; a dash on what was not printed. */
  readonly paper: string;
  /** SHA-256 of the sealed content, hex. */
  readonly digest: string;
  readonly micro: string;
  /** Year, month, day, hour, minute, second (UTC) of the seal. */
  readonly date: readonly number[];
  /** Words across the sheet: that it is not in force, or a copy. */
  readonly overprint: Pair | null;
  readonly sections: readonly SheetSection[];
  readonly sealing: readonly { readonly label: Pair; readonly text: string }[];
  /** As a drawing, or else from `/symbol.raw`: a byte a pixel, so many in each of so many rows. */
  readonly qr: {
    readonly svg: string | null;
    readonly pixels: number;
    readonly millimetres: number;
  } | null;
  readonly attach: boolean;
  readonly words: Readonly<
    Record<'number' | 'paper' | 'digest' | 'sealed' | 'signature' | 'embedded', Pair>
  > & {
    readonly verify: Pair | null;
  };
}

export interface SheetField {
  readonly label: Pair;
  readonly values: readonly string[];
}

export type SheetSection =
  | {
      readonly kind: 'fields';
      readonly label: Pair;
      /** Two fields beside each other, or one over the whole width. */
      readonly rows: readonly (readonly SheetField[])[];
    }
  | {
      readonly kind: 'table';
      readonly label: Pair;
      readonly columns: readonly Pair[];
      /** Shares of the width, one for each column. */
      readonly widths: readonly number[];
      readonly rows: readonly {
        readonly cells: readonly (readonly string[])[];
        readonly more: readonly { readonly label: Pair; readonly text: string }[];
      }[];
    };

/** Two languages as one voice. */
export interface Tongues {
  readonly main: Language;
  readonly other: Language;
  readonly words: Catalogue;
}

export function paired({ main, other, words }: Tongues, key: string): Pair {
  const first = say(words, main, key);
  const second = say(words, other, key);
  return [first, first === second ? '' : second];
}

/** The sections of a certificate's face as a paper shows them: every value of it, codes named in both languages. */
export function sheetSections({ sections }: Face, tongues: Tongues): SheetSection[] {
  return sections.map((section) =>
    section.kind === 'fields' ? fieldsOf(section, tongues) : tableOf(section, tongues),
  );
}

/** Longer than this a value needs the whole width. */
const WIDE = 70;
const MOST_LINES = 8;

function fieldsOf(section: FaceSection & { kind: 'fields' }, tongues: Tongues): SheetSection {
  const rows: SheetField[][] = [];
  let open: SheetField[] | undefined;
  for (const { label, values } of section.fields) {
    const field = { label: paired(tongues, label), values: textsOf(values, tongues) };
    if (field.values.some((text) => text.length > WIDE) || field.values.length > MOST_LINES) {
      rows.push([field]);
      open = undefined;
    } else if (open === undefined) {
      open = [field];
      rows.push(open);
    } else {
      open.push(field);
      open = undefined;
    }
  }
  return { kind: 'fields', label: paired(tongues, section.label), rows };
}

/** Columns that stand beside each other, in this order of preference; the others stand below their line. */
const BESIDE: readonly string[] = [
  'face-line',
  'face-description',
  'face-classification',
  'face-origin',
  'face-net-weight',
  'face-packages',
  'face-batch',
  'face-treatment',
  'face-chemical',
  'face-treatment-temperature',
  'face-concentration',
  'face-duration',
  'face-treatment-date',
];
const MOST_BESIDE = 7;
const WIDTHS: Readonly<Record<string, number>> = {
  'face-line': 0.6,
  'face-description': 2.6,
  'face-classification': 1.5,
  'face-packages': 1.25,
  'face-information': 2,
  'face-file': 2,
};

function tableOf(section: FaceSection & { kind: 'table' }, tongues: Tongues): SheetSection {
  const order = section.columns
    .map((_, index) => index)
    .toSorted((left, right) => preference(section.columns[left]) - preference(section.columns[right]));
  const beside = new Set(section.columns.length <= MOST_BESIDE ? order : order.slice(0, MOST_BESIDE));
  const labels = section.columns.map((column) => paired(tongues, column));
  const columns = section.columns.flatMap((column, index) => (beside.has(index) ? [{ column, index }] : []));
  return {
    kind: 'table',
    label: paired(tongues, section.label),
    columns: columns.map(({ column }) => paired(tongues, column)),
    widths: columns.map(({ column }) => WIDTHS[column] ?? 1),
    rows: section.rows.map((row) => ({
      cells: columns.map(({ index }) => textsOf(row[index] ?? [], tongues)),
      more: labels.flatMap((label, index) => {
        const cell = row[index] ?? [];
        if (beside.has(index) || cell.length === 0) return [];
        return [{ label, text: textsOf(cell, tongues).join(' · ') }];
      }),
    })),
  };
}

function preference(column: string | undefined): number {
  const place = BESIDE.indexOf(column ?? '');
  return place < 0 ? BESIDE.length : place;
}

/** Values as lines, in both languages where a code has a name in each; what only repeats an earlier line is left out. */
export function textsOf(values: readonly FaceValue[], tongues: Tongues): string[] {
  const lines: string[] = [];
  // A country's name beside its code says nothing new.
  const named = new Set<string>();
  for (const value of values) {
    const line = printable(textOf(value, tongues));
    if (line === '' || lines.includes(line) || named.has(line)) continue;
    lines.push(line);
    if (value.word !== undefined) for (const name of paired(tongues, value.word)) named.add(name);
  }
  return lines;
}

function textOf({ value, word }: FaceValue, tongues: Tongues): string {
  if (word === undefined || tongues.words.en?.[word] === undefined) return dateOrText(value);
  const [main, other] = paired(tongues, word);
  const named = other === '' ? main : `${main} ${other}`;
  if (word.startsWith('unit.')) return `${value.split(' ')[0] ?? value} ${named}`;
  if (word.startsWith('ephyto-tag.')) return `${named}: ${dateOrText(value.replace(/^\w+: /, ''))}`;
  return value === '' || value === main ? named : `${named} (${value})`;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** A moment as every reader writes it; one without a zone stays without. */
function dateOrText(value: string): string {
  const match = INSTANT.exec(value);
  if (!match) return value;
  const [, day = '', time = '', zone] = match;
  return zone === undefined || zone === 'Z'
    ? `${day} ${time}${zone === 'Z' ? ' UTC' : ''}`
    : `${day} ${time} ${zone}`;
}

/** Characters that steer a line instead of standing in it (controls, direction marks, unassigned) are not printed. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cn}\p{Co}\p{Cs}\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu, (sign) =>
    sign === '\n' || sign === '\t' ? ' ' : '',
  );
}

/** Year to second (UTC) of an RFC 3339 instant. */
export function dateParts(instant: string): readonly number[] {
  const date = parseInstant(instant) ?? new Date(0);
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}

/** Characters that the security line needs to cross the sheet at its size. */
const LINE_LENGTH = 900;

export function microtextOf(number: string, digest: string): string {
  const once = `${number} ${digest} `;
  return once.repeat(Math.ceil(LINE_LENGTH / once.length));
}
