import { queryOptions } from '@tanstack/react-query';
import type { AddressSearch } from '../../address.ts';
import { call } from '../../api/client.ts';

/** Heaps of the worklist, in the order of the keys that open them. */
export const HEAPS = ['open', 'inquire', 'hold', 'refuse', 'second', 'alert', 'pass', 'all'] as const;
export type Heap = (typeof HEAPS)[number];

interface Asked {
  readonly [filter: string]: string;
}

/** What each heap asks of the API. */
const CONDITIONS: Readonly<Record<Heap, Asked>> = {
  open: { state: 'lodged,held,inquired,refused' },
  inquire: { state: 'inquired' },
  hold: { state: 'held' },
  refuse: { state: 'refused' },
  second: { attention: 'second-official' },
  alert: { attention: 'alert' },
  pass: { state: 'passed' },
  all: {},
};

/** Filters of the address, beside the heap; the API knows each by its name. */
export const FILTERS = ['words', 'number', 'reason', 'reference', 'commodity', 'despatch', 'office'] as const;

export function heapOf(search: AddressSearch): Heap {
  return HEAPS.find((name) => name === search['heap']) ?? 'open';
}

/** Only what the API knows and accepts: an address that was typed, or is being typed, asks for nothing else. */
export function queryOf(search: AddressSearch, today = new Date()): Asked {
  const given = FILTERS.flatMap((name) => {
    const value = (search[name] ?? '').trim().slice(0, 200);
    return isFit(name, value) ? [[name, value] as const] : [];
  });
  return {
    ...CONDITIONS[heapOf(search)],
    ...Object.fromEntries(given),
    ...(search['due'] === 'yes' ? { deadlineUntil: today.toISOString().slice(0, 10) } : {}),
  };
}

function isFit(name: (typeof FILTERS)[number], value: string): boolean {
  switch (name) {
    case 'commodity':
      return /^(?:\d\d){1,7}$/.test(value);
    case 'despatch':
      return /^[A-Z]{2}$/.test(value);
    case 'words':
    case 'number':
    case 'reference':
      return value.length >= 2;
    case 'reason':
    case 'office':
      return value !== '';
  }
}

export function countsQuery(language: string) {
  return queryOptions({
    queryKey: ['declarations', 'counts', language],
    queryFn: ({ signal }) => call('count-declarations', { signal }),
  });
}

/** Heaps that are counted: the others have no end. */
export function isCounted(heap: Heap): boolean {
  return heap !== 'pass' && heap !== 'all';
}

/** How many cases lie in a heap. */
export function countOf(
  counts: {
    readonly states: Readonly<Record<string, number>>;
    readonly attentions: Readonly<Record<string, number>>;
  },
  heap: Heap,
): number {
  const { state, attention } = CONDITIONS[heap];
  if (attention !== undefined) return counts.attentions[attention] ?? 0;
  const states = state?.split(',') ?? Object.keys(counts.states);
  return states.reduce((sum, name) => sum + (counts.states[name] ?? 0), 0);
}
