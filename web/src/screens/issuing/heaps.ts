import { queryOptions } from '@tanstack/react-query';
import { call, type Given } from '../../api/client.ts';
import type { ListedApplication } from '../application/holding.ts';
import { isReturned } from './application-badge.tsx';

/** The heaps on an office's desk, in the order of its work. */
export const HEAPS = ['drafts', 'returned', 'review', 'sign', 'issued'] as const;
export type Heap = (typeof HEAPS)[number];
export type ApplicationHeap = Exclude<Heap, 'issued'>;

/** As many as are counted; a heap beyond is told as more. */
const MOST = 100;

type Asked = NonNullable<Given<'search-applications'>['query']>;

const ASKED: Readonly<Record<ApplicationHeap, Asked>> = {
  drafts: { state: 'draft', mine: true },
  returned: { state: 'draft', mine: true },
  review: { state: 'submitted' },
  sign: { state: 'reviewed' },
};

export interface ApplicationFilter {
  readonly words?: string;
  readonly model?: string;
}

export function heapQuery(heap: ApplicationHeap, filter: ApplicationFilter = {}) {
  return queryOptions({
    queryKey: ['applications', heap === 'returned' ? 'drafts' : heap, filter],
    queryFn: ({ signal }) =>
      call('search-applications', { query: { ...ASKED[heap], ...filter, limit: MOST }, signal }),
    select: ({
      items,
      next,
    }): { readonly items: readonly ListedApplication[]; readonly isMore: boolean } => ({
      items: heap === 'returned' ? items.filter(isReturned) : items,
      isMore: next !== undefined,
    }),
  });
}

export function issuedQuery(authority: string, office: string | undefined) {
  return queryOptions({
    queryKey: ['certificates', 'issued', authority, office],
    queryFn: ({ signal }) =>
      call('search-certificates', {
        query: { authority, state: 'issued', limit: 50, ...(office === undefined ? {} : { office }) },
        signal,
      }),
  });
}

export const waitingInquiries = queryOptions({
  queryKey: ['inquiries', 'list', 'waiting'],
  queryFn: ({ signal }) => call('list-inquiries', { query: { mine: 'true', limit: MOST }, signal }),
});
