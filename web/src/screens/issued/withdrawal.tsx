import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { problemOf } from '../../api/problem.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import type { Certificate } from '../certificate/holding.ts';

/** Takes a certificate back: with a reason, and its number typed by hand, since there is no way back. */
export function Withdrawal({
  certificate,
  isOpen,
  close,
}: {
  readonly certificate: Certificate;
  readonly isOpen: boolean;
  readonly close: () => void;
}): ReactNode {
  const { say } = useReader();
  const { number } = certificate;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const withdrawing = useWithdrawing(certificate);
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  const submit = (): void => {
    const found: FieldFault[] = [];
    if (reason.trim() === '')
      found.push({ field: 'withdrawal-reason', text: say('web-issued-reason-missing') });
    if (typed.trim() !== number)
      found.push({ field: 'withdrawal-number', text: say('web-issued-number-wrong') });
    setFaults(found);
    if (found.length > 0) return;
    // The proof of who is there asks on top of nothing else.
    close();
    withdrawing.mutate(reason.trim());
  };
  return (
    <Dialog isOpen={isOpen} close={close} title={say('web-issued-withdraw')}>
      <Form faults={faults} submit={submit}>
        <p>{say('web-issued-withdraw-meaning')}</p>
        <Textarea
          id="withdrawal-reason"
          label={say('web-issued-reason')}
          required
          maxLength={2000}
          value={reason}
          error={faultOf('withdrawal-reason')}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <TextInput
          id="withdrawal-number"
          label={say('web-issued-number')}
          description={<span className="number">{number}</span>}
          required
          autoComplete="off"
          value={typed}
          error={faultOf('withdrawal-number')}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <div className="row">
          <Button type="submit" variant="outline" color="var(--failed)" loading={withdrawing.isPending}>
            {say('web-issued-withdraw-confirm')}
          </Button>
          <Button variant="default" onClick={close}>
            {say('web-cancel')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** The act itself, told when it is done; its refusal stays until it is read. */
function useWithdrawing({ id, number, version }: Certificate) {
  const { say } = useReader();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      call('take-action', {
        path: { id, action: 'withdraw' },
        body: { reason },
        version,
        once: newKey(),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['certificate', id] });
      notifications.show({ message: say('web-issued-withdrawn', { number }) });
    },
    onError: (error) => {
      const { detail } = problemOf(error);
      notifications.show({
        color: 'red',
        autoClose: false,
        title: say('web-issued-withdraw'),
        message: detail,
      });
    },
  });
}
