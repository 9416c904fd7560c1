import { addAll, addRow, emptySet, removeAll, type RowSet } from './bits.ts';
import { isTyped } from './cell-test.ts';
import { certainly, setOf, type Cells, type ColumnClass, type Passed } from './passed.ts';

/** Tests of lists: which rows name an element among those they want, or among those they do not. */
export function listIndex(cells: Cells): (value: readonly string[]) => Passed {
  const unnamed = setOf(cells, (cell) => cell?.is !== 'absent' && cell?.is !== 'contains-any');
  const wanting = new Map<string, RowSet>();
  const refusing = new Map<string, RowSet>();
  cells.forEach((cell, row) => {
    if (cell?.is !== 'contains-any' && cell?.is !== 'contains-none') return;
    const named = cell.is === 'contains-any' ? wanting : refusing;
    for (const value of cell.values) {
      let rows = named.get(value);
      if (rows === undefined) named.set(value, (rows = emptySet(cells.length)));
      addRow(rows, row);
    }
  });
  return (value) => {
    const yes = unnamed.slice();
    for (const element of value) {
      const wanted = wanting.get(element);
      if (wanted !== undefined) addAll(yes, wanted);
      const refused = refusing.get(element);
      if (refused !== undefined) removeAll(yes, refused);
    }
    return certainly(yes);
  };
}

/** With more elements than this their combinations are too many to go through. */
const MOST_COMBINED = 8;

/**
 * Every different answer to tests of lists. With many elements: some that exist, and for each cell one in which it alone holds, so
 * that nothing is taken for covered that might not be.
 */
export function listClasses(
  cells: Cells,
  find: (value: readonly string[]) => Passed,
): readonly ColumnClass[] {
  const elements = [
    ...new Set(
      cells.flatMap((cell) =>
        cell?.is === 'contains-any' || cell?.is === 'contains-none' ? cell.values : [],
      ),
    ),
  ];
  const real = (value: readonly string[]): ColumnClass => ({ ...find(value), isAbsent: false });
  if (elements.length <= MOST_COMBINED)
    return Array.from({ length: 2 ** elements.length }, (_, bits) =>
      real(elements.filter((__, place) => (bits & (1 << place)) !== 0)),
    );
  const alone = new Map(cells.filter(isTyped).map((cell) => [JSON.stringify(cell), cell]));
  const synthetic = [undefined, ...alone.values()].map((sole): ColumnClass => {
    const text = JSON.stringify(sole);
    const yes = setOf(cells, (cell) =>
      isTyped(cell) ? JSON.stringify(cell) === text : cell?.is !== 'absent',
    );
    return { ...certainly(yes), isAbsent: false, isSynthetic: true };
  });
  return [[], elements, ...elements.map((element) => [element])].map(real).concat(synthetic);
}
