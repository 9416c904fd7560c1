import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { InvitationLink } from '../people/invitation-link.tsx';
import { OfficeChoice } from '../people/office-choice.tsx';
import type { PersonDetails } from './screen.tsx';

type Change = Given<'change-person'>['body'];

/** Suspends, lets in again, renews, moves to another office, invites anew. */
export function PersonActs({ person }: { readonly person: PersonDetails }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const { id, tag, state } = person;
  const [expires, setExpires] = useState(person.expires?.slice(0, 10) ?? '');
  const [office, setOffice] = useState(person.office ?? '');
  const changing = useMutation({
    mutationFn: (body: Change) => call('change-person', { path: { id }, body, version: tag, once: newKey() }),
    onSuccess: async () => {
      notifications.show({ message: say('web-person-changed') });
      await queries.invalidateQueries({ queryKey: ['person', id] });
      await queries.invalidateQueries({ queryKey: ['people'] });
    },
  });
  const inviting = useMutation({ mutationFn: () => call('invite-again', { path: { id } }) });
  const isBusy = changing.isPending;
  const fault = changing.error ?? inviting.error;
  return (
    <div className="stack">
      {fault !== null && <ProblemNotice error={fault} />}
      <form
        className="row-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (expires !== '') changing.mutate({ expires: `${expires}T23:59:59Z` });
        }}
      >
        <TextInput
          type="date"
          label={say('web-person-expires')}
          value={expires}
          onChange={({ currentTarget }) => setExpires(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={isBusy} disabled={expires === ''}>
          {say('web-person-renew')}
        </Button>
      </form>
      {person.authority !== undefined && (
        <form
          className="row-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (office !== '') changing.mutate({ office });
          }}
        >
          <OfficeChoice authority={person.authority} value={office} change={setOffice} />
          <Button type="submit" variant="default" loading={isBusy} disabled={office === ''}>
            {say('web-person-move')}
          </Button>
        </form>
      )}
      <div className="row">
        {state === 'invited' && (
          <Button variant="default" loading={inviting.isPending} onClick={() => inviting.mutate()}>
            {say('web-invite-again')}
          </Button>
        )}
        {state === 'suspended' ? (
          <Button loading={isBusy} onClick={() => changing.mutate({ suspended: false })}>
            {say('web-person-resume')}
          </Button>
        ) : (
          <Button
            color="red"
            variant="outline"
            loading={isBusy}
            onClick={() => changing.mutate({ suspended: true })}
          >
            {say('web-person-suspend')}
          </Button>
        )}
      </div>
      {inviting.data !== undefined && (
        <InvitationLink name={person.name} login={person.login} invitation={inviting.data} />
      )}
    </div>
  );
}
