import { NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { claimantNumber } from '../../cases/balance.ts';
import type { BalanceRead } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { ReasonDialog } from '../../pieces/reason-dialog.tsx';

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
  const [fault, setFault] = useState<string>();
  const used = balance.shares.filter(({ state }) => state === 'consumed');
  const share = used.find((one) => keyOf(one) === chosen) ?? used[0];
  const proposing = useProposing(balance, () => {
    setQuantity('');
    close();
  });
  if (share === undefined)
    return (
      <Dialog isOpen={isOpen} close={close} title={say('web-correction-propose')}>
        <p>{say('web-correction-nothing')}</p>
      </Dialog>
    );
  const { claimant, item, line, code } = share;
  const unit = balance.lines.find((each) => each.line === line)?.unit ?? '';
  return (
    <ReasonDialog
      isOpen={isOpen}
      close={close}
      label={say('web-correction-propose')}
      meaning={say('web-correction-more')}
      field="correction-reason"
      wording={say('web-overrule-reason')}
      missing={say('web-correction-missing')}
      isBusy={proposing.isPending}
      error={proposing.error}
      faultsBefore={() => {
        const text = quantity.trim() === '' ? say('web-correction-missing') : undefined;
        setFault(text);
        return text === undefined ? [] : [{ field: 'correction-quantity', text }];
      }}
      before={
        <>
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
            error={fault}
            onChange={({ currentTarget }) => setQuantity(currentTarget.value)}
          />
        </>
      }
      act={(reason) =>
        proposing.mutate({ claimant, item, line, code, quantity: quantity.replace(/\s/g, ''), reason })
      }
    />
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
