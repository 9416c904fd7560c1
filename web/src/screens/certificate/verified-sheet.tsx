import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { tellReason } from '../../../../verify/inspection/index.ts';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Lights } from '../../pieces/lights.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Sheet } from '../../pieces/sheet.tsx';
import { heldQuery, type Certificate, type Held } from './holding.ts';

/** The lights and the sheet, from the file that was verified here and from nothing else. */
export function VerifiedSheet({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say } = useReader();
  const held = useQuery(heldQuery(certificate));
  if (held.isPending) return <Loading lines={8} />;
  if (held.isError) return <ProblemNotice error={held.error} retry={() => void held.refetch()} />;
  return (
    <>
      <Standing certificate={certificate} />
      {held.data.source === 'sealed' && (
        <p className="notice notice-warning">{say('web-certificate-proof-waits')}</p>
      )}
      <SheetOf held={held.data} />
    </>
  );
}

/** That it is no longer in force, and what took its place. */
function Standing({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say, moment, sayFirst } = useReader();
  const { state, body, country } = certificate;
  const { ending } = body;
  const successor = useQuery({
    queryKey: ['certificates', 'by-number', country, ending?.successor],
    queryFn: () => call('find-certificate', { path: { country, number: ending?.successor ?? '' } }),
    enabled: ending?.successor !== undefined,
  });
  if (state === 'issued' || state === 'draft') return undefined;
  const next = successor.data?.items[0];
  return (
    <div className="notice notice-failed" role="note">
      <p>
        <strong>
          {say('web-certificate-not-in-force', { state: sayFirst([`web-state-${state}`], state) })}
        </strong>
        {ending !== undefined && ` ${moment(ending.at)}.`}
        {ending?.reason !== undefined && <span dir="auto"> {ending.reason}</span>}
      </p>
      {ending?.successor !== undefined && (
        <p>
          {say('web-certificate-successor')}{' '}
          {next === undefined ? (
            <span className="number">{ending.successor}</span>
          ) : (
            <Link to="/certificates/$id" params={{ id: next.id }} className="number">
              {ending.successor}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}

function SheetOf({ held: { inspection, pack } }: { readonly held: Held }): ReactNode {
  const reader = useReader();
  if (!inspection.read) {
    return <p className="notice notice-failed">{reader.say(inspection.refusal, inspection.values)}</p>;
  }
  const seal = inspection.lamps.find(({ name }) => name === 'seal');
  const force = inspection.lamps.find(({ name }) => name === 'force');
  const notice = force?.light === 'failed' ? tellReason(force, reader, pack) : undefined;
  return (
    <section aria-label={reader.say('web-certificate-sheet')}>
      <h2 className="visually-hidden">{reader.say('web-certificate-sheet')}</h2>
      {inspection.certificate === undefined ? (
        <p className="notice notice-failed">{reader.say('verify-no-content')}</p>
      ) : (
        <Sheet face={inspection.certificate} seal={seal?.light ?? 'unknown'} notice={notice} />
      )}
    </section>
  );
}

/** The lights of the file that was verified here. */
export function VerifiedLights({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say } = useReader();
  const held = useQuery(heldQuery(certificate));
  if (held.data?.inspection.read !== true) return undefined;
  return (
    <section aria-label={say('web-certificate-lights')}>
      <h2 className="side-title">{say('web-certificate-lights')}</h2>
      <Lights lamps={held.data.inspection.lamps} pack={held.data.pack} />
    </section>
  );
}
