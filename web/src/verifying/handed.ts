import { useSyncExternalStore } from 'react';
import type { Handed } from './intake.ts';

/** What was handed in last, held until the page is left, so that the screens can hand it on; it is stored nowhere. */
let latest: Handed | undefined;
const listeners = new Set<() => void>();

export function keepHanded(handed: Handed | undefined): void {
  latest = handed;
  for (const listener of listeners) listener();
}

export function useHanded(): Handed | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => latest,
  );
}
