import { queryOptions } from '@tanstack/react-query';
import { call, type Answer } from '../api/client.ts';

export type Capacity = Answer<'list-capacities'>['items'][number];

/** As what the reader may act. */
export const capacitiesQuery = queryOptions({
  queryKey: ['capacities'],
  queryFn: ({ signal }) => call('list-capacities', { signal }),
});
