import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card } from '../../pieces/page.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Inviting } from '../people/inviting.tsx';
import { RenewButton } from '../people/renewing.tsx';
import { PERSON_TONES } from '../people/roles.ts';
import type { OrganisationRead } from './screen.tsx';

type Person = Answer<'search-people'>['items'][number];

/** An organisation's people, whose accounts are renewed here as they run out. */
export function OrganisationPeople({
  organisation: { key, kind },
}: {
  readonly organisation: OrganisationRead;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const columns = useMemo(() => columnsFor(reader), [reader]);
  const whose = kind === 'authority' ? { authority: key } : { organisation: key };
  return (
    <Card title={say('web-people')} tools={<Inviting into={whose} />}>
      <Listed
        queryKey={['people', whose]}
        read={(portion, signal) =>
          call('search-people', { query: { limit: 50, ...whose, ...portion }, signal })
        }
        name="organisation-people"
        caption={say('web-people')}
        columns={columns}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={say('web-organisation-nobody')} text={say('web-organisation-nobody-more')} />
        }
      />
    </Card>
  );
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
