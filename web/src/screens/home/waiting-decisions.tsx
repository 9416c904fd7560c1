import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { isMembers } from '../../parameters/schema.ts';
import { tablesIn } from '../../rules/changes.ts';
import { useSession } from '../../session/session.tsx';
import { SHOWN, Work, type Line } from './work.tsx';

/** Those whom this officer checks or, where they were checked, approves. */
export function Applications(): ReactNode {
  const { say, sayFirst, shortDay } = useReader();
  const { may } = useSession();
  const state = may('joining.check') ? 'lodged' : 'checked';
  const found = useQuery({
    queryKey: ['joinings', state, 'home'],
    queryFn: ({ signal }) => call('search-joinings', { query: { limit: SHOWN, state }, signal }),
    select: ({ items }) =>
      items.map(({ id, number, body }): Line => ({
        key: id,
        what: (
          <Link to="/joinings/$id" params={{ id }}>
            <span dir="auto">{body.englishName ?? body.name}</span>
          </Link>
        ),
        more: `${sayFirst([`country.${body.country}`], body.country)} · ${number}`,
        state: <span className="quiet nowrap">{shortDay(body.lodged)}</span>,
      })),
  });
  return (
    <Work
      title={`${say('web-joinings')} · ${say(`web-joining-${state}`)}`}
      all={<Link to="/joinings">{say('web-home-all')}</Link>}
      found={found}
    />
  );
}

export function Proposals(): ReactNode {
  const { say, shortDay, language } = useReader();
  const titles = useQuery({
    queryKey: ['parameters', language],
    queryFn: ({ signal }) => call('list-parameters', { signal }),
    select: ({ items }) => new Map(items.map(({ name, title }) => [name, title])),
  });
  const found = useQuery({
    queryKey: ['parameter-changes', 'proposed', 'home'],
    queryFn: ({ signal }) =>
      call('list-parameter-changes', { query: { limit: SHOWN, state: 'proposed' }, signal }),
    select: ({ items }) =>
      items.map(({ id, body, created }): Line => ({
        key: id,
        what: (
          <>
            <Link to="/parameters/changes/$id" params={{ id }}>
              {titles.data?.get(String(body['parameter'])) ?? String(body['parameter'])}
            </Link>
            <p dir="auto">{tablesIn(body, language).join(' · ')}</p>
          </>
        ),
        more: String(body['reason']),
        state: <span className="quiet nowrap">{shortDay(created)}</span>,
      })),
  });
  return (
    <Work
      title={say('web-parameter-changes')}
      all={<Link to="/parameters">{say('web-home-all')}</Link>}
      found={found}
    />
  );
}

/** Corrections of accounts that another official proposed. */
export function Corrections(): ReactNode {
  const { say, shortDay } = useReader();
  const found = useQuery({
    queryKey: ['balance', 'corrections', 'home'],
    queryFn: ({ signal }) =>
      call('list-balance-corrections', { query: { limit: SHOWN, state: 'proposed' }, signal }),
    select: ({ items }) =>
      items.map(({ id, body, created }): Line => {
        const account = isMembers(body['account']) ? body['account'] : {};
        const [, country = '', authority = '', ...number] = String(account['subject']).split('/');
        return {
          key: id,
          what: (
            <Link
              to="/balances/$country/$authority/$number"
              params={{ country, authority, number: number.join('/') }}
              className="number"
            >
              {number.join('/')}
            </Link>
          ),
          more: String(body['reason']),
          state: <span className="quiet nowrap">{shortDay(created)}</span>,
        };
      }),
  });
  return (
    <Work
      title={say('web-corrections')}
      all={<Link to="/declarations">{say('web-cases')}</Link>}
      found={found}
    />
  );
}
