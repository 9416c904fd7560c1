import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { endsSoon, yearOn } from './renewal.ts';

type Person = Answer<'search-people'>['items'][number];

/** Lets an account that ends soon, or has ended, run a year longer; nothing where there is no hurry. */
export function RenewButton({ person }: { readonly person: Person }): ReactNode {
  const { say, day } = useReader();
  const queries = useQueryClient();
  const { id, tag, name, expires } = person;
  const renewing = useMutation({
    mutationFn: (end: string) =>
      call('change-person', { path: { id }, body: { expires: end }, version: tag, once: newKey() }),
    onSuccess: async (_, end) => {
      notifications.show({ message: say('web-renewed', { name, day: day(end) }) });
      await queries.invalidateQueries({ queryKey: ['people'] });
      await queries.invalidateQueries({ queryKey: ['person', id] });
    },
  });
  if (expires === undefined || !endsSoon(expires, new Date())) return undefined;
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        loading={renewing.isPending}
        aria-label={say('web-renew-named', { name })}
        onClick={() => renewing.mutate(yearOn(expires, new Date()))}
      >
        {say('web-renew')}
      </Button>
      {renewing.isError && <ProblemNotice error={renewing.error} />}
    </div>
  );
}
