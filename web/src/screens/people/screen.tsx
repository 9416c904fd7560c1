import { NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useOfficeName } from '../../language/offices.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Inviting } from './inviting.tsx';
import { RenewButton } from './renewing.tsx';
import { endOf, ENDING, type Ending } from './renewal.ts';
import { PERSON_STATES, PERSON_TONES, ROLES } from './roles.ts';
import '../../pieces/filters.css';

type Person = Answer<'search-people'>['items'][number];

/** The people whom this administrator keeps. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { search } = useAddress();
  const columns = useMemo(() => columnsFor(reader), [reader]);
  const text = useDeferredValue(search['text'] ?? '').trim();
  const state = PERSON_STATES.find((name) => name === search['state']);
  const role = ROLES.find((name) => name === search['role']);
  const office = search['office'];
  const ending = endingOf(search['ending']);
  const expiresBefore = useMemo(
    () => (ending === undefined ? undefined : endOf(ending, new Date())),
    [ending],
  );
  const query = {
    ...(text === '' ? {} : { text }),
    ...(state === undefined ? {} : { state }),
    ...(role === undefined ? {} : { role }),
    ...(office === undefined || office === '' ? {} : { office }),
    ...(expiresBefore === undefined ? {} : { expiresBefore }),
  };
  return (
    <Page title={say('web-people')} lead={say('web-people-lead')} actions={<Inviting />}>
      <Card>
        <PeopleFilters />
        <Listed
          queryKey={['people', query]}
          read={(portion, signal) =>
            call('search-people', { query: { limit: 50, ...query, ...portion }, signal })
          }
          name="people"
          caption={say('web-people')}
          columns={columns}
          keyOf={({ id }) => id}
          empty={<EmptyState title={say('web-people-empty')} text={say('web-people-empty-more')} />}
        />
      </Card>
    </Page>
  );
}

function endingOf(text: string | undefined): Ending | undefined {
  return ENDING.find((days) => days === text);
}

function PeopleFilters(): ReactNode {
  const { say, number } = useReader();
  const { search, filter } = useAddress();
  const office = search['office'] ?? '';
  const officeName = useOfficeName(office === '' ? undefined : office);
  return (
    <div className="filters" role="group" aria-label={say('web-filters')}>
      <TextInput
        size="sm"
        label={say('web-people-text')}
        value={search['text'] ?? ''}
        maxLength={100}
        onChange={({ currentTarget }) => filter({ text: currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        label={say('web-column-state')}
        value={search['state'] ?? ''}
        onChange={({ currentTarget }) => filter({ state: currentTarget.value })}
        data={[
          { value: '', label: say('web-any') },
          ...PERSON_STATES.map((value) => ({ value, label: say(`web-person-${value}`) })),
        ]}
      />
      <NativeSelect
        size="sm"
        label={say('web-person-role')}
        value={search['role'] ?? ''}
        onChange={({ currentTarget }) => filter({ role: currentTarget.value })}
        data={[
          { value: '', label: say('web-any') },
          ...ROLES.map((value) => ({ value, label: say(`web-role-${value}`) })),
        ]}
      />
      <NativeSelect
        size="sm"
        label={say('web-person-expires')}
        value={endingOf(search['ending']) ?? ''}
        onChange={({ currentTarget }) => filter({ ending: currentTarget.value })}
        data={[
          { value: '', label: say('web-any') },
          ...ENDING.map((value) => ({
            value,
            label: say('web-person-ending', { days: number(Number(value)) }),
          })),
        ]}
      />
      {office !== '' && (
        <NativeSelect
          size="sm"
          label={say('web-person-office')}
          value={office}
          onChange={({ currentTarget }) => filter({ office: currentTarget.value })}
          data={[
            { value: '', label: say('web-any') },
            { value: office, label: officeName },
          ]}
        />
      )}
    </div>
  );
}

function OfficeName({ office }: { readonly office: string | undefined }): ReactNode {
  const name = useOfficeName(office);
  return <span dir="auto">{office === undefined ? '—' : name}</span>;
}

function columnsFor({ say, sayFirst, shortDay }: Reader): readonly Column<Person>[] {
  return [
    {
      id: 'name',
      title: say('web-person-name'),
      isFixed: true,
      cell: ({ id, name, login }) => (
        <>
          <Link to="/people/$id" params={{ id }}>
            <span dir="auto">{name}</span>
          </Link>
          <small className="code">{login}</small>
        </>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state }) => (
        <Badge tone={PERSON_TONES[state] ?? 'unknown'}>{sayFirst([`web-person-${state}`], state)}</Badge>
      ),
    },
    {
      id: 'roles',
      title: say('web-person-roles'),
      cell: ({ roles }) =>
        roles.length === 0 ? '—' : roles.map((role) => sayFirst([`web-role-${role}`], role)).join(' · '),
    },
    {
      id: 'office',
      title: say('web-person-office'),
      cell: ({ office, authority }) =>
        office === undefined ? (authority ?? '—') : <OfficeName office={office} />,
    },
    {
      id: 'email',
      title: say('web-person-email'),
      isHidden: true,
      cell: ({ email }) => <span className="code">{email ?? '—'}</span>,
    },
    {
      id: 'expires',
      title: say('web-person-expires'),
      cell: (person) => (
        <>
          <span className="nowrap">{person.expires === undefined ? '—' : shortDay(person.expires)}</span>
          <RenewButton person={person} />
        </>
      ),
    },
  ];
}
