import { NativeSelect } from '@mantine/core';
import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../../src/base/index.ts';
import { useReader } from '../../language/reader.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { usePerson, useSession } from '../../session/session.tsx';
import { Certificates } from './certificates.tsx';
import { Codes } from './codes.tsx';
import { Notices } from './notices.tsx';
import { Passkeys } from './passkeys.tsx';
import { Password } from './password.tsx';
import { Sessions } from './sessions.tsx';
import './account.css';

/** The person's own account: who they are here, how they sign in, where they are signed in. */
export function Screen(): ReactNode {
  const { say } = useReader();
  return (
    <Page title={say('web-account')} lead={say('web-account-lead')}>
      <div className="account">
        <Card title={say('web-account-you')}>
          <Profile />
        </Card>
        <Card title={say('web-account-manner')}>
          <Manner />
        </Card>
        <Card title={say('web-passkeys')}>
          <Passkeys />
        </Card>
        <Card title={say('web-codes')}>
          <Codes />
        </Card>
        <Card title={say('web-cards')}>
          <Certificates />
        </Card>
        <Card title={say('web-password')}>
          <Password />
        </Card>
        <Card title={say('web-notices')}>
          <Notices />
        </Card>
      </div>
      <Card title={say('web-sessions')}>
        <Sessions />
      </Card>
    </Page>
  );
}

function Profile(): ReactNode {
  const { say, sayFirst } = useReader();
  const { name, roles, scope } = usePerson();
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['web-account-name', name],
    [
      'web-account-roles',
      roles.map((role) => sayFirst([`web-role-${role}`, `role-${role}`], role)).join(', '),
    ],
    [
      'web-account-country',
      scope.country === undefined ? undefined : sayFirst([`country.${scope.country}`], scope.country),
    ],
    ['web-account-authority', scope.authority],
    ['web-account-office', scope.office],
  ];
  return (
    <dl className="pairs">
      {lines.map(
        ([label, value]) =>
          value !== undefined && (
            <div key={label}>
              <dt>{say(label)}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

const SCHEMES = ['auto', 'light', 'dark'] as const;

function Manner(): ReactNode {
  const { say, language } = useReader();
  const { speak } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="stack">
      <NativeSelect
        label={say('web-language')}
        value={language}
        onChange={({ currentTarget }) => {
          const chosen = LANGUAGES.find((one) => one === currentTarget.value);
          if (chosen !== undefined) void speak(chosen);
        }}
        data={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
      />
      <NativeSelect
        label={say('web-appearance')}
        value={colorScheme}
        onChange={({ currentTarget }) =>
          setColorScheme(SCHEMES.find((one) => one === currentTarget.value) ?? 'auto')
        }
        data={SCHEMES.map((one) => ({ value: one, label: say(`web-appearance-${one}`) }))}
      />
    </div>
  );
}
