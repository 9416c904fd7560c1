import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import type { AuditProof, ProofVerdict } from './proving.ts';
import type { Names } from './screen.tsx';
import '../../pieces/lights.css';

const LIGHTS: Readonly<Record<ProofVerdict, { readonly light: string; readonly sign: string }>> = {
  proved: { light: 'passed', sign: 'm5 12.5 4.5 4.5L19 7.5' },
  waiting: { light: 'unknown', sign: 'M8.5 9.5a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3m0 3v.5' },
  untrusted: { light: 'warning', sign: 'M12 6v8m0 3.5v.5' },
  broken: { light: 'failed', sign: 'm6.5 6.5 11 11m0-11-11 11' },
};

/** The proof of one entry, verified on this device, and its light. */
export function EntryProof({ id, names }: { readonly id: string; readonly names: Names }): ReactNode {
  const proved = useQuery({
    queryKey: ['audit-proof', id],
    queryFn: async ({ signal }) => {
      const proof = await call('prove-audit-entry', { path: { id }, signal });
      const { proveEntry } = await import('./proving.ts');
      return { proof, verdict: await proveEntry(proof) };
    },
  });
  if (proved.isPending) return <Loading />;
  if (proved.isError) return <ProblemNotice error={proved.error} retry={() => void proved.refetch()} />;
  return <Told {...proved.data} names={names} />;
}

function Told({
  proof,
  verdict,
  names,
}: {
  readonly proof: AuditProof;
  readonly verdict: ProofVerdict;
  readonly names: Names;
}): ReactNode {
  const { say, moment, number } = useReader();
  const { entry, place, size, root } = proof;
  const { light, sign } = LIGHTS[verdict];
  return (
    <div className="stack">
      <div className={`light light-${light}`} data-verdict={verdict} role="status">
        <div className="light-head">
          <svg viewBox="0 0 24 24" aria-hidden focusable={false}>
            <path d={sign} />
          </svg>
          <p className="light-word">{say(`web-audit-${verdict}`)}</p>
        </div>
        <p>{say(`web-audit-${verdict}-more`)}</p>
      </div>
      <Facts
        facts={[
          known(say('web-audit-at'), moment(entry.at)),
          known(say('web-audit-actor'), names[entry.actor] ?? entry.actor),
          known(say('web-audit-subject'), entry.subject, 'code'),
          known(say('web-audit-place'), `${number(place + 1)} / ${number(size)}`),
          known(say('web-audit-root'), root, 'code'),
        ]}
      />
      <div className="row">
        <Button
          variant="default"
          onClick={() =>
            saveFile(
              new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }),
              `audit-${entry.id}.json`,
            )
          }
        >
          {say('web-audit-save')}
        </Button>
      </div>
    </div>
  );
}
