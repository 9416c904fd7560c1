import type { ReactNode } from 'react';
import { addressOf } from '../../api/client.ts';
import type { DeclarationRead } from '../../cases/reading.ts';
import { procedureText } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { Facts, known } from '../../pieces/facts.tsx';

/** What the declaration says of itself, and as what it came. */
export function Summary({ read }: { readonly read: DeclarationRead }): ReactNode {
  const reader = useReader();
  const { say, sayFirst, shortDay, number } = reader;
  const { declaration, revision, declarantClass } = read;
  const { body } = declaration;
  const country = (code: string | undefined): string | undefined =>
    code === undefined ? undefined : sayFirst([`country.${code}`], code);
  return (
    <div className="stack">
      <Facts
        facts={[
          known(say('web-case-declarant'), body.declarant),
          known(say('web-case-declarant-class'), declarantClass),
          known(say('web-case-direction'), say(`web-direction-${body.direction}`)),
          known(
            say('web-case-procedure'),
            body.procedure === undefined
              ? undefined
              : procedureText(declaration.country, body.procedure, reader),
          ),
          known(say('web-case-lodged'), shortDay(body.lodged)),
          known(say('web-case-arrival'), body.arrival === undefined ? undefined : shortDay(body.arrival)),
          known(say('web-column-consignor'), body.consignor),
          known(say('web-column-consignee'), body.consignee),
          known(say('web-case-despatch'), country(body.despatchCountry)),
          known(say('web-case-origin'), body.origins.map(country).join(' · ')),
          known(say('web-case-port'), body.port),
          known(say('web-case-transport-documents'), body.transportDocuments.join(' · ')),
          known(say('web-column-containers'), body.containers.slice(0, 12).join(' · ')),
          known(say('web-case-version'), number(body.revision)),
        ]}
      />
      <p className="quiet code">{revision.digest}</p>
      <p>
        <a
          href={addressOf('read-declaration-content', {
            path: { id: declaration.id, revision: String(revision.revision) },
          })}
          download
        >
          {say('web-case-raw')}
        </a>
      </p>
    </div>
  );
}
