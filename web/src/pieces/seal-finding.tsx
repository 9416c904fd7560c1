import type { ReactNode } from 'react';
import type { PaperInspection, TrustPack } from '../../../verify/inspection/index.ts';
import { measured } from '../language/measure.ts';
import { useReader } from '../language/reader.tsx';
import { Lights } from './lights.tsx';

/** What the QR seal of a paper is worth, and what it says: large, to be laid beside the paper. */
export function SealFinding({
  inspection,
  pack,
}: {
  readonly inspection: PaperInspection;
  readonly pack: TrustPack | undefined;
}): ReactNode {
  const reader = useReader();
  const { say, sayFirst } = reader;
  if (!inspection.read)
    return <p className="notice notice-failed">{sayFirst([inspection.refusal], say('web-seal-unread'))}</p>;
  const { claims, lamps } = inspection;
  return (
    <div className="stack">
      <Lights lamps={lamps} pack={pack} />
      {claims !== undefined && (
        <dl className="seal-claims notice notice-compare">
          <div>
            <dt>{say('web-column-number')}</dt>
            <dd className="number">{claims.number}</dd>
          </div>
          {claims.consignee !== undefined && (
            <div>
              <dt>{say('web-column-consignee')}</dt>
              <dd dir="auto">{claims.consignee}</dd>
            </div>
          )}
          {claims.goods.map((line) => (
            <div key={JSON.stringify(line)}>
              <dt>{say('web-column-goods')}</dt>
              <dd dir="auto">
                {[line.name, line.quantity, measured(line.net, reader)].filter(Boolean).join(' · ')}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
