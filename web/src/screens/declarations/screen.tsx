import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { keepOrder } from '../../cases/order.ts';
import type { Declaration } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Keys, step, type KeyWay } from '../../pieces/keys.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { countOf, countsQuery, HEAPS, isCounted, heapOf, queryOf, type Heap } from './asked.ts';
import { columnsFor } from './columns.tsx';
import { WorkFilters } from './work-filters.tsx';
import '../../pieces/filters.css';
import './declarations.css';

const CASE_LINK = 'a.case-link';

/** The officer's worklist: what waits, why, since when, and what presses. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { search, filter } = useAddress();
  const heap = heapOf(search);
  const list = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsFor(reader), [reader]);
  const query = useMemo(() => queryOf(search), [search]);
  const ways: readonly KeyWay[] = [
    { keys: ['j', 'ArrowDown'], does: say('web-keys-next'), run: () => step(list.current, CASE_LINK, 1) },
    { keys: ['k', 'ArrowUp'], does: say('web-keys-previous'), run: () => step(list.current, CASE_LINK, -1) },
    { keys: ['Enter'], does: say('web-keys-open') },
    ...HEAPS.map((name, index) => ({
      keys: [String(index + 1)],
      does: say(`web-cases-${name}`),
      run: () => filter({ heap: name === 'open' ? '' : name }),
    })),
    { keys: ['/'], does: say('web-keys-search'), run: () => document.getElementById('case-words')?.focus() },
  ];
  return (
    <Page title={say('web-cases')} lead={say('web-cases-lead')} actions={<Keys ways={ways} />}>
      <Heaps chosen={heap} />
      <Card title={say(`web-cases-${heap}`)}>
        <WorkFilters />
        <div ref={list}>
          <Listed<Declaration>
            queryKey={['declarations', reader.language, query]}
            read={async (portion, signal) => {
              const found = await call('search-declarations', {
                query: { limit: 50, ...query, ...portion },
                signal,
              });
              keepOrder(
                found.items.map(({ id }) => id),
                portion.after !== undefined,
              );
              return found;
            }}
            name="declarations"
            caption={say(`web-cases-${heap}`)}
            columns={columns}
            keyOf={({ id }) => id}
            empty={<EmptyState title={say('web-cases-empty')} text={say(`web-cases-${heap}-none`)} />}
          />
        </div>
      </Card>
    </Page>
  );
}

/** How many cases lie in each heap; the chosen one stands in the address. */
function Heaps({ chosen }: { readonly chosen: Heap }): ReactNode {
  const { say, number, language } = useReader();
  const { filter } = useAddress();
  const counts = useQuery(countsQuery(language));
  return (
    <div className="heaps case-heaps" role="group" aria-label={say('web-cases-by-outcome')}>
      {HEAPS.map((name) => {
        const count = counts.data === undefined || !isCounted(name) ? undefined : countOf(counts.data, name);
        return (
          <button
            key={name}
            type="button"
            className="heap"
            data-heap={name}
            aria-pressed={name === chosen}
            onClick={() => filter({ heap: name === 'open' ? '' : name })}
          >
            {count !== undefined && <span className="heap-count">{number(count)}</span>}
            <span>{say(`web-cases-${name}`)}</span>
          </button>
        );
      })}
    </div>
  );
}
