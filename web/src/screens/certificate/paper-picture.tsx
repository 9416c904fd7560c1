import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { addressOf } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';

const MOST_PAGES = 20;

/** The paper as the office printed it, page by page. */
export function PaperPicture({ id }: { readonly id: string }): ReactNode {
  const { say, number } = useReader();
  const [isBroken, setBroken] = useState(false);
  const pages = useQuery({
    queryKey: ['certificate', id, 'paper'],
    queryFn: async () => {
      const answer = await fetch(addressOf('read-paper-picture', { path: { id } }), { method: 'GET' });
      if (!answer.ok) return 0;
      return Math.min(MOST_PAGES, Number(answer.headers.get('x-page-count') ?? '1'));
    },
    staleTime: 300_000,
  });
  if (pages.isPending) return <Loading lines={6} />;
  const count = pages.data ?? 0;
  if (isBroken || count === 0) return <EmptyState text={say('web-compare-nothing')} />;
  return Array.from({ length: count }, (_, index) => (
    <img
      key={index}
      className="paper-picture"
      src={addressOf('read-paper-picture', { path: { id }, query: { page: index + 1 } })}
      alt={say('web-paper-page', { page: number(index + 1), pages: number(count) })}
      onError={() => setBroken(true)}
    />
  ));
}
