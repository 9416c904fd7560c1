import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

/** A new password in the place of the present one. */
export function Password(): ReactNode {
  const { say } = useReader();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const changing = useMutation({
    mutationFn: () => call('change-password', { body: { current, password } }),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
    },
  });
  const toggle = { 'aria-label': say('web-show-password') };
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = [
          ...(current === '' ? [{ field: 'current-password', text: say('web-password-missing') }] : []),
          ...(password === '' ? [{ field: 'new-password', text: say('web-password-new-missing') }] : []),
        ];
        setFaults(found);
        if (found.length === 0) changing.mutate();
      }}
    >
      <ErrorSummary faults={faults} />
      {changing.isError && <ProblemNotice error={changing.error} />}
      {changing.isSuccess && (
        <p className="notice notice-passed" role="status">
          {say('web-password-changed')}
        </p>
      )}
      <PasswordInput
        id="current-password"
        label={say('web-password-current')}
        autoComplete="current-password"
        value={current}
        error={faultOf('current-password')}
        visibilityToggleButtonProps={toggle}
        onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
      />
      <PasswordInput
        id="new-password"
        label={say('web-password-new')}
        description={say('web-password-hint')}
        autoComplete="new-password"
        value={password}
        error={faultOf('new-password')}
        visibilityToggleButtonProps={toggle}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={changing.isPending}>
        {say('web-password-change')}
      </Button>
    </form>
  );
}
