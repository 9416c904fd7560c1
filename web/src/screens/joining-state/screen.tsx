import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { ErrorSummary, type FieldFault } from '../../pieces/error-summary.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, type Tone } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';

type Application = Answer<'follow-joining'>;
interface Key {
  readonly reference: string;
  readonly code: string;
}

const TONES: Readonly<Record<string, Tone>> = {
  approved: 'passed',
  refused: 'failed',
  questioned: 'warning',
};

/** An applicant follows the application by its reference and code. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const [key, setKey] = useState<Key>({ reference: '', code: '' });
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const following = useMutation({ mutationFn: (body: Key) => call('follow-joining', { body }) });
  const faultOf = (field: string): string | undefined => faults.find((one) => one.field === field)?.text;
  return (
    <Page title={say('web-join-follow')} lead={say('web-join-follow-lead')} width="narrow">
      <Card>
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const found = (['reference', 'code'] as const)
              .filter((field) => key[field].trim() === '')
              .map((field) => ({ field, text: say(`web-join-${field}-missing`) }));
            setFaults(found);
            if (found.length === 0)
              following.mutate({ reference: key.reference.trim(), code: key.code.trim() });
          }}
        >
          <ErrorSummary faults={faults} />
          {following.isError && <ProblemNotice error={following.error} />}
          <TextInput
            id="reference"
            label={say('web-reference')}
            maxLength={40}
            value={key.reference}
            error={faultOf('reference')}
            onChange={({ currentTarget }) => setKey({ ...key, reference: currentTarget.value })}
          />
          <TextInput
            id="code"
            label={say('web-join-code')}
            maxLength={80}
            autoComplete="off"
            value={key.code}
            error={faultOf('code')}
            onChange={({ currentTarget }) => setKey({ ...key, code: currentTarget.value })}
          />
          <Button type="submit" loading={following.isPending}>
            {say('web-join-follow-show')}
          </Button>
        </form>
      </Card>
      {following.data !== undefined && (
        <Standing
          application={following.data}
          access={{ reference: key.reference.trim(), code: key.code.trim() }}
          refresh={() => following.mutate({ reference: key.reference.trim(), code: key.code.trim() })}
        />
      )}
    </Page>
  );
}

function Standing({
  application,
  access,
  refresh,
}: {
  readonly application: Application;
  readonly access: Key;
  readonly refresh: () => void;
}): ReactNode {
  const { say, moment } = useReader();
  const { state, name, thread, decision } = application;
  return (
    <Card title={name} tools={<Badge tone={TONES[state] ?? 'compare'}>{say(`web-joining-${state}`)}</Badge>}>
      <div className="stack" role="status">
        <p>{say(`web-joining-${state}-more`)}</p>
        {decision?.reason !== undefined && <p dir="auto">{decision.reason}</p>}
        {thread.length > 0 && (
          <Timeline
            label={say('web-messages')}
            entries={thread.map(({ by, at, text }) => ({
              key: `${at} ${text}`,
              title: say(by === 'applicant' ? 'web-joining-by-applicant' : 'web-joining-by-office'),
              instant: at,
              when: moment(at),
              more: (
                <p className="said" dir="auto">
                  {text}
                </p>
              ),
            }))}
          />
        )}
        {state === 'questioned' && <Reply access={access} refresh={refresh} />}
        {state === 'approved' && <Invitations access={access} />}
      </div>
    </Card>
  );
}

function Reply({ access, refresh }: { readonly access: Key; readonly refresh: () => void }): ReactNode {
  const { say } = useReader();
  const [text, setText] = useState('');
  const answering = useMutation({
    mutationFn: () => call('answer-joining', { body: { ...access, text: text.trim() } }),
    onSuccess: refresh,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') answering.mutate();
      }}
    >
      {answering.isError && <ProblemNotice error={answering.error} />}
      <Textarea
        label={say('web-joining-reply')}
        required
        maxLength={4000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" loading={answering.isPending}>
        {say('web-message-send')}
      </Button>
    </form>
  );
}

/** Each official's invitation, to be handed to that person alone. */
function Invitations({ access }: { readonly access: Key }): ReactNode {
  const { say, moment } = useReader();
  const collecting = useMutation({ mutationFn: () => call('collect-invitations', { body: access }) });
  if (collecting.data === undefined) {
    return (
      <>
        {collecting.isError && <ProblemNotice error={collecting.error} />}
        <Button loading={collecting.isPending} onClick={() => collecting.mutate()}>
          {say('web-joining-collect')}
        </Button>
      </>
    );
  }
  return (
    <ul className="plain-list">
      {collecting.data.items.map(({ name, login, token, expires }) => (
        <li key={login}>
          <b dir="auto">{name}</b> <span className="number">({login})</span>
          <p>
            <Link to="/invitation" hash={token}>
              {say('web-invitation-open')}
            </Link>{' '}
            <span className="quiet">{say('web-invitation-until', { time: moment(expires) })}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
