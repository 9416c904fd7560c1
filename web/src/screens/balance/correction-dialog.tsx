import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { claimantNumber } from '../../cases/balance.ts';
import type { BalanceRead } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

type Share = BalanceRead['shares'][number];

const keyOf = ({ claimant, item, line }: Share): string => `${claimant} ${String(item)} ${String(line)}`;

/** What a declaration has really used of a line, proposed with a reason. */
export function CorrectionDialog({
  isOpen,
  close,
  balance,
}: {
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly balance: BalanceRead;
}): ReactNode {
  const { say, sayFirst } = useReader();
  const [chosen, setChosen] = useState('');
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const used = balance.shares.filter(({ state }) => state === 'consumed');
  const share = used.find((one) => keyOf(one) === chosen) ?? used[0];
  const unit = balance.lines.find(({ line }) => line === share?.line)?.unit ?? '';
  const proposing = useProposing(balance, () => {
    setQuantity('');
    setReason('');
    close();
  });
  const submit = (): void => {
    const missing = (field: string, text: string): readonly FieldFault[] =>
      text.trim() === '' ? [{ field, text: say('web-correction-missing') }] : [];
    const found = [...missing('correction-quantity', quantity), ...missing('correction-reason', reason)];
    setFaults(found);
    if (found.length > 0 || share === undefined) return;
    const { claimant, item, line, code } = share;
    proposing.mutate({
      claimant,
      item,
      line,
      code,
      quantity: quantity.replace(/\s/g, ''),
      reason: reason.trim(),
    });
  };
  const faultAt = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  return (
    <Dialog isOpen={isOpen} close={close} title={say('web-correction-propose')}>
      {share === undefined ? (
        <p>{say('web-correction-nothing')}</p>
      ) : (
        <Form faults={faults} submit={submit}>
          <p>{say('web-correction-more')}</p>
          {proposing.isError && <ProblemNotice error={proposing.error} />}
          <NativeSelect
            label={say('web-correction-declaration')}
            value={keyOf(share)}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={used.map((one) => ({
              value: keyOf(one),
              label: `${claimantNumber(one.claimant)} / ${String(one.item)}`,
            }))}
          />
          <TextInput
            id="correction-quantity"
            label={say('web-correction-quantity', { unit: sayFirst([`unit.${unit}`], unit) })}
            required
            inputMode="decimal"
            maxLength={40}
            value={quantity}
            error={faultAt('correction-quantity')}
            onChange={({ currentTarget }) => setQuantity(currentTarget.value)}
          />
          <Textarea
            id="correction-reason"
            label={say('web-overrule-reason')}
            required
            rows={3}
            maxLength={2000}
            value={reason}
            error={faultAt('correction-reason')}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <div className="row">
            <Button type="submit" loading={proposing.isPending}>
              {say('web-correction-propose')}
            </Button>
            <Button variant="default" onClick={close}>
              {say('web-cancel')}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

function useProposing({ certificate }: BalanceRead, done: () => void) {
  const { say } = useReader();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Given<'propose-balance-correction'>['body']) =>
      call('propose-balance-correction', { path: certificate, body, once: newKey() }),
    onSuccess: async () => {
      done();
      notifications.show({
        message: say('web-correction-done'),
        closeButtonProps: { 'aria-label': say('web-close') },
      });
      await queries.invalidateQueries({ queryKey: ['balance'] });
    },
  });
}
