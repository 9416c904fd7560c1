import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { claimantNumber } from '../../cases/balance.ts';
import type { BalanceRead } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, type Tone } from '../../pieces/state-badge.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import { useSession } from '../../session/session.tsx';
import { CorrectionDialog } from './correction-dialog.tsx';

type Correction = Answer<'list-balance-corrections'>['items'][number];

const TONES: Readonly<Record<string, Tone>> = {
  proposed: 'warning',
  approved: 'passed',
  refused: 'failed',
  withdrawn: 'unknown',
};

/** Corrections of this account: proposed by one official, decided by another. */
export function Corrections({ balance }: { readonly balance: BalanceRead }): ReactNode {
  const { say } = useReader();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { certificate } = balance;
  const subject = `certificate/${certificate.country}/${certificate.authority}/${certificate.number}`;
  const found = useQuery({
    queryKey: ['balance', 'corrections', subject],
    queryFn: ({ signal }) => call('list-balance-corrections', { query: { subject, limit: 100 }, signal }),
    enabled: may('balance.correct'),
  });
  if (!may('balance.correct')) return undefined;
  const corrections = found.data?.items ?? [];
  return (
    <Card
      title={say('web-corrections')}
      tools={
        <Button variant="default" size="sm" onClick={() => setOpen(true)}>
          {say('web-correction-propose')}
        </Button>
      }
    >
      {found.isPending && <Loading lines={2} />}
      {found.isError && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && corrections.length === 0 && <p className="quiet">{say('web-corrections-none')}</p>}
      <ul className="plain-list">
        {corrections.map((correction) => (
          <CorrectionLine key={correction.id} correction={correction} />
        ))}
      </ul>
      <CorrectionDialog isOpen={isOpen} close={() => setOpen(false)} balance={balance} />
    </Card>
  );
}

function textIn(body: Correction['body'], name: string): string {
  const value = body[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function CorrectionLine({ correction }: { readonly correction: Correction }): ReactNode {
  const { say, sayFirst, amount, number, moment } = useReader();
  const { id, state, body, created } = correction;
  const unit = textIn(body, 'unit');
  const measured = (name: string): string =>
    `${amount(textIn(body, name))} ${sayFirst([`unit.${unit}`], unit)}`;
  return (
    <li className="stack" data-correction={state}>
      <p className="row">
        <Badge tone={TONES[state] ?? 'unknown'}>{sayFirst([`web-correction-${state}`], state)}</Badge>
        <span className="number">{claimantNumber(textIn(body, 'claimant'))}</span>
        <span className="quiet">
          {say('web-balance-line', { line: number(Number(textIn(body, 'line'))) })}
        </span>
      </p>
      <p className="number">{`${measured('before')} → ${measured('quantity')}`}</p>
      <p className="said" dir="auto">
        {textIn(body, 'reason')}
      </p>
      <p className="quiet">{moment(created)}</p>
      {state === 'proposed' && <CorrectionActs id={id} />}
    </li>
  );
}

type Act = 'approve' | 'refuse' | 'withdraw';

/** What this person may do about a proposal: the API knows who proposed it. */
function CorrectionActs({ id }: { readonly id: string }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const read = useQuery({
    queryKey: ['balance', 'correction', id],
    queryFn: ({ signal }) => call('read-balance-correction', { path: { id }, signal }),
  });
  const version = read.data?.correction.version ?? 0;
  const acting = useMutation({
    mutationFn: ({ action, body }: { readonly action: Act; readonly body: Record<string, unknown> }) =>
      call('decide-balance-correction', { path: { id, action }, body, version, once: newKey() }),
    onSuccess: () =>
      notifications.show({
        message: say('web-correction-done'),
        closeButtonProps: { 'aria-label': say('web-close') },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['balance'] }),
  });
  const actions = read.data?.actions ?? [];
  return (
    <>
      {acting.isError && <ProblemNotice error={acting.error} />}
      <div className="row">
        {actions.includes('approve') && (
          <Button loading={acting.isPending} onClick={() => acting.mutate({ action: 'approve', body: {} })}>
            {say('web-correction-approve')}
          </Button>
        )}
        {actions.includes('refuse') && (
          <WordedAct
            label={say('web-correction-refuse')}
            wording={say('web-overrule-reason')}
            missing={say('web-overrule-reason-missing')}
            isGrave
            isBusy={acting.isPending}
            act={(reason) => acting.mutate({ action: 'refuse', body: { reason } })}
          />
        )}
        {actions.includes('withdraw') && (
          <Button
            variant="default"
            loading={acting.isPending}
            onClick={() => acting.mutate({ action: 'withdraw', body: {} })}
          >
            {say('web-correction-withdraw')}
          </Button>
        )}
      </div>
    </>
  );
}
