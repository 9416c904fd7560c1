import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../../src/base/index.ts';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useOfficeName } from '../../language/offices.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';
import { usePerson } from '../../session/session.tsx';
import { PERSON_TONES } from '../people/roles.ts';
import { AssignmentTable } from './assignment-table.tsx';
import { Assignments } from './assignments.tsx';
import { PersonFactors } from './factors.tsx';
import { PersonActs } from './person-acts.tsx';

export type PersonDetails = Answer<'read-person'>;

/** One person: who, where, in which roles and until when. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const found = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => call('read-person', { path: { id }, signal }),
  });
  if (found.isSuccess) return <PersonPage person={found.data} />;
  return <AwaitedPage title={say('web-person')} found={found} />;
}

function PersonPage({ person }: { readonly person: PersonDetails }): ReactNode {
  const { say, sayFirst, day } = useReader();
  const { state, login, email, office, authority, organisation, expires, created } = person;
  const officeName = useOfficeName(office);
  // Nobody changes their own rights; what they come in by they keep in their own account.
  const isOwn = usePerson().actor === `account/${person.id}`;
  const language = LANGUAGES.find((name) => name === person.language);
  return (
    <Page
      title={person.name}
      lead={
        <span className="row">
          <Badge tone={PERSON_TONES[state] ?? 'unknown'}>{sayFirst([`web-person-${state}`], state)}</Badge>
          <span className="code">{login}</span>
          <Link to="/people">{say('web-people-back')}</Link>
        </span>
      }
    >
      <div className="columns">
        <div>
          <Card title={say('web-person-assignments')}>
            <Assignments person={person} isOwn={isOwn} />
          </Card>
          {person.delegated.length > 0 && (
            <Card title={say('web-roles-given')}>
              <AssignmentTable
                name="delegated"
                caption={say('web-roles-given')}
                assignments={person.delegated}
                names={person.names}
                shows="holder"
              />
            </Card>
          )}
          <Card title={say('web-person-history')}>
            <PersonHistory person={person} />
          </Card>
        </div>
        <div>
          <Card title={say('web-person-account')}>
            <Facts
              facts={[
                known(
                  say('web-person-roles'),
                  person.roles.map((role) => sayFirst([`web-role-${role}`], role)).join(' · '),
                ),
                known(say('web-person-email'), email, 'code'),
                known(say('web-people-authority'), authority, 'code'),
                known(say('web-people-organisation'), organisation, 'code'),
                known(say('web-person-office'), office === undefined ? undefined : officeName),
                known(say('web-language'), language === undefined ? undefined : LANGUAGE_NAMES[language]),
                known(say('web-person-expires'), expires === undefined ? undefined : day(expires)),
                known(say('web-person-created'), day(created)),
              ]}
            />
          </Card>
          <Card title={say('web-person-acts')}>
            {isOwn ? (
              <p>
                {say('web-person-own')} <Link to="/account">{say('web-account')}</Link>
              </p>
            ) : (
              <PersonActs person={person} />
            )}
          </Card>
          {!isOwn && (
            <Card title={say('web-factors')}>
              <PersonFactors id={person.id} name={person.name} />
            </Card>
          )}
        </div>
      </div>
    </Page>
  );
}

/** What was done to the account, and by whom. */
function PersonHistory({ person: { id, tag } }: { readonly person: PersonDetails }): ReactNode {
  const { say, sayFirst, moment } = useReader();
  const history = useQuery({
    queryKey: ['person', id, 'history', tag],
    queryFn: ({ signal }) => call('read-person-history', { path: { id }, signal }),
  });
  if (history.isPending) return <Loading lines={3} />;
  if (history.isError) return <ProblemNotice error={history.error} />;
  const { items, names } = history.data;
  return (
    <Timeline
      label={say('web-person-history')}
      entries={items.map(({ kind, actor, at, leaf }) => ({
        key: leaf,
        title: sayFirst([`web-act-${kind.replaceAll('.', '-')}`], kind),
        when: moment(at),
        instant: at,
        who: names[actor] ?? say('web-act-by-system'),
      }))}
    />
  );
}
