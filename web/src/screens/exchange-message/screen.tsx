import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';
import { useSession } from '../../session/session.tsx';
import { DeliveryActs, type ActName } from '../exchange-messages/acts.tsx';
import { MESSAGE_TONES, stateName, typeName } from '../exchange/telling.ts';
import { Content } from './content.tsx';
import { EnvelopeForm } from './envelope.tsx';
import { FindingList } from './finding-list.tsx';
import { lifeOf } from './life.tsx';
import { ConformanceRun, RUN_DIALECT } from './run.tsx';
import '../exchange/exchange.css';
import '../../pieces/facts.css';

export type MessageLife = Answer<'read-delivery'>;
export type Direction = 'out' | 'in';

/** One message with its whole life, its envelope and its bytes. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const direction = parameters['direction'] === 'in' ? 'in' : 'out';
  const life = useQuery({
    queryKey: ['exchange-message', direction, id, language],
    queryFn: ({ signal }) =>
      call(direction === 'out' ? 'read-delivery' : 'read-arrival', { path: { id }, signal }),
    refetchInterval: 15_000,
  });
  if (life.isSuccess) return <MessagePage life={life.data} direction={direction} />;
  return <AwaitedPage title={say('web-exchange-message')} found={life} />;
}

const DEAD: ReadonlySet<string> = new Set(['failed', 'expired', 'rejected', 'not-readable']);

/** What still makes sense for a message of ours in its state. */
function actsFor(state: string): readonly ActName[] {
  if (DEAD.has(state)) return ['retry', 'redirect', 'discard'];
  if (state === 'sent') return ['retry', 'redirect', 'discard'];
  return state === 'pending' ? ['redirect', 'discard'] : [];
}

function MessagePage({
  life,
  direction,
}: {
  readonly life: MessageLife;
  readonly direction: Direction;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { may } = useSession();
  const { message } = life;
  const isRun = direction === 'in' && message.envelope?.['dialect'] === RUN_DIALECT;
  const acts = direction === 'out' && may('exchange.manage') ? actsFor(message.state) : [];
  return (
    <Page
      title={say(direction === 'out' ? 'web-message-to' : 'web-message-from', {
        type: isRun ? say('web-run') : typeName(reader, message.type),
        partner: message.partner,
      })}
      lead={
        <>
          <Badge tone={MESSAGE_TONES[message.state] ?? 'unknown'}>{stateName(reader, message.state)}</Badge>{' '}
          {message.told ?? message.code ?? ''}{' '}
          <Link
            to="/exchange/messages"
            search={{ show: direction === 'out' ? 'sent' : isRun ? 'runs' : 'arrived' }}
          >
            {say('web-messages-back')}
          </Link>
        </>
      }
    >
      {acts.length > 0 && (
        <Card title={say('web-message-acts')}>
          <DeliveryActs messages={[message]} acts={acts} />
        </Card>
      )}
      <div className="columns halves">
        <Card title={say('web-message-life')}>
          <Timeline label={say('web-message-life')} entries={lifeOf(life, direction, reader)} />
        </Card>
        <Card title={say('web-message-envelope')}>
          <EnvelopeForm message={message} />
        </Card>
      </div>
      {message.findings !== null && message.findings !== undefined && message.findings.length > 0 && (
        <Card title={say('web-message-findings')}>
          <FindingList findings={message.findings} />
        </Card>
      )}
      {isRun && (
        <Card title={say('web-run')}>
          <ConformanceRun id={message.id} />
        </Card>
      )}
      <Card title={say('web-message-bytes')}>
        <Content message={message} direction={direction} />
      </Card>
    </Page>
  );
}
