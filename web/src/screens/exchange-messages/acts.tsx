import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { problemOf } from '../../api/problem.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { CHANNELS, channelName } from '../exchange/telling.ts';

type Body = Given<'act-on-delivery'>['body'];
export type ActName = 'retry' | 'redirect' | 'discard';

/** A message that is acted on. */
export interface Acted {
  readonly id: string;
  readonly partner: string;
  readonly channel: string;
}

interface Refused {
  readonly message: Acted;
  readonly sentence: string;
}

/** Sends messages again, by another channel, or puts them to rest: one or several, with one reason. */
export function DeliveryActs({
  messages,
  acts,
  done,
}: {
  readonly messages: readonly Acted[];
  readonly acts: readonly ActName[];
  readonly done?: (refused: readonly string[]) => void;
}): ReactNode {
  const { say, number } = useReader();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ActName>();
  const acting = useMutation({
    mutationFn: (body: Body) => actOnAll(messages, body),
    onSettled: async () => {
      for (const name of ['exchange-messages', 'exchange-message', 'exchange-board'])
        await queries.invalidateQueries({ queryKey: [name] });
    },
    onSuccess: (refused) => done?.(refused.map(({ message }) => message.id)),
  });
  const refused = acting.data ?? [];
  return (
    <div className="stack">
      {acting.isSuccess && refused.length === 0 && (
        <p className="notice notice-passed" role="status">
          {say('web-delivery-done')}
        </p>
      )}
      {refused.length > 0 && (
        <div className="notice notice-failed" role="alert">
          <p>
            <strong>{say('web-delivery-refused', { count: number(refused.length) })}</strong>
          </p>
          <ul>
            {refused.slice(0, 20).map(({ message, sentence }) => (
              <li key={message.id}>{`${message.partner}: ${sentence}`}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="row">
        {acts.map((act) => (
          <Button
            key={act}
            variant="default"
            disabled={messages.length === 0}
            loading={acting.isPending && acting.variables.action === act}
            onClick={() => setChosen(act)}
          >
            {say(`web-delivery-${act}`)}
          </Button>
        ))}
      </div>
      {chosen !== undefined && (
        <ActDialog
          act={chosen}
          messages={messages}
          close={() => setChosen(undefined)}
          submit={(body) => {
            // The proof of who is there asks on top of nothing else.
            setChosen(undefined);
            acting.mutate(body);
          }}
        />
      )}
    </div>
  );
}

/** One after another: what is refused for one is done for the others. Who does not say who they are is asked once. */
async function actOnAll(messages: readonly Acted[], body: Body): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const [place, message] of messages.entries()) {
    try {
      await call('act-on-delivery', { path: { id: message.id }, body, once: newKey() });
    } catch (error) {
      const { code, detail } = problemOf(error);
      const sentence = detail === '' ? code : detail;
      if (code === 'step-up-required')
        return [...refused, ...messages.slice(place).map((left) => ({ message: left, sentence }))];
      refused.push({ message, sentence });
    }
  }
  return refused;
}

function ActDialog({
  act,
  messages,
  close,
  submit,
}: {
  readonly act: ActName;
  readonly messages: readonly Acted[];
  readonly close: () => void;
  readonly submit: (body: Body) => void;
}): ReactNode {
  const reader = useReader();
  const { say, number } = reader;
  const field = useId();
  const used = new Set(messages.map(({ channel }) => channel));
  const others = CHANNELS.filter((channel) => used.size !== 1 || !used.has(channel));
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>(others[0] ?? 'rest');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const finish = (): void => {
    const text = reason.trim();
    setFaults(text === '' ? [{ field, text: say('web-delivery-reason-missing') }] : []);
    if (text === '') return;
    submit(act === 'redirect' ? { action: act, channel, reason: text } : { action: act, reason: text });
  };
  return (
    <Dialog isOpen close={close} title={say(`web-delivery-${act}`)}>
      <Form faults={faults} submit={finish}>
        <p>{say(`web-delivery-${act}-meaning`, { count: number(messages.length) })}</p>
        {act === 'redirect' && (
          <NativeSelect
            label={say('web-exchange-channel')}
            value={channel}
            onChange={({ currentTarget }) =>
              setChannel(others.find((name) => name === currentTarget.value) ?? channel)
            }
            data={others.map((value) => ({ value, label: channelName(reader, value) }))}
          />
        )}
        <Textarea
          id={field}
          label={say('web-delivery-reason')}
          required
          rows={3}
          maxLength={2000}
          value={reason}
          error={faults[0]?.text}
          data-autofocus
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <div className="row">
          <Button type="submit">{say(`web-delivery-${act}`)}</Button>
          <Button variant="default" onClick={close}>
            {say('web-cancel')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
