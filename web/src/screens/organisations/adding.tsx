import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { ContactFields, contactOf, NO_CONTACT } from './contact-fields.tsx';
import { ENTERED_KINDS } from './kinds.ts';

type Body = Given<'add-organisation'>['body'];

const KEY = /^[A-Z]{2}-[A-Za-z0-9]{1,20}$/;

/** Enters a trader, carrier, partner or district, and goes to it: its people are invited there. */
export function OrganisationAdding(): ReactNode {
  const { say } = useReader();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>
        {say('web-organisations-add')}
      </Button>
      <Dialog isOpen={isOpen} close={close} title={say('web-organisations-add')} size="lg">
        <AddingForm close={close} />
      </Dialog>
    </>
  );
}

function AddingForm({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useReader();
  const { go } = useAddress();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Body['kind']>('trader');
  const [typed, setTyped] = useState({ key: '', english: '', own: '' });
  const [contact, setContact] = useState(NO_CONTACT);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const adding = useMutation({
    mutationFn: (body: Body) => call('add-organisation', { body, once: newKey() }),
    onSuccess: async ({ key }) => {
      close();
      await queries.invalidateQueries({ queryKey: ['organisations'] });
      go(`/organisations/${key}`);
    },
  });
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    const found: FieldFault[] = [];
    const key = typed.key.trim();
    if (!KEY.test(key)) found.push({ field: 'organisation-key', text: say('web-organisations-key-unfit') });
    if (typed.english.trim() === '')
      found.push({ field: 'organisation-english', text: say('web-join-name-missing') });
    setFaults(found);
    if (found.length > 0) return;
    adding.mutate({
      key,
      kind,
      title: {
        en: typed.english.trim(),
        ...(typed.own.trim() === '' ? {} : { zh: typed.own.trim() }),
      },
      contact: contactOf(contact),
    });
  };
  return (
    <Form faults={faults} submit={submit}>
      {adding.isError && <ProblemNotice error={adding.error} />}
      <NativeSelect
        label={say('web-join-kind')}
        value={kind}
        data-autofocus
        onChange={({ currentTarget }) =>
          setKind(ENTERED_KINDS.find((name) => name === currentTarget.value) ?? 'trader')
        }
        data={ENTERED_KINDS.map((value) => ({ value, label: say(`web-organisation-kind-${value}`) }))}
      />
      <TextInput
        id="organisation-key"
        label={say('web-joining-organisation')}
        description={say('web-organisations-key-hint')}
        required
        maxLength={23}
        value={typed.key}
        error={faultOf('organisation-key')}
        onChange={({ currentTarget }) => setTyped({ ...typed, key: currentTarget.value })}
      />
      <TextInput
        id="organisation-english"
        dir="auto"
        label={say('web-join-english-name')}
        required
        maxLength={300}
        value={typed.english}
        error={faultOf('organisation-english')}
        onChange={({ currentTarget }) => setTyped({ ...typed, english: currentTarget.value })}
      />
      <TextInput
        label={say('web-offices-chinese')}
        maxLength={300}
        value={typed.own}
        onChange={({ currentTarget }) => setTyped({ ...typed, own: currentTarget.value })}
      />
      <ContactFields contact={contact} change={setContact} />
      <div className="row">
        <Button type="submit" loading={adding.isPending}>
          {say('web-organisations-add')}
        </Button>
        <Button variant="default" onClick={close}>
          {say('web-cancel')}
        </Button>
      </div>
    </Form>
  );
}
