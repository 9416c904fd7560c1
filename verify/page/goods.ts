import type { FaceSection, FaceValue } from '../../src/standards/index.ts';
import { h } from './dom.ts';
import { labelView, valueLines } from './face-values.ts';
import { tellValue } from '../inspection/index.ts';
import type { Speech } from '../inspection/index.ts';

type Table = Extract<FaceSection, { readonly kind: 'table' }>;
type Cell = readonly FaceValue[];

/** Columns that together say what the goods are: one cell, as papers have it. */
const NAMES = ['face-description', 'face-common-name', 'face-scientific-name', 'face-classification'];
/** Columns that stand below their line, each with its label: long texts, and what few certificates fill. */
const BELOW = ['face-use', 'face-batch', 'face-expiry', 'face-containers', 'face-line-notes'];

/** The lines of goods as a table that a page's width can hold, whatever a certificate fills in. */
export function goodsRows(
  table: Table,
  speech: Speech,
): { readonly head: HTMLElement; readonly body: HTMLElement } {
  const beside = table.columns.filter((column) => !NAMES.includes(column) && !BELOW.includes(column));
  const line = beside.filter((column) => column === 'face-line');
  const columns = [...line, 'face-description', ...beside.filter((column) => column !== 'face-line')];
  return {
    head: h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map((column) => headCell(column, speech)),
      ),
    ),
    body: h(
      'tbody',
      {},
      table.rows.flatMap((row) => {
        const cells = new Map(table.columns.map((column, index) => [column, row[index] ?? []]));
        const below = BELOW.filter((column) => (cells.get(column) ?? []).length > 0);
        return [
          h(
            'tr',
            { class: below.length > 0 ? 'continued' : undefined },
            columns.map((column) =>
              column === 'face-description'
                ? namesCell(cells, speech)
                : cellView(column, cells.get(column) ?? [], speech),
            ),
          ),
          below.length === 0 ? undefined : belowRow(below, cells, columns.length, speech),
        ].filter((view) => view !== undefined);
      }),
    ),
  };
}

/** What names one line of goods and counts it, in one sentence. */
export function goodsInShort(table: Table, row: readonly Cell[], speech: Speech): string {
  const wanted = [
    'face-description',
    'face-common-name',
    'face-scientific-name',
    'face-net-weight',
    'face-packages',
    'face-marks',
  ];
  const parts = wanted.flatMap((column) => {
    const cell = row[table.columns.indexOf(column)] ?? [];
    return cell.length === 0 ? [] : [cell.map((value) => tellValue(value, speech)).join(' ')];
  });
  return [...new Set(parts)].join(' · ');
}

export function headCell(column: string, speech: Speech): HTMLElement {
  return h(
    'th',
    { scope: 'col', class: column },
    speech.say(column),
    ' ',
    h('span', { class: 'other', lang: speech.otherLanguage }, speech.sayOther(column)),
  );
}

export function cellView(column: string, cell: Cell, speech: Speech): HTMLElement {
  return h('td', { class: column, 'data-label': speech.say(column) }, h('div', {}, valueLines(cell, speech)));
}

function namesCell(cells: ReadonlyMap<string, Cell>, speech: Speech): HTMLElement {
  const seen = new Set<string>();
  const lines = NAMES.flatMap((column) =>
    (cells.get(column) ?? []).flatMap((value) => {
      const text = tellValue(value, speech);
      if (seen.has(text)) return [];
      seen.add(text);
      // Botanical and zoological names are Latin, set in italics (ICN preface, ICZN appendix B6).
      const latin = column === 'face-scientific-name';
      return [
        h('p', { lang: latin ? 'la' : (value.language ?? ''), dir: 'auto' }, latin ? h('i', {}, text) : text),
      ];
    }),
  );
  return h(
    'td',
    { class: 'face-description', 'data-label': speech.say('face-description') },
    h('div', {}, lines),
  );
}

function belowRow(
  columns: readonly string[],
  cells: ReadonlyMap<string, Cell>,
  width: number,
  speech: Speech,
): HTMLElement {
  return h(
    'tr',
    { class: 'below' },
    h(
      'td',
      { colspan: String(width) },
      h(
        'dl',
        {},
        columns.map((column) =>
          h('div', {}, labelView(column, speech), h('dd', {}, valueLines(cells.get(column) ?? [], speech))),
        ),
      ),
    ),
  );
}
