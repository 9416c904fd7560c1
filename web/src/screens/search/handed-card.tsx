import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Lights } from '../../pieces/lights.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { SealFinding } from '../../pieces/seal-finding.tsx';
import { StateBadge } from '../../pieces/state-badge.tsx';
import type { Handed } from '../../verifying/intake.ts';

/** What was found in what a person handed in, and the ledger's own certificate of that number. */
export function HandedCard({ handed }: { readonly handed: Handed }): ReactNode {
  const { say } = useReader();
  return (
    <Card title={say('web-handed', { name: handed.name })}>
      <div className="stack">
        <Finding handed={handed} />
        {'number' in handed && handed.number !== undefined && <InLedger number={handed.number} />}
      </div>
    </Card>
  );
}

function Finding({ handed }: { readonly handed: Handed }): ReactNode {
  const { say } = useReader();
  switch (handed.kind) {
    case 'unread':
      return <p className="notice notice-failed">{say(handed.fault)}</p>;
    case 'picture':
      return <p className="notice notice-warning">{say('web-intake-no-qr')}</p>;
    case 'text':
      return <p>{handed.text}</p>;
    case 'seal':
      return <SealFinding inspection={handed.inspection} pack={handed.pack} />;
    case 'file': {
      const { inspection, pack } = handed.verified;
      return inspection.read ? (
        <Lights lamps={inspection.lamps} pack={pack} />
      ) : (
        <p className="notice notice-failed">{say(inspection.refusal, inspection.values)}</p>
      );
    }
  }
}

/** The ledger's certificates of a number, to be laid beside what was handed in. */
function InLedger({ number }: { readonly number: string }): ReactNode {
  const { say } = useReader();
  const found = useQuery({
    queryKey: ['certificates', 'exact', number],
    queryFn: ({ signal }) => call('search-certificates', { query: { number, limit: 10 }, signal }),
  });
  if (found.isPending) return <Loading lines={2} />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const exact = found.data.items.filter((one) => one.number === number);
  if (exact.length === 0)
    return <p className="notice notice-warning">{say('web-handed-unknown', { number })}</p>;
  return (
    <ul className="plain-list">
      {exact.map(({ id, state }) => (
        <li key={id} className="row">
          <StateBadge state={state} />
          <Link to="/certificates/$id" params={{ id }} className="number">
            {number}
          </Link>
          <Link to="/certificates/$id" params={{ id }} search={{ tab: 'compare' }}>
            {say('web-handed-compare')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
