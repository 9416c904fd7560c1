import { fieldOf, type FieldName, type FieldValue } from '../../facts/index.ts';
import { addAll } from './bits.ts';
import { holdsOfAbsent, isAmount, isList, isTyped } from './cell-test.ts';
import { listClasses, listIndex } from './list-index.ts';
import { orderedIndex } from './ordered-index.ts';
import { certainly, setOf, type Cells, type ColumnClass, type Passed } from './passed.ts';
import { textIndex } from './text-index.ts';

/** One column of a table: for a value, the rows whose cell it passes, found without going through the rows. */
export interface Column {
  readonly field: FieldName;
  passed(value: FieldValue | undefined): Passed;
  /** Every different answer that the column can give. */
  classes(): readonly ColumnClass[];
}

export function columnOf(field: FieldName, cells: Cells): Column {
  const absent = certainly(setOf(cells, holdsOfAbsent));
  const typed = setOf(cells, isTyped);
  const free = setOf(cells, (cell) => cell?.is !== 'absent' && !isTyped(cell));
  const maybe = free.slice();
  addAll(maybe, typed);
  const doubtful: Passed = { yes: free, maybe };
  const { find, classes } = lookup(field, cells, doubtful);
  return {
    field,
    passed: (value) => (value === undefined ? absent : find(value)),
    classes: () => [{ ...absent, isAbsent: true }, ...classes()],
  };
}

interface Lookup {
  find(value: FieldValue): Passed;
  classes(): readonly ColumnClass[];
}

function lookup(field: FieldName, cells: Cells, doubtful: Passed): Lookup {
  const { kind, values } = fieldOf(field);
  switch (kind) {
    case 'text':
    case 'code': {
      const { find, classes } = textIndex(cells);
      const look = (value: FieldValue) => (typeof value === 'string' && find(value)) || doubtful;
      return {
        find: look,
        classes: () => values?.map((value) => named(value, look(value))) ?? plain(classes),
      };
    }
    case 'number':
    case 'day': {
      const { find, classes } = orderedIndex(kind, cells);
      return {
        find: (value) => (typeof value === 'string' && find(value)) || doubtful,
        classes: () => plain(classes),
      };
    }
    case 'quantity': {
      const { find, classes } = orderedIndex(kind, cells);
      return {
        find: (value) => (isAmount(value) && find(value)) || doubtful,
        // A unit that no cell names: those that ask for a quantity cannot be answered of it.
        classes: () => plain([...classes, doubtful]),
      };
    }
    case 'truth': {
      const [yes, no] = [truthSet(cells, true), truthSet(cells, false)];
      return {
        find: (value) => (typeof value === 'boolean' ? (value ? yes : no) : doubtful),
        classes: () => [named('true', yes), named('false', no)],
      };
    }
    case 'list': {
      const find = listIndex(cells);
      return {
        find: (value) => (isList(value) ? find(value) : doubtful),
        classes: () => listClasses(cells, find),
      };
    }
  }
}

function named(value: string, passed: Passed): ColumnClass {
  return { ...passed, value, isAbsent: false };
}

function plain(classes: readonly Passed[]): readonly ColumnClass[] {
  return classes.map((passed) => ({ ...passed, isAbsent: false }));
}

function truthSet(cells: Cells, value: boolean): Passed {
  return certainly(
    setOf(cells, (cell) => {
      if (cell?.is === 'equal') return cell.value === value;
      if (cell?.is === 'not-equal') return cell.value !== value;
      return cell?.is !== 'absent';
    }),
  );
}
