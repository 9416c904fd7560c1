import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Given } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { DocumentLink } from '../../cases/document-link.tsx';
import { CASE_TOPICS, type DeclarationRead, type Decision } from '../../cases/reading.ts';
import { documentText, type DocumentName } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import { Finalisation } from './finalisation.tsx';
import { InquiryDialog } from './inquiry-dialog.tsx';
import type { Keeping } from './keeping.ts';
import { OverruleDialog, type Overruling } from './overrule-dialog.tsx';
import { ReplayDialog } from './replay-dialog.tsx';

/** What an officer does with a case, each by a key of its own. */
export type ActName = Overruling | 'inquire' | 'certificate' | 'replay';

/** An act with what it takes. */
export type CaseAct =
  | { readonly action: 'overrule'; readonly body: Given<'overrule-declaration'>['body'] }
  | { readonly action: 'confirm-overrule'; readonly body: Given<'confirm-overrule-declaration'>['body'] }
  | { readonly action: 'decline-overrule'; readonly body: Given<'decline-overrule-declaration'>['body'] }
  | { readonly action: 'propose-annul'; readonly body: Given<'propose-annul-declaration'>['body'] }
  | { readonly action: 'confirm-annul'; readonly body: Given<'confirm-annul-declaration'>['body'] }
  | { readonly action: 'decline-annul'; readonly body: Given<'decline-annul-declaration'>['body'] }
  | { readonly action: 'inquire'; readonly body: Given<'inquire-declaration'>['body'] }
  | { readonly action: 'finalise'; readonly body: Given<'finalise-declaration'>['body'] }
  | { readonly action: 'withdraw'; readonly body: Given<'withdraw-declaration'>['body'] };

export interface CaseActs {
  readonly opened: ActName | undefined;
  open(name: ActName): void;
  close(): void;
  act(act: CaseAct): void;
  readonly isBusy: boolean;
  readonly error: Error | null;
}

/** What is done with a case and what is open for it; the window reads everything anew that it changes. */
export function useActs(read: DeclarationRead): CaseActs {
  const { say } = useReader();
  const { go } = useAddress();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<ActName>();
  const { id, version } = read.declaration;
  const acting = useMutation({
    mutationFn: (act: CaseAct) => takeAct(act, id, version),
    onSuccess: (_, { action }) => {
      setOpened(undefined);
      notifications.show({
        message: say(`web-act-done-${action}`),
        closeButtonProps: { 'aria-label': say('web-close') },
      });
    },
    onSettled: async () => {
      for (const topic of [...CASE_TOPICS, 'inquiries', 'inquiry'])
        await queries.invalidateQueries({ queryKey: [topic] });
    },
  });
  const certificate = certificatesOf(read.decision)[0];
  return {
    opened,
    open(name) {
      acting.reset();
      if (name === 'certificate') {
        if (certificate !== undefined) goTo(go, certificate);
      } else if (name === 'replay' ? read.decision !== undefined : isOpen(read, name)) setOpened(name);
    },
    close: () => setOpened(undefined),
    act: (act) => acting.mutate(act),
    isBusy: acting.isPending,
    error: acting.error,
  };
}

/** Takes an act under the version that was seen. */
export function takeAct({ action, body }: CaseAct, id: string, version: number) {
  const given = { path: { id }, version, once: newKey() };
  switch (action) {
    case 'overrule':
      return call('overrule-declaration', { ...given, body });
    case 'confirm-overrule':
      return call('confirm-overrule-declaration', { ...given, body });
    case 'decline-overrule':
      return call('decline-overrule-declaration', { ...given, body });
    case 'propose-annul':
      return call('propose-annul-declaration', { ...given, body });
    case 'confirm-annul':
      return call('confirm-annul-declaration', { ...given, body });
    case 'decline-annul':
      return call('decline-annul-declaration', { ...given, body });
    case 'inquire':
      return call('inquire-declaration', { ...given, body });
    case 'finalise':
      return call('finalise-declaration', { ...given, body });
    case 'withdraw':
      return call('withdraw-declaration', { ...given, body });
  }
}

function goTo(go: (path: string) => void, { country, authority, number }: DocumentName): void {
  go(`/balances/${[country, authority, number].map(encodeURIComponent).join('/')}`);
}

function isOpen({ actions, declaration }: DeclarationRead, name: Overruling | 'inquire'): boolean {
  if (name === 'inquire') return actions.includes('inquire');
  return actions.includes('overrule') && STATES[name] !== declaration.state;
}

const STATES = { pass: 'passed', hold: 'held', refuse: 'refused' } as const;
const OVERRULINGS = ['pass', 'hold', 'refuse'] as const;

/** Certificates that a decision went by, each once. */
export function certificatesOf(decision: Decision | undefined): readonly DocumentName[] {
  return decision?.versions.certificates ?? [];
}

/** The acts that are open now, with their dialogs. */
export function Acts({
  read,
  acts,
  keeping,
}: {
  readonly read: DeclarationRead;
  readonly acts: CaseActs;
  readonly keeping: Keeping | undefined;
}): ReactNode {
  const { say } = useReader();
  const { opened, open, close, act, isBusy, error } = acts;
  const certificates = certificatesOf(read.decision);
  return (
    <div className="stack">
      {error !== null && opened === undefined && <ProblemNotice error={error} />}
      <div className="row">
        {OVERRULINGS.filter((name) => isOpen(read, name)).map((name) => (
          <Button
            key={name}
            variant={name === 'pass' ? 'filled' : 'default'}
            data-act={name}
            onClick={() => open(name)}
          >
            {say(`web-act-${name}`)}
          </Button>
        ))}
        {read.actions.includes('inquire') && (
          <Button variant="default" data-act="inquire" onClick={() => open('inquire')}>
            {say('web-act-inquire')}
          </Button>
        )}
        {read.decision !== undefined && (
          <Button variant="default" data-act="replay" onClick={() => open('replay')}>
            {say('web-act-replay')}
          </Button>
        )}
        {keeping !== undefined && (
          <Button variant="default" data-act="keep" onClick={() => keeping.keep()}>
            {say('web-case-keep')}
          </Button>
        )}
        {read.actions.includes('finalise') && (
          <Finalisation isPassed={read.declaration.state === 'passed'} isBusy={isBusy} act={act} />
        )}
        {read.actions.includes('propose-annul') && (
          <WordedAct
            label={say('web-act-annul')}
            meaning={say('web-act-annul-more')}
            wording={say('web-overrule-reason')}
            missing={say('web-overrule-reason-missing')}
            isBusy={isBusy}
            act={(reason) => act({ action: 'propose-annul', body: { reason } })}
          />
        )}
      </div>
      {certificates.length > 0 && (
        <ul className="plain-list">
          {certificates.map((certificate) => (
            <li key={documentText(certificate)}>
              {`${say('web-balance-of')} `}
              <DocumentLink document={certificate} />
            </li>
          ))}
        </ul>
      )}
      <OverruleDialog
        outcome={opened === 'pass' || opened === 'hold' || opened === 'refuse' ? opened : undefined}
        isSecondNeeded={read.secondOfficial}
        isBusy={isBusy}
        error={error}
        close={close}
        act={(outcome, reason) => act({ action: 'overrule', body: { outcome, reason } })}
      />
      <InquiryDialog
        isOpen={opened === 'inquire'}
        certificates={certificates}
        isBusy={isBusy}
        error={error}
        close={close}
        ask={(certificate, text) => act({ action: 'inquire', body: { certificate, text } })}
      />
      {opened === 'replay' && read.decision !== undefined && (
        <ReplayDialog id={read.declaration.id} place={read.decision.place} close={close} />
      )}
    </div>
  );
}
