import type { ReactNode } from 'react';
import { OutcomeBadge } from '../../cases/outcome-badge.tsx';
import { ReasonList } from '../../cases/reason-list.tsx';
import { graveOf, reasonsOf } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import type { WhatIf } from './intake.ts';

/** What would be decided if it were lodged now; nothing of it is kept. */
export function Preview({ found }: { readonly found: WhatIf }): ReactNode {
  const { say } = useReader();
  const { decision, findings } = found;
  const reasons = graveOf(reasonsOf(decision));
  return (
    <section className="stack" aria-label={say('web-what-if')} role="status" data-what-if={decision.outcome}>
      <p className="row">
        <strong>{say('web-what-if-would')}</strong>
        <OutcomeBadge outcome={decision.outcome} />
      </p>
      {reasons.length === 0 ? <p>{say('web-what-if-clean')}</p> : <ReasonList reasons={reasons} />}
      {findings.length > 0 && (
        <ul>
          {findings.slice(0, 20).map(({ path, code, detail }) => (
            <li key={`${path} ${code}`}>
              {detail} <span className="quiet code">{path}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
