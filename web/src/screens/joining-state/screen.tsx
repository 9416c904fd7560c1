import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { FollowForm, trimmedKey, type FollowKey } from '../../pieces/follow-form.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, type Tone } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';

type Application = Answer<'follow-joining'>;

const TONES: Readonly<Record<string, Tone>> = {
  approved: 'passed',
  refused: 'failed',
  questioned: 'warning',
};

/** An applicant follows the application by its reference and code. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const [key, setKey] = useState<FollowKey>({ reference: '', code: '' });
  const following = useMutation({ mutationFn: (body: FollowKey) => call('follow-joining', { body }) });
  return (
    <Page title={say('web-join-follow')} lead={say('web-join-follow-lead')} width="narrow">
      <Card>
        <FollowForm
          value={key}
          change={setKey}
          follow={following.mutate}
          asking={following}
          longestCode={80}
          label={say('web-join-follow-show')}
        />
      </Card>
      {following.data !== undefined && (
        <Standing
          application={following.data}
          access={trimmedKey(key)}
          refresh={() => following.mutate(trimmedKey(key))}
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
  readonly access: FollowKey;
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

function Reply({ access, refresh }: { readonly access: FollowKey; readonly refresh: () => void }): ReactNode {
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
function Invitations({ access }: { readonly access: FollowKey }): ReactNode {
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
