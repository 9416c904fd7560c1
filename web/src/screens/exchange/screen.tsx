import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Chart, type ChartData } from '../../pieces/chart.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Alarms } from './alarms.tsx';
import { Crossings } from './crossings.tsx';
import { Expiring } from './expiring.tsx';
import { PartnerTable } from './partner-table.tsx';
import { Refusals } from './refusals.tsx';
import { WorldMap, type Mark } from './world-map.tsx';

export type Board = Answer<'read-exchange-board'>;

/** How traffic with every partner stands: where they are, what waits, what was lost, how long it took. */
export function Screen(): ReactNode {
  const { say, language, moment } = useReader();
  const board = useQuery({
    queryKey: ['exchange-board', language],
    queryFn: ({ signal }) => call('read-exchange-board', { signal }),
    refetchInterval: 15_000,
  });
  return (
    <Page
      title={say('web-exchange')}
      lead={
        board.data === undefined
          ? say('web-exchange-lead')
          : `${say('web-exchange-lead')} ${say('web-as-of', { time: moment(board.data.asOf) })}`
      }
      actions={
        <>
          <Link to="/exchange/messages" search={{ show: 'dead' }}>
            {say('web-exchange-show-dead')}
          </Link>
          <Link to="/exchange/messages" search={{ show: 'runs' }}>
            {say('web-messages-runs')}
          </Link>
          <Link to="/exchange/messages">{say('web-exchange-messages')}</Link>
        </>
      }
    >
      {board.isPending && <Loading lines={8} />}
      {board.isError && <ProblemNotice error={board.error} retry={() => void board.refetch()} />}
      {board.isSuccess && <Told board={board.data} />}
    </Page>
  );
}

function Told({ board }: { readonly board: Board }): ReactNode {
  const { say } = useReader();
  if (board.partners.length === 0)
    return (
      <Card>
        <EmptyState title={say('web-exchange-empty')} text={say('web-exchange-empty-more')} />
      </Card>
    );
  return (
    <>
      <Card title={say('web-alarms')}>
        <Alarms board={board} />
      </Card>
      <Card title={say('web-exchange-partners')}>
        <div className="stack">
          <WorldMap label={say('web-exchange-map')} marks={board.partners.map(markOf)} />
          <p className="quiet">{say('web-exchange-legend')}</p>
          <PartnerTable board={board} />
        </div>
      </Card>
      <Times board={board} />
      <Card title={say('web-exchange-expiring')}>
        <Expiring board={board} />
      </Card>
      <Card title={say('web-exchange-refusals')}>
        <Refusals board={board} />
      </Card>
      <Card title={say('web-crossings')}>
        <Crossings />
      </Card>
    </>
  );
}

/** What has gone wrong weighs more than what is only slow. */
function markOf({ partner, authority, country, state, dead, oldest }: Board['partners'][number]): Mark {
  const tone = state !== 'live' ? 'unknown' : dead > 0 ? 'failed' : oldest !== null ? 'warning' : 'passed';
  return { key: `${authority} ${partner}`, country, home: authority.slice(0, 2), label: partner, tone };
}

function Times({ board }: { readonly board: Board }): ReactNode {
  const { say } = useReader();
  const { partners, days } = board;
  const data = useMemo((): ChartData => {
    const timed = partners.filter(({ median }) => median !== null);
    const rounded = (seconds: number | null): number | undefined =>
      seconds === null ? undefined : Math.round(seconds * 100) / 100;
    return {
      title: say('web-exchange-times-of', { days }),
      categoryTitle: say('web-exchange-partner'),
      categories: timed.map(({ partner, authority }) => `${authority} → ${partner}`),
      series: [
        { name: say('web-exchange-median'), values: timed.map(({ median }) => rounded(median)) },
        { name: say('web-exchange-slow'), values: timed.map(({ slow }) => rounded(slow)) },
      ],
      kind: 'bar',
      isLying: true,
      drawn: 20,
    };
  }, [partners, days, say]);
  if (data.categories.length === 0) return undefined;
  return (
    <Card>
      <Chart data={data} />
    </Card>
  );
}
