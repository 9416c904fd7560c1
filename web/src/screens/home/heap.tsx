import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Card } from '../../pieces/page.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { usePerson, useSession } from '../../session/session.tsx';
import type { Desk, HeapName } from './screen.tsx';

/** One heap of the desk, laid open; where it is empty, what that means. */
export function Heap({ name, desk }: { readonly name: HeapName; readonly desk: Desk }): ReactNode {
  const { say } = useReader();
  const count = desk[name].items.length;
  return (
    <Card title={say(`web-heap-${name}`)} tools={<Further name={name} />}>
      {count === 0 ? (
        <EmptyState text={say(`web-heap-${name}-none`)} />
      ) : (
        <ul className="lines">
          <Lines name={name} desk={desk} />
        </ul>
      )}
    </Card>
  );
}

/** Where the rest of a heap is found. */
function Further({ name }: { readonly name: HeapName }): ReactNode {
  const { say } = useReader();
  const { may } = useSession();
  const { scope } = usePerson();
  if (name === 'inquiries' || name === 'due') return <Link to="/inquiries">{say('web-home-all')}</Link>;
  if (!may('certificate.read') || scope.country === undefined || name === 'tasks') return undefined;
  return (
    <Link
      to="/search"
      search={name === 'results' ? { country: scope.country } : { destination: scope.country }}
    >
      {say('web-home-all')}
    </Link>
  );
}

function Lines({ name, desk }: { readonly name: HeapName; readonly desk: Desk }): ReactNode {
  switch (name) {
    case 'arrived':
    case 'unexamined':
      return desk[name].items.map((line) => (
        <Arrival key={line.id} line={line} isNew={line.arrived > desk.since} />
      ));
    case 'inquiries':
    case 'due':
      return desk[name].items.map((line) => <InquiryLine key={line.id} line={line} />);
    case 'results':
      return desk.results.items.map((line) => <ResultLine key={line.id} line={line} />);
    case 'tasks':
      return desk.tasks.items.map((line) => <TaskLine key={line.id} line={line} />);
  }
}

type LineOf<Name extends HeapName> = Desk[Name]['items'][number];

function Arrival({ line, isNew }: { readonly line: LineOf<'arrived'>; readonly isNew: boolean }): ReactNode {
  const { say, shortDay, sayFirst } = useReader();
  const { id, number, country, products, issued, authority, authorityName, officeName } = line;
  return (
    <li className="line">
      <div>
        <Link to="/certificates/$id" params={{ id }} className="number">
          {number}
        </Link>{' '}
        {isNew && <Badge tone="compare">{say('web-new')}</Badge>}
        <p dir="auto">{products.slice(0, 2).join(' · ') || '—'}</p>
      </div>
      <p className="quiet">
        {sayFirst([`country.${country}`], country)}
        {' · '}
        <span dir="auto">{officeName ?? authorityName ?? authority}</span>
      </p>
      <p className="quiet nowrap">{shortDay(issued)}</p>
    </li>
  );
}

function InquiryLine({ line }: { readonly line: LineOf<'due'> }): ReactNode {
  const { say, ago } = useReader();
  const { id, certificate, stateText, due, issuer, mine } = line;
  return (
    <li className="line">
      <div>
        <Link to="/inquiries/$id" params={{ id }} className="number">
          {certificate.number}
        </Link>{' '}
        <Badge tone={mine === true ? 'warning' : 'compare'}>{stateText}</Badge>
      </div>
      <p className="quiet" dir="auto">
        {issuer.name ?? issuer.authority}
      </p>
      <p className="nowrap">{due !== undefined && say('web-home-due', { time: ago(due, Date.now()) })}</p>
    </li>
  );
}

const TONES = { pass: 'passed', refuse: 'failed', request: 'warning' } as const;

function ResultLine({ line }: { readonly line: LineOf<'results'> }): ReactNode {
  const { shortDay, sayFirst } = useReader();
  const { certificate, country, verdict, verdictText, remark, given } = line;
  const tone =
    verdict === 'pass' || verdict === 'refuse' || verdict === 'request' ? TONES[verdict] : 'unknown';
  return (
    <li className="line">
      <div>
        <Link to="/certificates/$id" params={{ id: certificate.id }} className="number">
          {certificate.number}
        </Link>{' '}
        <Badge tone={tone}>{verdictText}</Badge>
        {remark !== undefined && <p dir="auto">{remark}</p>}
      </div>
      <p className="quiet">{sayFirst([`country.${country}`], country)}</p>
      <p className="quiet nowrap">{shortDay(given)}</p>
    </li>
  );
}

function TaskLine({ line }: { readonly line: LineOf<'tasks'> }): ReactNode {
  const { say, ago } = useReader();
  const { title, subject, certificate, due, level, officeName } = line;
  return (
    <li className="line">
      <div>
        {subject.record === 'inquiry' ? (
          <Link to="/inquiries/$id" params={{ id: subject.id }}>
            {title}
          </Link>
        ) : subject.record === 'application' ? (
          <Link to="/applications/$id" params={{ id: subject.id }}>
            {title}
          </Link>
        ) : certificate === undefined ? (
          <b>{title}</b>
        ) : (
          <Link to="/certificates/$id" params={{ id: certificate.id }}>
            {title}
          </Link>
        )}
        {certificate !== undefined && <p className="number">{certificate.number}</p>}
      </div>
      <p className="quiet" dir="auto">
        {officeName}
      </p>
      <Badge tone={level > 0 ? 'failed' : 'unknown'}>
        {say('web-home-due', { time: ago(due, Date.now()) })}
      </Badge>
    </li>
  );
}
