import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ChangePreview, rowTitle } from '../../parameters/change-preview.tsx';
import { SchemaForm } from '../../parameters/schema-form.tsx';
import { blankOf, isMembers, type Members } from '../../parameters/schema.ts';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import type { Parameter, Row } from './screen.tsx';

interface Draft {
  readonly key: Members;
  readonly value: Members;
  readonly isEnd: boolean;
  readonly from: string;
  readonly until: string;
}

type Body = Given<'preview-parameter-change'>['body'];

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
  const { say } = useReader();
  const [draft, setDraft] = useState<Draft>(() => draftOf(parameter, row));
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const { previewing, proposing } = useProposing(parameter.name);
  const submit = (): void => {
    const body = bodyOf(draft);
    if (!previewing.isSuccess) {
      previewing.mutate(body);
      return;
    }
    const isMissing = reason.trim() === '';
    setFaults(isMissing ? [{ field: 'proposal-reason', text: say('web-parameter-reason-missing') }] : []);
    if (!isMissing) proposing.mutate({ ...body, reason: reason.trim() });
  };
  return (
    <Form faults={faults} submit={submit}>
      {previewing.isError && <ProblemNotice error={previewing.error} />}
      {proposing.isError && <ProblemNotice error={proposing.error} />}
      <ProposalFields
        parameter={parameter}
        row={row}
        draft={draft}
        change={(changes) => {
          setDraft({ ...draft, ...changes });
          // Whatever is changed makes the preview stale.
          previewing.reset();
          proposing.reset();
        }}
      />
      {previewing.isSuccess && (
        <>
          <ChangePreview parameter={parameter.name} preview={previewing.data} />
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
    </Form>
  );
}

function useProposing(parameter: string) {
  const { say } = useReader();
  const { go } = useAddress();
  const queries = useQueryClient();
  const previewing = useMutation({
    mutationFn: (body: Body) => call('preview-parameter-change', { path: { parameter }, body }),
  });
  const proposing = useMutation({
    mutationFn: (body: Body & { readonly reason: string }) =>
      call('propose-parameter-change', { path: { parameter }, body, once: newKey() }),
    onSuccess: async ({ id }) => {
      notifications.show({ message: say('web-parameter-is-proposed') });
      await queries.invalidateQueries({ queryKey: ['parameter-changes'] });
      go(`/parameters/changes/${id}`);
    },
  });
  return { previewing, proposing };
}

function ProposalFields({
  parameter: { keySchema, valueSchema },
  row,
  draft,
  change,
}: {
  readonly parameter: Parameter;
  readonly row: Row | undefined;
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  return (
    <>
      {row === undefined ? (
        <SchemaForm prefix="key" schema={keySchema} value={draft.key} change={(key) => change({ key })} />
      ) : (
        <>
          <strong dir="auto">{rowTitle(row.key, keySchema, reader)}</strong>
          <Checkbox
            label={say('web-parameter-end-it')}
            checked={draft.isEnd}
            onChange={({ currentTarget }) => change({ isEnd: currentTarget.checked })}
          />
        </>
      )}
      {!draft.isEnd && (
        <SchemaForm
          prefix="value"
          schema={valueSchema}
          value={draft.value}
          change={(value) => change({ value })}
        />
      )}
      <div className="schema-form">
        <TextInput
          id="proposal-from"
          type="date"
          required
          label={say('web-parameter-since')}
          value={draft.from}
          onChange={({ currentTarget }) => change({ from: currentTarget.value })}
        />
        <TextInput
          id="proposal-until"
          type="date"
          label={say('web-parameter-until')}
          value={draft.until}
          onChange={({ currentTarget }) => change({ until: currentTarget.value })}
        />
      </div>
    </>
  );
}

/** What is proposed today counts from tomorrow, unless somebody means otherwise. */
function draftOf({ keySchema, valueSchema }: Parameter, row: Row | undefined): Draft {
  return {
    key: row?.key ?? blankOf(keySchema),
    value: isMembers(row?.value) ? row.value : blankOf(valueSchema),
    isEnd: false,
    from: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    until: '',
  };
}

function bodyOf({ key, value, isEnd, from, until }: Draft): Body {
  return { rows: [{ key, value: isEnd ? null : value, from, ...(until === '' ? {} : { until }) }] };
}
