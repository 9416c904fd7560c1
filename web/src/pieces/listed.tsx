import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DataTable, type Column } from './data-table.tsx';
import { Loading } from './loading.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** One portion of a list, as the API answers it. */
export interface Portion<Row> {
  readonly items: readonly Row[];
  readonly next?: string;
}

/** A list of the API, portion after portion, as a table. */
export function Listed<Row>({
  queryKey,
  read,
  name,
  caption,
  columns,
  keyOf,
  empty,
  tools,
}: {
  readonly queryKey: readonly unknown[];
  readonly read: (portion: { readonly after?: string }, signal: AbortSignal) => Promise<Portion<Row>>;
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What an empty list says. */
  readonly empty: ReactNode;
  readonly tools?: ReactNode;
}): ReactNode {
  const pages = useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => read(pageParam === undefined ? {} : { after: pageParam }, signal),
    getNextPageParam: ({ next }) => next,
  });
  if (pages.isPending) return <Loading />;
  if (pages.isError) return <ProblemNotice error={pages.error} retry={() => void pages.refetch()} />;
  const rows = pages.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return empty;
  return (
    <DataTable
      name={name}
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      more={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
      isLoadingMore={pages.isFetchingNextPage}
      tools={tools}
    />
  );
}
