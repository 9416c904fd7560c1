import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

/** The reader's roles by office and time, and those they handed on. */
export const assignmentsQuery = queryOptions({
  queryKey: ['own-assignments'],
  queryFn: ({ signal }) => call('list-own-assignments', { signal }),
});
