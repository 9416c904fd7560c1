import { Link } from '@tanstack/react-router';
import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { CountrySelect } from '../../pieces/country-select.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { FilterChoice, Filters, FilterText } from '../../pieces/filter-fields.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { usePerson } from '../../session/session.tsx';
import { OrganisationAdding } from './adding.tsx';
import {
  nameOfOrganisation,
  ORGANISATION_KINDS,
  ORGANISATION_STATES,
  ORGANISATION_TONES,
  type Organisation,
} from './kinds.ts';

/** Whoever people belong to: authorities, traders, carriers, partners. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { search } = useAddress();
  const isPlatform = usePerson().scope.kind === 'system';
  const columns = useMemo(() => columnsFor(reader), [reader]);
  const text = useDeferredValue(search['text'] ?? '').trim();
  const kind = ORGANISATION_KINDS.find((name) => name === search['kind']);
  const state = ORGANISATION_STATES.find((name) => name === search['state']);
  const country = /^[A-Z]{2}$/.exec(search['country'] ?? '')?.[0];
  const query = {
    ...(text === '' ? {} : { text }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(country === undefined ? {} : { country }),
  };
  return (
    <Page
      title={say('web-organisations')}
      lead={say('web-organisations-lead')}
      actions={isPlatform && <OrganisationAdding />}
    >
      <Card>
        <OrganisationFilters />
        <Listed
          queryKey={['organisations', query]}
          read={(portion, signal) =>
            call('list-organisations', { query: { limit: 50, ...query, ...portion }, signal })
          }
          name="organisations"
          caption={say('web-organisations')}
          columns={columns}
          keyOf={({ key }) => key}
          empty={
            <EmptyState
              title={say('web-organisations-empty')}
              text={say(isPlatform ? 'web-organisations-empty-add' : 'web-organisations-empty-more')}
            />
          }
        />
      </Card>
    </Page>
  );
}

function OrganisationFilters(): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  return (
    <Filters>
      <FilterText name="text" label={say('web-organisations-text')} />
      <FilterChoice
        name="kind"
        label={say('web-join-kind')}
        choices={ORGANISATION_KINDS.map((value) => ({
          value,
          label: say(`web-organisation-kind-${value}`),
        }))}
      />
      <CountrySelect
        size="sm"
        label={say('web-joinings-country')}
        nothing={say('web-any')}
        value={search['country'] ?? ''}
        change={(country) => filter({ country })}
      />
      <FilterChoice
        name="state"
        label={say('web-column-state')}
        choices={ORGANISATION_STATES.map((value) => ({ value, label: say(`web-organisation-${value}`) }))}
      />
    </Filters>
  );
}

function columnsFor({ say, sayFirst, language }: Reader): readonly Column<Organisation>[] {
  return [
    {
      id: 'name',
      title: say('web-person-name'),
      isFixed: true,
      cell: (organisation) => (
        <>
          <Link to="/organisations/$key" params={{ key: organisation.key }} className="long-name">
            <span dir="auto">{nameOfOrganisation(organisation, language)}</span>
          </Link>
          <small className="code">{organisation.key}</small>
        </>
      ),
    },
    {
      id: 'kind',
      title: say('web-join-kind'),
      cell: ({ kind }) => sayFirst([`web-organisation-kind-${kind}`], kind),
    },
    {
      id: 'country',
      title: say('web-joinings-country'),
      cell: ({ country }) => sayFirst([`country.${country}`], country),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state, host }) => (
        <span className="row">
          <Badge tone={ORGANISATION_TONES[state] ?? 'unknown'}>
            {sayFirst([`web-organisation-${state}`], state)}
          </Badge>
          {host && <Badge tone="compare">{say('web-organisation-host')}</Badge>}
        </span>
      ),
    },
  ];
}
