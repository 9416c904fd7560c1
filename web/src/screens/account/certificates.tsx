import { Button } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { isOverTls } from '../../session/connection.ts';
import { factorsQuery } from './factors.ts';

/** The client certificates of this account: of a card or token, or kept by the browser. */
export function Certificates(): ReactNode {
  const { say, shortDay } = useReader();
  const queries = useQueryClient();
  const factors = useQuery(factorsQuery);
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: factorsQuery.queryKey });
  const adding = useMutation({ mutationFn: () => call('bind-own-certificate', {}), onSuccess: refresh });
  const removing = useMutation({
    mutationFn: (id: string) => call('remove-own-certificate', { path: { id } }),
    onSuccess: refresh,
  });
  const fault = adding.error ?? removing.error;
  if (factors.isPending) return <Loading lines={3} />;
  return (
    <div className="stack">
      <p>{say('web-cards-lead')}</p>
      {factors.data?.certificates.map(({ id, subject, ends }) => (
        <div key={id} className="credential">
          <div>
            <b dir="auto">{subject}</b>
            <p className="quiet">{say('web-card-until', { day: shortDay(ends) })}</p>
          </div>
          <Button
            variant="default"
            size="sm"
            aria-label={say('web-remove-named', { name: subject })}
            onClick={() => removing.mutate(id)}
          >
            {say('web-remove')}
          </Button>
        </div>
      ))}
      {fault !== null && <ProblemNotice error={fault} />}
      {isOverTls() ? (
        <Button
          variant="default"
          leftSection={<IconId size={18} aria-hidden />}
          loading={adding.isPending}
          onClick={() => adding.mutate()}
        >
          {say('web-card-add')}
        </Button>
      ) : (
        <p className="quiet">{say('web-card-no-tls')}</p>
      )}
    </div>
  );
}
