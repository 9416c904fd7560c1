import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { useSession } from '../session/session.tsx';
import { topicsOf, UNTOLD } from './topics.ts';

/** How the line of live news stands. `off`: nobody is signed in. */
export type LiveState = 'off' | 'open' | 'lost';

const LiveContext = createContext<LiveState>('off');

export function useLiveState(): LiveState {
  return use(LiveContext);
}

/** A line that is down this long is said to be lost; a shorter gap is nobody's concern. */
const PATIENCE = 6_000;
/** Changes of one moment are read together. */
const GATHERING = 400;
const RETRY = 15_000;
/** While the line is down the screens are read anew so often. */
const WITHOUT_LINE = 10_000;

/** Listens for what changes elsewhere and has the screens read it anew. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { state } = useSession();
  const queries = useQueryClient();
  const [live, setLive] = useState<LiveState>('off');
  useEffect(() => {
    if (state !== 'in') {
      setLive('off');
      return undefined;
    }
    return listen(queries, setLive);
  }, [state, queries]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function listen(queries: QueryClient, tell: (state: LiveState) => void): () => void {
  let source: EventSource | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  let wasOpen = false;
  const gathered = new Set<string>();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const gather = (topics: readonly string[]): void => {
    for (const topic of topics) gathered.add(topic);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      const changed = new Set(gathered);
      gathered.clear();
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => changed.has('all') || changed.has(String(queryKey[0])),
      });
    }, GATHERING);
  };
  const connect = (): void => {
    const line = new EventSource('/v1/live');
    source = line;
    line.addEventListener('ready', () => {
      clearTimeout(patience);
      clearInterval(looking);
      patience = undefined;
      looking = undefined;
      tell('open');
      if (wasOpen) gather(UNTOLD);
      wasOpen = true;
    });
    line.addEventListener('change', ({ data }) => gather(topicsOf(data)));
    for (const name of ['many', 'reset']) line.addEventListener(name, () => gather(['all']));
    line.addEventListener('error', () => {
      patience ??= setTimeout(() => {
        tell('lost');
        looking ??= setInterval(() => gather(['all']), WITHOUT_LINE);
      }, PATIENCE);
      if (line.readyState !== EventSource.CLOSED) return;
      // The browser gives up on an answer that is no stream; we do not.
      clearTimeout(retry);
      retry = setTimeout(connect, RETRY);
    });
  };
  const onOnline = (): void => {
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(retry);
    connect();
  };
  window.addEventListener('online', onOnline);
  connect();
  return () => {
    window.removeEventListener('online', onOnline);
    source?.close();
    clearInterval(looking);
    for (const timer of [patience, retry, gathering]) clearTimeout(timer);
  };
}
