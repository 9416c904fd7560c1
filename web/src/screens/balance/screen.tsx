import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { problemOf } from '../../api/problem.ts';
import { AccountLines } from '../../cases/account-lines.tsx';
import { CertificateLink } from '../../cases/document-link.tsx';
import { balanceQuery, type BalanceRead } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Corrections } from './corrections.tsx';
import { Movements } from './movements.tsx';
import '../../pieces/facts.css';

/** The account of a certificate: what it allows, who has it, how it moved, and corrections by two officials. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { parameters } = useAddress();
  const { country = '', authority = '', number = '' } = parameters;
  const found = useQuery(balanceQuery({ country, authority, number }));
  const title = `${say('web-balance-of')} ${country} ${number}`;
  if (found.isSuccess) return <BalancePage title={title} balance={found.data} />;
  return (
    <Page title={title}>
      {found.isPending ? (
        <Loading lines={8} />
      ) : (
        <NoAccount error={found.error} retry={() => void found.refetch()} />
      )}
    </Page>
  );
}

/** An account is opened when something is first drawn on the certificate. */
function NoAccount({ error, retry }: { readonly error: Error; readonly retry: () => void }): ReactNode {
  const { say } = useReader();
  if (problemOf(error).code !== 'account-not-found') return <ProblemNotice error={error} retry={retry} />;
  return (
    <Card>
      <EmptyState text={say('web-balance-none')} />
    </Card>
  );
}

function BalancePage({
  title,
  balance,
}: {
  readonly title: string;
  readonly balance: BalanceRead;
}): ReactNode {
  const { say } = useReader();
  const isOpen = balance.state === 'open';
  return (
    <Page
      title={title}
      lead={
        <span className="row">
          <Badge tone={isOpen ? 'passed' : 'failed'}>
            {say(isOpen ? 'web-balance-open-state' : 'web-balance-closed-state')}
          </Badge>
          <CertificateLink certificate={balance.certificate} />
          <span>{say('web-balance-lead')}</span>
        </span>
      }
    >
      <div className="columns">
        <div>
          <Card title={say('web-balance-lines')}>
            {balance.lines.length === 0 ? (
              <EmptyState text={say('web-account-none')} />
            ) : (
              <AccountLines balance={balance} />
            )}
          </Card>
        </div>
        <div>
          <Corrections balance={balance} />
          <Card title={say('web-balance-movements')}>
            <Movements balance={balance} />
          </Card>
        </div>
      </div>
    </Page>
  );
}
