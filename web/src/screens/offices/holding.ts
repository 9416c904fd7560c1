import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../../../../src/base/index.ts';
import { call, type Answer } from '../../api/client.ts';

export type Office = Answer<'list-offices'>['items'][number];

export const OFFICE_KINDS = ['administration', 'bureau', 'branch', 'local'] as const;

/** Portions of two hundred: more offices than any authority has. */
const MOST_PORTIONS = 10;

/** Every office of an authority, or all that the reader may see. */
export function officesQuery(authority: string | undefined) {
  return queryOptions({
    queryKey: ['offices', authority ?? ''],
    queryFn: async ({ signal }): Promise<readonly Office[]> => {
      const found: Office[] = [];
      let after: string | undefined;
      for (let portion = 0; portion < MOST_PORTIONS; portion += 1) {
        const { items, next } = await call('list-offices', {
          query: {
            limit: 200,
            ...(authority === undefined ? {} : { authority }),
            ...(after === undefined ? {} : { after }),
          },
          signal,
        });
        found.push(...items);
        if (next === undefined) break;
        after = next;
      }
      return found;
    },
    staleTime: 60_000,
  });
}

export function nameOfOffice({ key, title, names }: Office, language: Language): string {
  return title[language] ?? title.en ?? names[0] ?? key;
}
