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
import { blankOf, isMembers, plainOf, type Members, type Schema } from '../../parameters/schema.ts';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import type { RuleOwner } from '../../rules/owner.tsx';
import type { Parameter, Row } from './screen.tsx';

interface Draft {
  readonly key: Members;
  readonly value: Members;
  readonly isEnd: boolean;
  readonly from: string;
  readonly until: string;
}

type Body = Given<'preview-parameter-change'>['body'];

export type ProposedRow = Body['rows'][number];

/** A change of one row or of many: filled in, previewed together, then proposed with one reason. Somebody else approves it. */
export function Proposal({
  parameter,
  owner,
  row,
  rows,
  collect,
  close,
}: {
  readonly parameter: Parameter;
  /** Whose rows they become; absent: the proposer's own. */
  readonly owner?: RuleOwner;
  /** The row that is changed; `new` for another, absent where only what was collected is looked over. */
  readonly row: Row | 'new' | undefined;
  /** Rows that are on the list already. */
  readonly rows: readonly ProposedRow[];
  readonly collect: (rows: readonly ProposedRow[]) => void;
  readonly close: () => void;
}): ReactNode {
  const { say } = useReader();
  const [draft, setDraft] = useState<Draft>(() => draftOf(parameter, row === 'new' ? undefined : row));
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const { previewing, proposing } = useProposing(parameter.name);
  const isStale = (): void => {
    previewing.reset();
    proposing.reset();
  };
  const all = row === undefined ? rows : [...rows, rowOf(draft)];
  const owned = owner === undefined ? {} : { owner };
  const submit = (): void => {
    if (!previewing.isSuccess) {
      previewing.mutate({ ...owned, rows: [...all] });
      return;
    }
    const isMissing = reason.trim() === '';
    setFaults(isMissing ? [{ field: 'proposal-reason', text: say('web-parameter-reason-missing') }] : []);
    if (!isMissing) proposing.mutate({ ...owned, rows: [...all], reason: reason.trim() });
  };
  return (
    <Form faults={faults} submit={submit}>
      {previewing.isError && <ProblemNotice error={previewing.error} />}
      {proposing.isError && <ProblemNotice error={proposing.error} />}
      {rows.length > 0 && !previewing.isSuccess && (
        <Collected
          parameter={parameter}
          rows={rows}
          change={(next) => {
            collect(next);
            isStale();
          }}
        />
      )}
      {row !== undefined && (
        <ProposalFields
          parameter={parameter}
          row={row === 'new' ? undefined : row}
          draft={draft}
          change={(changes) => {
            setDraft({ ...draft, ...changes });
            // Whatever is changed makes the preview stale.
            isStale();
          }}
        />
      )}
      {previewing.isSuccess && (
        <>
          <ChangePreview parameter={parameter.name} preview={previewing.data} />
          <Reason value={reason} fault={faults[0]?.text} change={setReason} />
        </>
      )}
      <Steps
        isPreviewed={previewing.isSuccess}
        isEmpty={all.length === 0}
        isBusy={previewing.isPending || proposing.isPending}
        goBack={isStale}
        {...(row === undefined
          ? {}
          : {
              putOnList: () => {
                collect(all);
                close();
              },
            })}
        cancel={() => {
          if (row === undefined) collect([]);
          close();
        }}
      />
    </Form>
  );
}

function Reason({
  value,
  fault,
  change,
}: {
  readonly value: string;
  readonly fault: string | undefined;
  readonly change: (reason: string) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <Textarea
      id="proposal-reason"
      label={say('web-parameter-reason')}
      required
      rows={3}
      maxLength={2000}
      value={value}
      error={fault}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}

/** From the rows to their preview, and from the preview to the proposal. */
function Steps({
  isPreviewed,
  isEmpty,
  isBusy,
  goBack,
  putOnList,
  cancel,
}: {
  readonly isPreviewed: boolean;
  readonly isEmpty: boolean;
  readonly isBusy: boolean;
  readonly goBack: () => void;
  /** Absent where no row is being filled in. */
  readonly putOnList?: () => void;
  readonly cancel: () => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <div className="row">
      <Button type="submit" disabled={isEmpty} loading={isBusy}>
        {say(isPreviewed ? 'web-parameter-propose' : 'web-parameter-preview')}
      </Button>
      {putOnList !== undefined && !isPreviewed && (
        <Button variant="default" onClick={putOnList}>
          {say('web-parameter-collect')}
        </Button>
      )}
      {isPreviewed && (
        <Button variant="default" onClick={goBack}>
          {say('web-parameter-back-to-rows')}
        </Button>
      )}
      <Button variant="default" onClick={cancel}>
        {say('web-cancel')}
      </Button>
    </div>
  );
}

/** The rows that are on the list, each to be taken off again. */
function Collected({
  parameter: { keySchema },
  rows,
  change,
}: {
  readonly parameter: Parameter;
  readonly rows: readonly ProposedRow[];
  readonly change: (rows: readonly ProposedRow[]) => void;
}): ReactNode {
  const reader = useReader();
  const { say, number, day } = reader;
  return (
    <section aria-label={say('web-parameter-collected', { count: number(rows.length) })}>
      <h3>{say('web-parameter-collected', { count: number(rows.length) })}</h3>
      <ul className="plain-list collected" data-collected={rows.length}>
        {rows.map((row, index) => {
          const title = rowTitle(row.key, keySchema, reader);
          return (
            <li key={`${JSON.stringify(row.key)} ${row.from} ${String(index)}`} className="row">
              <span dir="auto">{title}</span>
              <span className="quiet">
                {row.value === null ? `${say('web-parameter-ended')} · ` : ''}
                {say('web-parameter-from', { day: day(row.from) })}
              </span>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`${say('web-parameter-uncollect')}: ${title}`}
                onClick={() => change(rows.filter((_, place) => place !== index))}
              >
                {say('web-parameter-uncollect')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
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

/** The form of a value, which a member of the key may decide. */
function formFor({ forms, valueSchema }: Parameter, key: Members): Schema {
  return forms?.schemas[plainOf(key[forms.by])] ?? valueSchema;
}

function ProposalFields({
  parameter,
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
  const { keySchema } = parameter;
  const valueSchema = formFor(parameter, draft.key);
  return (
    <>
      {row === undefined ? (
        <SchemaForm
          prefix="key"
          schema={keySchema}
          value={draft.key}
          change={(key) => {
            const next = formFor(parameter, key);
            change(next === valueSchema ? { key } : { key, value: blankOf(next) });
          }}
        />
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
          // A list keeps what was typed: another form begins anew.
          key={plainOf(draft.key[parameter.forms?.by ?? ''])}
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
function draftOf(parameter: Parameter, row: Row | undefined): Draft {
  const key = row?.key ?? blankOf(parameter.keySchema);
  return {
    key,
    value: isMembers(row?.value) ? row.value : blankOf(formFor(parameter, key)),
    isEnd: false,
    from: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    until: '',
  };
}

function rowOf({ key, value, isEnd, from, until }: Draft): ProposedRow {
  return { key, value: isEnd ? null : value, from, ...(until === '' ? {} : { until }) };
}
