import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
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
import { usePerson } from '../../session/session.tsx';
import { nameOfOrganisation, ORGANISATION_TONES } from '../organisations/kinds.ts';
import { OrganisationActs } from './acts.tsx';
import { OrganisationPeople } from './people.tsx';

export type OrganisationRead = Answer<'read-organisation'>;

/** One organisation: how it is reached, whether it is let in, and its people. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { parameters } = useAddress();
  const key = parameters['key'] ?? '';
  const found = useQuery({
    queryKey: ['organisation', key],
    queryFn: ({ signal }) => call('read-organisation', { path: { key }, signal }),
  });
  if (found.isSuccess) return <OrganisationPage organisation={found.data} />;
  return <AwaitedPage title={say('web-organisation')} found={found} />;
}

function OrganisationPage({ organisation }: { readonly organisation: OrganisationRead }): ReactNode {
  const { say, sayFirst, language } = useReader();
  const { scope } = usePerson();
  const { key, kind, country, state, host, contact, title } = organisation;
  // How it is reached is told to the platform and to the organisation itself: whoever is told may keep it.
  const isKept = contact !== undefined && scope.office === undefined;
  return (
    <Page
      title={nameOfOrganisation(organisation, language)}
      lead={
        <span className="row">
          <Badge tone={ORGANISATION_TONES[state] ?? 'unknown'}>
            {sayFirst([`web-organisation-${state}`], state)}
          </Badge>
          {host && <Badge tone="compare">{say('web-organisation-host')}</Badge>}
          <span className="code">{key}</span>
          {kind === 'authority' && isKept && (
            <Link to="/offices" search={{ authority: key }}>
              {say('web-offices')}
            </Link>
          )}
          <Link to="/organisations">{say('web-organisations-back')}</Link>
        </span>
      }
    >
      <div className="columns">
        <div>
          {isKept && <OrganisationPeople organisation={organisation} />}
          <Card title={say('web-organisation-about')}>
            <Facts
              facts={[
                known(say('web-join-kind'), sayFirst([`web-organisation-kind-${kind}`], kind)),
                known(say('web-joinings-country'), sayFirst([`country.${country}`], country)),
                ...Object.entries(title).map(([spoken, name]) =>
                  spoken === language
                    ? undefined
                    : known(say('web-organisation-name-in', { language: spoken }), name),
                ),
                known(say('web-join-contact'), contact?.person),
                known(say('web-person-email'), contact?.email, 'code'),
                known(say('web-join-telephone'), contact?.telephone),
                known(say('web-organisation-address'), contact?.address, 'wide'),
              ]}
            />
          </Card>
        </div>
        <div>
          {isKept ? (
            <Card title={say('web-person-acts')}>
              <OrganisationActs key={organisation.version} organisation={organisation} />
            </Card>
          ) : (
            <Card>
              <p className="quiet">{say('web-organisation-not-kept')}</p>
            </Card>
          )}
          {isKept && (
            <Card title={say('web-person-history')}>
              <OrganisationHistory organisation={organisation} />
            </Card>
          )}
        </div>
      </div>
    </Page>
  );
}

function OrganisationHistory({
  organisation: { key, version },
}: {
  readonly organisation: OrganisationRead;
}): ReactNode {
  const { say, sayFirst, moment } = useReader();
  const history = useQuery({
    queryKey: ['organisation', key, 'history', version],
    queryFn: ({ signal }) => call('read-organisation-history', { path: { key }, signal }),
  });
  if (history.isPending) return <Loading lines={3} />;
  if (history.isError) return <ProblemNotice error={history.error} />;
  const { items, names } = history.data;
  if (items.length === 0) return <p className="quiet">{say('web-organisation-no-history')}</p>;
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
