import { useMemo, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { Listed } from '../../pieces/listed.tsx';

type Crossing = Answer<'list-crossings'>['items'][number];

/** What crossed between the outer zone and the inner one, or was turned back. */
export function Crossings(): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  const columns = useMemo(() => columnsFor(reader), [reader]);
  return (
    <Listed<Crossing>
      queryKey={['exchange-crossings', language]}
      read={(portion, signal) => call('list-crossings', { query: { limit: 20, ...portion }, signal })}
      name="exchange-crossings"
      caption={say('web-crossings')}
      columns={columns}
      keyOf={({ id }) => id}
      empty={<p className="quiet">{say('web-crossing-none')}</p>}
    />
  );
}

function columnsFor({ say, sayFirst, moment }: Reader): readonly Column<Crossing>[] {
  return [
    { id: 'at', title: say('web-crossing-at'), isFixed: true, cell: ({ at }) => moment(at) },
    {
      id: 'direction',
      title: say('web-crossing-direction'),
      cell: ({ direction }) => sayFirst([`web-crossing-${direction}`], direction),
    },
    {
      id: 'kind',
      title: say('web-crossing-kind'),
      cell: ({ kind, frame }) => (
        <>
          {kind ?? '—'}
          {frame !== null && <small className="code">{frame}</small>}
        </>
      ),
    },
    {
      id: 'refusal',
      title: say('web-crossing-refusal'),
      cell: ({ refusal, told }) => (refusal === null ? '—' : (told ?? refusal)),
    },
    {
      id: 'leaf',
      title: say('web-message-leaf'),
      isHidden: true,
      cell: ({ leaf }) => <span className="code">{leaf}</span>,
    },
  ];
}
