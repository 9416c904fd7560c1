import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useReader } from '../language/reader.tsx';
import { remember, remembered } from '../language/memory.ts';
import './data-table.css';

/** A column of a table. */
export interface Column<Row> {
  readonly id: string;
  /** Its heading, said. */
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Not shown until it is asked for. */
  readonly isHidden?: boolean;
  /** Always shown: what names the row. */
  readonly isFixed?: boolean;
  readonly align?: 'end';
}

interface DataTableProps<Row> {
  /** By which the choice of columns is remembered. */
  readonly name: string;
  /** What the table shows, for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Asks for the rows that follow; absent when these are all. */
  readonly more?: (() => void) | undefined;
  readonly isLoadingMore?: boolean;
  /** Beside the choice of columns: exports and the like. */
  readonly tools?: ReactNode;
}

const features = tableFeatures({ columnVisibilityFeature });
const ROW_HEIGHT = 52;

/** A table of any length: only the rows in sight are drawn; its columns are the reader's choice. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { name, caption, columns, rows, keyOf, more, isLoadingMore = false, tools } = props;
  const { say, number } = useReader();
  const [visibility, setVisibility] = useVisibility(name, columns);
  const shapes = useMemo(() => {
    const helper = createColumnHelper<typeof features, { readonly row: Row }>();
    return columns.map(({ id, title }) => helper.display({ id, header: title }));
  }, [columns]);
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const table = useTable({ features, columns: shapes, data, state: { columnVisibility: visibility } });
  const shown = new Set(table.getVisibleLeafColumns().map(({ id }) => id));
  const shownColumns = columns.filter(({ id }) => shown.has(id));
  return (
    <div className="data-table">
      <div className="data-table-tools">
        <p className="quiet" role="status">
          {say(more === undefined ? 'web-rows' : 'web-rows-more', { count: number(rows.length) })}
        </p>
        <div className="row">
          {tools}
          <ColumnChoice columns={columns} shown={shown} change={setVisibility} />
        </div>
      </div>
      <Rows caption={caption} columns={shownColumns} rows={rows} keyOf={keyOf} more={more} />
      {more !== undefined && (
        <Button variant="default" onClick={more} loading={isLoadingMore}>
          {say('web-show-more')}
        </Button>
      )}
    </div>
  );
}

type Visibility = Readonly<Record<string, boolean>>;

function useVisibility<Row>(
  name: string,
  columns: readonly Column<Row>[],
): [Record<string, boolean>, (changes: Visibility) => void] {
  const [chosen, setChosen] = useState<Visibility>(() => readChoice(remembered(`columns.${name}`)));
  const visibility = Object.fromEntries(
    columns.map(({ id, isHidden, isFixed }) => [id, isFixed === true || (chosen[id] ?? isHidden !== true)]),
  );
  return [
    visibility,
    (changes) => {
      const next = { ...chosen, ...changes };
      remember(`columns.${name}`, JSON.stringify(next));
      setChosen(next);
    },
  ];
}

function readChoice(text: string | undefined): Visibility {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(Object.entries(found).map(([id, isShown]) => [id, isShown === true]));
  } catch {
    return {};
  }
}

function ColumnChoice<Row>({
  columns,
  shown,
  change,
}: {
  readonly columns: readonly Column<Row>[];
  readonly shown: ReadonlySet<string>;
  readonly change: (changes: Visibility) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <Popover position="bottom-end" trapFocus withRoles>
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns3 size={18} aria-hidden />}>
          {say('web-columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('web-columns')}>
        <div className="stack">
          {columns.map(({ id, title, isFixed }) => (
            <Checkbox
              key={id}
              label={title}
              checked={shown.has(id)}
              disabled={isFixed === true}
              onChange={({ currentTarget }) => change({ [id]: currentTarget.checked })}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Rows<Row>({
  caption,
  columns,
  rows,
  keyOf,
  more,
}: Pick<DataTableProps<Row>, 'caption' | 'columns' | 'rows' | 'keyOf' | 'more'>): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const isPrinting = usePrinting();
  useEffect(() => {
    setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 20 && last >= rows.length - 8) more?.();
  }, [last, rows.length, more]);
  const drawn = isPrinting ? rows.map((_, index) => index) : items.map(({ index }) => index);
  const before = isPrinting ? 0 : (items[0]?.start ?? top) - top;
  const after = isPrinting ? 0 : virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <table aria-rowcount={more === undefined ? rows.length + 1 : -1}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ id, title, align }) => (
            <th key={id} scope="col" data-align={align}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {before > 0 && <Gap height={before} />}
        {drawn.map((index) => {
          const row = rows[index];
          if (row === undefined) return undefined;
          return (
            <tr key={keyOf(row)} data-index={index} aria-rowindex={index + 2} ref={virtual.measureElement}>
              {columns.map(({ id, title, cell, align }) => (
                <td key={id} data-label={title} data-align={align}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
        {after > 0 && <Gap height={after} />}
      </tbody>
    </table>
  );
}

/** The place of the rows that are not drawn. */
function Gap({ height }: { readonly height: number }): ReactNode {
  return (
    <tr aria-hidden className="gap">
      <td style={{ blockSize: height }} />
    </tr>
  );
}

/** Paper has no scrolling: while it is printed, every row is drawn. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
