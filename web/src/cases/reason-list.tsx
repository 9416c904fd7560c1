import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import './reason-list.css';

/** As far as a list of reasons reads one. */
export interface ListedReason {
  readonly code: string;
  readonly outcome: string;
  readonly actor: string;
  readonly sentence: string;
  /** Number of the goods item. */
  readonly item?: number;
}

/** Why, each in one sentence, and whose turn it is. */
export function ReasonList({
  reasons,
  isShort = false,
}: {
  readonly reasons: readonly ListedReason[];
  /** Sentences alone, as in a table. */
  readonly isShort?: boolean;
}): ReactNode {
  const { say, sayFirst, number } = useReader();
  return (
    <ul className="reason-list">
      {reasons.map(({ code, outcome, actor, sentence, item }, index) => (
        <li key={`${code} ${String(index)}`} data-reason={code} data-outcome={outcome}>
          {!isShort && (
            <span className="row">
              <OutcomeBadge outcome={outcome} />
              {item !== undefined && <span className="quiet">{say('web-item', { item: number(item) })}</span>}
              <span className="quiet code">{code}</span>
            </span>
          )}
          <span dir="auto">{sentence}</span>
          {!isShort && actor !== 'nobody' && (
            <span className="quiet">
              {say('web-turn-of', { who: sayFirst([`web-actor-${actor}`], actor) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
