import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { toTenth } from '../../figures/rounding.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import type { Board } from './screen.tsx';
import { channelName, duration, PARTNER_TONES } from './telling.ts';

type Partner = Board['partners'][number];

/** Every partner with how its traffic stands and went. */
export function PartnerTable({ board }: { readonly board: Board }): ReactNode {
  const reader = useReader();
  const columns = useMemo(() => columnsFor(reader, Date.parse(board.asOf)), [reader, board.asOf]);
  return (
    <DataTable
      name="exchange-partners"
      caption={reader.say('web-exchange-partners')}
      columns={columns}
      rows={board.partners}
      keyOf={({ partner, authority }) => `${authority} ${partner}`}
    />
  );
}

function columnsFor(reader: Reader, now: number): readonly Column<Partner>[] {
  const { say, sayFirst, number, ago } = reader;
  const since = (time: string | null): string => (time === null ? '—' : ago(time, now));
  return [
    {
      id: 'partner',
      title: say('web-exchange-partner'),
      isFixed: true,
      cell: ({ partner, country, authority }) => (
        <>
          <Link to="/exchange/messages" search={{ partner }} className="code">
            {partner}
          </Link>
          <small>{`${sayFirst([`country.${country}`], country)} · ${authority}`}</small>
        </>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state }) => (
        <Badge tone={PARTNER_TONES[state] ?? 'unknown'}>{sayFirst([`web-partner-${state}`], state)}</Badge>
      ),
    },
    {
      id: 'channels',
      title: say('web-exchange-channels'),
      cell: ({ channels }) => channels.map((channel) => channelName(reader, channel)).join(' · '),
    },
    {
      id: 'seen',
      title: say('web-exchange-seen'),
      cell: ({ seen }) => <span className="nowrap">{since(seen)}</span>,
    },
    {
      id: 'waiting',
      title: say('web-exchange-waiting'),
      align: 'end',
      cell: ({ waiting }) => number(waiting),
    },
    {
      id: 'oldest',
      title: say('web-exchange-oldest'),
      cell: ({ oldest }) => <span className="nowrap">{since(oldest)}</span>,
    },
    {
      id: 'dead',
      title: say('web-exchange-dead'),
      align: 'end',
      cell: ({ partner, dead }) =>
        dead === 0 ? (
          number(0)
        ) : (
          <Link to="/exchange/messages" search={{ show: 'dead', partner }}>
            {number(dead)}
          </Link>
        ),
    },
    {
      id: 'rate',
      title: say('web-exchange-lost'),
      align: 'end',
      cell: ({ lost, decided }) =>
        decided === 0 ? '—' : say('web-percent', { count: number(toTenth((lost / decided) * 100)) }),
    },
    {
      id: 'times',
      title: say('web-exchange-times'),
      cell: ({ median, slow }) => (
        <span className="nowrap">{`${duration(reader, median)} / ${duration(reader, slow)}`}</span>
      ),
    },
  ];
}
