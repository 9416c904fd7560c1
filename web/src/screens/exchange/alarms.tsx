import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import type { Board } from './screen.tsx';
import { channelName, CHANNELS, duration } from './telling.ts';

type Alarm = Board['alarms'][number];

/** Seconds in the unit that a rule measures in. */
const UNITS: Readonly<Record<string, number>> = {
  'partner-silent': 3_600,
  'queue-ageing': 3_600,
  'certificate-expiring': 86_400,
  'clock-skew': 1,
};

/** Alarms that stand, and the latest that are over. */
export function Alarms({ board }: { readonly board: Board }): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { may } = useSession();
  const columns = useMemo(() => columnsFor(reader), [reader]);
  const rules = may('parameter.read') && (
    <Link to="/parameters/$name" params={{ name: 'exchange-alarm' }}>
      {say('web-alarm-rules')}
    </Link>
  );
  if (board.alarms.length === 0)
    return (
      <p className="quiet">
        {say('web-alarms-none')} {rules}
      </p>
    );
  return (
    <DataTable
      name="exchange-alarms"
      caption={say('web-alarms')}
      columns={columns}
      rows={board.alarms}
      keyOf={({ id }) => id}
      tools={rules}
    />
  );
}

function columnsFor(reader: Reader): readonly Column<Alarm>[] {
  const { say, sayFirst, moment } = reader;
  return [
    {
      id: 'alarm',
      title: say('web-alarm-what'),
      isFixed: true,
      cell: ({ rule, matter }) => (
        <>
          {sayFirst([`web-alarm-${rule}`], rule)}
          {matter !== '' && <Matter matter={matter} />}
        </>
      ),
    },
    {
      id: 'partner',
      title: say('web-exchange-partner'),
      cell: ({ partner }) => <span className="code nowrap">{partner}</span>,
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ cleared }) => (
        <Badge tone={cleared === null ? 'failed' : 'passed'}>
          {cleared === null ? say('web-alarm-standing') : `${say('web-alarm-cleared')} ${moment(cleared)}`}
        </Badge>
      ),
    },
    {
      id: 'measured',
      title: say('web-alarm-measured'),
      cell: ({ rule, measured, allowed }) => {
        const unit = UNITS[rule] ?? 1;
        return `${duration(reader, measured * unit)} / ${duration(reader, allowed * unit)}`;
      },
    },
    { id: 'raised', title: say('web-alarm-since'), cell: ({ raised }) => moment(raised) },
    {
      id: 'leaf',
      title: say('web-message-leaf'),
      isHidden: true,
      cell: ({ leaf }) => <span className="code">{leaf}</span>,
    },
  ];
}

/** A channel by its name, or the beginning of a fingerprint. */
function Matter({ matter }: { readonly matter: string }): ReactNode {
  const reader = useReader();
  const isChannel = CHANNELS.some((channel) => channel === matter);
  return (
    <small className={isChannel ? undefined : 'code'}>
      {isChannel ? channelName(reader, matter) : `${matter.slice(0, 16)}…`}
    </small>
  );
}
