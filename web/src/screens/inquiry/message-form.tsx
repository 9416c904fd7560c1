import { Button, Radio, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { AttachmentIntake, type Attachment } from '../../correspondence/attachments.tsx';
import { useReader } from '../../language/reader.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import type { Thread } from './screen.tsx';

const KINDS = ['response', 'request', 'note'] as const;
type Kind = (typeof KINDS)[number];

interface Draft {
  readonly kind: Kind | undefined;
  readonly content: string;
  readonly due: string;
  readonly attached: readonly Attachment[];
  /** The same for every repetition of one act. */
  readonly key: string;
}

/** Writes into a thread what this side may write now; two people on one thread see each other's words first. */
export function MessageForm({ thread }: { readonly thread: Thread }): ReactNode {
  const { say } = useReader();
  const kinds = KINDS.filter((kind) => thread.may.includes(kind));
  const { draft, change, chosen, writing, closing } = useWriting(thread, kinds);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isEmpty = draft.content.trim() === '';
        const found = isEmpty ? [{ field: 'message', text: say('web-message-missing') }] : [];
        setFaults(found);
        if (found.length === 0 && chosen !== undefined) writing.mutate(chosen);
      }}
    >
      <ErrorSummary faults={faults} />
      {writing.isError && <ProblemNotice error={writing.error} />}
      {closing.isError && <ProblemNotice error={closing.error} />}
      {chosen !== undefined && (
        <Fields kinds={kinds} chosen={chosen} draft={draft} change={change} fault={faults[0]?.text} />
      )}
      <div className="row">
        {chosen !== undefined && (
          <Button type="submit" loading={writing.isPending}>
            {say('web-message-send')}
          </Button>
        )}
        {thread.may.includes('close') && (
          <Button variant="default" loading={closing.isPending} onClick={() => closing.mutate()}>
            {say('web-inquiry-close')}
          </Button>
        )}
      </div>
    </form>
  );
}

function useWriting(thread: Thread, kinds: readonly Kind[]) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => ({
    kind: kinds[0],
    content: '',
    due: '',
    attached: [],
    key: newKey(),
  }));
  const change = (changes: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changes }));
  const chosen = kinds.find((one) => one === draft.kind) ?? kinds[0];
  const { id, version } = thread;
  const path = { id };
  const show = (next: Thread): void => {
    queries.setQueryData(['inquiry', id], next);
    change({ key: newKey() });
  };
  const onError = (): void => {
    change({ key: newKey() });
    void queries.invalidateQueries({ queryKey: ['inquiry', id] });
  };
  const writing = useMutation({
    mutationFn: (kind: Kind) => {
      const { content, due, attached } = draft;
      const body = {
        kind,
        content: content.trim(),
        ...(kind === 'request' && due !== '' ? { due } : {}),
        ...(attached.length === 0 ? {} : { attachments: attached.map((one) => one.id) }),
      };
      return call('write-message', { path, version, once: draft.key, body });
    },
    onSuccess: (next) => {
      show(next);
      change({ content: '', attached: [] });
    },
    onError,
  });
  const closing = useMutation({
    mutationFn: () => call('close-inquiry', { path, version, once: draft.key, body: {} }),
    onSuccess: show,
    onError,
  });
  return { draft, change, chosen, writing, closing };
}

function Fields({
  kinds,
  chosen,
  draft,
  change,
  fault,
}: {
  readonly kinds: readonly Kind[];
  readonly chosen: Kind;
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly fault: string | undefined;
}): ReactNode {
  const { say } = useReader();
  return (
    <>
      {kinds.length > 1 && (
        <Radio.Group
          label={say('web-message-kind')}
          value={chosen}
          onChange={(value) => change({ kind: KINDS.find((one) => one === value) })}
        >
          <div className="row">
            {kinds.map((one) => (
              <Radio key={one} value={one} label={say(`web-message-${one}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
      <Textarea
        id="message"
        label={say('web-message-content')}
        maxLength={5000}
        value={draft.content}
        error={fault}
        onChange={({ currentTarget }) => change({ content: currentTarget.value })}
      />
      {chosen === 'request' && (
        <TextInput
          type="date"
          label={say('web-answer-due')}
          value={draft.due}
          onChange={({ currentTarget }) => change({ due: currentTarget.value })}
        />
      )}
      <AttachmentIntake attached={draft.attached} change={(attached) => change({ attached })} />
    </>
  );
}
