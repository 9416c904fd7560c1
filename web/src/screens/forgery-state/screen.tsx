import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { FollowForm, type FollowKey } from '../../pieces/follow-form.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { Stages } from '../../pieces/stages.tsx';
import { stagesOf } from '../forgeries/states.ts';

type Standing = Answer<'follow-forgery'>;

/** Whoever reported a forgery follows the report by its reference and code. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { search } = useAddress();
  const [key, setKey] = useState<FollowKey>({ reference: search['reference'] ?? '', code: '' });
  const following = useMutation({ mutationFn: (body: FollowKey) => call('follow-forgery', { body }) });
  return (
    <Page title={say('web-report-follow')} lead={say('web-report-follow-lead')} width="narrow">
      <Card>
        <FollowForm
          value={key}
          change={setKey}
          follow={following.mutate}
          asking={following}
          longestCode={60}
          label={say('web-report-follow-show')}
        />
      </Card>
      {following.data !== undefined && <Found standing={following.data} />}
      <p>
        <Link to="/report-forgery">{say('web-report-another')}</Link>
      </p>
    </Page>
  );
}

function Found({ standing }: { readonly standing: Standing }): ReactNode {
  const { say, sayFirst, moment } = useReader();
  const { reference, state, stateTitle, reported, updated } = standing;
  return (
    <Card title={sayFirst([`web-forgery-${state}`], stateTitle)}>
      <div className="stack" role="status">
        <Stages label={say('web-forgery-stages')} stages={stagesOf(state, say)} current={state} />
        <p>{sayFirst([`web-report-${state}-more`], stateTitle)}</p>
        <Facts
          facts={[
            known(say('web-reference'), reference, 'code'),
            known(say('web-forgery-reported'), moment(reported)),
            known(say('web-report-updated'), moment(updated)),
          ]}
        />
      </div>
    </Card>
  );
}
