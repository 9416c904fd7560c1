import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { AssignmentTable } from '../person/assignment-table.tsx';
import { capacitiesQuery } from '../../session/capacities.ts';
import { Capacities } from './capacities.tsx';
import { Delegating } from './delegating.tsx';
import { assignmentsQuery } from './holding.ts';
import '../../pieces/facts.css';

/** The reader's roles: as what they act, until when, and what they hand on to a colleague. */
export function Screen(): ReactNode {
  const { say } = useReader();
  return (
    <Page title={say('web-roles')} lead={say('web-roles-lead')}>
      <div className="columns">
        <div>
          <Card title={say('web-capacities')}>
            <Capacities />
          </Card>
          <Assigned />
        </div>
        <div>
          <Card title={say('web-delegate')}>
            <Delegation />
          </Card>
        </div>
      </div>
    </Page>
  );
}

function Delegation(): ReactNode {
  const { say } = useReader();
  const capacities = useQuery(capacitiesQuery);
  if (capacities.isPending) return <Loading lines={3} />;
  if (capacities.isError) return <ProblemNotice error={capacities.error} />;
  const own = capacities.data.items.filter(({ behalf }) => behalf === undefined);
  // Who acts in a colleague's name hands on nothing: the colleague alone may.
  const isBorrowed = capacities.data.items.some(({ behalf, current }) => current && behalf !== undefined);
  if (isBorrowed || own.length === 0)
    return <p className="quiet">{say(isBorrowed ? 'web-delegate-not-now' : 'web-capacities-none')}</p>;
  return (
    <div className="stack">
      <p>{say('web-delegate-lead')}</p>
      <Delegating own={own} />
    </div>
  );
}

function Assigned(): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const found = useQuery(assignmentsQuery);
  const { mutate: end, error } = useMutation({
    mutationFn: (id: string) => call('end-assignment', { path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: assignmentsQuery.queryKey }),
  });
  if (found.isPending) return <Loading lines={5} />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const { assignments, delegated, names } = found.data;
  return (
    <>
      <Card title={say('web-roles-given')}>
        {error !== null && <ProblemNotice error={error} />}
        {delegated.length === 0 ? (
          <EmptyState title={say('web-roles-given-empty')} text={say('web-roles-given-empty-more')} />
        ) : (
          <AssignmentTable
            name="own-delegated"
            caption={say('web-roles-given')}
            assignments={delegated}
            names={names}
            end={end}
            shows="holder"
          />
        )}
      </Card>
      {assignments.length > 0 && (
        <Card title={say('web-person-assignments')}>
          <AssignmentTable
            name="own-assignments"
            caption={say('web-person-assignments')}
            assignments={assignments}
            names={names}
          />
        </Card>
      )}
    </>
  );
}
