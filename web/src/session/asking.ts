import { call, type Answer } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';

/** Milliseconds before it is asked again, the first time; each further time twice as long. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/**
 * Milliseconds after which to ask again who is signed in; absent where the API has said that nobody is. A line that is down, a
 * server that starts anew or a page that is being left say nothing about the session.
 */
export function pauseAfter(fault: unknown, times: number): number | undefined {
  const { status } = problemOf(fault);
  if (status === 401 || status === 403) return undefined;
  return Math.min(FIRST_PAUSE * 2 ** times, LONGEST_PAUSE);
}

/** Asks who is signed in until somebody has answered, or until it is let go. */
export function askWho(told: {
  readonly isIn: (person: Answer<'show-caller'>) => void;
  readonly isOut: () => void;
  readonly isUnreached: () => void;
}): AbortController {
  const leaving = new AbortController();
  const { signal } = leaving;
  const ask = (times: number): void => {
    call('show-caller', { signal }).then(told.isIn, (fault: unknown) => {
      if (signal.aborted) return;
      const pause = pauseAfter(fault, times);
      if (pause === undefined) {
        told.isOut();
        return;
      }
      told.isUnreached();
      const timer = setTimeout(() => ask(times + 1), pause);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    });
  };
  ask(0);
  return leaving;
}
