import { Progress } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';

type Running = Answer<'list-running-batches'>['items'][number];
type Purpose = Running['purpose'];

/** How far one's sheets have come; the live line says when that is stale. */
const runningQuery = queryOptions({
  queryKey: ['running-batches'],
  queryFn: ({ signal }) => call('list-running-batches', { signal }),
});

/**
 * How far a sheet has come, in figures of the server: also after the page was loaded anew, while the sheet is still being
 * worked on. `purpose` is what this page itself has set going and waits for.
 */
export function Running({
  model,
  purpose,
}: {
  readonly model: string;
  readonly purpose: Purpose | undefined;
}): ReactNode {
  const { say, number } = useReader();
  const { data } = useQuery(runningQuery);
  const running = data?.items.find(
    (one) => one.model === model && one.state === 'running' && (purpose ?? 'enter') === one.purpose,
  );
  if (purpose === undefined && running === undefined) return undefined;
  const label = say((purpose ?? running?.purpose) === 'preview' ? 'web-batch-reading' : 'web-batch-making');
  const { done = 0, total = 0 } = running ?? {};
  const share = total === 0 ? 0 : Math.round((100 * done) / total);
  return (
    <div role="status" data-batch-running={share}>
      <p>{total === 0 ? label : `${label} ${say('web-batch-progress', { share: number(share) })}`}</p>
      <Progress value={share} aria-label={label} />
    </div>
  );
}

/** Id of the batch that came of what was running when the page was opened, once it is there. */
export function useFinished(model: string): string | undefined {
  const seen = useRef<string | undefined>(undefined);
  const { data } = useQuery(runningQuery);
  const own = data?.items.filter((one) => one.model === model && one.purpose === 'enter') ?? [];
  seen.current ??= own.find(({ state }) => state === 'running')?.id;
  return own.find(({ id, state }) => id === seen.current && state === 'done')?.batch;
}
