import { Button, Checkbox, Radio, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { AttachmentIntake, type Attachment } from '../../correspondence/attachments.tsx';
import { useReader } from '../../language/reader.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { usePerson } from '../../session/session.tsx';
import { resultsQuery, type Result } from './results.tsx';

const VERDICTS = ['pass', 'refuse', 'request'] as const;
type Verdict = (typeof VERDICTS)[number];
type Body = Given<'give-result'>['body'];

interface Draft {
  readonly verdict: Verdict | undefined;
  readonly remark: string;
  readonly reasons: readonly string[];
  readonly due: string;
  readonly attached: readonly Attachment[];
  /** The same for every repetition of this answer. */
  readonly key: string;
}

const empty = (): Draft => ({
  verdict: undefined,
  remark: '',
  reasons: [],
  due: '',
  attached: [],
  key: newKey(),
});

/** The official's answer: pass, refuse or request. A change of mind is a new answer, never an edit. */
export function AnswerForm({ id }: { readonly id: string }): ReactNode {
  const { scope } = usePerson();
  const results = useQuery(resultsQuery(id));
  if (results.isPending) return <Loading lines={3} />;
  const own = results.data?.items.filter(({ country }) => country === scope.country) ?? [];
  return <Form id={id} latest={own[0]} />;
}

function Form({ id, latest }: { readonly id: string; readonly latest: Result | undefined }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const giving = useMutation({
    mutationFn: (body: Body) =>
      call('give-result', { path: { id }, body, once: draft.key, version: latest?.place ?? 0 }),
    onSuccess: async ({ verdictText }) => {
      notifications.show({
        message: say('web-answer-given', { verdict: verdictText }),
        closeButtonProps: { 'aria-label': say('web-close') },
      });
      setDraft(empty());
      await queries.invalidateQueries({ queryKey: ['certificate', id] });
      await queries.invalidateQueries({ queryKey: ['inquiries'] });
    },
    // What was refused is another act when it is corrected.
    onError: () => setDraft((before) => ({ ...before, key: newKey() })),
  });
  const change = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = faultsOf(draft, say);
        setFaults(found);
        if (found.length === 0) giving.mutate(bodyOf(draft));
      }}
    >
      {latest !== undefined && (
        <p className="quiet">{say('web-answer-again', { verdict: latest.verdictText })}</p>
      )}
      <ErrorSummary faults={faults} />
      {giving.isError && <ProblemNotice error={giving.error} />}
      <Radio.Group
        label={say('web-answer-verdict')}
        value={draft.verdict ?? ''}
        onChange={(value) => change({ verdict: VERDICTS.find((verdict) => verdict === value) })}
      >
        <div className="verdicts">
          {VERDICTS.map((verdict, index) => (
            <Radio
              key={verdict}
              id={index === 0 ? 'verdict' : `verdict-${verdict}`}
              value={verdict}
              label={say(`web-verdict-${verdict}`)}
              description={say(`web-verdict-${verdict}-more`)}
            />
          ))}
        </div>
      </Radio.Group>
      {draft.verdict !== undefined && <Details draft={draft} change={change} faults={faults} />}
      <Button type="submit" loading={giving.isPending}>
        {say('web-answer-send')}
      </Button>
    </form>
  );
}

function Details({
  draft,
  change,
  faults,
}: {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly faults: readonly FieldFault[];
}): ReactNode {
  const { say } = useReader();
  const { verdict, remark, due, attached } = draft;
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  return (
    <>
      {verdict === 'refuse' && <Reasons draft={draft} change={change} />}
      <Textarea
        id="remark"
        label={say(verdict === 'request' ? 'web-answer-question' : 'web-answer-remark')}
        maxLength={5000}
        value={remark}
        error={faultOf('remark')}
        onChange={({ currentTarget }) => change({ remark: currentTarget.value })}
      />
      {verdict === 'request' && (
        <TextInput
          id="due"
          type="date"
          label={say('web-answer-due')}
          description={say('web-answer-due-hint')}
          value={due}
          onChange={({ currentTarget }) => change({ due: currentTarget.value })}
        />
      )}
      <AttachmentIntake attached={attached} change={(next) => change({ attached: next })} />
    </>
  );
}

function Reasons({
  draft,
  change,
}: {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
}): ReactNode {
  const { say } = useReader();
  const reasons = useQuery({
    queryKey: ['refusal-reasons', say('web-name')],
    queryFn: () => call('list-refusal-reasons', {}),
    staleTime: Infinity,
  });
  if (reasons.isPending) return <Loading lines={3} />;
  return (
    <Checkbox.Group
      label={say('web-answer-reasons')}
      value={[...draft.reasons]}
      onChange={(next) => change({ reasons: next })}
    >
      <div className="reason-choice">
        {reasons.data?.items.map(({ code, text }, index) => (
          <Checkbox key={code} id={index === 0 ? 'reasons' : `reason-${code}`} value={code} label={text} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function faultsOf(draft: Draft, say: (key: string) => string): readonly FieldFault[] {
  const { verdict, reasons, remark } = draft;
  if (verdict === undefined) return [{ field: 'verdict', text: say('web-answer-verdict-missing') }];
  return [
    ...(verdict === 'refuse' && reasons.length === 0
      ? [{ field: 'reasons', text: say('web-answer-reasons-missing') }]
      : []),
    ...(verdict === 'request' && remark.trim() === ''
      ? [{ field: 'remark', text: say('web-answer-question-missing') }]
      : []),
  ];
}

function bodyOf({ verdict = 'pass', remark, reasons, due, attached }: Draft): Body {
  return {
    verdict,
    ...(remark.trim() === '' ? {} : { remark: remark.trim() }),
    // The choices are those that the API listed.
    ...(verdict === 'refuse' ? { reasons: [...reasons] as NonNullable<Body['reasons']> } : {}),
    ...(verdict === 'request' && due !== '' ? { due } : {}),
    ...(attached.length === 0 ? {} : { attachments: attached.map(({ id }) => id) }),
  };
}
