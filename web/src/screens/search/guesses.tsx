import { useQueries } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { readAsked, type Asked, type AskedAs } from './asked.ts';
import { Found } from './found.tsx';

/** What a text may be, each with what the ledger has of it; the likeliest that has anything is shown first. */
export function Guesses({ text }: { readonly text: string }): ReactNode {
  const { say } = useReader();
  const asked = readAsked(text);
  const [chosen, setChosen] = useState<{ readonly text: string; readonly as: AskedAs }>();
  const probes = useQueries({
    queries: asked.map((guess) => ({
      queryKey: ['certificates', 'probe', guess.as, guess.text],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('search-certificates', { query: { [guess.as]: guess.text, limit: PROBE }, signal }),
    })),
  });
  if (asked.length === 0) return undefined;
  const isPending = probes.some((probe) => probe.isPending);
  const fault = probes.every((probe) => probe.isError) ? probes[0]?.error : undefined;
  const counted = asked.map((guess, index) => ({ guess, count: countOf(probes[index]?.data) }));
  const hits = counted.filter(({ count }) => count.some);
  const current =
    hits.find(({ guess }) => chosen?.text === text && guess.as === chosen.as)?.guess ?? hits[0]?.guess;
  if (fault !== undefined)
    return <ProblemNotice error={fault} retry={() => probes.forEach((probe) => void probe.refetch())} />;
  if (current === undefined && isPending) return <Loading />;
  if (current === undefined) {
    return (
      <Card>
        <EmptyState title={say('web-search-nothing', { text })} text={say('web-search-nothing-more')} />
      </Card>
    );
  }
  return (
    <Card>
      <GuessChoice
        hits={hits}
        current={current}
        choose={(as) => {
          setChosen({ text, as });
        }}
      />
      <Found key={current.as} conditions={{ [current.as]: current.text }} />
    </Card>
  );
}

const PROBE = 20;

interface Count {
  readonly some: boolean;
  readonly text: string;
}

function countOf(data: { readonly items: readonly unknown[]; readonly next?: string } | undefined): Count {
  const count = data?.items.length ?? 0;
  return { some: count > 0, text: data?.next === undefined ? String(count) : `${String(count)}+` };
}

function GuessChoice({
  hits,
  current,
  choose,
}: {
  readonly hits: readonly { readonly guess: Asked; readonly count: Count }[];
  readonly current: Asked;
  readonly choose: (as: AskedAs) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <div className="guesses" role="group" aria-label={say('web-search-taken-as')}>
      <span className="quiet">{say('web-search-taken-as')}</span>
      {hits.map(({ guess, count }) => (
        <button
          key={guess.as}
          type="button"
          className="guess"
          aria-pressed={guess.as === current.as}
          onClick={() => choose(guess.as)}
        >
          {say(`web-as-${guess.as}`)} <span className="number">{count.text}</span>
        </button>
      ))}
    </div>
  );
}
