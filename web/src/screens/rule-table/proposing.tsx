import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { DecisionTable } from '../../../../src/verification/rules/index.ts';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { forgetDraft } from '../../rules/drafts.ts';
import type { RuleOwner } from '../../rules/owner.tsx';

/** The draft, from a day on and with a reason, to be approved by another official. */
export function Proposing({
  table,
  owner,
  isSame,
  isUnfit,
  isFailing,
  earliest = '',
}: {
  readonly table: DecisionTable;
  readonly owner: RuleOwner;
  readonly isSame: boolean;
  readonly isUnfit: boolean;
  /** A case of its own fails. */
  readonly isFailing: boolean;
  /** The day from which the version counts that the draft is of, where that is to come. */
  readonly earliest?: string;
}): ReactNode {
  const { say } = useReader();
  const { go } = useAddress();
  const queries = useQueryClient();
  const [from, setFrom] = useState(() => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    return earliest > tomorrow ? earliest : tomorrow;
  });
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const proposing = useMutation({
    mutationFn: () =>
      call('propose-parameter-change', {
        path: { parameter: 'rule-table' },
        body: { owner, rows: [{ key: { table: table.name }, value: table, from }], reason: reason.trim() },
        once: newKey(),
      }),
    onSuccess: async ({ id }) => {
      forgetDraft(owner, table.name);
      notifications.show({ message: say('web-parameter-is-proposed') });
      await queries.invalidateQueries({ queryKey: ['parameter-changes'] });
      go(`/parameters/changes/${id}`);
    },
  });
  const submit = (): void => {
    const isMissing = reason.trim() === '';
    setFaults(isMissing ? [{ field: 'proposal-reason', text: say('web-parameter-reason-missing') }] : []);
    if (!isMissing) proposing.mutate();
  };
  return (
    <Form faults={faults} submit={submit}>
      {proposing.isError && <ProblemNotice error={proposing.error} />}
      {(isSame || isUnfit || isFailing) && (
        <p className="quiet">
          {say(isSame ? 'web-rule-same' : isUnfit ? 'web-rule-unfit' : 'web-rule-failing')}
        </p>
      )}
      <TextInput
        id="proposal-from"
        type="date"
        required
        label={say('web-parameter-since')}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
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
      <div className="row">
        <Button type="submit" disabled={isSame || isUnfit || isFailing} loading={proposing.isPending}>
          {say('web-parameter-propose')}
        </Button>
      </div>
    </Form>
  );
}
