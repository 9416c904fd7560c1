import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { claimantNumber } from '../../cases/balance.ts';
import type { BalanceRead } from '../../cases/reading.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Timeline, type TimelineEntry } from '../../pieces/timeline.tsx';

type Movement = Answer<'list-balance-movements'>['items'][number];

const TONES: Readonly<Record<string, TimelineEntry['tone']>> = {
  open: 'passed',
  hold: 'warning',
  consume: 'passed',
  release: 'compare',
  reverse: 'compare',
  drop: 'failed',
  close: 'failed',
  correct: 'failed',
};

/** How the account moved, from its opening on. */
export function Movements({ balance }: { readonly balance: BalanceRead }): ReactNode {
  const reader = useReader();
  const { certificate } = balance;
  const pages = useInfiniteQuery({
    queryKey: ['balance', certificate.country, certificate.authority, certificate.number, 'movements'],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      call('list-balance-movements', { path: certificate, query: { after: pageParam, limit: 50 }, signal }),
    getNextPageParam: ({ next }) => (next === undefined ? undefined : Number(next)),
  });
  if (pages.isPending) return <Loading lines={4} />;
  if (pages.isError) return <ProblemNotice error={pages.error} retry={() => void pages.refetch()} />;
  const entries = pages.data.pages.flatMap(({ items }) => items).map((one) => entryOf(one, balance, reader));
  return (
    <div className="stack">
      <Timeline label={reader.say('web-balance-movements')} entries={entries} />
      {pages.hasNextPage && (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {reader.say('web-show-more')}
        </Button>
      )}
    </div>
  );
}

function entryOf(
  { version, action, claimant, name, at, body }: Movement,
  balance: BalanceRead,
  reader: Reader,
): TimelineEntry {
  const { sayFirst, moment } = reader;
  const reason = body['reason'];
  return {
    key: String(version),
    title: sayFirst([`web-movement-${action}`], action),
    when: moment(at),
    instant: at,
    // Machines of the house act by rule; people are named where they corrected something.
    ...(action === 'correct' && name !== undefined ? { who: name } : {}),
    tone: TONES[action] ?? 'unknown',
    more: (
      <>
        {claimant !== undefined && (
          <Link
            to="/declarations"
            search={{ heap: 'all', number: claimantNumber(claimant) }}
            className="number"
          >
            {claimantNumber(claimant)}
          </Link>
        )}
        {sharesIn(body).map(({ line, quantity }) => (
          <p key={line} className="number">
            {quantityText(line, quantity, balance, reader)}
          </p>
        ))}
        {typeof reason === 'string' && (
          <p className="said" dir="auto">
            {reason}
          </p>
        )}
      </>
    ),
  };
}

/** What the claimant has of each line after the movement. */
function sharesIn(
  body: Readonly<Record<string, unknown>>,
): readonly { readonly line: number; readonly quantity: string }[] {
  const shares: readonly unknown[] = Array.isArray(body['shares']) ? body['shares'] : [];
  return shares.flatMap((share) =>
    typeof share === 'object' && share !== null && 'line' in share && 'quantity' in share
      ? [{ line: Number(share.line), quantity: String(share.quantity) }]
      : [],
  );
}

function quantityText(
  line: number,
  quantity: string,
  { lines }: BalanceRead,
  { say, number, amount, sayFirst, labelled }: Reader,
): string {
  const unit = lines.find((each) => each.line === line)?.unit ?? '';
  return labelled(
    say('web-balance-line', { line: number(line) }),
    `${amount(quantity)} ${sayFirst([`unit.${unit}`], unit)}`,
  );
}
