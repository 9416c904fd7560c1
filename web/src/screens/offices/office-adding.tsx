import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { OfficeChoice } from '../people/office-choice.tsx';
import { OFFICE_KINDS } from './holding.ts';

type Body = Given<'add-office'>['body'];

/** A new office below another. */
export function OfficeAdding({ authority }: { readonly authority: string }): ReactNode {
  const { say } = useReader();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {say('web-offices-add')}
      </Button>
      <Dialog isOpen={isOpen} close={close} title={say('web-offices-add')}>
        <OfficeForm authority={authority} close={close} />
      </Dialog>
    </>
  );
}

function OfficeForm({
  authority,
  close,
}: {
  readonly authority: string;
  readonly close: () => void;
}): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const [key, setKey] = useState(`${authority}/`);
  const [kind, setKind] = useState<Body['kind']>('local');
  const [parent, setParent] = useState('');
  const [english, setEnglish] = useState('');
  const [own, setOwn] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const adding = useMutation({
    mutationFn: (body: Body) => call('add-office', { body, once: newKey() }),
    onSuccess: async () => {
      close();
      await queries.invalidateQueries({ queryKey: ['offices'] });
    },
  });
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    const found: FieldFault[] = [];
    if (key.trim().length <= authority.length + 1)
      found.push({ field: 'office-key', text: say('web-offices-key-missing') });
    if (english.trim() === '') found.push({ field: 'office-name', text: say('web-offices-name-missing') });
    setFaults(found);
    if (found.length > 0) return;
    const title = own.trim() === '' ? { en: english.trim() } : { en: english.trim(), zh: own.trim() };
    adding.mutate({
      key: key.trim(),
      authority,
      kind,
      title,
      names: Object.values(title),
      ...(parent === '' ? {} : { parent }),
    });
  };
  return (
    <Form faults={faults} submit={submit}>
      {adding.isError && <ProblemNotice error={adding.error} />}
      <TextInput
        id="office-key"
        label={say('web-offices-key')}
        required
        maxLength={64}
        value={key}
        error={faultOf('office-key')}
        onChange={({ currentTarget }) => setKey(currentTarget.value)}
      />
      <OfficeNames
        english={english}
        own={own}
        changeEnglish={setEnglish}
        changeOwn={setOwn}
        fault={faultOf('office-name')}
      />
      <NativeSelect
        label={say('web-join-kind')}
        value={kind}
        onChange={({ currentTarget }) =>
          setKind(OFFICE_KINDS.find((name) => name === currentTarget.value) ?? 'local')
        }
        data={OFFICE_KINDS.map((value) => ({ value, label: say(`web-office-kind-${value}`) }))}
      />
      <div>
        <OfficeChoice
          authority={authority}
          value={parent}
          change={setParent}
          label={say('web-offices-parent')}
          nothing={say('web-offices-parent-none')}
        />
        <p className="quiet">{say('web-offices-parent-hint')}</p>
      </div>
      <div className="row">
        <Button type="submit" loading={adding.isPending}>
          {say('web-offices-add')}
        </Button>
        <Button variant="default" onClick={() => close()}>
          {say('web-cancel')}
        </Button>
      </div>
    </Form>
  );
}

/** What an office is called, in English and in Chinese. */
export function OfficeNames({
  english,
  own,
  changeEnglish,
  changeOwn,
  fault,
}: {
  readonly english: string;
  readonly own: string;
  readonly changeEnglish: (name: string) => void;
  readonly changeOwn: (name: string) => void;
  readonly fault: string | undefined;
}): ReactNode {
  const { say } = useReader();
  return (
    <>
      <TextInput
        id="office-name"
        dir="auto"
        label={say('web-join-english-name')}
        required
        maxLength={200}
        value={english}
        error={fault}
        onChange={({ currentTarget }) => changeEnglish(currentTarget.value)}
      />
      <TextInput
        label={say('web-offices-chinese')}
        maxLength={200}
        value={own}
        onChange={({ currentTarget }) => changeOwn(currentTarget.value)}
      />
    </>
  );
}
