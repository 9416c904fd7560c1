import { Button, Textarea, TextInput } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import type { Thread } from './screen.tsx';

/** Who asked gives another last day for the answer and says why; the other side reads it in the thread. */
export function Extension({ thread }: { readonly thread: Thread }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [day, setDay] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const { id, version } = thread;
  const extending = useMutation({
    mutationFn: () =>
      call('extend-inquiry', {
        path: { id },
        version,
        once: newKey(),
        body: { due: day, reason: reason.trim() },
      }),
    onSuccess: (next) => {
      queries.setQueryData(['inquiry', id], next);
      setOpen(false);
      setReason('');
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['inquiry', id] }),
  });
  const submit = (): void => {
    const found = [
      ...(day === '' ? [{ field: 'extension-day', text: say('web-extension-day-missing') }] : []),
      ...(reason.trim() === ''
        ? [{ field: 'extension-reason', text: say('web-extension-reason-missing') }]
        : []),
    ];
    setFaults(found);
    if (found.length === 0) extending.mutate();
  };
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarPlus size={18} aria-hidden />}
        onClick={() => {
          setDay(thread.due?.slice(0, 10) ?? '');
          setFaults([]);
          extending.reset();
          setOpen(true);
        }}
      >
        {say('web-extension')}
      </Button>
      <Dialog isOpen={isOpen} close={() => setOpen(false)} title={say('web-extension')}>
        <Form faults={faults} submit={submit}>
          <p>{say('web-extension-meaning')}</p>
          {extending.isError && <ProblemNotice error={extending.error} />}
          <TextInput
            id="extension-day"
            type="date"
            label={say('web-extension-day')}
            required
            value={day}
            error={faultAt('extension-day')}
            data-autofocus
            onChange={({ currentTarget }) => setDay(currentTarget.value)}
          />
          <Textarea
            id="extension-reason"
            label={say('web-extension-reason')}
            required
            rows={3}
            maxLength={5000}
            value={reason}
            error={faultAt('extension-reason')}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <div className="row">
            <Button type="submit" loading={extending.isPending}>
              {say('web-extension')}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('web-cancel')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
