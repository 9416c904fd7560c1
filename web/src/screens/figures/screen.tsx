import { Button } from '@mantine/core';
import { IconFileSpreadsheet, IconTableExport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Chart } from '../../pieces/chart.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { FigureFilters } from './figure-filters.tsx';
import { pictureOf, type Figures } from './picture.ts';
import { askedOf, THEMES, type Asked } from './themes.ts';
import { Totals } from './totals.tsx';

/** The figures of this person's country, office or the whole system, as far as they may see. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { search } = useAddress();
  const asked = useMemo(() => askedOf(search), [search]);
  const query = queryOf(asked);
  const figures = useQuery({
    queryKey: ['figures', language, query],
    queryFn: ({ signal }) => call('read-figures', { query, signal }),
    placeholderData: (before) => before,
  });
  return (
    <Page
      title={say('web-figures')}
      lead={say('web-figures-lead')}
      actions={<Link to="/public-figures">{say('web-figures-public')}</Link>}
    >
      <Card>
        <FigureFilters asked={asked} />
        {figures.isPending && <Loading />}
        {figures.isError && <ProblemNotice error={figures.error} retry={() => void figures.refetch()} />}
        {figures.isSuccess && <Told figures={figures.data} asked={asked} />}
      </Card>
    </Page>
  );
}

function queryOf({ theme, by, conditions }: Asked) {
  return { measure: THEMES[theme].join(','), by, ...(conditions as { readonly direction?: 'in' | 'out' }) };
}

function Told({ figures, asked }: { readonly figures: Figures; readonly asked: Asked }): ReactNode {
  const { say, moment } = useReader();
  const title = say(`web-figures-${asked.theme}`);
  const data = useMemo(() => pictureOf(figures, asked, title), [figures, asked, title]);
  if (figures.rows.length === 0)
    return <EmptyState title={say('web-figures-empty')} text={say('web-figures-empty-more')} />;
  const totals = figures.measures.map((measure, index) => ({
    ...measure,
    amount: figures.total[index] ?? null,
  }));
  return (
    <div className="stack">
      <Totals totals={totals} nothing={say('web-figures-none')} />
      <Chart data={data} tools={<Downloads asked={asked} />} />
      {figures.truncated && <p className="notice">{say('web-figures-truncated')}</p>}
      <p className="quiet">{say('web-as-of', { time: moment(figures.asOf) })}</p>
    </div>
  );
}

/** The same table as a file. */
function Downloads({ asked }: { readonly asked: Asked }): ReactNode {
  const saving = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const bytes = await callBytes('read-figures', { query: { ...queryOf(asked), format } });
      saveFile(new Blob([bytes]), `figures-${asked.theme}-${asked.by}.${format}`);
    },
  });
  return (
    <>
      {saving.isError && <ProblemNotice error={saving.error} />}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTableExport size={16} aria-hidden />}
        onClick={() => saving.mutate('csv')}
      >
        CSV
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        onClick={() => saving.mutate('xlsx')}
      >
        Excel
      </Button>
    </>
  );
}
