import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFileSpreadsheet, IconTableExport } from '@tabler/icons-react';
import { useMutation, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useReader } from '../language/reader.tsx';
import { Chart, type ChartData } from '../pieces/chart.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loading } from '../pieces/loading.tsx';
import { Card } from '../pieces/page.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { saveFile } from '../pieces/save-file.ts';
import '../pieces/filters.css';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A picture of figures and its table, with the filters that stand in the address, and the same table as a file. */
export function FigureBoard<
  Figures extends { readonly rows: readonly object[]; readonly truncated: boolean; readonly asOf: string },
>({
  filters,
  found,
  picture,
  file,
  bytes,
  before,
  after,
}: {
  readonly filters: ReactNode;
  readonly found: UseQueryResult<Figures>;
  readonly picture: (figures: Figures) => ChartData;
  /** Name of the file, without its ending. */
  readonly file: string;
  readonly bytes: (format: 'csv' | 'xlsx') => Promise<Uint8Array<ArrayBuffer>>;
  readonly before?: (figures: Figures) => ReactNode;
  readonly after?: (figures: Figures) => ReactNode;
}): ReactNode {
  const { say, moment } = useReader();
  const { data } = found;
  return (
    <Card>
      {filters}
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && data !== undefined && data.rows.length === 0 && (
        <EmptyState title={say('web-figures-empty')} text={say('web-figures-empty-more')} />
      )}
      {found.isSuccess && data !== undefined && data.rows.length > 0 && (
        <div className="stack">
          {before?.(data)}
          <Chart data={picture(data)} tools={<Downloads file={file} bytes={bytes} />} />
          {after?.(data)}
          {data.truncated && <p className="notice">{say('web-figures-truncated')}</p>}
          <p className="quiet">{say('web-as-of', { time: moment(data.asOf) })}</p>
        </div>
      )}
    </Card>
  );
}

function Downloads({
  file,
  bytes,
}: {
  readonly file: string;
  readonly bytes: (format: 'csv' | 'xlsx') => Promise<Uint8Array<ArrayBuffer>>;
}): ReactNode {
  const saving = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') =>
      saveFile(new Blob([await bytes(format)]), `${file}.${format}`),
  });
  const icons = { csv: IconTableExport, xlsx: IconFileSpreadsheet } as const;
  return (
    <>
      {saving.isError && <ProblemNotice error={saving.error} />}
      {(['csv', 'xlsx'] as const).map((format) => {
        const Icon = icons[format];
        return (
          <Button
            key={format}
            size="xs"
            variant="default"
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => saving.mutate(format)}
          >
            {format === 'csv' ? 'CSV' : 'Excel'}
          </Button>
        );
      })}
    </>
  );
}

/** What is measured, by what, in which months, and whatever else a board narrows by; all of it stands in the address. */
export function BoardFilters({
  measures,
  measure,
  dimensions,
  by,
  byChanges,
  months,
  clear,
  children,
}: {
  readonly measures: readonly Choice[];
  readonly measure: string;
  readonly dimensions: readonly Choice[];
  readonly by: string;
  /** What changes in the address besides, where it is told apart by something else. */
  readonly byChanges?: (by: string) => Readonly<Record<string, string>>;
  readonly months: { readonly from?: string; readonly until?: string };
  /** Filters that are taken away together; absent where none is set. */
  readonly clear: readonly string[] | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const { say } = useReader();
  const { filter } = useAddress();
  return (
    <div className="filters" role="group" aria-label={say('web-filters')}>
      <NativeSelect
        size="sm"
        label={say('web-figures-measure')}
        value={measure}
        onChange={({ currentTarget }) => filter({ measure: currentTarget.value })}
        data={[...measures]}
      />
      <NativeSelect
        size="sm"
        label={say('web-figures-by')}
        value={by}
        onChange={({ currentTarget: { value } }) => filter({ ...byChanges?.(value), by: value })}
        data={[...dimensions]}
      />
      {(['from', 'until'] as const).map((name) => (
        <TextInput
          key={name}
          size="sm"
          type="month"
          label={say(`web-figures-${name}`)}
          placeholder="2026-01"
          value={months[name] ?? ''}
          onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
        />
      ))}
      {children}
      {clear !== undefined && (
        <Button
          variant="subtle"
          size="sm"
          onClick={() => filter(Object.fromEntries(clear.map((name) => [name, ''])))}
        >
          {say('web-filters-clear')}
        </Button>
      )}
    </div>
  );
}
