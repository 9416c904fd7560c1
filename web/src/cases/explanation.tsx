import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Badge } from '../pieces/state-badge.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { DocumentLink } from './document-link.tsx';
import { documentTitle, fieldTitle, toldValue, type DocumentName, type ToldReason } from './told.ts';
import './explanation.css';

/** What was found of one combination of goods item, document and certificate. */
export interface ExplainedFinding {
  readonly item: number;
  readonly document?: { readonly code: string; readonly reference?: string; readonly link?: string };
  readonly certificate?: DocumentName & { readonly version: number; readonly line?: number };
  readonly outcome: string;
  readonly reasons: readonly ToldReason[];
  readonly shadow: readonly ToldReason[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Facts the rules were asked with; told to officials. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Explained {
  readonly items: readonly { readonly item: number; readonly outcome: string }[];
  readonly findings: readonly ExplainedFinding[];
  /** Versions of the rules and parameters by name, and the day they were asked for. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly day: string;
  /** Number of the declaration, where the reader may keep it as a test case beside the tables that spoke. */
  readonly keep?: string | undefined;
}

/** Why it was decided so, as a tree to open: item, document, certificate, rule row, values. */
export function Explanation({ explained }: { readonly explained: Explained }): ReactNode {
  const { say, number } = useReader();
  return (
    <ul className="tree" aria-label={say('web-explanation')}>
      {explained.items.map(({ item, outcome }) => (
        <li key={item}>
          <details open={outcome !== 'pass'}>
            <summary>
              <b>{say('web-item', { item: number(item) })}</b> <OutcomeBadge outcome={outcome} />
            </summary>
            <ul>
              {explained.findings
                .filter((finding) => finding.item === item)
                .map((finding, index) => (
                  <FindingBranch key={index} finding={finding} explained={explained} />
                ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function FindingBranch({
  finding,
  explained,
}: {
  readonly finding: ExplainedFinding;
  readonly explained: Explained;
}): ReactNode {
  const reader = useReader();
  const { say, sayFirst, number } = reader;
  const { document, certificate, outcome, reasons, shadow, outputs } = finding;
  return (
    <li data-outcome={outcome}>
      <details open={outcome !== 'pass'}>
        <summary>
          {document === undefined ? (
            say('web-explanation-goods')
          ) : (
            <>
              {documentTitle(document.code, reader)}{' '}
              <span className="number" dir="auto">
                {document.reference ?? say('web-document-missing')}
              </span>{' '}
              {document.link !== undefined && document.link !== 'linked' && (
                <Badge tone="failed">{sayFirst([`field-value-${document.link}`], document.link)}</Badge>
              )}
            </>
          )}{' '}
          <OutcomeBadge outcome={outcome} />
        </summary>
        {certificate !== undefined && (
          <p className="tree-certificate">
            {say('web-certificate')} <DocumentLink document={certificate} />{' '}
            <span className="quiet">
              {say('web-version', { version: number(certificate.version) })}
              {certificate.line !== undefined &&
                ` · ${say('web-certificate-line', { line: number(certificate.line) })}`}
            </span>
          </p>
        )}
        <ul>
          {reasons.map((reason, index) => (
            <RuleBranch key={index} reason={reason} explained={explained} />
          ))}
          {reasons.length === 0 && <li className="quiet">{say('web-explanation-nothing')}</li>}
          {shadow.map((reason, index) => (
            <RuleBranch key={`shadow ${String(index)}`} reason={reason} explained={explained} isShadow />
          ))}
        </ul>
        {Object.entries(outputs).map(([name, value]) => (
          <p key={name} className="quiet">
            <span className="code">{`${name}: ${value}`}</span>
          </p>
        ))}
        {finding.facts !== undefined && <AllFacts facts={finding.facts} />}
      </details>
    </li>
  );
}

/** The row of the rules that spoke: by which version, on which law, with which values. */
function RuleBranch({
  reason,
  explained: { parameters, keep },
  isShadow = false,
}: {
  readonly reason: ToldReason;
  readonly explained: Explained;
  readonly isShadow?: boolean;
}): ReactNode {
  const reader = useReader();
  const { say, number } = reader;
  const { code, outcome, sentence, table, row, basis, values } = reason;
  const version = parameters[table] ?? parameters['rule-table'];
  return (
    <li data-reason={code} className="tree-rule">
      <p className="row">
        <OutcomeBadge outcome={outcome} />
        {isShadow && <Badge tone="unknown">{say('web-rule-shadow')}</Badge>}
        <span dir="auto">{sentence}</span>
      </p>
      <dl className="tree-facts">
        <div>
          <dt>{say('web-rule')}</dt>
          <dd>
            <Link to="/parameters/$name" params={{ name: 'rule-table' }} search={{ table }}>
              <span className="code">{`${table} / ${row}`}</span>
            </Link>
            {version !== undefined && ` · ${say('web-version', { version: number(version) })}`}
            {keep !== undefined && table !== 'built-in' && (
              <>
                {' · '}
                <Link
                  to="/rules/$table"
                  params={{ table }}
                  search={{ keep }}
                  data-keep={table}
                  aria-label={`${say('web-case-keep')}: ${table}`}
                >
                  {say('web-case-keep')}
                </Link>
              </>
            )}
          </dd>
        </div>
        {basis !== undefined && (
          <div>
            <dt>{say('web-rule-basis')}</dt>
            <dd dir="auto">{basis}</dd>
          </div>
        )}
        {Object.entries(values).map(([name, value]) => (
          <div key={name}>
            <dt>{fieldTitle(name, reader)}</dt>
            <dd dir="auto">{toldValue(value, reader, name)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function AllFacts({ facts }: { readonly facts: Readonly<Record<string, unknown>> }): ReactNode {
  const reader = useReader();
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return (
    <details className="tree-all">
      <summary>{reader.say('web-explanation-facts', { count: reader.number(known.length) })}</summary>
      <dl className="tree-facts">
        {known.map(([field, value]) => (
          <div key={field}>
            <dt>{fieldTitle(field, reader)}</dt>
            <dd dir="auto">
              {factText(value)
                .map((text) => toldValue(text, reader, field))
                .join(' · ') || '—'}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** A fact as texts: a quantity as `12.5 KGM`, a list as its members. */
export function factText(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(factText);
  if (typeof value === 'object' && value !== null && 'value' in value && 'unit' in value)
    return [`${String(value.value)} ${String(value.unit)}`];
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? [String(value)]
    : [];
}
