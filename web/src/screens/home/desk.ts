import { useEffect } from 'react';
import { call } from '../../api/client.ts';

export function deskQuery() {
  return {
    queryKey: ['desk'],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => call('show-desk', { signal }),
  };
}

/** After this long on the desk its news counts as seen: the next visit begins from here. */
const SEEN_AFTER = 20_000;

/** Notes the visit once the desk has been looked at. */
export function useVisit(isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => {
      // A visit that could not be noted shows the same news again, which harms nobody.
      void call('note-visit', {}).catch(() => undefined);
    }, SEEN_AFTER);
    return () => clearTimeout(timer);
  }, [isShown]);
}
