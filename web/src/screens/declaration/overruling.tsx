import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { OutcomeBadge } from '../../cases/outcome-badge.tsx';
import type { DeclarationRead } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import type { CaseActs } from './acts.tsx';

/** An official's word that stands over the rules, or that waits for a second official. */
export function Overruling({
  read,
  acts,
}: {
  readonly read: DeclarationRead;
  readonly acts: CaseActs;
}): ReactNode {
  const { say, moment } = useReader();
  const { proposed, overruled } = read.declaration.body;
  const { actions, people } = read;
  const who = (actor: string): string => people[actor] ?? actor;
  return (
    <>
      {proposed !== undefined && (
        <section
          className="notice notice-warning"
          aria-label={say('web-overrule-waits')}
          data-overrule="waiting"
        >
          <p className="row">
            <strong>{say('web-overrule-waits')}</strong>
            <OutcomeBadge outcome={proposed.outcome} />
          </p>
          <p>{say('web-overrule-by', { who: who(proposed.by), time: moment(proposed.at) })}</p>
          <p dir="auto" className="said">
            {proposed.reason}
          </p>
          {acts.error !== null && acts.opened === undefined && <ProblemNotice error={acts.error} />}
          <div className="row">
            {actions.includes('confirm-overrule') && (
              <Button
                loading={acts.isBusy}
                onClick={() => acts.act({ action: 'confirm-overrule', body: {} })}
              >
                {say('web-overrule-confirm')}
              </Button>
            )}
            {actions.includes('decline-overrule') && (
              <WordedAct
                label={say('web-overrule-decline')}
                wording={say('web-overrule-reason')}
                missing={say('web-overrule-reason-missing')}
                isBusy={acts.isBusy}
                act={(reason) => acts.act({ action: 'decline-overrule', body: { reason } })}
              />
            )}
            {!actions.includes('confirm-overrule') && <p>{say('web-overrule-other-eyes')}</p>}
          </div>
        </section>
      )}
      {overruled !== undefined && (
        <section className="notice notice-compare" aria-label={say('web-overruled')} data-overrule="stands">
          <p className="row">
            <strong>{say('web-overruled')}</strong>
            <OutcomeBadge outcome={overruled.outcome} />
          </p>
          <p>{say('web-overrule-by', { who: who(overruled.by), time: moment(overruled.at) })}</p>
          {overruled.confirmed !== undefined && (
            <p>
              {say('web-overrule-confirmed-by', {
                who: who(overruled.confirmed.by),
                time: moment(overruled.confirmed.at),
              })}
            </p>
          )}
          <p dir="auto" className="said">
            {overruled.reason}
          </p>
        </section>
      )}
    </>
  );
}
