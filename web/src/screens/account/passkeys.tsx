import { Button, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { knowsPasskeys, makePasskey } from '../../session/passkey.ts';
import { factorsQuery } from './factors.ts';

/** The passkeys of this account. */
export function Passkeys(): ReactNode {
  const { say, shortDay } = useReader();
  const queries = useQueryClient();
  const factors = useQuery(factorsQuery);
  const [name, setName] = useState('');
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: factorsQuery.queryKey });
  const adding = useMutation({
    mutationFn: async () => {
      const response = await makePasskey();
      return call('register-passkey', { body: { name: name.trim() || say('web-passkey'), response } });
    },
    onSuccess: async () => {
      setName('');
      await refresh();
    },
  });
  const removing = useMutation({
    mutationFn: (id: string) => call('remove-passkey', { path: { id } }),
    onSuccess: refresh,
  });
  const fault = adding.error ?? removing.error;
  if (factors.isPending) return <Loading lines={3} />;
  return (
    <div className="stack">
      <p>{say('web-passkeys-lead')}</p>
      {factors.data?.passkeys.map((passkey) => (
        <div key={passkey.id} className="credential">
          <div>
            <b dir="auto">{passkey.name}</b>
            <p className="quiet">{say('web-added', { day: shortDay(passkey.created) })}</p>
          </div>
          <Button
            variant="default"
            size="sm"
            aria-label={say('web-remove-named', { name: passkey.name })}
            onClick={() => removing.mutate(passkey.id)}
          >
            {say('web-remove')}
          </Button>
        </div>
      ))}
      {fault !== null &&
        (fault.name === 'ProblemError' ? (
          <ProblemNotice error={fault} />
        ) : (
          <p className="notice notice-warning" role="alert">
            {say('web-passkey-not-made')}
          </p>
        ))}
      {knowsPasskeys() ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            adding.mutate();
          }}
        >
          <TextInput
            label={say('web-passkey-name')}
            description={say('web-passkey-name-hint')}
            maxLength={100}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={adding.isPending}
          >
            {say('web-passkey-add')}
          </Button>
        </form>
      ) : (
        <p className="quiet">{say('web-passkeys-unknown')}</p>
      )}
    </div>
  );
}
