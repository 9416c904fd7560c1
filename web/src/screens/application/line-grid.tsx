import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react';
import { useCountries } from '../../language/countries.ts';
import { useReader } from '../../language/reader.tsx';
import { inputId, type Field, type Form } from './form-values.ts';
import { GridCell } from './grid-cell.tsx';
import { pastedCells, placesOf, withPasted, type Named, type Place } from './grid-places.ts';
import type { LineProps } from './rows-grid.tsx';

/** Lines as a grid that is worked by the keyboard and takes blocks of a spreadsheet. */
export function LineGrid(props: LineProps & { readonly add: (row: Form) => void }): ReactNode {
  const { field, other, rows, change, remove } = props;
  const { say } = useReader();
  const countries = useCountries();
  const places = placesOf(field);
  const set = (index: number, row: Form): void =>
    change(rows.map((one, place) => (place === index ? row : one)));
  const { onKey, onPaste } = useGridHands(props, countries);
  return (
    <div
      className="grid-scroll"
      role="region"
      aria-label={field.label}
      tabIndex={0}
      onKeyDown={onKey}
      onPaste={onPaste}
    >
      <table className="grid">
        <caption className="visually-hidden">{field.label}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span aria-hidden>#</span>
              <span className="visually-hidden">{say('web-form-line')}</span>
            </th>
            {places.map((place) => (
              <GridHead key={place.path} place={place} other={other} />
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              {places.map((place) => (
                <GridCell
                  key={place.path}
                  {...props}
                  place={place}
                  row={row}
                  index={index}
                  countries={countries}
                  set={(next) => set(index, next)}
                />
              ))}
              <td>
                <ActionIcon
                  variant="subtle"
                  size="lg"
                  aria-label={say('web-form-line-remove', { line: String(index + 1) })}
                  onClick={() => remove(index)}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What keys and pasted blocks do in the grid. */
function useGridHands(
  { field, rows, empty, change, add }: LineProps & { readonly add: (row: Form) => void },
  countries: readonly Named[],
) {
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const at = placeOf(event.target);
    if (at === undefined || event.nativeEvent.isComposing) return;
    const isChoice = event.target instanceof HTMLSelectElement;
    const goes = (step: number): void => {
      event.preventDefault();
      if (at.row + step === rows.length && event.key === 'Enter') add(empty);
      else document.getElementById(inputId(`/${field.key}/${String(at.row + step)}/${at.path}`))?.focus();
    };
    if (event.key === 'Enter') goes(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown' && (!isChoice || event.ctrlKey)) goes(1);
    else if (event.key === 'ArrowUp' && (!isChoice || event.ctrlKey)) goes(-1);
    else if (event.key.toLowerCase() === 'd' && event.ctrlKey) {
      event.preventDefault();
      const above = rows[at.row - 1];
      const row = rows[at.row];
      const key = at.path.split('/')[0] ?? '';
      if (above !== undefined && row !== undefined)
        change(rows.map((one, line) => (line === at.row ? { ...row, [key]: above[key] } : one)));
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    const at = placeOf(event.target);
    const cells = pastedCells(event.clipboardData.getData('text/plain'));
    if (at === undefined || cells === undefined) return;
    event.preventDefault();
    const places = placesOf(field);
    const place = places.findIndex(({ path }) => path === at.path);
    change(
      withPasted(rows, places, cells, { row: at.row, place, most: field.most ?? 500, empty, countries }),
    );
  };
  return { onKey, onPaste };
}

function GridHead({
  place: { cell, language },
  other,
}: {
  readonly place: Place;
  readonly other: Field | undefined;
}): ReactNode {
  const { sayFirst } = useReader();
  const second = other?.columns?.find(({ key }) => key === cell.key)?.label;
  return (
    <th scope="col" data-kind={cell.kind} title={cell.help}>
      {cell.label}
      {cell.required && (
        <span className="required" aria-hidden>
          {' *'}
        </span>
      )}
      <span className="other-label" dir="auto">
        {language === undefined ? second : sayFirst([`web-in-${language}`], language)}
      </span>
    </th>
  );
}

function placeOf(target: EventTarget): { readonly row: number; readonly path: string } | undefined {
  const text = target instanceof HTMLElement ? target.dataset['place'] : undefined;
  const [row, path] = text?.split(' ') ?? [];
  return row === undefined || path === undefined ? undefined : { row: Number(row), path };
}
