import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import type { Joining } from './screen.tsx';

interface Act {
  readonly action: string;
  readonly body: Record<string, unknown>;
}

/** What this officer may do now: one checks, another approves. */
export function JoiningActs({ joining }: { readonly joining: Joining }): ReactNode {
  const { say, sayFirst } = useReader();
  const queries = useQueryClient();
  const { id, version, state } = joining;
  const may = (action: string): boolean => joining.actions?.includes(action) === true;
  const acting = useMutation({
    mutationFn: ({ action, body }: Act) =>
      call('act-on-joining', { path: { id, action }, body, version, once: newKey() }),
    onSuccess: async (_, { action }) => {
      notifications.show({ message: say(`web-joining-act-${action}`) });
      await queries.invalidateQueries({ queryKey: ['joining', id] });
      await queries.invalidateQueries({ queryKey: ['joinings'] });
    },
  });
  const act = (action: string, body: Record<string, unknown> = {}): void => acting.mutate({ action, body });
  const isBusy = acting.isPending;
  return (
    <div className="stack">
      {acting.isError && <ProblemNotice error={acting.error} />}
      <p>{sayFirst([`web-joining-next-${state}`], '')}</p>
      <div className="row">
        {may('check') && (
          <Button loading={isBusy} onClick={() => act('check')}>
            {say('web-joining-check')}
          </Button>
        )}
        {may('approve') && (
          <Approval joining={joining} isBusy={isBusy} approve={(body) => act('approve', body)} />
        )}
        {may('return') && (
          <Button variant="default" loading={isBusy} onClick={() => act('return')}>
            {say('web-joining-return')}
          </Button>
        )}
        {may('ask') && (
          <WordedAct
            label={say('web-joining-ask')}
            meaning={say('web-joining-ask-meaning')}
            wording={say('web-joining-question')}
            missing={say('web-joining-question-missing')}
            isBusy={isBusy}
            act={(text) => act('ask', { text })}
          />
        )}
        {may('refuse') && (
          <WordedAct
            label={say('web-joining-refuse')}
            meaning={say('web-joining-refuse-meaning')}
            wording={say('web-joining-reason')}
            missing={say('web-joining-reason-missing')}
            isGrave
            isBusy={isBusy}
            act={(reason) => act('refuse', { reason })}
          />
        )}
      </div>
    </div>
  );
}

const KEY = /^[A-Z]{2}-[A-Za-z0-9]{1,20}$/;

/** The organisation is opened, or one that is known already takes the new people in. */
function Approval({
  joining,
  isBusy,
  approve,
}: {
  readonly joining: Joining;
  readonly isBusy: boolean;
  readonly approve: (body: Record<string, unknown>) => void;
}): ReactNode {
  const { say } = useReader();
  const { country, name, englishName } = joining.body;
  const [isOpen, setOpen] = useState(false);
  const [key, setKey] = useState(`${country}-`);
  const [title, setTitle] = useState(englishName ?? name);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const known = useQuery({
    queryKey: ['organisations', country],
    queryFn: ({ signal }) => call('list-organisations', { query: { country, limit: 50 }, signal }),
    enabled: isOpen,
  });
  const existing = known.data?.items.find((one) => one.key === key);
  const submit = (): void => {
    const found: FieldFault[] = [];
    if (!KEY.test(key) || !key.startsWith(`${country}-`))
      found.push({ field: 'approval-key', text: say('web-joining-key-unfit', { country }) });
    if (existing === undefined && title.trim() === '')
      found.push({ field: 'approval-title', text: say('web-join-name-missing') });
    setFaults(found);
    if (found.length > 0) return;
    // The proof of who is there asks on top of nothing else.
    setOpen(false);
    approve({ organisation: key, ...(existing === undefined ? { title: { en: title.trim() } } : {}) });
  };
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  return (
    <>
      <Button loading={isBusy} onClick={() => setOpen(true)}>
        {say('web-joining-approve')}
      </Button>
      <Dialog isOpen={isOpen} close={() => setOpen(false)} title={say('web-joining-approve')}>
        <Form faults={faults} submit={submit}>
          <p>{say('web-joining-approve-meaning')}</p>
          <TextInput
            id="approval-key"
            label={say('web-joining-organisation')}
            description={say('web-joining-organisation-hint')}
            required
            list="approval-known"
            autoComplete="off"
            maxLength={23}
            value={key}
            error={faultOf('approval-key')}
            onChange={({ currentTarget }) => setKey(currentTarget.value)}
          />
          <datalist id="approval-known">
            {known.data?.items.map((one) => (
              <option key={one.key} value={one.key}>
                {one.title.en ?? one.key}
              </option>
            ))}
          </datalist>
          <ApprovedName
            existing={existing}
            title={title}
            change={setTitle}
            fault={faultOf('approval-title')}
          />
          <div className="row">
            <Button type="submit">{say('web-joining-approve')}</Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('web-cancel')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}

/** What the organisation is called: as it is known, or as it will be. */
function ApprovedName({
  existing,
  title,
  change,
  fault,
}: {
  readonly existing: Answer<'list-organisations'>['items'][number] | undefined;
  readonly title: string;
  readonly change: (title: string) => void;
  readonly fault: string | undefined;
}): ReactNode {
  const { say } = useReader();
  if (existing !== undefined)
    return (
      <p className="notice notice-compare">
        {say('web-joining-existing', { name: existing.title.en ?? existing.key })}
      </p>
    );
  return (
    <TextInput
      id="approval-title"
      label={say('web-join-english-name')}
      required
      maxLength={300}
      value={title}
      error={fault}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
