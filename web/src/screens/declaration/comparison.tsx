import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { CitedReference } from '../../cases/cited-reference.tsx';
import { CertificateLink } from '../../cases/document-link.tsx';
import { ComparedTable } from '../../cases/compared-table.tsx';
import { OutcomeBadge } from '../../cases/outcome-badge.tsx';
import { QuantityBar } from '../../cases/quantity-bar.tsx';
import { comparisonQuery, type ComparedFinding, type Comparison as Compared } from '../../cases/reading.ts';
import { ReasonList } from '../../cases/reason-list.tsx';
import { documentText, documentTitle, graveOf } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, StateBadge } from '../../pieces/state-badge.tsx';
import { barQuantities } from './quantities.ts';
import './declaration.css';

/** Every goods item beside the certificates that it cites. */
export function Comparison({ id }: { readonly id: string }): ReactNode {
  const { say, language } = useReader();
  const [isWhole, setWhole] = useState(false);
  const found = useQuery(comparisonQuery(id, language));
  if (found.isPending) return <Loading lines={8} />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const { items } = found.data;
  if (items.length === 0) return <EmptyState text={say('web-case-undecided')} />;
  return (
    <>
      <Switch
        label={say('web-compared-whole')}
        checked={isWhole}
        onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
      />
      {items.map((item) => (
        <ItemCard key={item.item} item={item} compared={found.data} isWhole={isWhole} />
      ))}
    </>
  );
}

function ItemCard({
  item,
  compared,
  isWhole,
}: {
  readonly item: Compared['items'][number];
  readonly compared: Compared;
  readonly isWhole: boolean;
}): ReactNode {
  const { say, number } = useReader();
  const { commodity, description, outcome, findings } = item;
  return (
    <Card title={say('web-item', { item: number(item.item) })} tools={<OutcomeBadge outcome={outcome} />}>
      <div className="stack">
        <p className="row">
          <span className="number">{commodity}</span>
          <span dir="auto">{description}</span>
        </p>
        {findings.length === 0 && <p className="quiet">{say('web-explanation-nothing')}</p>}
        {findings.map((finding, index) => (
          <FindingPart key={index} finding={finding} item={item.item} compared={compared} isWhole={isWhole} />
        ))}
      </div>
    </Card>
  );
}

function FindingPart({
  finding,
  item,
  compared,
  isWhole,
}: {
  readonly finding: ComparedFinding;
  readonly item: number;
  readonly compared: Compared;
  readonly isWhole: boolean;
}): ReactNode {
  const reader = useReader();
  const { say, number, sayFirst } = reader;
  const { document, certificate, outcome, reasons, fields, quantity } = finding;
  const bar = barQuantities(finding, compared.accounts);
  const title = `${say('web-item', { item: number(item) })}, ${
    certificate === undefined
      ? documentTitle(document?.code ?? '', reader)
      : `${say('web-certificate')} ${documentText(certificate)}`
  }`;
  return (
    <section className="finding" data-outcome={outcome} aria-label={title}>
      <h3 className="finding-head row" tabIndex={-1}>
        <OutcomeBadge outcome={outcome} />
        <span>
          {document === undefined ? say('web-explanation-goods') : documentTitle(document.code, reader)}
        </span>
        {certificate !== undefined && <CertificateLink certificate={certificate} />}
        {certificate?.state !== undefined && <StateBadge state={certificate.state} />}
        {certificate?.line !== undefined && (
          <span className="quiet">{say('web-certificate-line', { line: number(certificate.line) })}</span>
        )}
      </h3>
      {document?.reference !== undefined && document.link !== undefined && isTold(document) && (
        <CitedReference link={{ ...document, reference: document.reference, state: document.link }} />
      )}
      {document !== undefined && document.reference === undefined && (
        <p>
          <Badge tone="failed">{say('web-document-missing')}</Badge>
        </p>
      )}
      {reasons.length > 0 && <ReasonList reasons={graveOf(reasons)} />}
      {bar !== undefined && (
        <div className="finding-quantity">
          <h4>
            {say('web-quantity')}
            {quantity !== undefined && (
              <span className="quiet">{` · ${sayFirst([`field-value-${quantity.status}`], quantity.status)}`}</span>
            )}
          </h4>
          <QuantityBar label={`${say('web-quantity')}, ${title}`} quantities={bar} />
        </div>
      )}
      {fields.length > 0 && (
        <ComparedTable
          caption={say('web-compared-of', { what: title })}
          fields={fields.map((field) => ({ ...field, result: field.compared }))}
          isWhole={isWhole}
        />
      )}
    </section>
  );
}

/** Whether there is more to say of a reference than the certificate that it led to. */
function isTold({ link, chain }: NonNullable<ComparedFinding['document']>): boolean {
  return link !== 'linked' || chain.length > 1;
}
