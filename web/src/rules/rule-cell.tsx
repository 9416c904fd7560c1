import { memo, useId, useState, type FocusEvent, type ReactNode } from 'react';
import type { RuleRow } from '../../../src/verification/rules/index.ts';
import { useReader, type Reader } from '../language/reader.tsx';
import { cellWords, columnTitle } from './cell-words.ts';
import type { Choice } from './choices.ts';
import type { GridColumn } from './columns.ts';
import type { Place, Remark } from './remarks.ts';

interface CellProps {
  readonly row: RuleRow;
  readonly index: number;
  readonly column: GridColumn;
  readonly text: string;
  readonly isUnread: boolean;
  readonly remarks: readonly Remark[] | undefined;
  readonly choicesFor: (column: GridColumn) => readonly Choice[];
  readonly isFixed: boolean;
  readonly write: (place: number, column: GridColumn, text: string) => void;
  readonly go: (place: Place) => void;
}

/** One cell: a line of text with what it means below, and what is wrong. */
export const RuleCell = memo(function RuleCell(props: CellProps): ReactNode {
  const { row, index, column, isUnread, remarks = [], go } = props;
  const reader = useReader();
  const { say } = reader;
  const id = useId();
  const isFaulty = isUnread || remarks.some(({ isGrave }) => isGrave);
  const told = column.kind === 'input' ? cellWords(row.cells[column.field], column.field, reader) : '';
  const shared = {
    'data-place': `${String(index)} ${column.id}`,
    'aria-label': say('web-rule-cell', { field: columnTitle(column, reader), row: row.id }),
    'aria-invalid': isFaulty,
    'aria-describedby': `${id}-told`,
    disabled: props.isFixed,
    onFocus: (event: FocusEvent<HTMLInputElement | HTMLSelectElement>) => {
      if (event.currentTarget instanceof HTMLInputElement) event.currentTarget.select();
      go({ row: index, column: column.id });
    },
  };
  return (
    <td data-kind={column.kind} data-faulty={isFaulty}>
      {column.kind === 'mode' || column.kind === 'outcome' ? (
        <Choosing {...props} shared={shared} reader={reader} />
      ) : (
        <Typing {...props} shared={shared} />
      )}
      <span id={`${id}-told`}>
        {isUnread && <span className="field-fault">{say(`web-rule-unread-${kindOf(column)}`)}</span>}
        {remarks.map((remark) => (
          <span key={remark.text} className="field-fault" data-grave={remark.isGrave}>
            {remark.text}
          </span>
        ))}
        {!isUnread && told !== '' && <span className="rule-told">{told}</span>}
      </span>
    </td>
  );
});

function kindOf(column: GridColumn): string {
  return column.kind === 'input' ? column.of : 'text';
}

interface Inner extends CellProps {
  readonly shared: object;
}

function Choosing({
  column,
  index,
  text,
  write,
  shared,
  reader,
}: Inner & { readonly reader: Reader }): ReactNode {
  const { say } = reader;
  const values =
    column.kind === 'mode' ? ['live', 'shadow', 'off'] : ['', 'pass', 'hold', 'inquire', 'refuse'];
  const stem = column.kind === 'mode' ? 'web-rule-mode' : 'web-outcome';
  return (
    <select
      {...shared}
      value={text}
      onChange={({ currentTarget }) => write(index, column, currentTarget.value)}
    >
      {values.map((value) => (
        <option key={value} value={value}>
          {value === '' ? '' : say(`${stem}-${value}`)}
        </option>
      ))}
    </select>
  );
}

/** The text is as it was typed while the cell is at hand, and in its own form afterwards. */
function Typing({ column, index, text, write, choicesFor, shared }: Inner): ReactNode {
  const [typed, setTyped] = useState<string>();
  const list = useId();
  const shown = typed ?? text;
  const head = /^.*[,;]\s*/.exec(shown)?.[0] ?? '';
  return (
    <>
      <input
        {...shared}
        type="text"
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        list={typed === undefined ? undefined : list}
        value={shown}
        data-committed={text}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          write(index, column, currentTarget.value);
        }}
        onBlur={() => setTyped(undefined)}
      />
      {typed !== undefined && (
        <datalist id={list}>
          {choicesFor(column)
            .slice(0, 300)
            .map(({ value, label }) => (
              <option key={value} value={`${head}${value}`}>
                {label}
              </option>
            ))}
        </datalist>
      )}
    </>
  );
}
