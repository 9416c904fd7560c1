import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Chart, type ChartData } from '../../pieces/chart.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { caseNumber } from '../../rules/simulation.tsx';
import { useSession } from '../../session/session.tsx';
import '../../pieces/filters.css';
import '../../rules/rules.css';

type Report = Answer<'compare-shadow-rules'>;
type Row = Report['rows'][number];

const DAYS = ['7', '31', '92'];

/** Rules that only look on, beside what was decided: how often they agree, and the act that switches one to live. */
export function Screen(): ReactNode {
  const { say, number, shortDay } = useReader();
  const { search, filter } = useAddress();
  const days = DAYS.find((each) => each === search['days']) ?? '31';
  const report = useQuery({
    queryKey: ['shadow-rules', days],
    queryFn: ({ signal }) => call('compare-shadow-rules', { query: { days: Number(days) }, signal }),
  });
  return (
    <Page
      title={say('web-shadow')}
      lead={
        <>
          {say('web-shadow-lead')} <Link to="/rules">{say('web-rules-back')}</Link>
        </>
      }
    >
      <Card>
        <div className="filters" role="group" aria-label={say('web-filters')}>
          <NativeSelect
            size="sm"
            label={say('web-simulation-days')}
            value={days}
            onChange={({ currentTarget }) => filter({ days: currentTarget.value })}
            data={DAYS.map((value) => ({
              value,
              label: say('web-simulation-last', { count: number(Number(value)) }),
            }))}
          />
        </div>
        {report.isPending && <Loading lines={6} />}
        {report.isError && <ProblemNotice error={report.error} retry={() => void report.refetch()} />}
        {report.isSuccess && report.data.rows.length === 0 && (
          <EmptyState title={say('web-shadow-empty')} text={say('web-shadow-empty-more')} />
        )}
        {report.isSuccess && report.data.rows.length > 0 && (
          <>
            <Overview report={report.data} />
            <p className="quiet">{say('web-shadow-since', { day: shortDay(report.data.from) })}</p>
          </>
        )}
      </Card>
      {report.data?.rows.map((row) => (
        <RowCard key={`${row.table} ${row.row}`} row={row} />
      ))}
    </Page>
  );
}

function Overview({ report: { rows } }: { readonly report: Report }): ReactNode {
  const { say } = useReader();
  const data = useMemo(
    (): ChartData => ({
      title: say('web-shadow-agreement'),
      categoryTitle: say('web-rule-row'),
      categories: rows.map(({ table, row }) => `${table}/${row}`),
      series: (['exact', 'group', 'different'] as const).map((kind) => ({
        name: say(`web-shadow-${kind}`),
        values: rows.map((each) => each[kind]),
      })),
      kind: 'bar',
      isStacked: true,
      isLying: true,
      drawn: 15,
    }),
    [rows, say],
  );
  return <Chart data={data} />;
}

function RowCard({
  row: { table, row, exact, group, different, samples },
}: {
  readonly row: Row;
}): ReactNode {
  const { say, number, moment } = useReader();
  const { may } = useSession();
  const { go } = useAddress();
  return (
    <Card
      title={`${table} / ${row}`}
      tools={
        may('parameter.propose') && (
          <Button
            size="sm"
            variant="default"
            data-live={row}
            onClick={() => go(`/rules/${table}`, { live: row })}
          >
            {say('web-shadow-live')}
          </Button>
        )
      }
    >
      <div className="stack" data-shadow={`${table}/${row}`}>
        <p>
          {say('web-shadow-told', {
            exact: number(exact),
            group: number(group),
            different: number(different),
          })}
        </p>
        {samples.length > 0 && (
          <ul className="plain-list rule-checks">
            {samples.map(({ kind, claimant, version, outcome, wouldBe, at }) => (
              <li key={`${claimant} ${String(version)} ${kind}`}>
                <Badge tone={kind === 'different' ? 'failed' : 'warning'}>{say(`web-shadow-${kind}`)}</Badge>
                <span className="code">{caseNumber(claimant)}</span>
                <span>
                  {say('web-shadow-would', {
                    outcome: say(`web-outcome-${outcome}`),
                    other: say(`web-outcome-${wouldBe}`),
                  })}
                </span>
                <span className="quiet">{moment(at)}</span>
                {may('parameter.propose') && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`${say('web-case-keep')}: ${caseNumber(claimant)}`}
                    onClick={() => go(`/rules/${table}`, { keep: caseNumber(claimant) })}
                  >
                    {say('web-case-keep')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
