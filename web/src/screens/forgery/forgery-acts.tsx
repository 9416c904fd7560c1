import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { ReasonDialog } from '../../pieces/reason-dialog.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import { factsOf } from '../forgeries/states.ts';
import type { ForgeryRead } from './screen.tsx';

type Action = Given<'act-on-forgery'>['path']['action'];
type Body = Given<'act-on-forgery'>['body'];

/** Examines, confirms with what its kind have in common, dismisses, or takes a confirmation back. */
export function ForgeryActs({ read }: { readonly read: ForgeryRead }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const { forgery, actions } = read;
  const { id, version, state } = forgery;
  const acting = useMutation({
    mutationFn: ({ action, body }: { readonly action: Action; readonly body: Body }) =>
      call('act-on-forgery', { path: { id, action }, body, version, once: newKey() }),
    onSuccess: async (_, { action }) => {
      notifications.show({ message: say(`web-forgery-act-${action}`) });
      for (const name of ['forgery', 'forgeries', 'forgery-trends'])
        await queries.invalidateQueries({ queryKey: [name] });
    },
  });
  const may = (action: Action): boolean => actions.includes(action);
  const finding = { wording: say('web-forgery-finding'), missing: say('web-forgery-finding-missing') };
  return (
    <div className="stack">
      {acting.isError && <ProblemNotice error={acting.error} />}
      <p>{say(`web-forgery-next-${state}`)}</p>
      <div className="row">
        {may('examine') && (
          <Button loading={acting.isPending} onClick={() => acting.mutate({ action: 'examine', body: {} })}>
            {say('web-forgery-examine')}
          </Button>
        )}
        {may('confirm') && (
          <Confirmation
            number={factsOf(forgery.body).number}
            isBusy={acting.isPending}
            confirm={(body) => acting.mutate({ action: 'confirm', body })}
          />
        )}
        {may('dismiss') && (
          <WordedAct
            {...finding}
            label={say('web-forgery-dismiss')}
            longest={4000}
            isBusy={acting.isPending}
            act={(text) => acting.mutate({ action: 'dismiss', body: { finding: text } })}
          />
        )}
        {may('retract') && (
          <WordedAct
            {...finding}
            label={say('web-forgery-retract')}
            meaning={say('web-forgery-retract-meaning')}
            longest={4000}
            isGrave
            isBusy={acting.isPending}
            act={(text) => acting.mutate({ action: 'retract', body: { finding: text } })}
          />
        )}
      </div>
    </div>
  );
}

function Confirmation({
  number,
  isBusy,
  confirm,
}: {
  readonly number: string;
  readonly isBusy: boolean;
  readonly confirm: (body: Body) => void;
}): ReactNode {
  const { say } = useReader();
  const [isOpen, setOpen] = useState(false);
  const [mask, setMask] = useState('');
  return (
    <>
      <Button color="red" loading={isBusy} onClick={() => setOpen(true)}>
        {say('web-forgery-confirm')}
      </Button>
      <ReasonDialog
        isOpen={isOpen}
        close={() => setOpen(false)}
        label={say('web-forgery-confirm')}
        meaning={say('web-forgery-confirm-meaning', { number })}
        field="forgery-finding"
        wording={say('web-forgery-finding')}
        missing={say('web-forgery-finding-missing')}
        longest={4000}
        isGrave
        after={
          <TextInput
            id="forgery-mask"
            label={say('web-forgery-mask')}
            description={say('web-forgery-mask-hint')}
            placeholder={number.replace(/\d/g, '#')}
            maxLength={100}
            value={mask}
            onChange={({ currentTarget }) => setMask(currentTarget.value)}
          />
        }
        act={(finding) => {
          setOpen(false);
          confirm({ finding, ...(mask.trim() === '' ? {} : { patterns: [{ mask: mask.trim() }] }) });
        }}
      />
    </>
  );
}
