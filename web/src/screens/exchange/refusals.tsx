import { useMemo, type ReactNode } from 'react';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import type { Board } from './screen.tsx';
import { channelName } from './telling.ts';

type Row = Board['refusals'][number];

/** What was turned away at the door: counted, with the last of each kind. */
export function Refusals({ board }: { readonly board: Board }): ReactNode {
  const reader = useReader();
  const columns = useMemo(() => columnsFor(reader), [reader]);
  if (board.refusals.length === 0) return <p className="quiet">{reader.say('web-exchange-no-refusals')}</p>;
  return (
    <DataTable
      name="exchange-refusals"
      caption={reader.say('web-exchange-refusals')}
      columns={columns}
      rows={board.refusals}
      keyOf={({ partner, channel, code }) => `${partner} ${channel} ${code}`}
    />
  );
}

function columnsFor(reader: Reader): readonly Column<Row>[] {
  const { say, number, moment } = reader;
  return [
    {
      id: 'partner',
      title: say('web-exchange-partner'),
      isFixed: true,
      cell: ({ partner, channel }) => (
        <>
          <span className="code">{partner}</span>
          <small>{channelName(reader, channel)}</small>
        </>
      ),
    },
    {
      id: 'reason',
      title: say('web-exchange-why'),
      cell: ({ code, told }) => (
        <>
          {told ?? code}
          <small className="code">{code}</small>
        </>
      ),
    },
    { id: 'amount', title: say('web-exchange-amount'), align: 'end', cell: ({ amount }) => number(amount) },
    { id: 'latest', title: say('web-exchange-latest'), cell: ({ latest }) => moment(latest) },
    {
      id: 'name',
      title: say('web-exchange-last-name'),
      isHidden: true,
      cell: ({ name }) => (
        <span className="code" dir="auto">
          {name}
        </span>
      ),
    },
  ];
}
