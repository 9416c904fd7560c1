import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DeclarationRead } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import type { CaseActs } from './acts.tsx';

/** An annulment of what was released: asked for and waiting for a second official, or done. */
export function Annulment({
  read,
  acts,
}: {
  readonly read: DeclarationRead;
  readonly acts: CaseActs;
}): ReactNode {
  const { say } = useReader();
  const { annulling } = read.declaration.body;
  const { actions } = read;
  if (annulling !== undefined)
    return (
      <section className="notice notice-warning" aria-label={say('web-annul-waits')} data-annul="waiting">
        <strong>{say('web-annul-waits')}</strong>
        <Said read={read} act={annulling} />
        {acts.error !== null && acts.opened === undefined && <ProblemNotice error={acts.error} />}
        <div className="row">
          {actions.includes('confirm-annul') && (
            <Button loading={acts.isBusy} onClick={() => acts.act({ action: 'confirm-annul', body: {} })}>
              {say('web-overrule-confirm')}
            </Button>
          )}
          {actions.includes('decline-annul') && (
            <WordedAct
              label={say('web-overrule-decline')}
              wording={say('web-overrule-reason')}
              missing={say('web-overrule-reason-missing')}
              isBusy={acts.isBusy}
              act={(reason) => acts.act({ action: 'decline-annul', body: { reason } })}
            />
          )}
          {!actions.includes('confirm-annul') && <p>{say('web-overrule-other-eyes')}</p>}
        </div>
      </section>
    );
  return <Annulled read={read} />;
}

/** That it was annulled, and why; for whoever lodged it as for officials. */
export function Annulled({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say } = useReader();
  const { annulled } = read.declaration.body;
  if (annulled === undefined) return undefined;
  return (
    <section className="notice notice-compare" aria-label={say('web-annulled')} data-annul="done">
      <strong>{say('web-annulled')}</strong>
      <Said read={read} act={annulled} />
    </section>
  );
}

type Body = DeclarationRead['declaration']['body'];

/** Who said so and why, as far as the reader may know. */
function Said({
  read: { people },
  act: { by, at, reason, ...more },
}: {
  readonly read: DeclarationRead;
  readonly act: NonNullable<Body['annulled'] | Body['annulling']>;
}): ReactNode {
  const { say, moment } = useReader();
  const confirmed = 'confirmed' in more ? more.confirmed : undefined;
  return (
    <>
      <p>{by === '' ? moment(at) : say('web-overrule-by', { who: people[by] ?? by, time: moment(at) })}</p>
      {confirmed !== undefined && (
        <p>
          {say('web-overrule-confirmed-by', {
            who: people[confirmed.by] ?? confirmed.by,
            time: moment(confirmed.at),
          })}
        </p>
      )}
      <p dir="auto" className="said">
        {reason}
      </p>
    </>
  );
}
