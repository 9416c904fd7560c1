import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Chart, type ChartData } from '../../pieces/chart.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Totals } from '../../figures/totals.tsx';
import { rounded } from '../../figures/months.ts';

type Table = Answer<'read-public-figures'>['tables'][number];

/** The system's own figures, for anybody: small numbers are told together, so that nobody is known by them. */
export function Screen(): ReactNode {
  const { say, moment, number, language } = useReader();
  const figures = useQuery({
    queryKey: ['public-figures', language],
    queryFn: ({ signal }) => call('read-public-figures', { signal }),
  });
  return (
    <Page title={say('web-figures-public')} lead={say('web-figures-public-lead')}>
      {figures.isPending && <Loading lines={8} />}
      {figures.isError && <ProblemNotice error={figures.error} retry={() => void figures.refetch()} />}
      {figures.isSuccess && (
        <>
          <Totals
            totals={figures.data.totals}
            nothing={say('web-figures-few', { count: number(figures.data.smallest) })}
          />
          {figures.data.tables
            .filter(({ rows }) => rows.length > 0)
            .map((table) => (
              <Card key={`${table.measure} ${table.by}`}>
                <PublicChart table={table} />
              </Card>
            ))}
          <p className="quiet">{say('web-as-of', { time: moment(figures.data.asOf) })}</p>
        </>
      )}
    </Page>
  );
}

function PublicChart({ table }: { readonly table: Table }): ReactNode {
  const { say } = useReader();
  const { title, byTitle, by, rows, others, othersTitle } = table;
  const named = say('web-figures-titled', { measure: title, dimension: byTitle });
  const data = useMemo((): ChartData => {
    const isTime = by === 'month' || by === 'year';
    const ordered = isTime ? rows : rows.toSorted((left, right) => right.amount - left.amount);
    const more = others === undefined || others === null ? [] : [{ label: othersTitle, amount: others }];
    const lines = [...ordered, ...more];
    return {
      title: named,
      categoryTitle: byTitle,
      categories: lines.map(({ label }) => label),
      series: [{ name: title, values: lines.map(({ amount }) => rounded(amount, 'count')) }],
      kind: 'bar',
      ...(isTime ? { drawn: ordered.length } : { isLying: true, drawn: 15 }),
    };
  }, [by, byTitle, named, others, othersTitle, rows, title]);
  return <Chart data={data} />;
}
