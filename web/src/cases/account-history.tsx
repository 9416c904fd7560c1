import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useReader, type Reader } from '../language/reader.tsx';
import { Chart, type ChartData } from '../pieces/chart.tsx';
import { DataTable, type Column } from '../pieces/data-table.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Badge } from '../pieces/state-badge.tsx';
import './account-history.css';

/** What one declaration has of a line of a certificate. */
export interface AccountShare {
  readonly key: string;
  readonly line: number;
  /** Number of the declaration, or the name by which the account knows its claimant. */
  readonly claimant: string;
  readonly item: number;
  readonly quantity: string;
  readonly unit: string;
  readonly state: 'held' | 'consumed';
  readonly at: string;
  readonly isOwn?: boolean;
}

/** A line's account over all declarations that draw on it, as it filled: a picture and its table. */
export function AccountHistory({
  shares,
  limit,
  unit,
  title,
}: {
  /** Of one line. */
  readonly shares: readonly AccountShare[];
  readonly limit: string;
  readonly unit: string;
  readonly title: string;
}): ReactNode {
  const reader = useReader();
  const inOrder = useMemo(() => shares.toSorted((left, right) => left.at.localeCompare(right.at)), [shares]);
  const data = useMemo(
    () => chartOf(inOrder, { limit, unit, title }, reader),
    [inOrder, limit, unit, title, reader],
  );
  const columns = useMemo(() => columnsFor(reader), [reader]);
  if (shares.length === 0) return <EmptyState text={reader.say('web-account-untouched')} />;
  return (
    <div className="account-history stack">
      <Chart data={data} />
      <DataTable name="account" caption={title} columns={columns} rows={inOrder} keyOf={({ key }) => key} />
    </div>
  );
}

function chartOf(
  shares: readonly AccountShare[],
  { limit, unit, title }: { readonly limit: string; readonly unit: string; readonly title: string },
  reader: Reader,
): ChartData {
  const { say, sayFirst } = reader;
  const sum = (state: AccountShare['state']): readonly number[] => {
    let total = 0;
    return shares.map((share) => {
      if (share.state === state) total += Number(share.quantity);
      return total;
    });
  };
  const certified = Number(limit);
  return {
    title: `${title}, ${sayFirst([`unit.${unit}`], unit)}`,
    categoryTitle: say('web-declaration'),
    categories: shares.map(({ claimant, item }) => `${claimant} / ${String(item)}`),
    series: [
      { name: say('web-share-consumed'), values: sum('consumed') },
      { name: say('web-share-held'), values: sum('held') },
      { name: say('web-quantity-certified'), values: shares.map(() => certified) },
    ],
    // A line through a single point is none.
    kind: shares.length > 1 ? 'line' : 'bar',
  };
}

function columnsFor({ say, number, amount, sayFirst, moment }: Reader): readonly Column<AccountShare>[] {
  return [
    {
      id: 'claimant',
      title: say('web-declaration'),
      isFixed: true,
      cell: ({ claimant, isOwn }) => (
        <>
          <Link to="/declarations" search={{ heap: 'all', number: claimant }} className="number">
            {claimant}
          </Link>
          {isOwn === true && (
            <>
              {' '}
              <Badge tone="compare">{say('web-account-this')}</Badge>
            </>
          )}
        </>
      ),
    },
    { id: 'item', title: say('web-column-item'), cell: ({ item }) => number(item) },
    {
      id: 'quantity',
      title: say('web-column-quantity'),
      align: 'end',
      cell: ({ quantity, unit }) => `${amount(quantity)} ${sayFirst([`unit.${unit}`], unit)}`,
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state }) => (
        <Badge tone={state === 'consumed' ? 'passed' : 'warning'}>{say(`web-share-${state}`)}</Badge>
      ),
    },
    { id: 'at', title: say('web-column-since'), cell: ({ at }) => moment(at) },
  ];
}
