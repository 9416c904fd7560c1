import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';

type Session = Answer<'list-sessions'>['items'][number];

/** Where this person is signed in; any of it can be ended from here. */
export function Sessions(): ReactNode {
  const reader = useReader();
  const { say, moment } = reader;
  const queries = useQueryClient();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['sessions'] });
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => call('list-sessions', { signal }),
  });
  const { mutate: close, error: fault } = useMutation({
    mutationFn: (id: string) => call('close-one-session', { path: { id } }),
    onSuccess: refresh,
  });
  const others = useMutation({ mutationFn: () => call('close-other-sessions', {}), onSuccess: refresh });
  const columns = useMemo((): readonly Column<Session>[] => {
    const named = ({ agent, label }: Session): string => label ?? agent ?? '—';
    return [
      {
        id: 'agent',
        title: say('web-session-device'),
        isFixed: true,
        cell: (row) => <span dir="auto">{named(row)}</span>,
      },
      {
        id: 'network',
        title: say('web-session-network'),
        cell: ({ network }) => <span className="number">{network ?? '—'}</span>,
      },
      { id: 'seen', title: say('web-session-seen'), cell: ({ seen, created }) => moment(seen ?? created) },
      {
        id: 'expires',
        title: say('web-session-expires'),
        isHidden: true,
        cell: ({ expires }) => moment(expires),
      },
      {
        id: 'end',
        title: say('web-session-end'),
        isFixed: true,
        cell: (row) =>
          row.current ? (
            <Badge tone="passed">{say('web-session-current')}</Badge>
          ) : (
            <Button
              variant="default"
              size="xs"
              aria-label={say('web-session-end-named', { name: named(row) })}
              onClick={() => close(row.id)}
            >
              {say('web-session-end')}
            </Button>
          ),
      },
    ];
  }, [say, moment, close]);
  if (sessions.isPending) return <Loading lines={3} />;
  if (sessions.isError) return <ProblemNotice error={sessions.error} retry={() => void sessions.refetch()} />;
  const shown = fault ?? others.error;
  return (
    <div className="stack">
      {shown !== null && <ProblemNotice error={shown} />}
      <DataTable
        name="sessions"
        caption={say('web-sessions')}
        columns={columns}
        rows={sessions.data.items}
        keyOf={({ id }) => id}
        tools={
          sessions.data.items.length > 1 && (
            <Button variant="default" size="sm" loading={others.isPending} onClick={() => others.mutate()}>
              {say('web-sessions-end-others')}
            </Button>
          )
        }
      />
    </div>
  );
}
