import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Timeline, type TimelineEntry } from '../../pieces/timeline.tsx';
import { historyQuery } from './holding.ts';

const TONES: Readonly<Record<string, TimelineEntry['tone']>> = {
  issued: 'passed',
  withdrawn: 'failed',
  cancelled: 'failed',
  replaced: 'warning',
  expired: 'warning',
};

/** Every act on the certificate, as the ledger keeps it. */
export function CertificateHistory({ id }: { readonly id: string }): ReactNode {
  const reader = useReader();
  const history = useQuery(historyQuery(id));
  if (history.isPending) return <Loading />;
  if (history.isError) return <ProblemNotice error={history.error} retry={() => void history.refetch()} />;
  return (
    <Timeline
      label={reader.say('web-certificate-history')}
      entries={history.data.items.map(({ version, action, state, actor, at, digest }) => {
        const tone = TONES[state];
        return {
          key: String(version),
          title: reader.sayFirst([`web-act-${action}`, `lamp-act-certificate.${action}`], action),
          when: reader.moment(at),
          instant: at,
          who: actor,
          ...(tone === undefined ? {} : { tone }),
          more: <p className="quiet code">{digest}</p>,
        };
      })}
    />
  );
}
