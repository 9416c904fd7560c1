import { useCallback, useEffect, useRef } from 'react';

/** Milliseconds without typing after which what was typed is kept. */
const PAUSE = 1200;
/** Bytes that a browser still sends for a page that is closed; the rest of 64 KB is for the head of the request. */
const OUTLIVING = 60_000;

/** One request at a time, in order. */
export function useInOrder(): <Result>(next: () => Promise<Result>) => Promise<Result> {
  const running = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback((next) => {
    const started = running.current.catch(() => undefined).then(next);
    running.current = started;
    return started;
  }, []);
}

/** Keeps when nothing was typed for a moment. */
export function usePause(isDue: boolean, since: readonly unknown[], keep: () => Promise<void>): void {
  useEffect(() => {
    if (!isDue) return undefined;
    const timer = setTimeout(() => void keep().catch(() => undefined), PAUSE);
    return () => clearTimeout(timer);
  }, [isDue, keep, ...since]);
}

/** What is left behind when a page is left. */
export interface Leaving {
  /** Whether something is typed and not kept. */
  readonly isDue: () => boolean;
  /** Whether it cannot be sent by itself while the page closes: the person is asked to stay for a moment. */
  readonly isLong: () => boolean;
  readonly keep: (outlives: boolean) => Promise<void>;
}

/** Who leaves the screen, the tab or the browser leaves nothing behind that is not kept. */
export function useLeaving(leaving: Leaving): void {
  const newest = useRef(leaving);
  newest.current = leaving;
  useEffect(() => {
    const keep = (outlives: boolean): void => {
      if (newest.current.isDue()) void newest.current.keep(outlives).catch(() => undefined);
    };
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') keep(true);
    };
    const onPageHide = (): void => keep(true);
    const onBeforeUnload = (event: BeforeUnloadEvent): void => {
      if (!newest.current.isDue() || !newest.current.isLong()) return;
      keep(false);
      event.preventDefault();
    };
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', onPageHide);
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', onPageHide);
      window.removeEventListener('beforeunload', onBeforeUnload);
      keep(false);
    };
  }, []);
}

export function isTooLong(form: unknown): boolean {
  return new TextEncoder().encode(JSON.stringify(form)).length > OUTLIVING;
}
