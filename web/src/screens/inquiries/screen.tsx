import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';

type Inquiry = Answer<'list-inquiries'>['items'][number];

const VIEWS = ['mine', 'open', 'answered', 'closed', 'all'] as const;
type View = (typeof VIEWS)[number];

/** Every inquiry that concerns this person's country or office. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const view = VIEWS.find((name) => name === search['view']) ?? 'mine';
  return (
    <Page title={say('web-inquiries')} lead={say('web-inquiries-lead')}>
      <Card>
        <div className="stack">
          <SegmentedControl
            aria-label={say('web-filters')}
            value={view}
            onChange={(next) => filter({ view: next })}
            data={VIEWS.map((value) => ({ value, label: say(`web-inquiries-${value}`) }))}
          />
          <Threads view={view} />
        </div>
      </Card>
    </Page>
  );
}

function Threads({ view }: { readonly view: View }): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const columns = useMemo(() => columnsFor(reader), [reader]);
  const query = view === 'mine' ? { mine: 'true' as const } : view === 'all' ? {} : { state: view };
  const pages = useInfiniteQuery({
    queryKey: ['inquiries', 'list', view],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call('list-inquiries', {
        query: { ...query, limit: 50, ...(pageParam === undefined ? {} : { after: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
  if (pages.isPending) return <Loading />;
  if (pages.isError) return <ProblemNotice error={pages.error} retry={() => void pages.refetch()} />;
  const rows = pages.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return <EmptyState title={say('web-inquiries-empty')} text={say('web-inquiries-empty-more')} />;
  return (
    <DataTable
      name="inquiries"
      caption={say('web-inquiries')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      more={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
      isLoadingMore={pages.isFetchingNextPage}
    />
  );
}

function columnsFor(reader: Reader): readonly Column<Inquiry>[] {
  const { say, shortDay, sayFirst } = reader;
  return [
    {
      id: 'certificate',
      title: say('web-certificate'),
      isFixed: true,
      cell: ({ id, certificate }) => (
        <Link to="/inquiries/$id" params={{ id }} className="number">
          {certificate.number}
        </Link>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state, stateText, mine }) => (
        <Badge tone={mine === true ? 'warning' : state === 'closed' ? 'unknown' : 'compare'}>
          {stateText}
        </Badge>
      ),
    },
    {
      id: 'due',
      title: say('web-column-due'),
      cell: ({ due, state }) =>
        due === undefined ? (
          '—'
        ) : (
          <span className="row">
            <span className="nowrap">{shortDay(due)}</span>
            {state === 'open' && Date.parse(due) < Date.now() && (
              <Badge tone="failed">{say('web-inquiry-overdue')}</Badge>
            )}
          </span>
        ),
    },
    {
      id: 'issuer',
      title: say('web-menu-office'),
      cell: ({ issuer }) => <span dir="auto">{issuer.name ?? issuer.authority}</span>,
    },
    {
      id: 'importing',
      title: say('web-column-to'),
      cell: ({ importing }) => sayFirst([`country.${importing}`], importing),
    },
    {
      id: 'latest',
      title: say('web-column-latest'),
      cell: ({ latest }) => <span className="nowrap">{shortDay(latest)}</span>,
    },
  ];
}
