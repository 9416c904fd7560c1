import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';

/** What is announced to this person and not yet read. */
export function Announcements(): ReactNode {
  const { say, language, shortDay } = useReader();
  const queries = useQueryClient();
  const announced = useQuery({
    queryKey: ['announcements', language],
    queryFn: ({ signal }) => call('list-announcements', { signal }),
    staleTime: 60_000,
  });
  const marking = useMutation({
    mutationFn: (announcement: string) => call('mark-announcement', { path: { announcement } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['announcements'] }),
  });
  return announced.data?.items
    .filter(({ read }) => read !== true)
    .map(({ id, title, text, importance, importanceTitle, from, language: spoken }) => (
      <section
        key={id}
        className={`notice notice-${importance === 'information' ? 'compare' : importance === 'urgent' ? 'failed' : 'warning'}`}
        aria-label={title}
        data-announcement={id}
      >
        <h2 lang={spoken}>{title}</h2>
        <p lang={spoken} dir="auto">
          {text}
        </p>
        <div className="row">
          <span>{from === undefined ? importanceTitle : `${importanceTitle} · ${shortDay(from)}`}</span>
          <Button size="xs" variant="default" loading={marking.isPending} onClick={() => marking.mutate(id)}>
            {say('web-announcement-read')}
          </Button>
        </div>
      </section>
    ));
}
