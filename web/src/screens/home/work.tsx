import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

/** Lines shown of each heap; the rest is found behind its way to all of them. */
export const SHOWN = 5;

/** One thing that waits. */
export interface Line {
  readonly key: string;
  readonly what: ReactNode;
  readonly more: ReactNode;
  readonly state: ReactNode;
}

/** A heap that its reader works off: its first lines, the way to all of it, or that nothing waits. */
export function Work({
  title,
  all,
  found,
}: {
  readonly title: string;
  readonly all: ReactNode;
  readonly found: {
    readonly data: readonly Line[] | undefined;
    readonly error: Error | null;
  };
}): ReactNode {
  const { say } = useReader();
  const { data, error } = found;
  return (
    <Card title={title} tools={all}>
      {error !== null && <ProblemNotice error={error} />}
      {data === undefined && error === null && <Loading lines={2} />}
      {data?.length === 0 && <p className="quiet">{say('web-home-none')}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="lines">
          {data.map(({ key, what, more, state }) => (
            <li key={key} className="line">
              <div>{what}</div>
              <p className="quiet" dir="auto">
                {more}
              </p>
              <div>{state}</div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
