import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES } from '../../../../src/base/index.ts';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';
import { JOINING_TONES } from '../joinings/states.ts';
import { JoiningActs } from './acts.tsx';
import { JoiningDocuments } from './documents.tsx';

export type Joining = Answer<'read-joining'>;

/** One application to join: who, for what, with which document; and what this officer may do with it. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const found = useQuery({
    queryKey: ['joining', id],
    queryFn: ({ signal }) => call('read-joining', { path: { id }, signal }),
  });
  if (found.isSuccess) return <JoiningPage joining={found.data} />;
  return <AwaitedPage title={say('web-joining')} found={found} />;
}

function JoiningPage({ joining }: { readonly joining: Joining }): ReactNode {
  const { say, sayFirst, moment } = useReader();
  const { body, state, number } = joining;
  const { contact, decision } = body;
  return (
    <Page
      title={body.englishName ?? body.name}
      lead={
        <span className="row">
          <Badge tone={JOINING_TONES[state] ?? 'unknown'}>
            {sayFirst([`web-joinings-${state}`, `web-joining-${state}`], state)}
          </Badge>
          <span className="number">{number}</span>
          <Link to="/joinings">{say('web-joinings-back')}</Link>
        </span>
      }
    >
      <div className="columns">
        <div>
          <Card title={say('web-join-who')}>
            <Facts
              facts={[
                known(say('web-join-name'), body.name),
                known(say('web-join-kind'), say(`web-join-kind-${body.kind}`)),
                known(say('web-joinings-country'), sayFirst([`country.${body.country}`], body.country)),
                known(say('web-joining-lodged'), moment(body.lodged)),
                known(say('web-join-purpose'), body.purpose, 'wide'),
              ]}
            />
          </Card>
          <Card title={say('web-joining-documents')}>
            <JoiningDocuments joining={joining} />
          </Card>
          <Card title={say('web-join-officials')}>
            <ul className="plain-list">
              {body.officials.map(({ name, email, language, administers }) => (
                <li key={email} className="row">
                  <strong dir="auto">{name}</strong>
                  <span className="code">{email}</span>
                  <span className="quiet">{LANGUAGE_NAMES[language]}</span>
                  {administers && <Badge tone="compare">{say('web-role-administrator')}</Badge>}
                </li>
              ))}
            </ul>
          </Card>
        </div>
        <div>
          <Card title={say('web-joining-decide')}>
            <JoiningActs joining={joining} />
            {decision !== undefined && (
              <Facts
                facts={[
                  known(say('web-joining-decided'), moment(decision.at)),
                  known(say('web-joining-organisation'), decision.organisation, 'code'),
                  known(say('web-joining-reason'), decision.reason, 'wide'),
                ]}
              />
            )}
          </Card>
          <Card title={say('web-join-contact')}>
            <Facts
              facts={[
                known(say('web-person-name'), contact.name),
                known(say('web-person-email'), contact.email, 'code'),
                known(say('web-join-telephone'), contact.telephone),
                known(say('web-language'), LANGUAGE_NAMES[contact.language]),
              ]}
            />
          </Card>
          <Card title={say('web-joining-history')}>
            <JoiningHistory joining={joining} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** What was done and what was said, in the order of time. */
function JoiningHistory({ joining: { id, version, body } }: { readonly joining: Joining }): ReactNode {
  const { say, sayFirst, moment } = useReader();
  const history = useQuery({
    queryKey: ['joining', id, 'history', version],
    queryFn: ({ signal }) => call('read-joining-history', { path: { id }, signal }),
  });
  if (history.isPending) return <Loading lines={3} />;
  if (history.isError) return <ProblemNotice error={history.error} />;
  const { items, names } = history.data;
  return (
    <Timeline
      label={say('web-joining-history')}
      entries={items.map(({ version: act, action, state, actor, at }) => {
        const said = body.thread.find((one) => one.at === at);
        return {
          key: String(act),
          title: sayFirst([`web-joining-act-${action}`, `web-joining-${state}`], action),
          when: moment(at),
          instant: at,
          tone: JOINING_TONES[state] ?? 'unknown',
          ...(names[actor] === undefined ? {} : { who: names[actor] }),
          ...(said === undefined ? {} : { more: <p dir="auto">{said.text}</p> }),
        };
      })}
    />
  );
}
