import { Button, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { RoleChoice } from '../people/inviting.tsx';
import { OfficeChoice } from '../people/office-choice.tsx';
import { ROLES, type Role } from '../people/roles.ts';
import { AssignmentTable } from './assignment-table.tsx';
import type { PersonDetails } from './screen.tsx';

/** The roles of a person, each for an office and a time; and those that others handed on to them. */
export function Assignments({
  person,
  isOwn,
}: {
  readonly person: PersonDetails;
  /** One's own roles are only read. */
  readonly isOwn: boolean;
}): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['person', person.id] });
    await queries.invalidateQueries({ queryKey: ['people'] });
  };
  const { mutate: end, error } = useMutation({
    mutationFn: (id: string) => call('end-assignment', { path: { id } }),
    onSuccess: refresh,
  });
  return (
    <div className="stack">
      {error !== null && <ProblemNotice error={error} />}
      {person.assignments.length === 0 ? (
        !isOwn && <Standing person={person} refresh={refresh} />
      ) : (
        <AssignmentTable
          name="assignments"
          caption={say('web-person-assignments')}
          assignments={person.assignments}
          names={person.names}
          {...(isOwn ? {} : { end })}
        />
      )}
      {!isOwn && <Assigning person={person} refresh={refresh} />}
    </div>
  );
}

/** The roles of who was never given one for a time; the first that is given keeps them, each with an end of its own. */
function Standing({
  person,
  refresh,
}: {
  readonly person: PersonDetails;
  readonly refresh: () => Promise<void>;
}): ReactNode {
  const { say } = useReader();
  const [roles, setRoles] = useState<readonly Role[]>(ROLES.filter((role) => person.roles.includes(role)));
  const setting = useMutation({
    mutationFn: () =>
      call('change-person', {
        path: { id: person.id },
        body: { roles: [...roles] },
        version: person.tag,
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
        setting.mutate();
      }}
    >
      {setting.isError && <ProblemNotice error={setting.error} />}
      <p className="quiet">{say('web-person-no-roles')}</p>
      <RoleChoice roles={roles} change={setRoles} />
      <div>
        <Button type="submit" variant="default" loading={setting.isPending}>
          {say('web-person-standing-set')}
        </Button>
      </div>
    </form>
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
  const [starts, setStarts] = useState('');
  const [ends, setEnds] = useState('');
  const assigning = useMutation({
    mutationFn: () =>
      call('assign-role', {
        path: { id: person.id },
        body: {
          role,
          ...(office === '' ? {} : { office }),
          ...(starts === '' ? {} : { starts: `${starts}T00:00:00Z` }),
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
          label={say('web-person-starts')}
          value={starts}
          onChange={({ currentTarget }) => setStarts(currentTarget.value)}
        />
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
