import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFilePlus, IconTableImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { DataTable } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { usePerson, useSession } from '../../session/session.tsx';
import { modelsQuery } from '../beginning/models.ts';
import { columnsFor } from '../search/found.tsx';
import { ApplicationList } from './application-list.tsx';
import {
  heapQuery,
  HEAPS,
  issuedQuery,
  waitingInquiries,
  type ApplicationFilter,
  type ApplicationHeap,
  type Heap,
} from './heaps.ts';
import '../../pieces/filters.css';
import './issuing.css';

/** The issuing office's desk: what waits, and for whom. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search, go } = useAddress();
  const heap = HEAPS.find((name) => name === search['list']) ?? 'drafts';
  return (
    <Page
      title={say('web-office')}
      lead={say('web-office-lead')}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconTableImport size={18} aria-hidden />}
            onClick={() => go('/issuing/batch')}
          >
            {say('web-batch')}
          </Button>
          <Button leftSection={<IconFilePlus size={18} aria-hidden />} onClick={() => go('/issuing/new')}>
            {say('web-begin')}
          </Button>
        </>
      }
    >
      <Heaps chosen={heap} />
      <Card title={say(`web-office-heap-${heap}`)}>
        {heap === 'issued' ? <IssuedList /> : <ApplicationHeapList heap={heap} />}
      </Card>
    </Page>
  );
}

/** How high each heap is; each card leads to its list. */
function Heaps({ chosen }: { readonly chosen: Heap }): ReactNode {
  const { say, number } = useReader();
  const { may } = useSession();
  const inquiries = useQuery({ ...waitingInquiries, enabled: may('inquiry.read') });
  const waiting = inquiries.data?.items;
  const overdue = waiting?.filter(({ due }) => due !== undefined && Date.parse(due) < Date.now()).length ?? 0;
  return (
    <nav aria-label={say('web-office-heaps')}>
      <ul className="office-heaps">
        {HEAPS.map((heap) => (
          <li key={heap}>
            <Link
              to="/issuing"
              search={{ list: heap === 'drafts' ? '' : heap }}
              className="office-heap"
              aria-current={heap === chosen ? 'true' : undefined}
              data-heap={heap}
            >
              {heap === 'issued' ? <IssuedCount /> : <Count heap={heap} />}
              <span>{say(`web-office-heap-${heap}`)}</span>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/inquiries" className="office-heap" data-heap="inquiries">
            <b>{waiting === undefined ? '…' : number(waiting.length)}</b>
            <span>{say('web-office-heap-inquiries')}</span>
            {overdue > 0 && <em>{say('web-inbox-overdue-count', { count: number(overdue) })}</em>}
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function Count({ heap }: { readonly heap: ApplicationHeap }): ReactNode {
  const { number } = useReader();
  const { data } = useQuery(heapQuery(heap));
  return <b>{data === undefined ? '…' : `${number(data.items.length)}${data.isMore ? '+' : ''}`}</b>;
}

function IssuedCount(): ReactNode {
  const { number } = useReader();
  const { authority, office } = usePerson().scope;
  const { data } = useQuery(issuedQuery(authority ?? '', office));
  return (
    <b>{data === undefined ? '…' : `${number(data.items.length)}${data.next === undefined ? '' : '+'}`}</b>
  );
}

function ApplicationHeapList({ heap }: { readonly heap: ApplicationHeap }): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const models = useQuery(modelsQuery);
  const words = search['words'] ?? '';
  const model = search['model'] ?? '';
  const asked: ApplicationFilter = {
    ...(words.trim() === '' ? {} : { words: words.trim() }),
    ...(model === '' ? {} : { model }),
  };
  const found = useQuery(heapQuery(heap, asked));
  const labels = useMemo(
    () => new Map(models.data?.items.map(({ key, label }) => [key, label]) ?? []),
    [models.data],
  );
  const hasFilter = Object.keys(asked).length > 0;
  return (
    <>
      <div className="filters" role="group" aria-label={say('web-filters')}>
        <TextInput
          size="sm"
          type="search"
          label={say('web-office-words')}
          value={words}
          onChange={({ currentTarget }) => filter({ words: currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          label={say('web-office-model')}
          value={model}
          data={[
            { value: '', label: say('web-any') },
            ...[...labels].map(([value, label]) => ({ value, label })),
          ]}
          onChange={({ currentTarget }) => filter({ model: currentTarget.value })}
        />
        {hasFilter && (
          <Button variant="subtle" size="sm" onClick={() => filter({ words: '', model: '' })}>
            {say('web-filters-clear')}
          </Button>
        )}
      </div>
      {found.isPending && <Loading lines={6} />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && (
        <EmptyState
          title={say('web-office-empty')}
          text={say(hasFilter ? 'web-found-none-more' : `web-office-empty-${heap}`)}
        >
          {heap === 'drafts' && !hasFilter && <Link to="/issuing/new">{say('web-begin')}</Link>}
        </EmptyState>
      )}
      {found.data !== undefined && found.data.items.length > 0 && (
        <ApplicationList caption={say(`web-office-heap-${heap}`)} rows={found.data.items} labels={labels} />
      )}
    </>
  );
}

function IssuedList(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { authority, office, country } = usePerson().scope;
  const found = useQuery(issuedQuery(authority ?? '', office));
  const columns = useMemo(() => columnsFor(reader), [reader]);
  if (found.isPending) return <Loading lines={6} />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  if (found.data.items.length === 0)
    return <EmptyState title={say('web-office-empty')} text={say('web-office-empty-issued')} />;
  return (
    <>
      <DataTable
        name="certificates"
        caption={say('web-office-heap-issued')}
        columns={columns}
        rows={found.data.items}
        keyOf={({ id }) => id}
      />
      {found.data.next !== undefined && (
        <p>
          <Link to="/search" search={{ state: 'issued', ...(country === undefined ? {} : { country }) }}>
            {say('web-office-all-issued')}
          </Link>
        </p>
      )}
    </>
  );
}
