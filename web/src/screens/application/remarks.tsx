import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import type { Reading } from './holding.ts';

/** What was said with a return or a review, the newest first. */
export function Remarks({ reading }: { readonly reading: Reading }): ReactNode {
  const { say, moment } = useReader();
  const { remarks = [] } = reading.application.body;
  if (remarks.length === 0) return undefined;
  const isReturned = reading.application.state === 'draft' && remarks.at(-1)?.action === 'return';
  return (
    <section
      className={`notice notice-${isReturned ? 'warning' : 'compare'}`}
      aria-label={say('web-office-remarks')}
    >
      <h2>{say(isReturned ? 'web-office-returned-note' : 'web-office-remarks')}</h2>
      <ul className="plain-list">
        {remarks.toReversed().map(({ by, at, action, text }) => (
          <li key={at + action}>
            <p dir="auto">
              <strong>{text}</strong>
            </p>
            <p className="quiet">
              {`${say(`web-application-act-${action}`)} · ${reading.people[by] ?? by} · ${moment(at)}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
