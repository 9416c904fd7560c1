import { ActionIcon, Button, Popover } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconColumns3,
  IconCopy,
  IconPlus,
  IconPower,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { FIELDS, isFieldName, type FieldName } from '../../../src/verification/facts/index.ts';
import { useReader } from '../language/reader.tsx';
import { fieldTitle } from './cell-words.ts';
import { added, duplicated, moved, removed, withInputs, withRow } from './editing.ts';
import { focusCell } from './grid-hands.ts';
import type { Place } from './remarks.ts';
import type { Hand } from './writing.ts';

/** What is done with rows and columns; each has a key in the grid, too. */
export function RuleToolbar({
  hand,
  at,
  go,
}: {
  readonly hand: Hand;
  readonly at: Place;
  readonly go: (place: Place) => void;
}): ReactNode {
  const { say } = useReader();
  const { table, change } = hand;
  const row = table.rows[at.row];
  const to = (next: typeof table, place: number): void => {
    change(next);
    const there = { row: Math.max(0, Math.min(place, next.rows.length - 1)), column: at.column };
    go(there);
    focusCell(there);
  };
  const acts: readonly (readonly [string, Icon, boolean, () => void])[] = [
    ['undo', IconArrowBackUp, hand.canUndo, hand.undo],
    ['redo', IconArrowForwardUp, hand.canRedo, hand.redo],
    ['add', IconPlus, true, () => to(added(table, row === undefined ? -1 : at.row), at.row + 1)],
    ['duplicate', IconCopy, row !== undefined, () => to(duplicated(table, at.row), at.row + 1)],
    ['up', IconArrowUp, at.row > 0, () => to(moved(table, at.row, -1), at.row - 1)],
    ['down', IconArrowDown, at.row < table.rows.length - 1, () => to(moved(table, at.row, 1), at.row + 1)],
    [
      row?.mode === 'off' ? 'on' : 'off',
      IconPower,
      row !== undefined,
      () => {
        if (row !== undefined)
          change(withRow(table, at.row, { ...row, mode: row.mode === 'off' ? 'shadow' : 'off' }));
      },
    ],
    ['remove', IconTrash, row !== undefined, () => to(removed(table, at.row), at.row)],
  ];
  return (
    <div className="rule-tools" role="toolbar" aria-label={say('web-rule-tools')}>
      {acts.map(([name, Sign, isPossible, act]) => (
        <ActionIcon
          key={name}
          variant="default"
          size="lg"
          aria-label={say(`web-rule-do-${name}`)}
          title={say(`web-rule-do-${name}`)}
          disabled={!isPossible}
          onClick={act}
        >
          <Sign size={18} aria-hidden />
        </ActionIcon>
      ))}
      <Columns hand={hand} />
    </div>
  );
}

function Columns({ hand: { table, change } }: { readonly hand: Hand }): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  // Object.keys forgets the literal types.
  const names = Object.keys(FIELDS) as readonly FieldName[];
  const sorter = new Intl.Collator(language);
  const free = names
    .filter((name) => !table.inputs.includes(name))
    .map((name) => ({ name, title: fieldTitle(name, reader) }))
    .toSorted((left, right) => sorter.compare(left.title, right.title));
  const shift = (place: number, step: -1 | 1): void => {
    const field = table.inputs[place];
    if (field !== undefined)
      change(withInputs(table, table.inputs.toSpliced(place, 1).toSpliced(place + step, 0, field)));
  };
  return (
    <Popover position="bottom-end" trapFocus withRoles width={420}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={18} aria-hidden />}>
          {say('web-rule-columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('web-rule-columns')}>
        <ol className="rule-columns">
          {table.inputs.map((field, place) => {
            const title = fieldTitle(field, reader);
            return (
              <li key={field}>
                <span>{title}</span>
                <ActionIcon
                  variant="subtle"
                  aria-label={say('web-rule-column-up', { name: title })}
                  disabled={place === 0}
                  onClick={() => shift(place, -1)}
                >
                  <IconArrowUp size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={say('web-remove-named', { name: title })}
                  onClick={() => change(withInputs(table, table.inputs.toSpliced(place, 1)))}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </li>
            );
          })}
        </ol>
        <label className="rule-column-add">
          {say('web-rule-column-add')}
          <select
            value=""
            onChange={({ currentTarget: { value } }) => {
              if (isFieldName(value)) change(withInputs(table, [...table.inputs, value]));
            }}
          >
            <option value="" />
            {free.map(({ name, title }) => (
              <option key={name} value={name}>
                {title} ({name})
              </option>
            ))}
          </select>
        </label>
      </Popover.Dropdown>
    </Popover>
  );
}
