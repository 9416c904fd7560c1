import type { Difference } from './differences.ts';

/** Columns that the sheet shows together in the cell of the description. */
const IN_DESCRIPTION = new Set(['face-common-name', 'face-scientific-name', 'face-classification']);

/** Marks on a drawn sheet what differs from its counterpart. */
export function markDifferences(sheet: HTMLElement, differences: readonly Difference[]): void {
  const rows = [...sheet.querySelectorAll('.face-goods tbody tr:not(.below)')];
  for (const { label, line } of differences) {
    for (const element of line === undefined
      ? sheet.querySelectorAll(`div.${label}`)
      : cellsOf(rows[line - 1], label))
      element.classList.add('differs');
  }
}

function cellsOf(row: Element | undefined, label: string): readonly Element[] {
  if (row === undefined) return [];
  const cell = row.querySelector(`td.${IN_DESCRIPTION.has(label) ? 'face-description' : label}`);
  const below = row.nextElementSibling;
  return [cell ?? (below?.classList.contains('below') === true ? below : row)];
}
