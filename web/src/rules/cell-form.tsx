import { NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { fieldOf, type FieldKind, type FieldName } from '../../../src/verification/facts/index.ts';
import type { Cell, DecisionTable } from '../../../src/verification/rules/index.ts';
import { useCountries } from '../language/countries.ts';
import { useReader } from '../language/reader.tsx';
import { cellWords, fieldTitle } from './cell-words.ts';
import { fieldChoices, UNITS } from './choices.ts';
import { withCell } from './editing.ts';
import { cellOfText, textOfCell } from './notation.ts';
import type { Hand } from './writing.ts';

const TESTS: Readonly<Record<FieldKind, readonly Cell['is'][]>> = {
  text: ['any', 'equal', 'not-equal', 'in', 'not-in', 'prefix', 'not-prefix', 'absent', 'present'],
  code: ['any', 'equal', 'not-equal', 'in', 'not-in', 'prefix', 'not-prefix', 'absent', 'present'],
  number: ['any', 'equal', 'not-equal', 'range', 'in', 'absent', 'present'],
  quantity: ['any', 'range', 'equal', 'not-equal', 'absent', 'present'],
  day: ['any', 'range', 'equal', 'not-equal', 'in', 'absent', 'present'],
  truth: ['any', 'equal', 'absent', 'present'],
  list: ['any', 'contains-any', 'contains-none', 'absent', 'present'],
};

/** The same cell as a form: which test, and its values with their units and completion. */
export function CellForm({
  hand,
  place,
  field,
}: {
  readonly hand: Hand;
  readonly place: number;
  readonly field: FieldName;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { table, change } = hand;
  const { kind } = fieldOf(field);
  const cell = table.rows[place]?.cells[field] ?? { is: 'any' };
  const set = (next: Cell): void => {
    hand.keepUnread(`${table.rows[place]?.id ?? ''} cells.${field}`, undefined);
    change(withCell(table, place, field, next), `form ${String(place)} ${field}`);
  };
  return (
    <fieldset className="rule-cell-form">
      <legend>{fieldTitle(field, reader)}</legend>
      <NativeSelect
        size="sm"
        label={say('web-rule-test')}
        value={cell.is}
        onChange={({ currentTarget }) => {
          const is = TESTS[kind].find((each) => each === currentTarget.value);
          if (is !== undefined) set(begunCell(is, cell, kind));
        }}
        data={TESTS[kind].map((is) => ({ value: is, label: say(`web-rule-test-${is}`) }))}
      />
      <Values
        key={`${String(place)} ${field} ${cell.is}`}
        table={table}
        field={field}
        cell={cell}
        set={set}
      />
      <p className="quiet">{cellWords(cell, field, reader)}</p>
    </fieldset>
  );
}

/** The cell with another test: what was typed is taken along where it fits. */
function begunCell(is: Cell['is'], before: Cell, kind: FieldKind): Cell {
  const values = 'values' in before ? before.values : 'value' in before ? [textOfCell(before, kind)] : [];
  const [first = ''] = values;
  switch (is) {
    case 'any':
    case 'absent':
    case 'present':
      return { is };
    case 'equal':
    case 'not-equal':
      if (kind === 'truth') return { is, value: true };
      if (kind === 'quantity') return { is, value: { value: '0', unit: 'KGM' } };
      return { is, value: kind === 'number' && first === '' ? '0' : first };
    case 'range':
      return { is, from: kind === 'day' ? new Date().toISOString().slice(0, 10) : '0', ...unitOf(kind) };
    default:
      return { is, values };
  }
}

function unitOf(kind: FieldKind) {
  return kind === 'quantity' ? { unit: 'KGM' } : {};
}

interface Part {
  readonly table: DecisionTable;
  readonly field: FieldName;
  readonly cell: Cell;
  readonly set: (cell: Cell) => void;
}

function Values({ table, field, cell, set }: Part): ReactNode {
  const { say } = useReader();
  const { kind } = fieldOf(field);
  if (cell.is === 'range') return <RangeForm field={field} cell={cell} set={set} />;
  if ('values' in cell)
    return (
      <ListForm
        table={table}
        field={field}
        values={cell.values}
        change={(values) => set({ ...cell, values })}
      />
    );
  if (!('value' in cell)) return undefined;
  if (typeof cell.value === 'boolean')
    return (
      <NativeSelect
        size="sm"
        label={say('web-rule-value')}
        value={String(cell.value)}
        onChange={({ currentTarget }) => set({ ...cell, value: currentTarget.value === 'true' })}
        data={['true', 'false'].map((value) => ({
          value,
          label: say(value === 'true' ? 'web-yes' : 'web-no'),
        }))}
      />
    );
  return <ValueForm table={table} field={field} cell={cell} kind={kind} set={set} />;
}

function ValueForm({
  table,
  field,
  cell,
  kind,
  set,
}: Part & { readonly cell: Extract<Cell, { value: unknown }>; readonly kind: FieldKind }): ReactNode {
  const { say } = useReader();
  const [text, setText] = useState(textOfCell({ is: 'equal', value: cell.value }, kind));
  const isUnread = cellOfText(text, kind)?.is !== 'equal';
  return (
    <Completed
      table={table}
      field={field}
      label={say('web-rule-value')}
      text={text}
      fault={isUnread ? say(`web-rule-unread-${kind}`) : undefined}
      change={(next) => {
        setText(next);
        const read = cellOfText(next, kind);
        if (read?.is === 'equal') set({ is: cell.is, value: read.value });
      }}
    />
  );
}

function ListForm({
  table,
  field,
  values,
  change,
}: {
  readonly table: DecisionTable;
  readonly field: FieldName;
  readonly values: readonly string[];
  readonly change: (values: readonly string[]) => void;
}): ReactNode {
  const { say } = useReader();
  const [text, setText] = useState(values.join(', '));
  return (
    <Completed
      table={table}
      field={field}
      label={say('web-rule-values')}
      hint={say('web-parameter-list-hint')}
      text={text}
      change={(next) => {
        setText(next);
        change(next.split(/[,，、;；\s]+/).filter((part) => part !== ''));
      }}
    />
  );
}

/** A text with what is known to fit below it. */
function Completed({
  table,
  field,
  label,
  hint,
  text,
  fault,
  change,
}: {
  readonly table: DecisionTable;
  readonly field: FieldName;
  readonly label: string;
  readonly hint?: string;
  readonly text: string;
  readonly fault?: string | undefined;
  readonly change: (text: string) => void;
}): ReactNode {
  const reader = useReader();
  const countries = useCountries();
  const list = `choices-${field.replaceAll('.', '-')}`;
  const head = /^.*[,，;]\s*/.exec(text)?.[0] ?? '';
  return (
    <>
      <TextInput
        size="sm"
        dir="ltr"
        label={label}
        description={hint}
        value={text}
        error={fault}
        list={list}
        autoComplete="off"
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      <datalist id={list}>
        {fieldChoices(table, field, countries, reader).map(({ value, label: name }) => (
          <option key={value} value={`${head}${value}`}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}

function RangeForm({
  field,
  cell,
  set,
}: {
  readonly field: FieldName;
  readonly cell: Extract<Cell, { is: 'range' }>;
  readonly set: (cell: Cell) => void;
}): ReactNode {
  const { say, sayFirst } = useReader();
  const isDay = fieldOf(field).kind === 'day';
  const units = cell.unit === undefined ? [] : [...new Set<string>([...UNITS, cell.unit])];
  const bound = (name: 'from' | 'until') => (
    <TextInput
      size="sm"
      dir="ltr"
      {...(isDay ? { type: 'date' } : { inputMode: 'decimal' as const })}
      label={say(`web-rule-range-${name}`)}
      value={cell[name] ?? ''}
      onChange={({ currentTarget }) => {
        const { [name]: _, ...others } = cell;
        const next = currentTarget.value.trim();
        set(next === '' ? others : { ...cell, [name]: next });
      }}
    />
  );
  return (
    <div className="rule-range">
      {bound('from')}
      {bound('until')}
      <NativeSelect
        size="sm"
        label={say('web-rule-range-end')}
        value={cell.inclusive === true ? 'included' : 'before'}
        onChange={({ currentTarget }) => {
          const { inclusive: _, ...others } = cell;
          set(currentTarget.value === 'included' ? { ...others, inclusive: true } : others);
        }}
        data={['before', 'included'].map((value) => ({ value, label: say(`web-rule-range-${value}`) }))}
      />
      {units.length > 0 && (
        <NativeSelect
          size="sm"
          label={say('web-rule-unit')}
          value={cell.unit ?? ''}
          onChange={({ currentTarget }) => set({ ...cell, unit: currentTarget.value })}
          data={units.map((value) => ({ value, label: `${sayFirst([`unit.${value}`], value)} (${value})` }))}
        />
      )}
    </div>
  );
}
