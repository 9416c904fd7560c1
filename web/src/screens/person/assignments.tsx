import { Button, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, type Tone } from '../../pieces/state-badge.tsx';
import { OfficeChoice } from '../people/office-choice.tsx';
import { ROLES, type Role } from '../people/roles.ts';
import type { PersonDetails } from './screen.tsx';

type Assignment = PersonDetails['assignments'][number];

const TONES: Readonly<Record<string, Tone>> = { held: 'passed', coming: 'compare', over: 'unknown' };

/** The roles of a person, each for an office and a time; and those that others handed on to them. */
export function Assignments({ person }: { readonly person: PersonDetails }): ReactNode {
  const reader = useReader();
  const { say, sayFirst, shortDay } = reader;
  const queries = useQueryClient();
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['person', person.id] });
    await queries.invalidateQueries({ queryKey: ['people'] });
  };
  const { mutate: end, error } = useMutation({
    mutationFn: (id: string) => call('end-assignment', { path: { id } }),
    onSuccess: refresh,
  });
  const columns = useMemo(
    (): readonly Column<Assignment>[] => [
      {
        id: 'role',
        title: say('web-person-role'),
        isFixed: true,
        cell: ({ role, behalf }) => (
          <>
            {sayFirst([`web-role-${role}`], role)}
            {behalf !== undefined && (
              <small>{say('web-person-behalf', { name: person.names[behalf] ?? behalf })}</small>
            )}
          </>
        ),
      },
      {
        id: 'office',
        title: say('web-person-office'),
        cell: ({ office }) => <span className="code">{office ?? '—'}</span>,
      },
      {
        id: 'starts',
        title: say('web-person-starts'),
        cell: ({ starts }) => <span className="nowrap">{shortDay(starts)}</span>,
      },
      {
        id: 'ends',
        title: say('web-person-ends'),
        cell: ({ ends, ended }) => {
          const day = ended ?? ends;
          return <span className="nowrap">{day === undefined ? '—' : shortDay(day)}</span>;
        },
      },
      {
        id: 'state',
        title: say('web-column-state'),
        cell: ({ state }) => (
          <Badge tone={TONES[state] ?? 'unknown'}>{sayFirst([`web-assignment-${state}`], state)}</Badge>
        ),
      },
      {
        id: 'end',
        title: say('web-person-end'),
        isFixed: true,
        cell: ({ id, role, state }) =>
          state !== 'over' && (
            <Button
              size="xs"
              variant="default"
              aria-label={say('web-person-end-named', { role: sayFirst([`web-role-${role}`], role) })}
              onClick={() => end(id)}
            >
              {say('web-person-end')}
            </Button>
          ),
      },
    ],
    [say, sayFirst, shortDay, end, person.names],
  );
  return (
    <div className="stack">
      {error !== null && <ProblemNotice error={error} />}
      {person.assignments.length === 0 ? (
        <p className="quiet">{say('web-person-no-roles')}</p>
      ) : (
        <DataTable
          name="assignments"
          caption={say('web-person-assignments')}
          columns={columns}
          rows={person.assignments}
          keyOf={({ id }) => id}
        />
      )}
      <Assigning person={person} refresh={refresh} />
    </div>
  );
}

function Assigning({
  person,
  refresh,
}: {
  readonly person: PersonDetails;
  readonly refresh: () => Promise<void>;
}): ReactNode {
  const { say } = useReader();
  const [role, setRole] = useState<Role>('official');
  const [office, setOffice] = useState('');
  const [ends, setEnds] = useState('');
  const assigning = useMutation({
    mutationFn: () =>
      call('assign-role', {
        path: { id: person.id },
        body: {
          role,
          ...(office === '' ? {} : { office }),
          ...(ends === '' ? {} : { ends: `${ends}T23:59:59Z` }),
        },
        once: newKey(),
      }),
    onSuccess: async () => {
      notifications.show({ message: say('web-person-changed') });
      await refresh();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        assigning.mutate();
      }}
    >
      <h3>{say('web-person-assign')}</h3>
      {assigning.isError && <ProblemNotice error={assigning.error} />}
      <div className="row-form">
        <NativeSelect
          label={say('web-person-role')}
          value={role}
          onChange={({ currentTarget }) =>
            setRole(ROLES.find((name) => name === currentTarget.value) ?? 'official')
          }
          data={ROLES.map((value) => ({ value, label: say(`web-role-${value}`) }))}
        />
        {person.authority !== undefined && (
          <OfficeChoice authority={person.authority} value={office} change={setOffice} />
        )}
        <TextInput
          type="date"
          label={say('web-person-ends')}
          value={ends}
          onChange={({ currentTarget }) => setEnds(currentTarget.value)}
        />
        <Button type="submit" loading={assigning.isPending}>
          {say('web-person-assign')}
        </Button>
      </div>
    </form>
  );
}
