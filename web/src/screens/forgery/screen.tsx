import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { PictureCanvas } from '../../pieces/picture-canvas.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Timeline } from '../../pieces/timeline.tsx';
import { Stages } from '../../pieces/stages.tsx';
import { factsOf, FORGERY_TONES, stagesOf } from '../forgeries/states.ts';
import { ForgeryActs } from './forgery-acts.tsx';

export type ForgeryRead = Answer<'read-forgery'>;

/** One report: what was seen, the photographs, and what the examination says. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const found = useQuery({
    queryKey: ['forgery', id, language],
    queryFn: ({ signal }) => call('read-forgery', { path: { id }, signal }),
  });
  if (found.isSuccess) return <ForgeryPage read={found.data} />;
  return <AwaitedPage title={say('web-forgery')} found={found} />;
}

function ForgeryPage({ read }: { readonly read: ForgeryRead }): ReactNode {
  const { say, sayFirst, moment, day } = useReader();
  const { forgery, stateTitle, history } = read;
  const facts = factsOf(forgery.body);
  const signs = useSigns();
  const country = (code: string | undefined): string | undefined =>
    code === undefined ? undefined : sayFirst([`country.${code}`], code);
  return (
    <Page
      title={facts.number}
      lead={
        <span className="row">
          <Badge tone={FORGERY_TONES[forgery.state] ?? 'unknown'}>{stateTitle}</Badge>
          <span className="number">{forgery.number}</span>
          <Link to="/search" search={{ number: facts.number }}>
            {say('web-forgery-look-up')}
          </Link>
          <Link to="/forgeries">{say('web-forgeries-back')}</Link>
        </span>
      }
    >
      <Stages
        label={say('web-forgery-stages')}
        stages={stagesOf(forgery.state, say)}
        current={forgery.state}
      />
      <div className="columns">
        <div>
          <Card title={say('web-forgery-what')}>
            <Facts
              facts={[
                known(say('web-forgery-claimed'), country(facts.country)),
                known(say('web-people-authority'), facts.authority, 'code'),
                known(say('web-forgery-paper'), facts.paper),
                known(say('web-forgery-commodity'), facts.commodity),
                known(say('web-forgery-seen'), country(facts.seenCountry)),
                known(say('web-forgery-place'), facts.seenPlace),
                known(say('web-forgery-on'), facts.seenOn === undefined ? undefined : day(facts.seenOn)),
                known(
                  say('web-forgery-signs'),
                  facts.signs.map((sign) => signs.get(sign) ?? sign).join(' · '),
                ),
                known(say('web-forgery-description'), facts.description, 'wide'),
                known(say('web-forgery-contact'), facts.contact, 'wide'),
                known(say('web-forgery-finding'), facts.finding, 'wide'),
              ]}
            />
          </Card>
          <Card title={say('web-forgery-photographs')}>
            {facts.photographs === 0 ? (
              <p className="quiet">{say('web-forgery-no-photograph')}</p>
            ) : (
              <div className="stack">
                {Array.from({ length: facts.photographs }, (_, index) => (
                  <Photograph key={index} id={forgery.id} place={index + 1} />
                ))}
              </div>
            )}
          </Card>
        </div>
        <div>
          <Card title={say('web-joining-decide')}>
            <ForgeryActs read={read} />
          </Card>
          <Card title={say('web-joining-history')}>
            <Timeline
              label={say('web-joining-history')}
              entries={history.map(({ version, action, state, at }) => ({
                key: String(version),
                title: sayFirst([`web-forgery-act-${action}`, `web-forgery-${state}`], action),
                when: moment(at),
                instant: at,
                tone: FORGERY_TONES[state] ?? 'unknown',
              }))}
            />
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** The list of signs, by code, in the reader's language. */
export function useSigns(): ReadonlyMap<string, string> {
  const { language } = useReader();
  const list = useQuery({
    queryKey: ['parameter', 'code-list', language],
    queryFn: ({ signal }) => call('read-parameter', { path: { parameter: 'code-list' }, signal }),
    staleTime: 300_000,
    retry: false,
  });
  return new Map(
    list.data?.rows
      .filter(({ key }) => key['list'] === 'forgery-sign')
      .map(({ key, value }) => [String(key['code']), wordOf(value, language)]),
  );
}

function wordOf(value: unknown, language: string): string {
  const words: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'words') : undefined;
  if (typeof words !== 'object' || words === null) return '';
  return String(Reflect.get(words, language) ?? Reflect.get(words, 'en'));
}

function Photograph({ id, place }: { readonly id: string; readonly place: number }): ReactNode {
  const { say, number } = useReader();
  const picture = useQuery({
    queryKey: ['forgery', id, 'photograph', place],
    queryFn: () => callBytes('read-forgery-photograph', { path: { id, place } }),
    staleTime: Infinity,
  });
  if (picture.isPending) return <Loading lines={3} />;
  if (picture.isError) return <ProblemNotice error={picture.error} />;
  return (
    <PictureCanvas bytes={picture.data} label={say('web-forgery-photograph-of', { place: number(place) })} />
  );
}
