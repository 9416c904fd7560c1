import type { ReactNode } from 'react';
import './timeline.css';

/** One thing that happened. */
export interface TimelineEntry {
  readonly key: string;
  readonly title: string;
  /** When, said. */
  readonly when: string;
  /** RFC 3339. */
  readonly instant: string;
  readonly who?: string;
  readonly tone?: 'passed' | 'warning' | 'failed' | 'unknown' | 'compare';
  readonly more?: ReactNode;
}

/** What happened, one act after another. */
export function Timeline({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: readonly TimelineEntry[];
}): ReactNode {
  return (
    <ol className="timeline" aria-label={label}>
      {entries.map(({ key, title, when, instant, who, tone = 'unknown', more }) => (
        <li key={key} data-tone={tone}>
          <p className="timeline-title">{title}</p>
          <p className="quiet">
            <time dateTime={instant}>{when}</time>
            {who !== undefined && (
              <>
                {' · '}
                <span dir="auto">{who}</span>
              </>
            )}
          </p>
          {more}
        </li>
      ))}
    </ol>
  );
}
