import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ConfirmedAct } from '../../pieces/confirmed-act.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { usePerson } from '../../session/session.tsx';
import { ContactFields, contactOf, NO_CONTACT } from '../organisations/contact-fields.tsx';
import { nameOfOrganisation } from '../organisations/kinds.ts';
import type { OrganisationRead } from './screen.tsx';

type Change = Given<'change-organisation'>['body'];

/** Renames an organisation, keeps how it is reached; the platform suspends it or lets it in again. */
export function OrganisationActs({ organisation }: { readonly organisation: OrganisationRead }): ReactNode {
  const { say, language } = useReader();
  const queries = useQueryClient();
  const isPlatform = usePerson().scope.kind === 'system';
  const { key, version, title, state } = organisation;
  const [english, setEnglish] = useState(title.en ?? '');
  const [own, setOwn] = useState(title.zh ?? '');
  const [contact, setContact] = useState({ ...NO_CONTACT, ...organisation.contact });
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const changing = useMutation({
    mutationFn: (body: Change) =>
      call('change-organisation', { path: { key }, body, version, once: newKey() }),
    onSuccess: async () => {
      notifications.show({ message: say('web-person-changed') });
      await queries.invalidateQueries({ queryKey: ['organisation', key] });
      await queries.invalidateQueries({ queryKey: ['organisations'] });
    },
  });
  const submit = (): void => {
    const found =
      english.trim() === '' ? [{ field: 'organisation-english', text: say('web-join-name-missing') }] : [];
    setFaults(found);
    if (found.length > 0) return;
    changing.mutate({
      title: { ...title, en: english.trim(), ...(own.trim() === '' ? {} : { zh: own.trim() }) },
      contact: contactOf(contact),
    });
  };
  return (
    <div className="stack">
      {changing.isError && <ProblemNotice error={changing.error} />}
      <Form faults={faults} submit={submit}>
        <TextInput
          id="organisation-english"
          dir="auto"
          label={say('web-join-english-name')}
          required
          maxLength={300}
          value={english}
          error={faults[0]?.text}
          onChange={({ currentTarget }) => setEnglish(currentTarget.value)}
        />
        <TextInput
          label={say('web-offices-chinese')}
          maxLength={300}
          value={own}
          onChange={({ currentTarget }) => setOwn(currentTarget.value)}
        />
        <ContactFields contact={contact} change={setContact} />
        <Button type="submit" variant="default" loading={changing.isPending}>
          {say('web-keep')}
        </Button>
      </Form>
      {isPlatform &&
        (state === 'suspended' ? (
          <Button loading={changing.isPending} onClick={() => changing.mutate({ state: 'active' })}>
            {say('web-person-resume')}
          </Button>
        ) : (
          <ConfirmedAct
            label={say('web-person-suspend')}
            meaning={say('web-organisation-suspend-meaning', {
              name: nameOfOrganisation(organisation, language),
            })}
            isBusy={changing.isPending}
            act={() => changing.mutate({ state: 'suspended' })}
          />
        ))}
    </div>
  );
}
