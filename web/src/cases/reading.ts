import { queryOptions } from '@tanstack/react-query';
import { call, type Answer } from '../api/client.ts';

export type Declaration = Answer<'search-declarations'>['items'][number];
export type DeclarationRead = Answer<'read-declaration'>;
export type Comparison = Answer<'compare-declaration'>;
export type ComparedItem = Comparison['items'][number];
export type ComparedFinding = ComparedItem['findings'][number];
export type BalanceRead = Answer<'read-balance'>;
export type Decision = NonNullable<DeclarationRead['decision']>;

/** First words of the keys of everything that shows a declaration; live news makes them stale. */
export const CASE_TOPICS = ['declaration', 'declarations', 'balance'] as const;

export function declarationQuery(id: string, language: string) {
  return queryOptions({
    queryKey: ['declaration', id, 'read', language],
    queryFn: ({ signal }) => call('read-declaration', { path: { id }, signal }),
  });
}

export function comparisonQuery(id: string, language: string) {
  return queryOptions({
    queryKey: ['declaration', id, 'comparison', language],
    queryFn: ({ signal }) => call('compare-declaration', { path: { id }, signal }),
  });
}

export function declarationHistoryQuery(id: string) {
  return queryOptions({
    queryKey: ['declaration', id, 'history'],
    queryFn: ({ signal }) => call('declaration-history', { path: { id }, signal }),
  });
}

export function decisionsQuery(id: string, language: string) {
  return queryOptions({
    queryKey: ['declaration', id, 'decisions', language],
    queryFn: ({ signal }) => call('list-decisions', { path: { id }, signal }),
  });
}

export function decisionQuery(id: string, place: number, language: string) {
  return queryOptions({
    queryKey: ['declaration', id, 'decision', place, language],
    queryFn: ({ signal }) => call('read-decision', { path: { id, place: String(place) }, signal }),
    staleTime: Infinity,
  });
}

export function balanceQuery(name: {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}) {
  const { country, authority, number } = name;
  return queryOptions({
    queryKey: ['balance', country, authority, number],
    queryFn: ({ signal }) => call('read-balance', { path: { country, authority, number }, signal }),
  });
}
