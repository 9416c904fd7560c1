import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { addressOf, call, type Answer } from '../../api/client.ts';
import { AttachmentList } from '../../correspondence/attachments.tsx';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Extension } from './extension.tsx';
import { MessageForm } from './message-form.tsx';
import './inquiry.css';

export type Thread = Answer<'read-inquiry'>;

/** A question about a certificate and all that was answered, live as it is written. */
export function Screen(): ReactNode {
  const { say, moment } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const found = useQuery({
    queryKey: ['inquiry', id],
    queryFn: ({ signal }) => call('read-inquiry', { path: { id }, signal }),
  });
  if (found.isPending || found.isError)
    return (
      <Page title={say('web-inquiry')}>
        {found.isPending ? (
          <Loading />
        ) : (
          <ProblemNotice error={found.error} retry={() => void found.refetch()} />
        )}
      </Page>
    );
  const thread = found.data;
  return (
    <Page
      title={say('web-inquiry-about', { number: thread.certificate.number })}
      lead={
        <span className="row">
          <Badge tone={thread.state === 'closed' ? 'unknown' : thread.mine === true ? 'warning' : 'compare'}>
            {thread.stateText}
          </Badge>
          {thread.due !== undefined && <span>{say('web-inquiry-due', { time: moment(thread.due) })}</span>}
          <Link to="/certificates/$id" params={{ id: thread.certificate.id }}>
            {say('web-inquiry-certificate')}
          </Link>
        </span>
      }
      actions={
        <>
          <a
            className="button-link"
            href={addressOf('export-inquiry-page', { path: { id } })}
            download={`inquiry-${thread.certificate.number.replace(/[^\p{L}\p{N}.-]+/gu, '-')}.html`}
          >
            <IconDownload size={18} aria-hidden />
            {say('web-inquiry-record')}
          </a>
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {say('web-print')}
          </Button>
          {thread.may.includes('extend') && <Extension thread={thread} />}
        </>
      }
      width="narrow"
    >
      <Messages thread={thread} />
      {thread.may.length > 0 && (
        <Card title={say('web-message-write')}>
          <MessageForm thread={thread} />
        </Card>
      )}
    </Page>
  );
}

function Messages({ thread }: { readonly thread: Thread }): ReactNode {
  const { say, moment } = useReader();
  return (
    <ol className="messages" aria-label={say('web-messages')} aria-live="polite">
      {thread.messages.map((message) => (
        <li
          key={`${String(message.version)} ${message.at}`}
          className="message"
          data-side={message.side === thread.side ? 'ours' : 'theirs'}
        >
          <div className="message-head">
            <b>{message.kindText}</b>
            <span dir="auto">
              {[message.officeName ?? message.authorityName ?? message.authority, message.operator].join(
                ' · ',
              )}
            </span>
            <time dateTime={message.at}>{moment(message.at)}</time>
          </div>
          <p className="said" dir="auto">
            {message.content}
          </p>
          {message.due !== undefined && (
            <p className="quiet">{say('web-extension-until', { time: moment(message.due) })}</p>
          )}
          <AttachmentList attachments={message.attachments} />
        </li>
      ))}
    </ol>
  );
}
