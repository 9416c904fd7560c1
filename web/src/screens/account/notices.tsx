import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

type Preference = Answer<'show-notice-preference'>;

const KINDS = ['certificate', 'result', 'inquiry', 'task', 'exchange'] as const;

/** Whether this person is told by e-mail that there is something to see; the message never says what. */
export function Notices(): ReactNode {
  const preference = useQuery({
    queryKey: ['notice-preference'],
    queryFn: ({ signal }) => call('show-notice-preference', { signal }),
  });
  if (preference.isPending) return <Loading lines={3} />;
  if (preference.isError)
    return <ProblemNotice error={preference.error} retry={() => void preference.refetch()} />;
  return <Form kept={preference.data} />;
}

function Form({ kept }: { readonly kept: Preference }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const [wish, setWish] = useState<Preference>(kept);
  const keeping = useMutation({
    mutationFn: () => call('keep-notice-preference', { body: { ...wish, address: wish.address.trim() } }),
    onSuccess: (next) => queries.setQueryData(['notice-preference'], next),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        keeping.mutate();
      }}
    >
      <p>{say('web-notices-lead')}</p>
      {keeping.isError && <ProblemNotice error={keeping.error} />}
      {keeping.isSuccess && (
        <p className="notice notice-passed" role="status">
          {say('web-kept')}
        </p>
      )}
      <TextInput
        label={say('web-email')}
        type="email"
        autoComplete="email"
        maxLength={254}
        value={wish.address}
        onChange={({ currentTarget }) => setWish({ ...wish, address: currentTarget.value })}
      />
      <Checkbox.Group
        label={say('web-notices-kinds')}
        value={wish.kinds}
        onChange={(next) => setWish({ ...wish, kinds: KINDS.filter((kind) => next.includes(kind)) })}
      >
        <div className="stack">
          {KINDS.map((kind) => (
            <Checkbox key={kind} value={kind} label={say(`web-notice-${kind}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Button type="submit" variant="default" loading={keeping.isPending}>
        {say('web-keep')}
      </Button>
    </form>
  );
}
