import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ChangePreview } from '../../parameters/change-preview.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import { tablesIn } from '../../rules/changes.ts';
import { ProposedTables } from '../../rules/proposed-tables.tsx';
import { CHANGE_TONES } from '../parameters/tones.ts';
import '../../pieces/facts.css';

type ChangeRead = Answer<'read-parameter-change'>;

/** One proposed change: what would be otherwise, why, and the second official's decision. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const found = useQuery({
    queryKey: ['parameter-change', id, language],
    queryFn: ({ signal }) => call('read-parameter-change', { path: { id }, signal }),
  });
  if (found.isSuccess) return <ChangePage read={found.data} />;
  return <AwaitedPage title={say('web-parameter-change')} found={found} />;
}

const textIn = (body: ChangeRead['change']['body'], name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
};

function ChangePage({ read }: { readonly read: ChangeRead }): ReactNode {
  const { say, sayFirst, moment, language } = useReader();
  const { change, title, preview, history, people } = read;
  const { state, body, number } = change;
  const parameter = textIn(body, 'parameter') ?? '';
  const refusal = textIn(body, 'refusal');
  return (
    <Page
      title={[title, ...tablesIn(body, language)].join(' · ')}
      lead={
        <span className="row">
          <Badge tone={CHANGE_TONES[state] ?? 'unknown'}>{sayFirst([`web-parameter-${state}`], state)}</Badge>
          <span className="number">{number}</span>
          <Link to="/parameters/$name" params={{ name: parameter }}>
            {say('web-parameter-see')}
          </Link>
        </span>
      }
    >
      <div className="columns">
        <div>
          <Card title={say('web-parameter-what')}>
            {parameter === 'rule-table' ? (
              <ProposedTables read={read} />
            ) : preview === undefined ? (
              <p className="quiet">{say('web-parameter-no-preview')}</p>
            ) : (
              <ChangePreview parameter={parameter} preview={preview} />
            )}
          </Card>
        </div>
        <div>
          <Card title={say('web-joining-decide')}>
            <Decision read={read} />
          </Card>
          <Card title={say('web-parameter-reason')}>
            <p className="said" dir="auto">
              {textIn(body, 'reason')}
            </p>
          </Card>
          {refusal !== undefined && (
            <Card title={say('web-parameter-refusal')}>
              <p className="said" dir="auto">
                {refusal}
              </p>
            </Card>
          )}
          <Card title={say('web-joining-history')}>
            <Timeline
              label={say('web-joining-history')}
              entries={history.map(({ version, action, state: then, at, actor }) => ({
                key: String(version),
                title: sayFirst([`web-parameter-act-${action}`, `web-parameter-${then}`], action),
                when: moment(at),
                instant: at,
                ...(people[actor] === undefined ? {} : { who: people[actor] }),
                tone: CHANGE_TONES[then] ?? 'unknown',
              }))}
            />
          </Card>
        </div>
      </div>
    </Page>
  );
}

type Act = 'approve' | 'refuse' | 'withdraw';

function Decision({ read }: { readonly read: ChangeRead }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const { change, actions } = read;
  const { id, version } = change;
  const acting = useMutation({
    mutationFn: ({ action, body }: { readonly action: Act; readonly body: Record<string, unknown> }) =>
      call('decide-parameter-change', { path: { id, action }, body, version, once: newKey() }),
    onSuccess: async (_, { action }) => {
      notifications.show({ message: say(`web-parameter-act-${action}`) });
      for (const name of ['parameter-change', 'parameter-changes', 'parameter', 'parameters'])
        await queries.invalidateQueries({ queryKey: [name] });
    },
  });
  if (actions.length === 0)
    return (
      <p className="quiet">
        {say(change.state === 'proposed' ? 'web-parameter-other-eyes' : 'web-parameter-decided')}
      </p>
    );
  return (
    <div className="stack">
      {acting.isError && <ProblemNotice error={acting.error} />}
      <p>{say('web-parameter-decide-more')}</p>
      <div className="row">
        {actions.includes('approve') && (
          <Button loading={acting.isPending} onClick={() => acting.mutate({ action: 'approve', body: {} })}>
            {say('web-parameter-approve')}
          </Button>
        )}
        {actions.includes('refuse') && (
          <WordedAct
            label={say('web-parameter-refuse')}
            wording={say('web-joining-reason')}
            missing={say('web-joining-reason-missing')}
            isGrave
            isBusy={acting.isPending}
            act={(reason) => acting.mutate({ action: 'refuse', body: { reason } })}
          />
        )}
        {actions.includes('withdraw') && (
          <Button
            variant="default"
            loading={acting.isPending}
            onClick={() => acting.mutate({ action: 'withdraw', body: {} })}
          >
            {say('web-parameter-withdraw')}
          </Button>
        )}
      </div>
    </div>
  );
}
