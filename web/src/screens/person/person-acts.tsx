import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { EMAIL } from '../people/email.ts';
import { InvitationLink } from '../people/invitation-link.tsx';
import { OfficeChoice } from '../people/office-choice.tsx';
import type { PersonDetails } from './screen.tsx';

type Change = Given<'change-person'>['body'];

/** Renames, suspends, lets in again, renews, moves to another office, invites anew. */
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
      <Described person={person} change={changing.mutate} isBusy={isBusy} />
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

/** What a person is called, and where notices go. */
function Described({
  person,
  change,
  isBusy,
}: {
  readonly person: PersonDetails;
  readonly change: (body: Change) => void;
  readonly isBusy: boolean;
}): ReactNode {
  const { say } = useReader();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email ?? '');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    const found: FieldFault[] = [];
    if (name.trim() === '') found.push({ field: 'person-name', text: say('web-invite-name-missing') });
    if (email.trim() !== '' && !EMAIL.test(email.trim()))
      found.push({ field: 'person-email', text: say('web-email-unfit') });
    setFaults(found);
    if (found.length === 0)
      change({ name: name.trim(), ...(email.trim() === '' ? {} : { email: email.trim() }) });
  };
  return (
    <Form faults={faults} submit={submit}>
      <TextInput
        id="person-name"
        dir="auto"
        label={say('web-person-name')}
        required
        maxLength={200}
        value={name}
        error={faultOf('person-name')}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        id="person-email"
        type="email"
        label={say('web-person-email')}
        maxLength={254}
        value={email}
        error={faultOf('person-email')}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isBusy}>
        {say('web-keep')}
      </Button>
    </Form>
  );
}
