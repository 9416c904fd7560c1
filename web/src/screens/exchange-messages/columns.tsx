import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { channelName, MESSAGE_TONES, stateName, typeName } from '../exchange/telling.ts';
import type { Acted } from './acts.tsx';
import type { Message } from './screen.tsx';

interface Choosing {
  readonly chosen: ReadonlyMap<string, Acted>;
  readonly choose: (message: Acted, isChosen: boolean) => void;
}

/** Columns of a list of messages; with a mark in each row where several are acted on together. */
export function columnsFor(reader: Reader, show: string, choosing?: Choosing): readonly Column<Message>[] {
  const { say, number, moment } = reader;
  const direction = show === 'sent' || show === 'dead' ? 'out' : 'in';
  return [
    ...(choosing === undefined ? [] : [markColumn(reader, choosing)]),
    {
      id: 'message',
      title: say('web-exchange-message'),
      isFixed: true,
      cell: ({ id, type, subject }) => (
        <>
          <Link to="/exchange/messages/$direction/$id" params={{ direction, id }}>
            {show === 'runs' ? say('web-run') : typeName(reader, type)}
          </Link>
          <small className="number">{subject ?? id}</small>
        </>
      ),
    },
    {
      id: 'partner',
      title: say('web-exchange-partner'),
      cell: ({ partner, channel }) => (
        <>
          <span className="code nowrap">{partner}</span>
          <small>{channelName(reader, channel)}</small>
        </>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state, closed }) => (
        <>
          <Badge tone={MESSAGE_TONES[state] ?? 'unknown'}>{stateName(reader, state)}</Badge>
          {closed === true && <small>{say('web-message-closed')}</small>}
        </>
      ),
    },
    {
      id: 'why',
      title: say('web-exchange-why'),
      cell: ({ code, told }) => (code === null ? '—' : <span dir="auto">{told ?? code}</span>),
    },
    {
      id: 'when',
      title: say(direction === 'out' ? 'web-message-posted' : 'web-message-received'),
      cell: ({ posted, received }) => moment(posted ?? received ?? ''),
    },
    {
      id: 'attempts',
      title: say('web-exchange-attempts'),
      align: 'end',
      isHidden: show !== 'dead',
      cell: ({ attempts }) => number(attempts),
    },
  ];
}

function markColumn({ say }: Reader, { chosen, choose }: Choosing): Column<Message> {
  return {
    id: 'mark',
    title: say('web-messages-choose'),
    isFixed: true,
    cell: ({ id, partner, channel, subject }) => (
      <Checkbox
        aria-label={say('web-messages-choose-one', { name: `${partner} ${subject ?? id}` })}
        checked={chosen.has(id)}
        onChange={({ currentTarget }) => choose({ id, partner, channel }, currentTarget.checked)}
      />
    ),
  };
}
