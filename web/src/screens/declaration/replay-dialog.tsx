import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

/** The decision made again, from what it was made from and by the rules of then: the same bytes, or it is told. */
export function ReplayDialog({
  id,
  place,
  close,
}: {
  readonly id: string;
  readonly place: number;
  readonly close: () => void;
}): ReactNode {
  const { say } = useReader();
  const replayed = useQuery({
    queryKey: ['replay', id, place],
    queryFn: () => call('replay-decision', { path: { id, place: String(place) } }),
    gcTime: 0,
  });
  return (
    <Dialog isOpen close={close} title={say('web-act-replay')}>
      <div className="stack">
        <p>{say('web-act-replay-more')}</p>
        {replayed.isPending && <Loading lines={2} />}
        {replayed.isError && <ProblemNotice error={replayed.error} />}
        {replayed.isSuccess && (
          <div className={`notice notice-${replayed.data.same ? 'passed' : 'failed'}`} role="status">
            <strong>{say(replayed.data.same ? 'web-replay-same' : 'web-replay-differs')}</strong>
            <p className="code">{replayed.data.digest}</p>
            {!replayed.data.same && <p className="code">{replayed.data.again}</p>}
          </div>
        )}
      </div>
    </Dialog>
  );
}
