import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import type { Certificate } from './holding.ts';

/** The threads about a certificate. */
export function CertificateInquiries({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say, shortDay } = useReader();
  const { id } = certificate;
  const threads = useQuery({
    queryKey: ['inquiries', 'of', id],
    queryFn: ({ signal }) => call('list-inquiries', { query: { certificate: id }, signal }),
  });
  if (threads.isPending) return <Loading lines={2} />;
  if (threads.isError) return <ProblemNotice error={threads.error} retry={() => void threads.refetch()} />;
  if (threads.data.items.length === 0) return <p className="quiet">{say('web-inquiries-none')}</p>;
  return (
    <ul className="plain-list">
      {threads.data.items.map(({ id: thread, state, stateText, opened }) => (
        <li key={thread} className="row">
          <Link to="/inquiries/$id" params={{ id: thread }}>
            {say('web-inquiry-of', { day: shortDay(opened) })}
          </Link>
          <Badge tone={state === 'closed' ? 'unknown' : state === 'open' ? 'warning' : 'compare'}>
            {stateText}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
