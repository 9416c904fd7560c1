import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactNode } from 'react';
import { call, callBytes, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, StateBadge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import { csvOf } from './export.ts';
import type { Conditions } from './filters.ts';

export type Certificate = Answer<'search-certificates'>['items'][number];

/** The certificates that meet conditions, newest first, page after page as the reader goes down. */
export function Found({ conditions }: { readonly conditions: Conditions }): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const columns = useMemo(() => columnsFor(reader), [reader]);
  const pages = useInfiniteQuery({
    queryKey: ['certificates', 'list', conditions],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call('search-certificates', {
        query: { ...conditions, limit: 50, ...(pageParam === undefined ? {} : { after: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  if (pages.isPending) return <Loading lines={6} />;
  if (pages.isError && rows.length === 0)
    return <ProblemNotice error={pages.error} retry={() => void pages.refetch()} />;
  if (rows.length === 0)
    return <EmptyState title={say('web-found-none')} text={say('web-found-none-more')} />;
  return (
    <DataTable
      name="certificates"
      caption={say('web-found')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      more={hasNextPage ? more : undefined}
      isLoadingMore={isFetchingNextPage}
      tools={<Export conditions={conditions} />}
    />
  );
}

function Export({ conditions }: { readonly conditions: Conditions }): ReactNode {
  const reader = useReader();
  const { may } = useSession();
  const exporting = useMutation({
    mutationFn: async () => {
      const lines = new TextDecoder().decode(await callBytes('export-certificates', { query: conditions }));
      saveFile(new Blob([csvOf(lines, reader.say)], { type: 'text/csv' }), 'certificates.csv');
    },
  });
  if (!may('certificate.export')) return undefined;
  return (
    <Button
      variant="default"
      size="sm"
      loading={exporting.isPending}
      leftSection={<IconDownload size={18} aria-hidden />}
      onClick={() => exporting.mutate()}
    >
      {reader.say('web-export-csv')}
    </Button>
  );
}

/** The columns of a list of certificates. */
export function columnsFor(reader: Reader): readonly Column<Certificate>[] {
  const { say, shortDay } = reader;
  const country = (code: string | undefined): string =>
    code === undefined ? '—' : reader.sayFirst([`country.${code}`], code);
  const party = (row: Certificate, role: string): string =>
    row.body.parties.find((one) => one.role === role)?.name ?? '—';
  return [
    {
      id: 'number',
      title: say('web-column-number'),
      isFixed: true,
      cell: (row) => (
        <Link to="/certificates/$id" params={{ id: row.id }} className="number">
          {row.number}
        </Link>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: (row) => (
        <span className="row">
          <StateBadge state={row.state} />
          {row.warnings !== undefined && row.warnings.length > 0 && (
            <Badge tone="failed">{say('web-forgery-warned')}</Badge>
          )}
        </span>
      ),
    },
    {
      id: 'issued',
      title: say('web-column-issued'),
      cell: (row) => <span className="nowrap">{shortDay(row.body.issued)}</span>,
    },
    {
      id: 'goods',
      title: say('web-column-goods'),
      cell: (row) => <Goods products={row.body.products} />,
    },
    {
      id: 'weight',
      title: say('web-column-weight'),
      align: 'end',
      cell: ({ body }) => (body.netKilograms === undefined ? '—' : reader.amount(body.netKilograms)),
    },
    {
      id: 'from',
      title: say('web-column-from'),
      cell: (row) => <span className="keep">{country(row.country)}</span>,
    },
    {
      id: 'to',
      title: say('web-column-to'),
      cell: (row) => <span className="keep">{country(row.body.importCountry)}</span>,
    },
    {
      id: 'consignee',
      title: say('web-column-consignee'),
      cell: (row) => <span dir="auto">{party(row, 'consignee')}</span>,
    },
    {
      id: 'consignor',
      title: say('web-column-consignor'),
      isHidden: true,
      cell: (row) => <span dir="auto">{party(row, 'consignor')}</span>,
    },
    {
      id: 'containers',
      title: say('web-column-containers'),
      isHidden: true,
      cell: (row) => (row.body.containers ?? []).join(', ') || '—',
    },
    {
      id: 'seals',
      title: say('web-column-seals'),
      isHidden: true,
      cell: (row) => (row.body.seals ?? []).join(', ') || '—',
    },
    {
      id: 'tariffs',
      title: say('web-column-tariffs'),
      isHidden: true,
      cell: (row) => row.body.tariffs.join(', ') || '—',
    },
  ];
}

function Goods({ products }: { readonly products: readonly string[] }): ReactNode {
  const [first, ...others] = products;
  return (
    <div className="found-goods">
      <span dir="auto">{first ?? '—'}</span>
      {others.length > 0 && <small dir="auto">{others.slice(0, 3).join(' · ')}</small>}
    </div>
  );
}
