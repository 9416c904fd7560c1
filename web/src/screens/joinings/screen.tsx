import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { JOINING_STATES, JOINING_TONES } from './states.ts';

type Joining = Answer<'search-joinings'>['items'][number];

/** Those who want to join, by how far their application has come. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say, sayFirst } = reader;
  const { search, filter } = useAddress();
  const state = JOINING_STATES.find((name) => name === search['state']) ?? '';
  const columns = useMemo(() => columnsFor(reader), [reader]);
  return (
    <Page title={say('web-joinings')} lead={say('web-joinings-lead')}>
      <Card>
        <div className="stack">
          <SegmentedControl
            aria-label={say('web-filters')}
            value={state}
            onChange={(next) => filter({ state: next })}
            data={['', ...JOINING_STATES].map((value) => ({
              value,
              label:
                value === ''
                  ? say('web-joinings-all')
                  : sayFirst([`web-joinings-${value}`, `web-joining-${value}`], value),
            }))}
          />
          <Listed
            queryKey={['joinings', state]}
            read={(portion, signal) =>
              call('search-joinings', {
                query: { limit: 50, ...(state === '' ? {} : { state }), ...portion },
                signal,
              })
            }
            name="joinings"
            caption={say('web-joinings')}
            columns={columns}
            keyOf={({ id }) => id}
            empty={<EmptyState title={say('web-joinings-empty')} text={say('web-joinings-empty-more')} />}
          />
        </div>
      </Card>
    </Page>
  );
}

function columnsFor({ say, shortDay, sayFirst, number }: Reader): readonly Column<Joining>[] {
  return [
    {
      id: 'name',
      title: say('web-joinings-applicant'),
      isFixed: true,
      cell: ({ id, body, number: reference }) => (
        <>
          <Link to="/joinings/$id" params={{ id }}>
            <span dir="auto">{body.englishName ?? body.name}</span>
          </Link>
          <small className="number">{reference}</small>
        </>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state }) => (
        <Badge tone={JOINING_TONES[state] ?? 'unknown'}>
          {sayFirst([`web-joinings-${state}`, `web-joining-${state}`], state)}
        </Badge>
      ),
    },
    {
      id: 'country',
      title: say('web-joinings-country'),
      cell: ({ body }) => sayFirst([`country.${body.country}`], body.country),
    },
    { id: 'kind', title: say('web-join-kind'), cell: ({ body }) => say(`web-join-kind-${body.kind}`) },
    {
      id: 'officials',
      title: say('web-joinings-officials'),
      align: 'end',
      cell: ({ body }) => number(body.officials.length),
    },
    {
      id: 'lodged',
      title: say('web-joining-lodged'),
      cell: ({ body }) => <span className="nowrap">{shortDay(body.lodged)}</span>,
    },
  ];
}
