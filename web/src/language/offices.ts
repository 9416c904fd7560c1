import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { useReader } from './reader.tsx';

/** What an office is called in the reader's language; its key until that is known. */
export function useOfficeName(key: string | undefined): string {
  const { language } = useReader();
  const office = useQuery({
    queryKey: ['office', key],
    queryFn: ({ signal }) => call('read-office', { path: { key: key ?? '' }, signal }),
    enabled: key !== undefined,
    staleTime: Infinity,
    retry: false,
  });
  return office.data?.title[language] ?? office.data?.names[0] ?? key ?? '';
}
