import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { DeclarationState } from '../../cases/outcome-badge.tsx';
import { reasonText } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import { MESSAGE_TONES, stateName, typeName } from '../exchange/telling.ts';
import { groupOf, GROUP_STATES } from '../my-declarations/groups.ts';
import { endOf } from '../people/renewal.ts';
import { Applications, Corrections, Proposals } from './waiting-decisions.tsx';
import { SHOWN, Work, type Line } from './work.tsx';

const ENDING_SOON = '30';

/** What waits beside certificates, each for whoever can do it: a trader's declarations, applications, proposals, alarms, dead letters, accounts. */
export function WaitingWork(): ReactNode {
  const { may } = useSession();
  return (
    <>
      {may('declaration.lodge') && <OwnDeclarations />}
      {may(['joining.check', 'joining.approve']) && <Applications />}
      {may(['parameter.propose', 'parameter.approve']) && <Proposals />}
      {may('balance.approve') && <Corrections />}
      {may('exchange.read') && <Alarms />}
      {may('exchange.manage') && <DeadLetters />}
      {may('administration') && <EndingAccounts />}
    </>
  );
}

function OwnDeclarations(): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  const found = useQuery({
    queryKey: ['declarations', 'own', language, 'home'],
    queryFn: ({ signal }) =>
      call('search-declarations', { query: { state: GROUP_STATES.action, limit: 50 }, signal }),
    select: ({ items }) =>
      items
        .filter((one) => groupOf(one) === 'action')
        .slice(0, SHOWN)
        .map(({ id, number, state, body }): Line => {
          const mine = body.reasons.find(({ actor }) => actor === 'trader');
          return {
            key: id,
            what: (
              <>
                <Link to="/my-declarations/$id" params={{ id }} className="number">
                  {number}
                </Link>
                <p dir="auto">{body.goods}</p>
              </>
            ),
            more: mine === undefined ? '' : reasonText(mine, reader),
            state: <DeclarationState state={state} />,
          };
        }),
  });
  return (
    <Work
      title={say('web-own-action')}
      all={<Link to="/my-declarations">{say('web-own-declarations')}</Link>}
      found={found}
    />
  );
}

function Alarms(): ReactNode {
  const { say, sayFirst, ago, language } = useReader();
  const found = useQuery({
    queryKey: ['exchange-board', language],
    queryFn: ({ signal }) => call('read-exchange-board', { signal }),
    select: ({ alarms }) =>
      alarms
        .filter(({ cleared }) => cleared === null)
        .slice(0, SHOWN)
        .map(({ id, rule, partner, raised }): Line => ({
          key: id,
          what: <b>{sayFirst([`web-alarm-${rule}`], rule)}</b>,
          more: <span className="code">{partner}</span>,
          state: <Badge tone="failed">{ago(raised, Date.now())}</Badge>,
        })),
  });
  return (
    <Work title={say('web-alarms')} all={<Link to="/exchange">{say('web-exchange')}</Link>} found={found} />
  );
}

/** What did not arrive and will not, for whoever may send it again. */
function DeadLetters(): ReactNode {
  const reader = useReader();
  const { say, moment, language } = reader;
  const found = useQuery({
    queryKey: ['exchange-messages', language, 'home'],
    queryFn: ({ signal }) => call('list-deliveries', { query: { limit: SHOWN, dead: true }, signal }),
    select: ({ items }) =>
      items.map(({ id, type, subject, partner, state, code, told, posted }): Line => ({
        key: id,
        what: (
          <>
            <Link to="/exchange/messages/$direction/$id" params={{ direction: 'out', id }}>
              {typeName(reader, type)}
            </Link>
            <p className="number">{subject}</p>
          </>
        ),
        more: [partner, told ?? code ?? moment(posted ?? '')].join(' · '),
        state: <Badge tone={MESSAGE_TONES[state] ?? 'unknown'}>{stateName(reader, state)}</Badge>,
      })),
  });
  return (
    <Work
      title={say('web-exchange-dead')}
      all={
        <Link to="/exchange/messages" search={{ show: 'dead' }}>
          {say('web-home-all')}
        </Link>
      }
      found={found}
    />
  );
}

function EndingAccounts(): ReactNode {
  const { say, number, shortDay } = useReader();
  // Asked for once a visit: a moment that moves would ask anew with every drawing.
  const [expiresBefore] = useState(() => endOf(ENDING_SOON, new Date()));
  const found = useQuery({
    queryKey: ['people', 'home', expiresBefore],
    queryFn: ({ signal }) => call('search-people', { query: { limit: SHOWN, expiresBefore }, signal }),
    select: ({ items }) =>
      items.map(({ id, name, login, expires }): Line => ({
        key: id,
        what: (
          <Link to="/people/$id" params={{ id }}>
            <span dir="auto">{name}</span>
          </Link>
        ),
        more: login,
        state: expires !== undefined && <span className="quiet nowrap">{shortDay(expires)}</span>,
      })),
  });
  return (
    <Work
      title={`${say('web-person-expires')} · ${say('web-person-ending', { days: number(Number(ENDING_SOON)) })}`}
      all={<Link to="/people">{say('web-people')}</Link>}
      found={found}
    />
  );
}
