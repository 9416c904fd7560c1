import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

/** An invited person takes up the account: the invitation stands behind the `#`, which no server and no log sees. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const [token, setToken] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const accepting = useMutation({
    mutationFn: () => call('accept-invitation', { body: { token: token.trim(), password } }),
  });
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  return (
    <Page title={say('web-invitation')} lead={say('web-invitation-lead')} width="narrow">
      {accepting.data !== undefined ? (
        <Card>
          <div className="stack" role="status">
            <p>{say('web-invitation-taken', { login: accepting.data.login })}</p>
            <Link to="/sign-in">{say('web-sign-in')}</Link>
          </div>
        </Card>
      ) : (
        <Card>
          <form
            className="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              const found = [
                ...(token.trim() === ''
                  ? [{ field: 'token', text: say('web-invitation-token-missing') }]
                  : []),
                ...(password === '' ? [{ field: 'password', text: say('web-password-new-missing') }] : []),
              ];
              setFaults(found);
              if (found.length === 0) accepting.mutate();
            }}
          >
            <ErrorSummary faults={faults} />
            {accepting.isError && <ProblemNotice error={accepting.error} />}
            <TextInput
              id="token"
              label={say('web-invitation-token')}
              autoComplete="off"
              maxLength={200}
              value={token}
              error={faultOf('token')}
              onChange={({ currentTarget }) => setToken(currentTarget.value)}
            />
            <PasswordInput
              id="password"
              label={say('web-password-new')}
              description={say('web-password-hint')}
              autoComplete="new-password"
              maxLength={1000}
              value={password}
              error={faultOf('password')}
              visibilityToggleButtonProps={{ 'aria-label': say('web-show-password') }}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
            <Button type="submit" loading={accepting.isPending}>
              {say('web-invitation-accept')}
            </Button>
          </form>
        </Card>
      )}
    </Page>
  );
}
