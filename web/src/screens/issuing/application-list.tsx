import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { usePerson } from '../../session/session.tsx';
import type { ListedApplication } from '../application/holding.ts';
import { ApplicationBadge } from './application-badge.tsx';

/** Applications as a table, the last touched first. */
export function ApplicationList({
  caption,
  rows,
  labels,
}: {
  readonly caption: string;
  readonly rows: readonly ListedApplication[];
  /** Names of the models, by key. */
  readonly labels: ReadonlyMap<string, string>;
}): ReactNode {
  const reader = useReader();
  const { actor } = usePerson();
  const columns = useMemo(() => columnsFor(reader, actor, labels), [reader, actor, labels]);
  return (
    <DataTable name="applications" caption={caption} columns={columns} rows={rows} keyOf={({ id }) => id} />
  );
}

function columnsFor(
  reader: Reader,
  actor: string,
  labels: ReadonlyMap<string, string>,
): readonly Column<ListedApplication>[] {
  const { say } = reader;
  const now = Date.now();
  return [
    {
      id: 'goods',
      title: say('web-column-goods'),
      isFixed: true,
      cell: ({ id, body }) => (
        <div>
          <Link to="/applications/$id" params={{ id }} dir="auto" className="goods-link">
            {body.summary.product ?? say('web-office-untitled')}
          </Link>
          <small>{labels.get(body.model) ?? body.model}</small>
        </div>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: (row) => (
        <span className="row">
          <ApplicationBadge application={row} />
          {row.state !== 'draft' && row.body.authors.includes(actor) && (
            <Badge tone="unknown">{say('web-office-yours')}</Badge>
          )}
        </span>
      ),
    },
    {
      id: 'to',
      title: say('web-column-to'),
      cell: ({ body: { summary } }) =>
        summary.destination === undefined
          ? '—'
          : reader.sayFirst([`country.${summary.destination}`], summary.destination),
    },
    {
      id: 'consignee',
      title: say('web-column-consignee'),
      cell: ({ body }) => <span dir="auto">{body.summary.consignee ?? '—'}</span>,
    },
    {
      id: 'touched',
      title: say('web-office-touched'),
      cell: ({ body }) => <span className="nowrap">{reader.ago(body.touched, now)}</span>,
    },
    {
      id: 'number',
      title: say('web-office-application'),
      isHidden: true,
      cell: ({ number }) => <span className="number">{number}</span>,
    },
    {
      id: 'consignor',
      title: say('web-column-consignor'),
      isHidden: true,
      cell: ({ body }) => <span dir="auto">{body.summary.consignor ?? '—'}</span>,
    },
  ];
}
