import { Button } from '@mantine/core';
import { IconTableExport } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { FilterChoice, Filters, FiltersClear, FilterText } from '../../pieces/filter-fields.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { Badge } from '../../pieces/state-badge.tsx';
import { EntryProof } from './entry-proof.tsx';

type Entry = Answer<'search-audit'>['items'][number];

const KINDS = ['sign-in', 'view', 'search', 'export', 'change'] as const;
const FILTERS = ['kind', 'actor', 'subject', 'from', 'until'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Who came in, looked, searched, exported and changed. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const asked = useAsked();
  const exporting = useMutation({
    mutationFn: async () => {
      const bytes = await callBytes('export-audit', { query: asked });
      saveFile(new Blob([bytes]), 'audit.ndjson');
    },
  });
  return (
    <Page
      title={say('web-audit')}
      lead={say('web-audit-lead')}
      actions={
        <Button
          variant="default"
          leftSection={<IconTableExport size={18} aria-hidden />}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {say('web-audit-export')}
        </Button>
      }
    >
      {exporting.isError && <ProblemNotice error={exporting.error} />}
      <Card>
        <AuditFilters />
        <Entries asked={asked} />
      </Card>
    </Page>
  );
}

/** The filters of the address, as the API takes them; the last day is meant whole. */
function useAsked() {
  const { search } = useAddress();
  const actor = useDeferredValue(search['actor'] ?? '').trim();
  const subject = useDeferredValue(search['subject'] ?? '').trim();
  const { from = '', until = '' } = search;
  const kind = KINDS.find((name) => name === search['kind']);
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(actor === '' ? {} : { actor }),
    ...(subject === '' ? {} : { subject }),
    ...(DAY.test(from) ? { from } : {}),
    ...(DAY.test(until) ? { until: dayAfter(until) } : {}),
  };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function AuditFilters(): ReactNode {
  const { say } = useReader();
  return (
    <Filters>
      <FilterChoice
        name="kind"
        label={say('web-audit-kind')}
        choices={KINDS.map((value) => ({ value, label: say(`web-audit-${value}`) }))}
      />
      <FilterText name="actor" label={say('web-audit-actor')} placeholder="account/…" />
      <FilterText
        name="subject"
        label={say('web-audit-subject')}
        placeholder="certificates/…"
        longest={400}
      />
      <FilterText name="from" type="date" label={say('web-audit-from')} />
      <FilterText name="until" type="date" label={say('web-audit-until')} />
      <FiltersClear names={FILTERS} />
    </Filters>
  );
}

function Entries({ asked }: { readonly asked: ReturnType<typeof useAsked> }): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { filter } = useAddress();
  const [proved, setProved] = useState<Entry>();
  const pages = useInfiniteQuery({
    queryKey: ['audit', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call('search-audit', {
        query: { ...asked, limit: 100, ...(pageParam === undefined ? {} : { after: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
  const names = useMemo(
    () => Object.assign({}, ...(pages.data?.pages.map((page) => page.names) ?? [])) as Names,
    [pages.data],
  );
  const columns = useMemo(
    () => columnsFor(reader, { names, prove: setProved, narrow: (actor) => filter({ actor }) }),
    [reader, names, filter],
  );
  if (pages.isPending) return <Loading />;
  if (pages.isError) return <ProblemNotice error={pages.error} retry={() => void pages.refetch()} />;
  const rows = pages.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return <EmptyState title={say('web-audit-empty')} text={say('web-audit-empty-more')} />;
  return (
    <>
      <DataTable
        name="audit"
        caption={say('web-audit')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        more={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
        isLoadingMore={pages.isFetchingNextPage}
      />
      <Dialog
        isOpen={proved !== undefined}
        close={() => setProved(undefined)}
        title={say('web-audit-proof')}
        size="lg"
      >
        {proved !== undefined && <EntryProof id={proved.id} names={names} />}
      </Dialog>
    </>
  );
}

export type Names = Readonly<Record<string, string>>;

function columnsFor(
  { say, sayFirst, moment }: Reader,
  given: {
    readonly names: Names;
    readonly prove: (entry: Entry) => void;
    readonly narrow: (actor: string) => void;
  },
): readonly Column<Entry>[] {
  return [
    {
      id: 'at',
      title: say('web-audit-at'),
      isFixed: true,
      cell: ({ at }) => <time dateTime={at}>{moment(at)}</time>,
    },
    {
      id: 'kind',
      title: say('web-audit-kind'),
      cell: ({ kind, status }) => (
        <Badge tone={status >= 400 ? 'failed' : kind === 'change' ? 'compare' : 'unknown'}>
          {sayFirst([`web-audit-${kind}`], kind)}
        </Badge>
      ),
    },
    {
      id: 'actor',
      title: say('web-audit-actor'),
      cell: ({ actor, behalf }) => (
        <>
          <button type="button" className="link-button" onClick={() => given.narrow(actor)}>
            <span dir="auto">{given.names[actor] ?? actor}</span>
          </button>
          {behalf !== undefined && (
            <small>{say('web-person-behalf', { name: given.names[behalf] ?? behalf })}</small>
          )}
        </>
      ),
    },
    {
      id: 'subject',
      title: say('web-audit-subject'),
      cell: ({ subject, filters }) => (
        <>
          <span className="code">{subject}</span>
          {filters.length > 0 && <small className="code">{filters.join(', ')}</small>}
        </>
      ),
    },
    {
      id: 'route',
      title: say('web-audit-route'),
      isHidden: true,
      cell: ({ route }) => <span className="code">{route}</span>,
    },
    { id: 'status', title: say('web-audit-status'), align: 'end', cell: ({ status }) => String(status) },
    {
      id: 'authority',
      title: say('web-people-authority'),
      isHidden: true,
      cell: ({ authority }) => <span className="code">{authority ?? '—'}</span>,
    },
    {
      id: 'proof',
      title: say('web-audit-proof'),
      isFixed: true,
      cell: (entry) => (
        <Button
          size="xs"
          variant="default"
          aria-label={say('web-audit-prove-named', { time: moment(entry.at) })}
          onClick={() => given.prove(entry)}
        >
          {say('web-audit-prove')}
        </Button>
      ),
    },
  ];
}
