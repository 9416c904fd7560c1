import type { ClipboardEvent, KeyboardEvent } from 'react';
import { pastedCells } from '../screens/application/grid-places.ts';
import { textAt, withText, type GridColumn } from './columns.ts';
import { added, duplicated, moved } from './editing.ts';
import type { Place } from './remarks.ts';
import type { Hand } from './writing.ts';

interface Held {
  readonly hand: Hand;
  readonly columns: readonly GridColumn[];
  readonly go: (place: Place) => void;
}

/** Lets the cell of a place take the focus, once it is drawn; the last of its column where the row is gone. */
export function focusCell({ row, column }: Place): void {
  requestAnimationFrame(() => {
    const name = CSS.escape(column);
    const cell =
      document.querySelector<HTMLElement>(`[data-place="${String(row)} ${name}"]`) ??
      [...document.querySelectorAll<HTMLElement>(`[data-place$=" ${name}"]`)].at(-1);
    cell?.focus();
  });
}

/** What keys and pasted blocks do in the grid, as people know it from spreadsheets. */
export function handsOf(held: Held) {
  return {
    onKey: (event: KeyboardEvent<HTMLElement>): void => {
      const at = placeOf(event.target);
      if (at === undefined || event.nativeEvent.isComposing) return;
      const act = actOf(event, at, held);
      if (act === undefined) return;
      event.preventDefault();
      act();
    },
    onPaste: (event: ClipboardEvent<HTMLElement>): void => {
      const at = placeOf(event.target);
      const block = pastedCells(event.clipboardData.getData('text/plain'));
      if (at === undefined || block === undefined) return;
      event.preventDefault();
      paste(held, at, block);
    },
  };
}

function actOf(event: KeyboardEvent<HTMLElement>, at: Place, held: Held): (() => void) | undefined {
  const isCommand = event.ctrlKey || event.metaKey;
  const { hand } = held;
  if (event.altKey) return rowAct(event, at, held);
  if (isCommand) {
    const key = event.key.toLowerCase();
    if (key === 'd') return () => fillDown(held, at);
    if (key === 'z') return back(event.shiftKey ? hand.redo : hand.undo, at);
    if (key === 'y') return back(hand.redo, at);
    if (key === 'enter') return () => step(held, at, added(hand.table, at.row), 1);
    if (key === 'home') return () => focusCell({ row: 0, column: at.column });
    if (key === 'end') return () => focusCell({ row: hand.table.rows.length - 1, column: at.column });
  }
  return wayOf(event, at, held);
}

/** A step back or forth may take the row at hand away; the grid keeps the focus. */
function back(act: () => void, at: Place): () => void {
  return () => {
    act();
    focusCell(at);
  };
}

/** With Alt the row itself is meant. */
function rowAct(event: KeyboardEvent<HTMLElement>, at: Place, held: Held): (() => void) | undefined {
  const { table } = held.hand;
  const way = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
  if (way === undefined) return undefined;
  if (event.shiftKey) return way === 1 ? () => step(held, at, duplicated(table, at.row), 1) : undefined;
  return () => step(held, at, moved(table, at.row, way), way);
}

function step({ hand }: Held, at: Place, table: Hand['table'], way: number): void {
  if (table === hand.table) return;
  hand.change(table);
  focusCell({ row: at.row + way, column: at.column });
}

/** To a neighbour: up and down always, to the sides from the ends of the text. */
function wayOf(event: KeyboardEvent<HTMLElement>, at: Place, held: Held): (() => void) | undefined {
  const { target, key, ctrlKey, shiftKey } = event;
  const isChoice = target instanceof HTMLSelectElement;
  const down = (rows: number) => () => beside(held, at, rows, 0);
  if (key === 'Enter') return down(shiftKey ? -1 : 1);
  if (key === 'ArrowDown' && (!isChoice || ctrlKey)) return down(1);
  if (key === 'ArrowUp' && (!isChoice || ctrlKey)) return down(-1);
  if (shiftKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return undefined;
  const isMirrored = document.documentElement.dir === 'rtl';
  const way = (key === 'ArrowRight') === isMirrored ? -1 : 1;
  if (isChoice) return ctrlKey ? () => beside(held, at, 0, way) : undefined;
  if (!(target instanceof HTMLInputElement) || !isAtEnd(target, key)) return undefined;
  return () => beside(held, at, 0, way);
}

function isAtEnd({ selectionStart, selectionEnd, value }: HTMLInputElement, key: string): boolean {
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return key === 'ArrowLeft' ? selectionEnd === 0 : selectionStart === value.length;
}

function beside({ columns, hand }: Held, at: Place, down: number, right: number): void {
  const column = columns[columns.findIndex(({ id }) => id === at.column) + right];
  const row = at.row + down;
  if (column !== undefined && row >= 0 && row < hand.table.rows.length) focusCell({ row, column: column.id });
}

/** The cell above, once more. */
function fillDown({ hand, columns }: Held, at: Place): void {
  const above = hand.table.rows[at.row - 1];
  const column = columns.find(({ id }) => id === at.column);
  const row = hand.table.rows[at.row];
  if (above === undefined || row === undefined || column === undefined) return;
  if (textAt(above, column) === textAt(row, column)) return;
  const next = withText(hand.table, at.row, column, textAt(above, column));
  if (next !== undefined) hand.change(next);
}

/** A block of a spreadsheet, laid from a place to the right and down; what means nothing stands as it was typed. */
function paste({ hand, columns }: Held, at: Place, block: readonly (readonly string[])[]): void {
  const first = columns.findIndex(({ id }) => id === at.column);
  let table = hand.table;
  for (const [down, line] of block.entries()) {
    const row = at.row + down;
    if (row === table.rows.length) table = added(table, row - 1);
    for (const [right, text] of line.entries()) {
      const column = columns[first + right];
      if (column === undefined) continue;
      const next = withText(table, row, column, text);
      if (next === undefined) hand.keepUnread(`${table.rows[row]?.id ?? ''} ${column.id}`, text);
      else table = next;
    }
  }
  hand.change(table);
}

function placeOf(target: EventTarget): Place | undefined {
  const text = target instanceof HTMLElement ? target.dataset['place'] : undefined;
  const [row, column] = text?.split(' ') ?? [];
  return row === undefined || column === undefined ? undefined : { row: Number(row), column };
}
