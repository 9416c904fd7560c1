import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { factorsQuery } from './factors.ts';

/** One-time codes from an authenticator, beside the password. */
export function Codes(): ReactNode {
  const { say, shortDay, number } = useReader();
  const queries = useQueryClient();
  const factors = useQuery(factorsQuery);
  const [recovery, setRecovery] = useState<readonly string[]>();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: factorsQuery.queryKey });
  const removing = useMutation({
    mutationFn: () => call('remove-codes', {}),
    onSuccess: async () => {
      setRecovery(undefined);
      await refresh();
    },
  });
  const renewing = useMutation({
    mutationFn: () => call('renew-recovery-codes', {}),
    onSuccess: async ({ recoveryCodes }) => {
      setRecovery(recoveryCodes);
      await refresh();
    },
  });
  const fault = removing.error ?? renewing.error;
  if (factors.isPending) return <Loading lines={3} />;
  const codes = factors.data?.codes;
  return (
    <div className="stack">
      {recovery !== undefined && <RecoveryCodes codes={recovery} />}
      {codes === undefined ? (
        <Enrolment
          done={(next) => {
            setRecovery(next);
            void refresh();
          }}
        />
      ) : (
        <div className="credential">
          <div>
            <b>{say('web-codes-on')}</b>
            <p className="quiet">
              {say('web-added', { day: shortDay(codes.confirmed) })}
              {' · '}
              {say('web-codes-left', { count: number(codes.recoveryCodes) })}
            </p>
          </div>
          <div className="row">
            <Button
              variant="default"
              size="sm"
              loading={renewing.isPending}
              onClick={() => renewing.mutate()}
            >
              {say('web-recovery-renew')}
            </Button>
            <Button
              variant="default"
              size="sm"
              loading={removing.isPending}
              onClick={() => removing.mutate()}
            >
              {say('web-codes-remove')}
            </Button>
          </div>
        </div>
      )}
      {fault !== null && <ProblemNotice error={fault} />}
    </div>
  );
}

/** Ways in for the day on which the telephone is lost; shown once. */
function RecoveryCodes({ codes }: { readonly codes: readonly string[] }): ReactNode {
  const { say } = useReader();
  return (
    <div className="notice notice-passed" role="status">
      <p>
        <strong>{say('web-recovery')}</strong>
      </p>
      <p>{say('web-recovery-lead')}</p>
      <ul className="recovery code">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  );
}

function Enrolment({ done }: { readonly done: (recovery: readonly string[]) => void }): ReactNode {
  const { say } = useReader();
  const [code, setCode] = useState('');
  const beginning = useMutation({
    mutationFn: async () => {
      const [{ default: encodeQR }, begun] = await Promise.all([import('qr'), call('begin-codes', {})]);
      const svg = encodeQR(begun.uri, 'svg');
      return { ...begun, picture: `data:image/svg+xml,${encodeURIComponent(svg)}` };
    },
  });
  const confirming = useMutation({
    mutationFn: () => call('confirm-codes', { body: { code: code.trim() } }),
    onSuccess: ({ recoveryCodes }) => done(recoveryCodes),
  });
  if (beginning.data === undefined) {
    return (
      <>
        <p>{say('web-codes-lead')}</p>
        {beginning.isError && <ProblemNotice error={beginning.error} />}
        <Button variant="default" loading={beginning.isPending} onClick={() => beginning.mutate()}>
          {say('web-codes-begin')}
        </Button>
      </>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        confirming.mutate();
      }}
    >
      <p>{say('web-codes-scan')}</p>
      <img className="qr" src={beginning.data.picture} alt={say('web-codes-picture')} />
      <p className="code">{beginning.data.secret}</p>
      {confirming.isError && <ProblemNotice error={confirming.error} />}
      <TextInput
        label={say('web-code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={10}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <Button type="submit" loading={confirming.isPending}>
        {say('web-codes-confirm')}
      </Button>
    </form>
  );
}
