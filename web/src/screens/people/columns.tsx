import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { useOfficeName } from '../../language/offices.ts';
import type { Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { RenewButton } from './renewing.tsx';
import { PERSON_TONES } from './roles.ts';

type Person = Answer<'search-people'>['items'][number];

function OfficeName({ office }: { readonly office: string | undefined }): ReactNode {
  const name = useOfficeName(office);
  return <span dir="auto">{office === undefined ? '—' : name}</span>;
}

/** The columns of a list of people. */
export function personColumns({ say, sayFirst, shortDay }: Reader): readonly Column<Person>[] {
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
