import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useOfficeName } from '../../language/offices.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import { capacitiesQuery, type Capacity } from '../../session/capacities.ts';
import '../account/account.css';

/** As what the reader acts now, and as what else they may: at another office, or in a colleague's name. */
export function Capacities(): ReactNode {
  const { say } = useReader();
  const { enter } = useSession();
  const capacities = useQuery(capacitiesQuery);
  const choosing = useMutation({
    async mutationFn({ office, behalf }: Capacity) {
      await call('choose-capacity', {
        body: { ...(office === undefined ? {} : { office }), ...(behalf === undefined ? {} : { behalf }) },
      });
      return call('show-caller', {});
    },
    onSuccess: (person) => {
      // Another capacity sees other things: nothing that was read before counts.
      enter(person);
      notifications.show({ message: say('web-capacity-chosen') });
    },
  });
  if (capacities.isPending) return <Loading lines={3} />;
  if (capacities.isError)
    return <ProblemNotice error={capacities.error} retry={() => void capacities.refetch()} />;
  const { items } = capacities.data;
  if (items.length === 0) return <p className="quiet">{say('web-capacities-none')}</p>;
  return (
    <div className="stack">
      {choosing.isError && <ProblemNotice error={choosing.error} />}
      <ul className="plain-list">
        {items.map((capacity) => (
          <li key={`${capacity.behalf ?? ''} ${capacity.office ?? ''}`}>
            <CapacityLine
              capacity={capacity}
              choose={() => choosing.mutate(capacity)}
              isBusy={choosing.isPending}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function CapacityLine({
  capacity,
  choose,
  isBusy,
}: {
  readonly capacity: Capacity;
  readonly choose: () => void;
  readonly isBusy: boolean;
}): ReactNode {
  const { say, sayFirst } = useReader();
  const { roles, office, behalf, behalfName, current } = capacity;
  const officeName = useOfficeName(office);
  const place = office === undefined ? say('web-roles-whole') : officeName;
  const named = roles.map((role) => sayFirst([`web-role-${role}`], role)).join(' · ');
  return (
    <div className="credential">
      <div>
        <b>{named}</b>
        <p className="quiet" dir="auto">
          {place}
          {behalf !== undefined && ` · ${say('web-person-behalf', { name: behalfName ?? behalf })}`}
        </p>
      </div>
      {current ? (
        <Badge tone="passed">{say('web-capacity-current')}</Badge>
      ) : (
        <Button
          variant="default"
          size="sm"
          loading={isBusy}
          aria-label={say('web-capacity-choose-named', { role: named, place })}
          onClick={choose}
        >
          {say('web-capacity-choose')}
        </Button>
      )}
    </div>
  );
}
