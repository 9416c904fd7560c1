import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

export const factorsQuery = queryOptions({
  queryKey: ['factors'],
  queryFn: ({ signal }) => call('list-factors', { signal }),
});
