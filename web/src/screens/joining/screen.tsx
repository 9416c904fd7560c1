import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { JoiningForm } from './form.tsx';

/** Anyone who may take part applies here; no account is needed. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const lodging = useMutation({ mutationFn: (body: Parameters<typeof lodge>[0]) => lodge(body) });
  return (
    <Page title={say('web-join')} lead={say('web-join-lead')} width="narrow">
      <p>
        {say('web-join-follow-already')} <Link to="/join/state">{say('web-join-follow')}</Link>
      </p>
      {lodging.data === undefined ? (
        <JoiningForm lodge={lodging.mutate} isSending={lodging.isPending} fault={lodging.error} />
      ) : (
        <Lodged lodged={lodging.data} />
      )}
    </Page>
  );
}

function lodge(body: Parameters<typeof call<'lodge-joining'>>[1]['body']): Promise<Answer<'lodge-joining'>> {
  return call('lodge-joining', { body });
}

/** What the applicant needs to follow the application: shown once. */
function Lodged({ lodged }: { readonly lodged: Answer<'lodge-joining'> }): ReactNode {
  const { say } = useReader();
  return (
    <Card title={say('web-join-lodged')}>
      <div className="stack" role="status">
        <p>{say('web-join-lodged-lead')}</p>
        <dl className="pairs">
          <div>
            <dt>{say('web-reference')}</dt>
            <dd className="number">{lodged.reference}</dd>
          </div>
          <div>
            <dt>{say('web-join-code')}</dt>
            <dd className="number">{lodged.code}</dd>
          </div>
        </dl>
        <Link to="/join/state">{say('web-join-follow')}</Link>
      </div>
    </Card>
  );
}
