import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Timeline } from '../../pieces/timeline.tsx';
import { dayIn } from '../../rules/changes.ts';
import type { RuleOwner } from '../../rules/owner.tsx';
import { useTableChanges } from '../../rules/stored.ts';
import { CHANGE_TONES } from '../parameters/tones.ts';

/** The changes of one table, newest first: proposed, approved, refused; each leads to what it changed. */
export function TableHistory({
  name,
  owner,
}: {
  readonly name: string;
  readonly owner: RuleOwner;
}): ReactNode {
  const { say, sayFirst, moment, shortDay } = useReader();
  const found = useTableChanges();
  if (found.isPending) return <Loading />;
  if (found.isError) return <ProblemNotice error={found.error} />;
  const changes = found.data.items.flatMap((change) => {
    const from = dayIn(change, name, owner);
    return from === undefined ? [] : [{ ...change, from }];
  });
  if (changes.length === 0) return <p className="quiet">{say('web-rule-history-none')}</p>;
  return (
    <Timeline
      label={say('web-rule-history')}
      entries={changes.map(({ id, state, body, created, from }) => ({
        key: id,
        title: `${sayFirst([`web-parameter-${state}`], state)} · ${say('web-parameter-from', { day: shortDay(from) })}`,
        when: moment(created),
        instant: created,
        tone: CHANGE_TONES[state] ?? 'unknown',
        more: (
          <p dir="auto">
            {String(body['reason'])}{' '}
            <Link to="/parameters/changes/$id" params={{ id }}>
              {say('web-rule-history-see')}
            </Link>
          </p>
        ),
      }))}
    />
  );
}
