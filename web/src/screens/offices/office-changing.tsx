import { Button, NativeSelect, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { OfficeChoice } from '../people/office-choice.tsx';
import { OFFICE_KINDS, type Office } from './holding.ts';
import { OfficeNames } from './office-adding.tsx';

type Change = Given<'change-office'>['body'];

/** Renames an office, moves it in the tree, closes it or opens it again. */
export function OfficeChanging({
  office,
  close,
}: {
  readonly office: Office;
  readonly close: () => void;
}): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const [english, setEnglish] = useState(office.title.en ?? '');
  const [own, setOwn] = useState(office.title.zh ?? '');
  const [names, setNames] = useState(office.names.join('\n'));
  const [kind, setKind] = useState(office.kind);
  const [parent, setParent] = useState(office.parent ?? '');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const changing = useMutation({
    mutationFn: (body: Change) =>
      call('change-office', { path: { key: office.key }, body, version: office.version, once: newKey() }),
    onSuccess: async () => {
      close();
      notifications.show({ message: say('web-person-changed') });
      await queries.invalidateQueries({ queryKey: ['offices'] });
      await queries.invalidateQueries({ queryKey: ['office'] });
    },
  });
  const isClosed = office.closed !== undefined;
  const submit = (): void => {
    const found =
      english.trim() === '' ? [{ field: 'office-name', text: say('web-offices-name-missing') }] : [];
    setFaults(found);
    if (found.length > 0) return;
    changing.mutate({
      title: { ...office.title, en: english.trim(), ...(own.trim() === '' ? {} : { zh: own.trim() }) },
      names: namesOf(names),
      kind: OFFICE_KINDS.find((name) => name === kind) ?? 'local',
      ...(parent === (office.parent ?? '') ? {} : { parent: parent === '' ? null : parent }),
    });
  };
  return (
    <Form faults={faults} submit={submit}>
      {changing.isError && <ProblemNotice error={changing.error} />}
      <p className="code">{office.key}</p>
      <OfficeNames
        english={english}
        own={own}
        changeEnglish={setEnglish}
        changeOwn={setOwn}
        fault={faults[0]?.text}
      />
      <Textarea
        label={say('web-offices-names')}
        description={say('web-offices-names-hint')}
        rows={3}
        maxLength={4000}
        value={names}
        onChange={({ currentTarget }) => setNames(currentTarget.value)}
      />
      <NativeSelect
        label={say('web-join-kind')}
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value)}
        data={OFFICE_KINDS.map((value) => ({ value, label: say(`web-office-kind-${value}`) }))}
      />
      <OfficeAbove office={office} value={parent} change={setParent} />
      <div className="row">
        <Button type="submit" loading={changing.isPending}>
          {say('web-keep')}
        </Button>
        <Button
          variant="outline"
          {...(isClosed ? {} : { color: 'red' })}
          loading={changing.isPending}
          onClick={() => changing.mutate({ closed: !isClosed })}
        >
          {say(isClosed ? 'web-offices-reopen' : 'web-offices-close')}
        </Button>
        <Button variant="default" onClick={close}>
          {say('web-cancel')}
        </Button>
      </div>
      {!isClosed && <p className="quiet">{say('web-offices-close-hint')}</p>}
    </Form>
  );
}

/** The office that this one lies below. */
function OfficeAbove({
  office: { key, authority },
  value,
  change,
}: {
  readonly office: Office;
  readonly value: string;
  readonly change: (parent: string) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <div>
      <OfficeChoice
        authority={authority}
        value={value}
        change={change}
        label={say('web-offices-parent')}
        nothing={say('web-offices-parent-none')}
        without={key}
      />
      <p className="quiet">{say('web-offices-move-hint')}</p>
    </div>
  );
}

/** One name a line; what is empty or said twice falls away. */
function namesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, 200));
  return [...new Set(lines.filter((line) => line !== ''))].slice(0, 50);
}
