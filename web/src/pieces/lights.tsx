import type { ReactNode } from 'react';
import {
  tellCode,
  tellFact,
  tellReason,
  tellState,
  type Fact,
  type Lamp,
  type LampLight,
  type TrustPack,
} from '../../../verify/inspection/index.ts';
import { useReader } from '../language/reader.tsx';
import './lights.css';

/** Signs that differ in shape, not in colour alone. */
const SIGNS: Readonly<Record<LampLight, string>> = {
  passed: 'm5 12.5 4.5 4.5L19 7.5',
  warning: 'M12 6v8m0 3.5v.5',
  failed: 'm6.5 6.5 11 11m0-11-11 11',
  unknown: 'M8.5 9.5a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3m0 3v.5',
  compare: 'M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6Zm9 2.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
};

/** The lights of a file, one beside the other and none above the rest; what stands behind each opens on request. */
export function Lights({
  lamps,
  pack,
}: {
  readonly lamps: readonly Lamp[];
  readonly pack: TrustPack | undefined;
}): ReactNode {
  return (
    <ol className="lights">
      {lamps.map((lamp) => (
        <Light key={lamp.name} lamp={lamp} pack={pack} />
      ))}
    </ol>
  );
}

function Light({ lamp, pack }: { readonly lamp: Lamp; readonly pack: TrustPack | undefined }): ReactNode {
  const reader = useReader();
  const { name, light, code, advice, remarks, facts } = lamp;
  return (
    <li className={`light light-${light}`} data-lamp={name} data-light={light} data-code={code}>
      <div className="light-head">
        <svg viewBox="0 0 24 24" aria-hidden focusable={false}>
          <path d={SIGNS[light]} />
        </svg>
        <div>
          <h3>{reader.say(`lamp-${name}`)}</h3>
          <p className="light-word">{tellState(lamp, reader)}</p>
        </div>
      </div>
      <p className="light-why">{tellReason(lamp, reader, pack)}</p>
      {advice !== undefined && (
        <p className="light-advice">
          <b>{reader.say('lamp-what-to-do')}</b> {reader.say(advice)}
        </p>
      )}
      {(facts.length > 0 || remarks.length > 0) && (
        <details>
          <summary>{reader.say('lamp-details')}</summary>
          {remarks.length > 0 && (
            <ul>
              {remarks.map((remark) => (
                <li key={`${remark.code} ${JSON.stringify(remark.values)}`}>{tellCode(remark, reader)}</li>
              ))}
            </ul>
          )}
          <dl>
            {facts.map((fact) => (
              <FactLine key={fact.name + fact.value} fact={fact} pack={pack} />
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

function FactLine({ fact, pack }: { readonly fact: Fact; readonly pack: TrustPack | undefined }): ReactNode {
  const reader = useReader();
  return (
    <div>
      <dt>{reader.say(fact.name, fact.values ?? {})}</dt>
      <dd className={fact.kind === 'code' ? 'code' : undefined} dir="auto">
        {tellFact(fact, reader, pack)}
      </dd>
    </div>
  );
}
