import { memo, useCallback, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { RuleRow } from '../../../src/verification/rules/index.ts';
import { useReader } from '../language/reader.tsx';
import { columnTitle } from './cell-words.ts';
import { useChoices, type Choice } from './choices.ts';
import { columnsOf, textAt, withText, type GridColumn } from './columns.ts';
import { handsOf } from './grid-hands.ts';
import { RuleCell } from './rule-cell.tsx';
import type { Place, Remark } from './remarks.ts';
import { tableTitle } from './stored.ts';
import type { Hand } from './writing.ts';
import './rules.css';

/** A decision table as a table: each row a rule, each column what it is asked with or what it says. */
export function RuleGrid({
  hand,
  remarks,
  at,
  go,
  isFixed = false,
}: {
  readonly hand: Hand;
  /** What was found, by `<row> <column id>`. */
  readonly remarks: ReadonlyMap<string, readonly Remark[]>;
  readonly at: Place;
  readonly go: (place: Place) => void;
  /** Only read: nobody may write here. */
  readonly isFixed?: boolean;
}): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  const { table, unread } = hand;
  const columns = useMemo(() => columnsOf(table), [table]);
  const choicesFor = useChoices(table);
  const latest = useRef({ hand, columns });
  latest.current = { hand, columns };
  const write = useCallback((place: number, column: GridColumn, text: string) => {
    const { table: now, change, keepUnread } = latest.current.hand;
    const next = withText(now, place, column, text);
    const mark = `${now.rows[place]?.id ?? ''} ${column.id}`;
    keepUnread(mark, next === undefined ? text : undefined);
    if (next !== undefined) change(next, mark);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!isFixed) handsOf({ ...latest.current, go }).onKey(event);
  };
  return (
    <div className="rule-scroll" role="region" aria-label={tableTitle(table, language)} tabIndex={0}>
      <table
        className="rule-grid"
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          if (!isFixed) handsOf({ ...latest.current, go }).onPaste(event);
        }}
      >
        <caption className="visually-hidden">{tableTitle(table, language)}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web-rule-row')}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-kind={column.kind}>
                {columnTitle(column, reader)}
                {column.kind === 'input' && <code dir="ltr">{column.field}</code>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <GridRow
              key={row.id}
              row={row}
              index={index}
              columns={columns}
              choicesFor={choicesFor}
              unread={unread}
              remarks={remarks}
              isHere={at.row === index}
              column={at.row === index ? at.column : undefined}
              isFixed={isFixed}
              write={write}
              go={go}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: RuleRow;
  readonly index: number;
  readonly columns: readonly GridColumn[];
  readonly choicesFor: (column: GridColumn) => readonly Choice[];
  readonly unread: ReadonlyMap<string, string>;
  readonly remarks: ReadonlyMap<string, readonly Remark[]>;
  readonly isHere: boolean;
  readonly column: string | undefined;
  readonly isFixed: boolean;
  readonly write: (place: number, column: GridColumn, text: string) => void;
  readonly go: (place: Place) => void;
}

const GridRow = memo(function GridRow(props: RowProps): ReactNode {
  const { row, index, columns, choicesFor, unread, remarks, isHere, isFixed, write, go } = props;
  const { say } = useReader();
  return (
    <tr data-mode={row.mode} data-row={row.id} aria-current={isHere ? 'true' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="rule-id"
          aria-label={say('web-rule-open', { row: row.id })}
          onClick={() => go({ row: index, column: columns[0]?.id ?? 'mode' })}
        >
          {row.id}
        </button>
        {remarks.get(`${String(index)} `)?.map((remark) => (
          <span key={remark.text} className="field-fault" data-grave={remark.isGrave}>
            {remark.text}
          </span>
        ))}
      </th>
      {columns.map((column) => (
        <RuleCell
          key={column.id}
          row={row}
          index={index}
          column={column}
          text={unread.get(`${row.id} ${column.id}`) ?? textAt(row, column)}
          isUnread={unread.has(`${row.id} ${column.id}`)}
          remarks={remarks.get(`${String(index)} ${column.id}`)}
          choicesFor={choicesFor}
          isFixed={isFixed}
          write={write}
          go={go}
        />
      ))}
    </tr>
  );
});
