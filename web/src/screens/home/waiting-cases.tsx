import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { reasonText } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { Card } from '../../pieces/page.tsx';
import { countOf, countsQuery, type Heap } from '../declarations/asked.ts';

const SHOWN = ['open', 'inquire', 'hold', 'refuse', 'second', 'alert'] as const satisfies readonly Heap[];

/** Declarations that wait for an official: how many of each kind, and the reasons that hold most of them. */
export function WaitingCases(): ReactNode {
  const reader = useReader();
  const { say, number } = reader;
  const counts = useQuery(countsQuery(reader.language));
  if (counts.data === undefined) return undefined;
  const { reasons } = counts.data;
  const most = Math.max(1, ...reasons.map(({ count }) => count));
  return (
    <Card title={say('web-home-cases')} tools={<Link to="/declarations">{say('web-home-all')}</Link>}>
      <div className="stack">
        <ul className="heaps">
          {SHOWN.map((heap) => (
            <li key={heap}>
              <Link
                to="/declarations"
                search={heap === 'open' ? {} : { heap }}
                className="heap"
                data-heap={heap}
              >
                <span className="heap-count">{number(countOf(counts.data, heap))}</span>
                <span>{say(`web-cases-${heap}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
        {reasons.length > 0 && (
          <section aria-label={say('web-home-cases-by-reason')}>
            <h3>{say('web-home-cases-by-reason')}</h3>
            <ul className="reason-bars">
              {reasons.map((reason) => (
                <li key={reason.code}>
                  <b className="number">{number(reason.count)}</b>
                  <span className="reason-bar" aria-hidden>
                    <span style={{ inlineSize: `${String((100 * reason.count) / most)}%` }} />
                  </span>
                  <Link to="/declarations" search={{ reason: reason.code }}>
                    {reasonText(reason, reader)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Card>
  );
}
