import { Button, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { callBytes } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { hexOf, MOST_SHOWN, readableOf } from './bytes.ts';
import type { Direction, MessageLife } from './screen.tsx';

/** The bytes of a message, told and never run: as text with its hidden signs made visible, or byte by byte. */
export function Content({
  message,
  direction,
}: {
  readonly message: MessageLife['message'];
  readonly direction: Direction;
}): ReactNode {
  const { say, number } = useReader();
  const [form, setForm] = useState<'text' | 'hex'>('text');
  const { id } = message;
  const fetching = useMutation({
    mutationFn: () =>
      callBytes(direction === 'out' ? 'read-delivery-content' : 'read-arrival-content', { path: { id } }),
  });
  const { data } = fetching;
  const text = useMemo(() => (data === undefined ? undefined : readableOf(data)), [data]);
  if (data === undefined)
    return (
      <div className="stack">
        <p>{say('web-message-content-lead')}</p>
        {fetching.isError && <ProblemNotice error={fetching.error} />}
        <div className="row">
          <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate()}>
            {say('web-message-content-show')}
          </Button>
        </div>
      </div>
    );
  const isText = form === 'text' && text !== undefined;
  return (
    <div className="stack">
      <div className="row">
        <SegmentedControl
          aria-label={say('web-message-bytes')}
          value={isText ? 'text' : 'hex'}
          onChange={(next) => setForm(next === 'hex' ? 'hex' : 'text')}
          data={[
            { value: 'text', label: say('web-message-as-text'), disabled: text === undefined },
            { value: 'hex', label: say('web-message-as-hex') },
          ]}
        />
        <Button
          variant="default"
          onClick={() => saveFile(new Blob([data], { type: 'application/octet-stream' }), `${id}.bin`)}
        >
          {say('web-message-content-save')}
        </Button>
      </div>
      {data.length > MOST_SHOWN && (
        <p className="quiet">
          {say('web-message-content-part', { shown: number(MOST_SHOWN), size: number(data.length) })}
        </p>
      )}
      <pre
        className={isText ? 'bytes code' : 'bytes bytes-hex code'}
        tabIndex={0}
        role="region"
        aria-label={say(isText ? 'web-message-as-text' : 'web-message-as-hex')}
      >
        {isText ? text : hexOf(data)}
      </pre>
    </div>
  );
}
