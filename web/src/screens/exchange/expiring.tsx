import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import type { Board } from './screen.tsx';

type Row = Board['expiring'][number];

/** Partners' certificates that end soon, and whether another takes over. */
export function Expiring({ board }: { readonly board: Board }): ReactNode {
  const reader = useReader();
  const { may } = useSession();
  const columns = useMemo(() => columnsFor(reader, Date.parse(board.asOf)), [reader, board.asOf]);
  if (board.expiring.length === 0) return <p className="quiet">{reader.say('web-exchange-none-expiring')}</p>;
  return (
    <DataTable
      name="exchange-expiring"
      caption={reader.say('web-exchange-expiring')}
      columns={columns}
      rows={board.expiring}
      keyOf={({ partner, use, fingerprint }) => `${partner} ${use} ${fingerprint}`}
      tools={
        may('parameter.read') && (
          <Link to="/parameters/$name" params={{ name: 'exchange-certificate' }}>
            {reader.say('web-exchange-certificates')}
          </Link>
        )
      }
    />
  );
}

function columnsFor({ say, sayFirst, day, ago }: Reader, now: number): readonly Column<Row>[] {
  return [
    {
      id: 'partner',
      title: say('web-exchange-partner'),
      isFixed: true,
      cell: ({ partner }) => <span className="code">{partner}</span>,
    },
    {
      id: 'use',
      title: say('web-exchange-use'),
      cell: ({ use }) => sayFirst([`web-certificate-use-${use}`], use),
    },
    {
      id: 'ends',
      title: say('web-key-ends'),
      cell: ({ ends }) => (
        <>
          <span className="nowrap">{day(ends)}</span>
          <small>{ago(ends, now)}</small>
        </>
      ),
    },
    {
      id: 'covered',
      title: say('web-exchange-covered'),
      cell: ({ isCovered }) => (
        <Badge tone={isCovered ? 'passed' : 'failed'}>
          {say(isCovered ? 'web-exchange-is-covered' : 'web-exchange-not-covered')}
        </Badge>
      ),
    },
    {
      id: 'subject',
      title: say('web-key-subject'),
      cell: ({ subject }) => <span className="code">{subject}</span>,
    },
    {
      id: 'fingerprint',
      title: 'SHA-256',
      isHidden: true,
      cell: ({ fingerprint }) => <span className="code">{fingerprint}</span>,
    },
  ];
}
