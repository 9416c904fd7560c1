import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { inputId, quantityOf, type Cell, type Form, type Quantity } from './form-values.ts';
import { textAt, withText, type Named, type Place } from './grid-places.ts';
import type { LineProps } from './rows-grid.tsx';

/** One input of the grid, with its unit and with what is wrong. */
export function GridCell({
  field,
  place,
  row,
  index,
  countries,
  set,
  fault,
  touch,
}: Pick<LineProps, 'field' | 'fault' | 'touch'> & {
  readonly place: Place;
  readonly row: Form;
  readonly index: number;
  readonly countries: readonly Named[];
  readonly set: (row: Form) => void;
}): ReactNode {
  const { say, sayFirst } = useReader();
  const { cell, language } = place;
  const path = `/${field.key}/${String(index)}/${place.path}`;
  const found =
    fault(path) ??
    (language !== undefined && language === cell.languages?.[0]
      ? fault(`/${field.key}/${String(index)}/${cell.key}`)
      : undefined);
  const id = inputId(path);
  const name =
    language === undefined ? cell.label : `${cell.label} (${sayFirst([`web-in-${language}`], language)})`;
  const shared = {
    id,
    'data-place': `${String(index)} ${place.path}`,
    'aria-label': say('web-form-cell', { field: name, line: String(index + 1) }),
    'aria-required': cell.required,
    'aria-invalid': found !== undefined,
    ...(found === undefined ? {} : { 'aria-describedby': `${id}-fault` }),
    onBlur: () => touch(path),
  };
  return (
    <td data-kind={cell.kind}>
      <div className="grid-cell">
        <CellControl
          shared={shared}
          place={place}
          text={textAt(row, place)}
          countries={countries}
          change={(text) => set(withText(row, place, text))}
        />
        {cell.kind === 'quantity' && (
          <UnitChoice
            cell={cell}
            line={index + 1}
            quantity={quantityOf(row[cell.key], cell)}
            change={(quantity) => set({ ...row, [cell.key]: quantity })}
          />
        )}
      </div>
      {found !== undefined && (
        <span className="field-fault" id={`${id}-fault`}>
          {found}
        </span>
      )}
    </td>
  );
}

function CellControl({
  shared,
  place: { cell, language },
  text,
  countries,
  change,
}: {
  readonly shared: object;
  readonly place: Place;
  readonly text: string;
  readonly countries: readonly Named[];
  readonly change: (text: string) => void;
}): ReactNode {
  if (cell.kind === 'country' || cell.kind === 'choice') {
    const choices: readonly Named[] =
      cell.kind === 'country'
        ? countries
        : (cell.choices ?? []).map(({ code, label }) => ({ value: code, label }));
    return (
      <select {...shared} value={text} onChange={({ currentTarget }) => change(currentTarget.value)}>
        <option value="" />
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...shared}
      type={cell.kind === 'date' ? 'date' : 'text'}
      {...(cell.kind === 'quantity' ? { inputMode: 'decimal', dir: 'ltr' } : { dir: 'auto' })}
      {...(language === undefined ? {} : { lang: language })}
      autoComplete="off"
      maxLength={cell.maxLength ?? 2000}
      value={text}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}

/** A number of pieces needs no unit said, one unit is said, of several one is chosen. */
function UnitChoice({
  cell,
  line,
  quantity,
  change,
}: {
  readonly cell: Cell;
  readonly line: number;
  readonly quantity: Quantity;
  readonly change: (quantity: Quantity) => void;
}): ReactNode {
  const { say } = useReader();
  const [first, ...more] = cell.units ?? [];
  if (first === undefined || (more.length === 0 && first.code === 'C62')) return undefined;
  if (more.length === 0) return <span className="unit">{first.label}</span>;
  return (
    <select
      aria-label={say('web-form-unit', { field: `${cell.label}, ${String(line)}` })}
      value={quantity.unit}
      onChange={({ currentTarget }) => change({ ...quantity, unit: currentTarget.value })}
    >
      {[first, ...more].map(({ code, label }) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  );
}
