import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useReader } from '../../language/reader.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { knowsPasskeys, provePasskey } from '../../session/passkey.ts';
import { useSession } from '../../session/session.tsx';
import { CardWay } from './card-way.tsx';
import { wayBack } from './way-back.ts';
import './sign-in.css';

/** Signing in: by password, by a code beside it, by a passkey, or by the certificate of a card. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { state, hasEnded } = useSession();
  const { search, go } = useAddress();
  const next = search['next'];
  useEffect(() => {
    if (state !== 'in') return;
    const back = wayBack(next);
    go(back.path, back.search);
  }, [state, go, next]);
  return (
    <Page title={say('web-sign-in')} lead={say('web-sign-in-lead')} width="narrow">
      <div className="sign-in">
        {hasEnded && <p className="notice notice-warning">{say('web-session-ended')}</p>}
        <section className="card" aria-label={say('web-sign-in')}>
          <PasswordForm />
          <p className="or">
            <span>{say('web-or')}</span>
          </p>
          <div className="other-ways">
            {knowsPasskeys() && <PasskeyWay />}
            <CardWay />
          </div>
        </section>
        <aside className="sign-in-aside" aria-label={say('web-no-account')}>
          <h2>{say('web-no-account')}</h2>
          <ul>
            <li>
              <Link to="/join">{say('web-join')}</Link>: {say('web-join-more')}
            </li>
            <li>
              <a href="/verify/">{say('web-verify')}</a>: {say('web-verify-more')}
            </li>
            <li>
              <a href="/check">{say('web-check')}</a>: {say('web-check-more')}
            </li>
          </ul>
        </aside>
      </div>
    </Page>
  );
}

interface Typed {
  readonly login: string;
  readonly password: string;
  readonly code: string;
}

function PasswordForm(): ReactNode {
  const { say } = useReader();
  const { enter } = useSession();
  const [typed, setTyped] = useState<Typed>({ login: '', password: '', code: '' });
  const [asksCode, setAsksCode] = useState(false);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const opening = useMutation({
    mutationFn: ({ login, password, code }: Typed) =>
      call('open-session', {
        body: { login: login.trim(), password, cookie: true, ...(code === '' ? {} : { code }) },
      }),
    onSuccess: ({ caller }) => enter(caller),
    onError: (error) => {
      if (problemOf(error).code === 'second-factor-required') setAsksCode(true);
    },
  });
  const isWrong = opening.isError && problemOf(opening.error).code !== 'second-factor-required';
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = faultsOf(typed, asksCode, say);
        setFaults(found);
        if (found.length === 0) opening.mutate(typed);
      }}
    >
      <ErrorSummary faults={faults} />
      {isWrong && <ProblemNotice error={opening.error} />}
      <Fields typed={typed} change={setTyped} faults={faults} asksCode={asksCode} />
      <Button type="submit" loading={opening.isPending}>
        {say('web-sign-in')}
      </Button>
    </form>
  );
}

function faultsOf(typed: Typed, asksCode: boolean, say: (key: string) => string): readonly FieldFault[] {
  return [
    ...(typed.login.trim() === '' ? [{ field: 'login', text: say('web-login-missing') }] : []),
    ...(typed.password === '' ? [{ field: 'password', text: say('web-password-missing') }] : []),
    ...(asksCode && typed.code === '' ? [{ field: 'code', text: say('web-code-missing') }] : []),
  ];
}

function Fields({
  typed,
  change,
  faults,
  asksCode,
}: {
  readonly typed: Typed;
  readonly change: (typed: Typed) => void;
  readonly faults: readonly FieldFault[];
  readonly asksCode: boolean;
}): ReactNode {
  const { say } = useReader();
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  return (
    <>
      <TextInput
        id="login"
        label={say('web-login')}
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        value={typed.login}
        error={faultOf('login')}
        onChange={({ currentTarget }) => change({ ...typed, login: currentTarget.value })}
      />
      <PasswordInput
        id="password"
        label={say('web-password')}
        autoComplete="current-password"
        maxLength={1000}
        value={typed.password}
        error={faultOf('password')}
        visibilityToggleButtonProps={{ 'aria-label': say('web-show-password') }}
        onChange={({ currentTarget }) => change({ ...typed, password: currentTarget.value })}
      />
      {asksCode && (
        <TextInput
          id="code"
          label={say('web-code')}
          description={say('web-code-hint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          maxLength={40}
          value={typed.code}
          error={faultOf('code')}
          onChange={({ currentTarget }) => change({ ...typed, code: currentTarget.value })}
        />
      )}
    </>
  );
}

function PasskeyWay(): ReactNode {
  const { say } = useReader();
  const { enter } = useSession();
  const opening = useMutation({
    mutationFn: async () =>
      call('open-session-by-passkey', { body: { response: await provePasskey(), cookie: true } }),
    onSuccess: ({ caller }) => enter(caller),
  });
  return (
    <div className="passkey-way">
      {opening.isError &&
        // A browser's own fault says that the person turned away or had no passkey here.
        (opening.error instanceof DOMException || opening.error.name !== 'ProblemError' ? (
          <p className="notice notice-warning" role="alert">
            {say('web-passkey-not-given')}
          </p>
        ) : (
          <ProblemNotice error={opening.error} />
        ))}
      <Button
        variant="default"
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={opening.isPending}
        onClick={() => opening.mutate()}
      >
        {say('web-passkey-sign-in')}
      </Button>
    </div>
  );
}
