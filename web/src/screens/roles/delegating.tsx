import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useOfficeName } from '../../language/offices.ts';
import { useReader } from '../../language/reader.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import type { Capacity } from '../../session/capacities.ts';

type Body = Given<'delegate-roles'>['body'];
type Role = Body['roles'][number];

/** Hands roles on to a colleague until a day. Both names stand in the history of whatever is done with them. */
export function Delegating({ own }: { readonly own: readonly Capacity[] }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const [to, setTo] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [ends, setEnds] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const held = own.flatMap(({ roles, office }) => roles.map((role) => ({ role, office })));
  const delegating = useMutation({
    mutationFn: (body: Body) => call('delegate-roles', { body, once: newKey() }),
    onSuccess: async () => {
      setChosen([]);
      setEnds('');
      notifications.show({ message: say('web-delegated') });
      await queries.invalidateQueries({ queryKey: ['own-assignments'] });
    },
  });
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  const submit = (): void => {
    const found: FieldFault[] = [];
    if (to === '') found.push({ field: 'delegate-to', text: say('web-delegate-to-missing') });
    if (chosen.length === 0)
      found.push({ field: 'delegate-role-0', text: say('web-delegate-roles-missing') });
    if (ends === '') found.push({ field: 'delegate-ends', text: say('web-delegate-ends-missing') });
    setFaults(found);
    if (found.length > 0) return;
    const roles = held
      .filter((each) => chosen.includes(keyOf(each)))
      // What one holds is a role of the table, or the API would not have told it.
      .map(({ role, office }) => ({ role, ...(office === undefined ? {} : { office }) }) as Role);
    delegating.mutate({ to, roles, ends: `${ends}T23:59:59Z` });
  };
  return (
    <Form faults={faults} submit={submit}>
      {delegating.isError && <ProblemNotice error={delegating.error} />}
      <Colleague value={to} change={setTo} fault={faultOf('delegate-to')} />
      <Checkbox.Group
        label={say('web-delegate-roles')}
        value={[...chosen]}
        onChange={setChosen}
        error={faultOf('delegate-role-0')}
      >
        <div className="stack">
          {held.map((each, index) => (
            <HeldRole key={keyOf(each)} held={each} id={`delegate-role-${String(index)}`} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        id="delegate-ends"
        type="date"
        required
        label={say('web-delegate-ends')}
        description={say('web-delegate-ends-hint')}
        value={ends}
        error={faultOf('delegate-ends')}
        onChange={({ currentTarget }) => setEnds(currentTarget.value)}
      />
      <Button type="submit" loading={delegating.isPending}>
        {say('web-delegate')}
      </Button>
    </Form>
  );
}

interface Held {
  readonly role: string;
  readonly office: string | undefined;
}

function keyOf({ role, office }: Held): string {
  return `${role} ${office ?? ''}`;
}

function HeldRole({ held, id }: { readonly held: Held; readonly id: string }): ReactNode {
  const { say, sayFirst } = useReader();
  const office = useOfficeName(held.office);
  const place = held.office === undefined ? say('web-roles-whole') : office;
  return (
    <Checkbox
      id={id}
      value={keyOf(held)}
      label={sayFirst([`web-role-${held.role}`], held.role)}
      description={place}
    />
  );
}

function Colleague({
  value,
  change,
  fault,
}: {
  readonly value: string;
  readonly change: (id: string) => void;
  readonly fault: string | undefined;
}): ReactNode {
  const { say } = useReader();
  const [text, setText] = useState('');
  const sought = useDeferredValue(text).trim();
  const found = useQuery({
    queryKey: ['colleagues', sought],
    queryFn: ({ signal }) =>
      call('list-colleagues', { query: { limit: 100, ...(sought === '' ? {} : { text: sought }) }, signal }),
    placeholderData: (before) => before,
  });
  return (
    <div className="stack">
      <TextInput
        label={say('web-delegate-find')}
        maxLength={100}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          change('');
        }}
      />
      <NativeSelect
        id="delegate-to"
        label={say('web-delegate-to')}
        required
        value={value}
        error={fault}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        data={[
          { value: '', label: say('web-choose') },
          ...(found.data?.items ?? []).map(({ id, name, office }) => ({
            value: id,
            label: office === undefined ? name : `${name} (${office})`,
          })),
        ]}
      />
    </div>
  );
}
