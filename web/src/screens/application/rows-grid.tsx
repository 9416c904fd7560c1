import { Button, SegmentedControl } from '@mantine/core';
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { remember, remembered } from '../../language/memory.ts';
import { useReader } from '../../language/reader.tsx';
import { CellInput, TwoLabels } from './cell-input.tsx';
import { inputId, rowsOf, type Field, type Form } from './form-values.ts';
import { placesOf } from './grid-places.ts';
import { LineGrid } from './line-grid.tsx';

interface RowsProps {
  readonly field: Field;
  /** The field in the other language. */
  readonly other: Field | undefined;
  readonly value: unknown;
  /** A line to begin with. */
  readonly empty: Form;
  readonly change: (value: readonly Form[]) => void;
  readonly fault: (path: string) => string | undefined;
  readonly touch: (path: string) => void;
}

const VIEW = 'lines-view';

/** A list of lines: as a grid that is worked by the keyboard and takes blocks of a spreadsheet, or line by line. */
export function RowsInput(props: RowsProps): ReactNode {
  const { field, other, value, empty, change, fault } = props;
  const { say, number } = useReader();
  const [view, setView] = useState(
    () => remembered(VIEW) ?? (matchMedia('(max-width: 48rem)').matches ? 'list' : 'grid'),
  );
  const rows = rowsOf(value);
  const isFull = rows.length >= (field.most ?? Infinity);
  const add = (row: Form): void => {
    change([...rows, row]);
    focusLater(inputId(`/${field.key}/${String(rows.length)}/${placesOf(field)[0]?.path ?? ''}`));
  };
  const remove = (index: number): void => {
    change(rows.filter((_, place) => place !== index));
    document.getElementById(inputId(`/${field.key}/add`))?.focus();
  };
  const last = rows.at(-1);
  const whole = fault(`/${field.key}`);
  return (
    <div className="rows-field">
      <div className="rows-head">
        <h3>
          <TwoLabels label={field.label} other={other?.label} />
        </h3>
        {rows.length > 0 && (
          <SegmentedControl
            size="xs"
            transitionDuration={0}
            aria-label={say('web-form-lines-view')}
            value={view}
            onChange={(next) => {
              setView(next);
              remember(VIEW, next);
            }}
            data={['grid', 'list'].map((name) => ({ value: name, label: say(`web-form-lines-${name}`) }))}
          />
        )}
      </div>
      {whole !== undefined && <p className="field-fault">{whole}</p>}
      {rows.length > 0 &&
        (view === 'grid' ? (
          <LineGrid {...props} rows={rows} remove={remove} add={add} />
        ) : (
          <Lines {...props} rows={rows} remove={remove} />
        ))}
      <div className="row">
        <Button
          id={inputId(`/${field.key}/add`)}
          variant="default"
          size="sm"
          disabled={isFull}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => add(empty)}
        >
          {say('web-form-line-add')}
        </Button>
        {last !== undefined && (
          <Button
            variant="subtle"
            size="sm"
            disabled={isFull}
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => add(last)}
          >
            {say('web-form-line-repeat')}
          </Button>
        )}
        {isFull && (
          <span className="quiet">{say('web-form-lines-full', { most: number(field.most ?? 0) })}</span>
        )}
      </div>
      {rows.length > 0 && view === 'grid' && <p className="quiet grid-keys">{say('web-form-grid-keys')}</p>}
    </div>
  );
}

/** What a view of the lines is given. */
export type LineProps = RowsProps & {
  readonly rows: readonly Form[];
  readonly remove: (index: number) => void;
};

/** Line after line, each a small form: for narrow screens, and for those who like it better. */
function Lines({ field, other, rows, change, remove, fault, touch }: LineProps): ReactNode {
  const { say } = useReader();
  return (
    <ol className="line-list">
      {rows.map((row, index) => (
        <li key={index}>
          <div className="rows-head">
            <h4>{`${say('web-form-line')} ${String(index + 1)}`}</h4>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => remove(index)}
            >
              {say('web-form-line-remove', { line: String(index + 1) })}
            </Button>
          </div>
          <div className="fields">
            {(field.columns ?? []).map((cell) => (
              <CellInput
                key={cell.key}
                cell={cell}
                other={other?.columns?.find(({ key }) => key === cell.key)?.label}
                path={`/${field.key}/${String(index)}/${cell.key}`}
                value={row[cell.key]}
                change={(value) =>
                  change(rows.map((one, place) => (place === index ? { ...one, [cell.key]: value } : one)))
                }
                fault={fault}
                touch={touch}
              />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The input of a line that is about to be drawn. */
function focusLater(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
