import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ChangePreview, rowTitle } from '../../parameters/change-preview.tsx';
import { SchemaForm } from '../../parameters/schema-form.tsx';
import { blankOf, isMembers, type Members } from '../../parameters/schema.ts';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import type { Parameter, Row } from './screen.tsx';

/** A change of one row: filled in, previewed, then proposed with its reason. Somebody else approves it. */
export function Proposal({
  parameter,
  row,
  close,
}: {
  readonly parameter: Parameter;
  /** The row that is changed; absent for a new one. */
  readonly row: Row | undefined;
  readonly close: () => void;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { go } = useAddress();
  const queries = useQueryClient();
  const { name, keySchema, valueSchema } = parameter;
  const [key, setKey] = useState<Members>(() => row?.key ?? blankOf(keySchema));
  const [value, setValue] = useState<Members>(() =>
    isMembers(row?.value) ? row.value : blankOf(valueSchema),
  );
  const [isEnd, setEnd] = useState(false);
  const [from, setFrom] = useState(() => dayAfter(parameter.at));
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const body = {
    rows: [{ key, value: isEnd ? null : value, from, ...(until === '' ? {} : { until }) }],
  };
  const previewing = useMutation({
    mutationFn: () => call('preview-parameter-change', { path: { parameter: name }, body }),
  });
  const proposing = useMutation({
    mutationFn: () =>
      call('propose-parameter-change', {
        path: { parameter: name },
        body: { ...body, reason: reason.trim() },
        once: newKey(),
      }),
    onSuccess: async ({ id }) => {
      notifications.show({ message: say('web-parameter-is-proposed') });
      await queries.invalidateQueries({ queryKey: ['parameter-changes'] });
      go(`/parameters/changes/${id}`);
    },
  });
  /** Whatever is changed makes the preview stale. */
  const touched = <Value,>(set: (next: Value) => void) => {
    return (next: Value): void => {
      set(next);
      previewing.reset();
      proposing.reset();
    };
  };
  const propose = (): void => {
    const found =
      reason.trim() === '' ? [{ field: 'proposal-reason', text: say('web-parameter-reason-missing') }] : [];
    setFaults(found);
    if (found.length === 0) proposing.mutate();
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (previewing.isSuccess) propose();
        else previewing.mutate();
      }}
    >
      <ErrorSummary faults={faults} />
      {previewing.isError && <ProblemNotice error={previewing.error} />}
      {proposing.isError && <ProblemNotice error={proposing.error} />}
      {row === undefined ? (
        <SchemaForm prefix="key" schema={keySchema} value={key} change={touched(setKey)} />
      ) : (
        <>
          <strong dir="auto">{rowTitle(row.key, keySchema, reader)}</strong>
          <Checkbox
            label={say('web-parameter-end-it')}
            checked={isEnd}
            onChange={({ currentTarget }) => touched(setEnd)(currentTarget.checked)}
          />
        </>
      )}
      {!isEnd && <SchemaForm prefix="value" schema={valueSchema} value={value} change={touched(setValue)} />}
      <div className="schema-form">
        <TextInput
          id="proposal-from"
          type="date"
          required
          label={say('web-parameter-since')}
          value={from}
          onChange={({ currentTarget }) => touched(setFrom)(currentTarget.value)}
        />
        <TextInput
          id="proposal-until"
          type="date"
          label={say('web-parameter-until')}
          value={until}
          onChange={({ currentTarget }) => touched(setUntil)(currentTarget.value)}
        />
      </div>
      {previewing.isSuccess && (
        <>
          <ChangePreview parameter={name} preview={previewing.data} />
          <Textarea
            id="proposal-reason"
            label={say('web-parameter-reason')}
            required
            rows={3}
            maxLength={2000}
            value={reason}
            error={faults[0]?.text}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </>
      )}
      <div className="row">
        <Button type="submit" loading={previewing.isPending || proposing.isPending}>
          {say(previewing.isSuccess ? 'web-parameter-propose' : 'web-parameter-preview')}
        </Button>
        <Button variant="default" onClick={close}>
          {say('web-cancel')}
        </Button>
      </div>
    </form>
  );
}

/** What is proposed today counts from tomorrow, unless somebody means otherwise. */
function dayAfter(instant: string): string {
  return new Date(Date.parse(instant) + 86_400_000).toISOString().slice(0, 10);
}
