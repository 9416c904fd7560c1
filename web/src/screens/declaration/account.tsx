import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { problemOf } from '../../api/problem.ts';
import { AccountLines } from '../../cases/account-lines.tsx';
import { balanceQuery, type DeclarationRead } from '../../cases/reading.ts';
import { documentText, type DocumentName } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { certificatesOf } from './acts.tsx';

/** The accounts of the certificates that a case goes by, over all declarations. */
export function Account({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say } = useReader();
  const certificates = certificatesOf(read.decision);
  if (certificates.length === 0) return <EmptyState text={say('web-account-none')} />;
  return certificates.map((certificate) => (
    <CertificateAccount
      key={documentText(certificate)}
      certificate={certificate}
      own={read.declaration.number}
    />
  ));
}

function CertificateAccount({
  certificate,
  own,
}: {
  readonly certificate: DocumentName;
  readonly own: string;
}): ReactNode {
  const { say } = useReader();
  const { country, authority, number } = certificate;
  const balance = useQuery(balanceQuery(certificate));
  return (
    <Card
      title={`${say('web-balance-of')} ${documentText(certificate)}`}
      tools={
        balance.isSuccess && (
          <Link to="/balances/$country/$authority/$number" params={{ country, authority, number }}>
            {say('web-balance-open')}
          </Link>
        )
      }
    >
      {balance.isPending && <Loading lines={4} />}
      {balance.isError &&
        (problemOf(balance.error).code === 'account-not-found' ? (
          <EmptyState text={say('web-balance-none')} />
        ) : (
          <ProblemNotice error={balance.error} retry={() => void balance.refetch()} />
        ))}
      {balance.isSuccess && <AccountLines balance={balance.data} own={own} />}
    </Card>
  );
}
