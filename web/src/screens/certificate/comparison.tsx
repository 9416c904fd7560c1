import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Face } from '../../../../src/standards/index.ts';
import { useReader } from '../../language/reader.tsx';
import { Lights } from '../../pieces/lights.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { PaperIntake } from '../../pieces/paper-intake.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { SealFinding } from '../../pieces/seal-finding.tsx';
import { Sheet } from '../../pieces/sheet.tsx';
import { keepHanded, useHanded } from '../../verifying/handed.ts';
import type { Handed } from '../../verifying/intake.ts';
import { differencesOf, type Difference } from './differences.ts';
import { DifferenceList } from './difference-list.tsx';
import { heldQuery, type Certificate } from './holding.ts';
import { markDifferences } from './marking.ts';
import { PaperPicture } from './paper-picture.tsx';
import { sealDifferences } from './seal-differences.ts';

/** The certificate of the ledger beside what somebody presents: another file, a QR code, or the paper itself. */
export function Comparison({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say } = useReader();
  const held = useQuery(heldQuery(certificate));
  const handed = useHanded();
  if (held.isPending) return <Loading lines={8} />;
  if (held.isError) return <ProblemNotice error={held.error} retry={() => void held.refetch()} />;
  const { inspection } = held.data;
  const face = inspection.read ? inspection.certificate : undefined;
  return (
    <>
      <Card title={say('web-compare-title')}>
        <div className="stack">
          <p>{say('web-compare-lead')}</p>
          <PaperIntake take={keepHanded} />
        </div>
      </Card>
      {face !== undefined && <Beside certificate={certificate} face={face} handed={handed} />}
    </>
  );
}

function Beside({
  certificate,
  face,
  handed,
}: {
  readonly certificate: Certificate;
  readonly face: Face;
  readonly handed: Handed | undefined;
}): ReactNode {
  const { say } = useReader();
  const other = copyIn(handed);
  const differences = useMemo(
    () => allDifferences(certificate, face, other, handed),
    [certificate, face, other, handed],
  );
  const mark = useCallback((sheet: HTMLElement) => markDifferences(sheet, differences ?? []), [differences]);
  return (
    <>
      {handed?.kind === 'unread' && <p className="notice notice-failed">{say(handed.fault)}</p>}
      {differences !== undefined && (
        <DifferenceList differences={differences} of={other === undefined ? 'seal' : 'copy'} />
      )}
      <div className="beside">
        <section aria-label={say('web-compare-ours')}>
          <h2>{say('web-compare-ours')}</h2>
          <Sheet face={face} seal="passed" name="ours" adjust={mark} />
        </section>
        <section aria-label={say('web-compare-theirs')}>
          <h2>
            {handed === undefined ? say('web-compare-paper') : say('web-handed', { name: handed.name })}
          </h2>
          {handed?.kind === 'seal' && <SealFinding inspection={handed.inspection} pack={handed.pack} />}
          {handed?.kind === 'file' && handed.verified.inspection.read && (
            <Lights
              lamps={handed.verified.inspection.lamps.filter(
                ({ name }) => name === 'seal' || name === 'force',
              )}
              pack={handed.verified.pack}
            />
          )}
          {other !== undefined && (
            <Sheet
              face={other}
              seal={sealOf(handed)}
              name="theirs"
              notice={
                handed?.kind === 'file' && handed.claimed !== undefined
                  ? say('web-compare-claimed')
                  : undefined
              }
              adjust={mark}
            />
          )}
          <Picture handed={handed} />
          {handed === undefined && <PaperPicture id={certificate.id} />}
        </section>
      </div>
    </>
  );
}

/** What a handed-in file says: as it was sealed, or else as it claims. */
function copyIn(handed: Handed | undefined): Face | undefined {
  if (handed?.kind !== 'file') return undefined;
  const { inspection } = handed.verified;
  return (inspection.read ? inspection.certificate : undefined) ?? handed.claimed;
}

function sealOf(handed: Handed | undefined): 'passed' | 'warning' | 'failed' | 'unknown' | 'compare' {
  if (handed?.kind !== 'file' || !handed.verified.inspection.read) return 'unknown';
  return handed.verified.inspection.lamps.find(({ name }) => name === 'seal')?.light ?? 'unknown';
}

/** The photograph that was handed in, as it is: the eye compares what no machine reads. */
function Picture({ handed }: { readonly handed: Handed | undefined }): ReactNode {
  const { say } = useReader();
  const blob = handed?.kind === 'picture' || handed?.kind === 'seal' ? handed.picture : undefined;
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (blob === undefined) {
      setAddress(undefined);
      return undefined;
    }
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') setAddress(reader.result);
    });
    // The page's policy shows pictures of data addresses, and of no others.
    reader.readAsDataURL(blob);
    return () => reader.abort();
  }, [blob]);
  return address === undefined ? undefined : (
    <img className="photograph" src={address} alt={say('web-compare-photograph')} />
  );
}

function allDifferences(
  certificate: Certificate,
  face: Face,
  other: Face | undefined,
  handed: Handed | undefined,
): readonly Difference[] | undefined {
  if (other !== undefined) return differencesOf(face, other);
  if (handed?.kind !== 'seal' || !handed.inspection.read || handed.inspection.claims === undefined)
    return undefined;
  const party = (role: string): string | undefined =>
    certificate.body.parties.find((one) => one.role === role)?.name;
  return sealDifferences(handed.inspection.claims, {
    number: certificate.number,
    country: certificate.country,
    containers: certificate.body.containers ?? [],
    seals: certificate.body.seals ?? [],
    consignee: party('consignee'),
    consignor: party('consignor'),
    face,
  });
}
