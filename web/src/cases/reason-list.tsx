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
  placeOf,
}: {
  readonly reasons: readonly ListedReason[];
  /** Sentences alone, as in a table. */
  readonly isShort?: boolean;
  /** Id of the first field of a goods item, where the form stands on the same page. */
  readonly placeOf?: (item: number) => string;
}): ReactNode {
  const { say, sayFirst, number } = useReader();
  return (
    <ul className="reason-list">
      {reasons.map(({ code, outcome, actor, sentence, item }, index) => (
        <li key={`${code} ${String(index)}`} data-reason={code} data-outcome={outcome}>
          {!isShort && (
            <span className="row">
              <OutcomeBadge outcome={outcome} />
              {item !== undefined && placeOf === undefined && (
                <span className="quiet">{say('web-item', { item: number(item) })}</span>
              )}
              {item !== undefined && placeOf !== undefined && (
                <a
                  href={`#${placeOf(item)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(placeOf(item))?.focus();
                  }}
                >
                  {say('web-item', { item: number(item) })}
                </a>
              )}
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
