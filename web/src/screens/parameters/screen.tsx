import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { tablesIn } from '../../rules/changes.ts';
import { bySubject } from './subjects.ts';
import { CHANGE_TONES } from './tones.ts';
import '../../parameters/parameters.css';

type Change = Answer<'list-parameter-changes'>['items'][number];

const STATES = ['proposed', 'approved', 'refused', 'withdrawn'] as const;

/** What everybody goes by, and the changes of it that wait for a second pair of eyes. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  const { search, filter } = useAddress();
  const state = STATES.find((name) => name === search['state']) ?? 'proposed';
  const parameters = useQuery({
    queryKey: ['parameters', language],
    queryFn: ({ signal }) => call('list-parameters', { signal }),
  });
  const columns = useMemo(
    () => columnsFor(reader, new Map(parameters.data?.items.map(({ name, title }) => [name, title]))),
    [reader, parameters.data],
  );
  return (
    <Page title={say('web-parameters')} lead={say('web-parameters-lead')}>
      <Card title={say('web-parameter-changes')}>
        <div className="stack">
          <SegmentedControl
            aria-label={say('web-filters')}
            value={state}
            onChange={(next) => filter({ state: next })}
            data={STATES.map((value) => ({ value, label: say(`web-parameter-${value}`) }))}
          />
          <Listed
            queryKey={['parameter-changes', state]}
            read={(portion, signal) =>
              call('list-parameter-changes', { query: { limit: 50, state, ...portion }, signal })
            }
            name="parameter-changes"
            caption={say('web-parameter-changes')}
            columns={columns}
            keyOf={({ id }) => id}
            empty={
              <EmptyState
                title={say('web-parameter-changes-empty')}
                text={say('web-parameter-changes-more')}
              />
            }
          />
        </div>
      </Card>
      {parameters.isPending && <Loading />}
      {parameters.isError && <ProblemNotice error={parameters.error} />}
      {bySubject(parameters.data?.items ?? []).map(([subject, items]) => (
        <section key={subject} className="stack" aria-label={say(`web-parameters-of-${subject}`)}>
          <h2>{say(`web-parameters-of-${subject}`)}</h2>
          <ul className="parameter-list">
            {items.map(({ name, title, about }) => (
              <li key={name}>
                <Link to="/parameters/$name" params={{ name }}>
                  {title}
                </Link>
                <p className="quiet">{about}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function columnsFor(
  { say, sayFirst, moment, number, language }: Reader,
  titles: ReadonlyMap<string, string>,
): readonly Column<Change>[] {
  return [
    {
      id: 'parameter',
      title: say('web-parameter'),
      isFixed: true,
      cell: ({ id, body }) => (
        <>
          <Link to="/parameters/changes/$id" params={{ id }}>
            {titles.get(String(body['parameter'])) ?? String(body['parameter'])}
          </Link>
          <small dir="auto">{tablesIn(body, language).join(' · ')}</small>
        </>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state }) => (
        <Badge tone={CHANGE_TONES[state] ?? 'unknown'}>{sayFirst([`web-parameter-${state}`], state)}</Badge>
      ),
    },
    {
      id: 'reason',
      title: say('web-parameter-reason'),
      cell: ({ body }) => <span dir="auto">{String(body['reason'])}</span>,
    },
    {
      id: 'rows',
      title: say('web-parameter-rows'),
      align: 'end',
      cell: ({ body }) => number(Array.isArray(body['rows']) ? body['rows'].length : 0),
    },
    {
      id: 'created',
      title: say('web-parameter-proposed-on'),
      cell: ({ created }) => <span className="nowrap">{moment(created)}</span>,
    },
  ];
}
