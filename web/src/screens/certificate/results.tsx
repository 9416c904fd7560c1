import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { AttachmentList } from '../../correspondence/attachments.tsx';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, type Tone } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';

export type Result = Answer<'list-results'>['items'][number];

export const VERDICT_TONES: Readonly<Record<string, Tone>> = {
  pass: 'passed',
  refuse: 'failed',
  request: 'warning',
};

export function resultsQuery(id: string) {
  return {
    queryKey: ['certificate', id, 'results'],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => call('list-results', { path: { id }, signal }),
  };
}

/** What officials abroad answered, the newest first; an earlier answer stays. */
export function Results({ id }: { readonly id: string }): ReactNode {
  const { say, moment, sayFirst } = useReader();
  const results = useQuery(resultsQuery(id));
  if (results.isPending) return <Loading lines={3} />;
  if (results.isError) return <ProblemNotice error={results.error} retry={() => void results.refetch()} />;
  if (results.data.items.length === 0) return <p className="quiet">{say('web-results-none')}</p>;
  return (
    <Timeline
      label={say('web-results')}
      entries={results.data.items.map((result) => ({
        key: result.id,
        title: result.verdictText,
        tone: VERDICT_TONES[result.verdict] ?? 'unknown',
        instant: result.given,
        when: moment(result.given),
        who: [result.operator, result.officeName ?? result.authorityName ?? result.authority].join(' · '),
        more: (
          <div className="stack">
            {result.inForce !== true && <Badge tone="unknown">{say('web-result-earlier')}</Badge>}
            {result.reasons.length > 0 && (
              <ul className="reasons">
                {result.reasons.map(({ code, text }) => (
                  <li key={code}>{sayFirst([], text)}</li>
                ))}
              </ul>
            )}
            {result.remark !== undefined && (
              <p className="said" dir="auto">
                {result.remark}
              </p>
            )}
            <AttachmentList attachments={result.attachments} />
            {result.inquiry !== undefined && (
              <Link to="/inquiries/$id" params={{ id: result.inquiry }}>
                {say('web-inquiry-open')}
              </Link>
            )}
          </div>
        ),
      }))}
    />
  );
}
