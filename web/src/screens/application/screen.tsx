import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { ApplicationBadge } from '../issuing/application-badge.tsx';
import { Examining } from './examining.tsx';
import { readingQuery, type Reading } from './holding.ts';
import { Issued } from './issued.tsx';
import { Writing } from './writing.tsx';
import './application.css';
import './goods-grid.css';

/** An application on its way to a certificate: written, examined, signed. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const reading = useQuery(readingQuery(id));
  if (reading.data === undefined)
    return (
      <Page title={say('web-application')}>
        {reading.isError ? (
          <ProblemNotice error={reading.error} retry={() => void reading.refetch()} />
        ) : (
          <Loading lines={8} />
        )}
      </Page>
    );
  return <ApplicationPage key={id} reading={reading.data} />;
}

function ApplicationPage({ reading }: { readonly reading: Reading }): ReactNode {
  const { say, sayFirst } = useReader();
  const { application, model, actions } = reading;
  const { state, number, body } = application;
  const { summary } = body;
  const goods = summary.product ?? model.label;
  const destination = summary.destination;
  return (
    <Page
      title={goods}
      lead={
        <span className="row">
          <ApplicationBadge application={application} />
          <span className="number">{say('web-application-number', { number })}</span>
          {destination !== undefined && (
            <span>
              {say('web-application-to', { country: sayFirst([`country.${destination}`], destination) })}
            </span>
          )}
        </span>
      }
    >
      {state === 'issued' ? (
        <Issued reading={reading} />
      ) : state === 'draft' && actions.includes('revise') ? (
        <Writing reading={reading} />
      ) : (
        <Examining reading={reading} />
      )}
    </Page>
  );
}
