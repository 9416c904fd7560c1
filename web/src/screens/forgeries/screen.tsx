import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { Chart, type ChartData } from '../../pieces/chart.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import { factsOf, FORGERY_STATES, FORGERY_TONES } from './states.ts';

type Forgery = Answer<'list-forgeries'>['items'][number];

/** Reports of suspected forgeries, and how they go over time. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { search, filter } = useAddress();
  const { may } = useSession();
  const state = FORGERY_STATES.find((name) => name === search['state']);
  const columns = useMemo(() => columnsFor(reader), [reader]);
  return (
    <Page
      title={say('web-forgeries')}
      lead={say('web-forgeries-lead')}
      actions={<Link to="/report-forgery">{say('web-report')}</Link>}
    >
      <Card>
        <div className="stack">
          <SegmentedControl
            aria-label={say('web-filters')}
            value={state ?? ''}
            onChange={(next) => filter({ state: next })}
            data={['', ...FORGERY_STATES].map((value) => ({
              value,
              label: say(value === '' ? 'web-joinings-all' : `web-forgery-${value}`),
            }))}
          />
          <Listed
            queryKey={['forgeries', state ?? '']}
            read={(portion, signal) =>
              call('list-forgeries', {
                query: { limit: 50, ...(state === undefined ? {} : { state }), ...portion },
                signal,
              })
            }
            name="forgeries"
            caption={say('web-forgeries')}
            columns={columns}
            keyOf={({ id }) => id}
            empty={<EmptyState title={say('web-forgeries-empty')} text={say('web-forgeries-empty-more')} />}
          />
        </div>
      </Card>
      {may('statistics.read') && (
        <Card>
          <Trends />
        </Card>
      )}
    </Page>
  );
}

const BY = ['month', 'country', 'seen', 'commodity'] as const;

function Trends(): ReactNode {
  const { say, sayFirst } = useReader();
  const { search, filter } = useAddress();
  const by = BY.find((name) => name === search['by']) ?? 'month';
  const trends = useQuery({
    queryKey: ['forgery-trends', by],
    queryFn: ({ signal }) => call('show-forgery-trends', { query: { by }, signal }),
  });
  const items = trends.data?.items;
  const data = useMemo(
    (): ChartData => ({
      title: say('web-forgery-trends'),
      categoryTitle: say(`web-forgery-by-${by}`),
      categories: (items ?? []).map(({ key }) =>
        key === '' ? say('web-figures-none') : sayFirst([`country.${key}`], key),
      ),
      series: (['reported', 'confirmed', 'dismissed'] as const).map((name) => ({
        name: say(`web-forgery-${name}`),
        values: (items ?? []).map((item) => item[name]),
      })),
      kind: 'bar',
    }),
    [items, by, say, sayFirst],
  );
  if (trends.isPending) return <Loading />;
  if (trends.isError) return <ProblemNotice error={trends.error} retry={() => void trends.refetch()} />;
  return (
    <Chart
      data={data}
      tools={
        <NativeSelect
          size="xs"
          aria-label={say('web-figures-by')}
          value={by}
          onChange={({ currentTarget }) => filter({ by: currentTarget.value })}
          data={BY.map((value) => ({ value, label: say(`web-forgery-by-${value}`) }))}
        />
      }
    />
  );
}

function columnsFor({ say, sayFirst, shortDay }: Reader): readonly Column<Forgery>[] {
  const country = (code: string | undefined): string =>
    code === undefined ? '—' : sayFirst([`country.${code}`], code);
  return [
    {
      id: 'number',
      title: say('web-forgery-number'),
      isFixed: true,
      cell: ({ id, body, number }) => (
        <>
          <Link to="/forgeries/$id" params={{ id }} className="number">
            {factsOf(body).number}
          </Link>
          <small className="number">{number}</small>
        </>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state }) => (
        <Badge tone={FORGERY_TONES[state] ?? 'unknown'}>{sayFirst([`web-forgery-${state}`], state)}</Badge>
      ),
    },
    {
      id: 'claimed',
      title: say('web-forgery-claimed'),
      cell: ({ body }) => country(factsOf(body).country),
    },
    {
      id: 'seen',
      title: say('web-forgery-seen'),
      cell: ({ body }) => {
        const { seenCountry, seenPlace } = factsOf(body);
        return (
          <>
            {country(seenCountry)}
            {seenPlace !== undefined && <small dir="auto">{seenPlace}</small>}
          </>
        );
      },
    },
    {
      id: 'description',
      title: say('web-forgery-description'),
      cell: ({ body }) => <span dir="auto">{factsOf(body).description.slice(0, 120)}</span>,
    },
    {
      id: 'reported',
      title: say('web-forgery-reported'),
      cell: ({ created }) => <span className="nowrap">{shortDay(created)}</span>,
    },
  ];
}
