import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import type { DeclarationRead } from '../../cases/reading.ts';
import { AttachmentList } from '../../correspondence/attachments.tsx';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import '../inquiry/inquiry.css';

type Asked = DeclarationRead['declaration']['body']['inquiries'];

/** What was asked from the case, and what was answered, as it comes. */
export function Threads({ inquiries }: { readonly inquiries: Asked }): ReactNode {
  return (
    <div className="stack">
      {inquiries.map(({ id }) => (
        <CaseThread key={id} id={id} />
      ))}
    </div>
  );
}

function CaseThread({ id }: { readonly id: string }): ReactNode {
  const { say, moment } = useReader();
  const thread = useQuery({
    queryKey: ['inquiry', id],
    queryFn: ({ signal }) => call('read-inquiry', { path: { id }, signal }),
  });
  if (thread.isPending) return <Loading lines={3} />;
  if (thread.isError) return <ProblemNotice error={thread.error} retry={() => void thread.refetch()} />;
  const { certificate, state, stateText, messages, side } = thread.data;
  return (
    <section aria-label={say('web-inquiry-about', { number: certificate.number })} className="stack">
      <p className="row">
        <Link to="/inquiries/$id" params={{ id }} className="number">
          {certificate.number}
        </Link>
        <Badge tone={state === 'answered' ? 'compare' : state === 'closed' ? 'unknown' : 'warning'}>
          {stateText}
        </Badge>
      </p>
      <ol className="messages" aria-live="polite">
        {messages.map((message) => (
          <li
            key={`${String(message.version)} ${message.at}`}
            className="message"
            data-side={message.side === side ? 'ours' : 'theirs'}
          >
            <div className="message-head">
              <b>{message.kindText}</b>
              <span dir="auto">{message.authorityName ?? message.authority}</span>
              <time dateTime={message.at}>{moment(message.at)}</time>
            </div>
            <p className="said" dir="auto">
              {message.content}
            </p>
            <AttachmentList attachments={message.attachments} />
          </li>
        ))}
      </ol>
    </section>
  );
}
