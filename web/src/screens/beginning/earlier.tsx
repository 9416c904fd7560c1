import { Button, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { useSettled } from '../application/settled.ts';
import { ApplicationBadge } from '../issuing/application-badge.tsx';
import { modelsQuery } from './models.ts';

/** Earlier work of the office, to begin from: everything is taken over but numbers and days that have passed. */
export function Earlier(): ReactNode {
  const { say, sayFirst, ago } = useReader();
  const { search, filter, go } = useAddress();
  const words = search['words'] ?? '';
  const asked = useSettled(words.trim(), 250);
  const models = useQuery(modelsQuery);
  const found = useQuery({
    queryKey: ['applications', 'earlier', asked],
    queryFn: ({ signal }) =>
      call('search-applications', {
        query: { limit: 20, ...(asked === '' ? {} : { words: asked }) },
        signal,
      }),
  });
  const copying = useMutation({
    mutationFn: (copyOf: string) => call('begin-application', { body: { copyOf }, once: newKey() }),
    onSuccess: ({ id }) => go(`/applications/${id}`),
  });
  return (
    <Card title={say('web-begin-earlier')}>
      <div className="stack">
        <p className="quiet">{say('web-begin-earlier-hint')}</p>
        <TextInput
          type="search"
          label={say('web-office-words')}
          value={words}
          onChange={({ currentTarget }) => filter({ words: currentTarget.value })}
        />
        {copying.isError && <ProblemNotice error={copying.error} />}
        {found.isPending && <Loading lines={5} />}
        {found.isError && <ProblemNotice error={found.error} />}
        {found.data?.items.length === 0 && <EmptyState text={say('web-begin-earlier-none')} />}
        <ul className="earlier">
          {found.data?.items.map((application) => {
            const { id, number, body } = application;
            const { product, consignee, destination } = body.summary;
            return (
              <li key={id}>
                <div>
                  <p>
                    <strong dir="auto">{product ?? say('web-office-untitled')}</strong>{' '}
                    <ApplicationBadge application={application} />
                  </p>
                  <p className="quiet">
                    {[
                      body.certificate?.number ?? number,
                      models.data?.items.find(({ key }) => key === body.model)?.label ?? body.model,
                      consignee,
                      destination === undefined
                        ? undefined
                        : sayFirst([`country.${destination}`], destination),
                      ago(body.touched, Date.now()),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </div>
                <Button
                  variant="default"
                  size="sm"
                  leftSection={<IconCopy size={16} aria-hidden />}
                  aria-label={`${say('web-begin-copy')}: ${product ?? number}`}
                  loading={copying.isPending && copying.variables === id}
                  onClick={() => copying.mutate(id)}
                >
                  {say('web-begin-copy')}
                </Button>
              </li>
            );
          })}
        </ul>
      </div>
    </Card>
  );
}
