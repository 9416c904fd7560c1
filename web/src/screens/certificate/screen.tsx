import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { ForgeryWarnings } from '../../pieces/forgery-warnings.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { StateBadge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import { IssuedActions } from '../issued/actions.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Enclosed } from './enclosed.tsx';
import { CertificateFiles } from './files.tsx';
import { CertificateHistory } from './history.tsx';
import { certificateQuery, type Certificate } from './holding.ts';
import { CertificateInquiries } from './inquiries.tsx';
import { Results } from './results.tsx';
import { VerifiedLights, VerifiedSheet } from './verified-sheet.tsx';
import { Comparison } from './comparison.tsx';
import './certificate.css';

/** A certificate as it was sealed, verified on this device. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { parameters } = useAddress();
  const found = useQuery(certificateQuery(parameters['id'] ?? ''));
  if (found.isPending)
    return (
      <Page title={say('web-certificate')}>
        <Loading lines={8} />
      </Page>
    );
  if (found.isError)
    return (
      <Page title={say('web-certificate')}>
        <ProblemNotice error={found.error} retry={() => void found.refetch()} />
      </Page>
    );
  return <CertificatePage certificate={found.data} />;
}

const TABS = ['sheet', 'compare', 'history'] as const;

function CertificatePage({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const { may, person } = useSession();
  const isImporting =
    person?.scope.country !== undefined && person.scope.country === certificate.body.importCountry;
  const mayAnswer = may('result.give') && isImporting && certificate.state !== 'draft';
  const tab = TABS.find((name) => name === search['tab']) ?? 'sheet';
  return (
    <Page
      title={certificate.number}
      lead={<Lead certificate={certificate} />}
      actions={
        <>
          <IssuedActions certificate={certificate} />
          <CertificateFiles certificate={certificate} />
        </>
      }
    >
      <Warnings certificate={certificate} />
      <ForgeryWarnings warnings={certificate.warnings} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(name) => filter({ tab: name === 'sheet' ? '' : (name ?? '') })}
      >
        <Tabs.List className="tabs" aria-label={say('web-certificate-parts')}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {say(`web-certificate-${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="sheet" className="certificate-panel">
          <div className="desk">
            <div className="desk-main">
              <VerifiedSheet certificate={certificate} />
            </div>
            <div className="desk-side">
              <VerifiedLights certificate={certificate} />
              <Enclosed certificate={certificate} />
              {mayAnswer && (
                <Card title={say('web-answer')}>
                  <AnswerForm id={certificate.id} />
                </Card>
              )}
              <Card title={say('web-results')}>
                <Results id={certificate.id} />
              </Card>
              {may('inquiry.read') && (
                <Card title={say('web-inquiries')}>
                  <CertificateInquiries certificate={certificate} />
                </Card>
              )}
            </div>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="compare" className="certificate-panel">
          <Comparison certificate={certificate} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className="certificate-panel">
          <Card title={say('web-certificate-history')}>
            <CertificateHistory id={certificate.id} />
          </Card>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Lead({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { sayFirst, say } = useReader();
  const { country, state, body } = certificate;
  const from = sayFirst([`country.${country}`], country);
  const to =
    body.importCountry === undefined ? '—' : sayFirst([`country.${body.importCountry}`], body.importCountry);
  return (
    <span className="row">
      <StateBadge state={state} />
      <span>{say('web-from-to', { from, to })}</span>
      <span dir="auto">{body.products[0]}</span>
    </span>
  );
}

/** What officers found out about papers that bear this number: before anything else is read. */
function Warnings({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say, shortDay } = useReader();
  return certificate.warnings?.map(({ reference, detail, confirmed }) => (
    <p key={reference} className="notice notice-failed" role="alert">
      <strong>{detail}</strong> {say('web-warning-confirmed', { day: shortDay(confirmed), reference })}
    </p>
  ));
}
