import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { certificateQuery } from '../certificate/holding.ts';
import { VerifiedLights, VerifiedSheet } from '../certificate/verified-sheet.tsx';
import { IssuedActions } from '../issued/actions.tsx';
import { History } from './examining.tsx';
import type { Reading } from './holding.ts';

/** What an application became: the sealed certificate, verified on this device, ready to be printed. */
export function Issued({ reading }: { readonly reading: Reading }): ReactNode {
  const { say } = useReader();
  const id = reading.application.body.certificate?.id ?? '';
  const certificate = useQuery(certificateQuery(id));
  if (certificate.isPending) return <Loading lines={8} />;
  if (certificate.isError)
    return <ProblemNotice error={certificate.error} retry={() => void certificate.refetch()} />;
  const { number } = certificate.data;
  return (
    <>
      <div className="notice notice-passed issued-notice" role="status">
        <h2>{say('web-office-signed', { number })}</h2>
        <p>{say('web-office-signed-more')}</p>
        <div className="row">
          <Link to="/certificates/$id" params={{ id }}>
            {say('web-office-open-certificate')}
          </Link>
          <Link to="/issuing">{say('web-office-back')}</Link>
        </div>
      </div>
      <div className="row">
        <IssuedActions certificate={certificate.data} />
      </div>
      <div className="writing examining">
        <div className="writing-form">
          <VerifiedSheet certificate={certificate.data} />
        </div>
        <aside className="writing-aside" aria-label={say('web-certificate-lights')}>
          <VerifiedLights certificate={certificate.data} />
          <Card title={say('web-office-way')}>
            <History reading={reading} />
          </Card>
        </aside>
      </div>
    </>
  );
}
