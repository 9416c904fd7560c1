import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint, IconId } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { call, manner, type Given } from '../api/client.ts';
import { useReader } from '../language/reader.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { isOverTls } from './connection.ts';
import { knowsPasskeys, provePasskey } from './passkey.ts';
import { useSession } from './session.tsx';

/** Asks who is there before an act that needs it to be certain, and lets the act go on. */
export function StepUp(): ReactNode {
  const { say } = useReader();
  const { state } = useSession();
  const [factors, setFactors] = useState<readonly string[]>();
  const settle = useRef<((isProved: boolean) => void) | undefined>(undefined);
  const finish = useCallback((isProved: boolean) => {
    settle.current?.(isProved);
    settle.current = undefined;
    setFactors(undefined);
  }, []);
  useEffect(() => {
    if (state !== 'in') return undefined;
    manner.proveAnew = (wanted) => {
      settle.current?.(false);
      setFactors(wanted);
      return new Promise((resolve) => {
        settle.current = resolve;
      });
    };
    return () => {
      manner.proveAnew = undefined;
      finish(false);
    };
  }, [state, finish]);
  return (
    <Dialog isOpen={factors !== undefined} close={() => finish(false)} title={say('web-step-up')} isAbove>
      {factors !== undefined && <ProofForm factors={factors} done={() => finish(true)} />}
    </Dialog>
  );
}

function ProofForm({
  factors,
  done,
}: {
  readonly factors: readonly string[];
  readonly done: () => void;
}): ReactNode {
  const { say } = useReader();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const proving = useMutation({
    mutationFn: (body: Given<'step-up'>['body']) => call('step-up', { body }),
    onSuccess: done,
  });
  // Where nothing is known of the ways, the password is the one that everybody has.
  const hasPassword = factors.includes('password') || factors.join('') === '';
  return (
    <div className="stack">
      <p>{say('web-step-up-why')}</p>
      {hasPassword && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            proving.mutate({ password, ...(code === '' ? {} : { code }) });
          }}
        >
          {proving.isError && <ProblemNotice error={proving.error} />}
          <PasswordInput
            label={say('web-password')}
            autoComplete="current-password"
            required
            data-autofocus
            value={password}
            visibilityToggleButtonProps={{ 'aria-label': say('web-show-password') }}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          {factors.includes('code') && (
            <TextInput
              label={say('web-code')}
              description={say('web-code-hint')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={40}
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
            />
          )}
          <Button type="submit" loading={proving.isPending}>
            {say('web-step-up-confirm')}
          </Button>
        </form>
      )}
      <OtherProofs factors={factors} done={done} />
    </div>
  );
}

/** Proofs that need no typing: a passkey, the certificate of a card. */
function OtherProofs({
  factors,
  done,
}: {
  readonly factors: readonly string[];
  readonly done: () => void;
}): ReactNode {
  const { say } = useReader();
  const byPasskey = useMutation({
    mutationFn: async () => call('step-up', { body: { passkey: await provePasskey() } }),
    onSuccess: done,
  });
  const byCard = useMutation({
    mutationFn: () => call('step-up', { body: { certificate: true } }),
    onSuccess: done,
  });
  const fault = byPasskey.error ?? byCard.error;
  return (
    <>
      {fault !== null &&
        (fault.name === 'ProblemError' ? (
          <ProblemNotice error={fault} />
        ) : (
          <p className="notice notice-warning" role="alert">
            {say('web-passkey-not-given')}
          </p>
        ))}
      {factors.includes('passkey') && knowsPasskeys() && (
        <Button
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          loading={byPasskey.isPending}
          onClick={() => byPasskey.mutate()}
        >
          {say('web-passkey')}
        </Button>
      )}
      {factors.includes('certificate') && isOverTls() && (
        <Button
          variant="default"
          leftSection={<IconId size={18} aria-hidden />}
          loading={byCard.isPending}
          onClick={() => byCard.mutate()}
        >
          {say('web-card')}
        </Button>
      )}
    </>
  );
}
