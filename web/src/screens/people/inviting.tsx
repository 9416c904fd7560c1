import { Button, Checkbox, Fieldset, NativeSelect, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../../../src/base/index.ts';
import { call, type Given } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { usePerson } from '../../session/session.tsx';
import { EMAIL } from './email.ts';
import { InvitationLink } from './invitation-link.tsx';
import { OfficeChoice } from './office-choice.tsx';
import { ROLES, type Role } from './roles.ts';
import './people.css';

type Body = Given<'invite-person'>['body'];

interface Draft {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly authority: string;
  readonly office: string;
  readonly roles: readonly Role[];
  readonly expires: string;
}

/** Whom the new person belongs to, where that is settled. */
interface Whose {
  readonly authority?: string;
  readonly organisation?: string;
}

/** Opens an account for a person; the invitation is shown once, and handed over by another way than this window. */
export function Inviting({ into = {} }: { readonly into?: Whose }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const inviting = useMutation({
    mutationFn: (body: Body) => call('invite-person', { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const close = (): void => {
    setOpen(false);
    inviting.reset();
  };
  return (
    <>
      <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>
        {say('web-invite')}
      </Button>
      <Dialog isOpen={isOpen} close={close} title={say('web-invite')} size="lg">
        {inviting.data === undefined ? (
          <InvitationForm
            invite={inviting.mutate}
            isBusy={inviting.isPending}
            fault={inviting.error}
            cancel={close}
            into={into}
          />
        ) : (
          <InvitationLink
            name={inviting.data.person.name}
            login={inviting.data.person.login}
            invitation={inviting.data.invitation}
          />
        )}
      </Dialog>
    </>
  );
}

function InvitationForm({
  invite,
  isBusy,
  fault,
  cancel,
  into,
}: {
  readonly invite: (body: Body) => void;
  readonly isBusy: boolean;
  readonly fault: Error | null;
  readonly cancel: () => void;
  readonly into: Whose;
}): ReactNode {
  const { say, language } = useReader();
  const person = usePerson();
  const own = into.authority ?? person.scope.authority;
  const { organisation } = into;
  const [draft, setDraft] = useState<Draft>({
    name: '',
    email: '',
    language,
    authority: organisation === undefined ? (own ?? '') : '',
    office: '',
    roles: [],
    expires: '',
  });
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const change = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    const found: FieldFault[] = [];
    if (draft.name.trim() === '') found.push({ field: 'invite-name', text: say('web-invite-name-missing') });
    if (!EMAIL.test(draft.email.trim())) found.push({ field: 'invite-email', text: say('web-email-unfit') });
    setFaults(found);
    if (found.length > 0) return;
    invite({
      name: draft.name.trim(),
      email: draft.email.trim(),
      language: draft.language,
      roles: [...draft.roles],
      ...(organisation === undefined ? {} : { organisation }),
      ...(draft.authority === '' ? {} : { authority: draft.authority }),
      ...(draft.office === '' ? {} : { office: draft.office }),
      ...(draft.expires === '' ? {} : { expires: `${draft.expires}T23:59:59Z` }),
    });
  };
  return (
    <Form faults={faults} submit={submit}>
      {fault !== null && <ProblemNotice error={fault} />}
      <PersonFields draft={draft} change={change} faultOf={faultOf} />
      {person.scope.kind === 'system' && own === undefined && organisation === undefined && (
        <TextInput
          label={say('web-people-authority')}
          value={draft.authority}
          maxLength={64}
          placeholder="NZ-MPI"
          onChange={({ currentTarget }) => change({ authority: currentTarget.value.trim(), office: '' })}
        />
      )}
      {draft.authority !== '' && (
        <OfficeChoice
          authority={draft.authority}
          value={draft.office}
          change={(office) => change({ office })}
        />
      )}
      <RoleChoice roles={draft.roles} change={(roles) => change({ roles })} />
      <TextInput
        type="date"
        label={say('web-person-expires')}
        description={say('web-invite-expires-hint')}
        value={draft.expires}
        onChange={({ currentTarget }) => change({ expires: currentTarget.value })}
      />
      <div className="row">
        <Button type="submit" loading={isBusy}>
          {say('web-invite-send')}
        </Button>
        <Button variant="default" onClick={cancel}>
          {say('web-cancel')}
        </Button>
      </div>
    </Form>
  );
}

function PersonFields({
  draft,
  change,
  faultOf,
}: {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}): ReactNode {
  const { say } = useReader();
  return (
    <>
      <TextInput
        id="invite-name"
        label={say('web-person-name')}
        required
        maxLength={200}
        data-autofocus
        value={draft.name}
        error={faultOf('invite-name')}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <TextInput
        id="invite-email"
        label={say('web-person-email')}
        type="email"
        required
        maxLength={254}
        value={draft.email}
        error={faultOf('invite-email')}
        onChange={({ currentTarget }) => change({ email: currentTarget.value })}
      />
      <NativeSelect
        label={say('web-language')}
        value={draft.language}
        onChange={({ currentTarget }) =>
          change({ language: LANGUAGES.find((name) => name === currentTarget.value) ?? 'en' })
        }
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
    </>
  );
}

/** Roles, any of them. */
export function RoleChoice({
  roles,
  change,
}: {
  readonly roles: readonly Role[];
  readonly change: (roles: readonly Role[]) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <Fieldset legend={say('web-person-roles')}>
      <div className="role-choice">
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={say(`web-role-${role}`)}
            checked={roles.includes(role)}
            onChange={({ currentTarget }) =>
              change(currentTarget.checked ? [...roles, role] : roles.filter((one) => one !== role))
            }
          />
        ))}
      </div>
    </Fieldset>
  );
}
