import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Badge, type Tone } from '../pieces/state-badge.tsx';
import { DocumentLink } from './document-link.tsx';
import { documentText, documentTitle, type DocumentName } from './told.ts';
import './cited-reference.css';

const LINK_TONES: Readonly<Record<string, Tone>> = {
  linked: 'passed',
  unknown: 'warning',
  ambiguous: 'failed',
  unreadable: 'failed',
  'foreign-type': 'failed',
};

/** What became of a reference. */
export interface ToldLink {
  readonly code: string;
  readonly reference: string;
  readonly state: string;
  readonly candidates: readonly DocumentName[];
  readonly suggestions: readonly DocumentName[];
  /** From what is cited to what is in force. */
  readonly chain: readonly DocumentName[];
}

/** A reference as it was written, how it was read, what took its place, and what may have been meant. */
export function CitedReference({
  link,
  isNamed = false,
  choose,
}: {
  readonly link: ToldLink;
  /** Says the code too, where nothing around does. */
  readonly isNamed?: boolean;
  /** Takes one of the suggestions instead of what was written. */
  readonly choose?: (document: DocumentName) => void;
}): ReactNode {
  const reader = useReader();
  const { say, sayFirst } = reader;
  const { code, reference, state, candidates, suggestions, chain } = link;
  return (
    <div className="cited" data-link={state}>
      <p className="row">
        {isNamed && <span>{documentTitle(code, reader)}</span>}
        <b className="number" dir="auto">
          {reference}
        </b>
        <Badge tone={LINK_TONES[state] ?? 'unknown'}>{sayFirst([`field-value-${state}`], state)}</Badge>
      </p>
      {chain.length > 1 && (
        <>
          <p className="quiet">{say('web-link-chain')}</p>
          <ol className="chain">
            {chain.map((document, index) => (
              <li
                key={documentText(document)}
                {...(index === chain.length - 1 ? { 'aria-current': 'true' } : {})}
              >
                <DocumentLink document={document} />
              </li>
            ))}
          </ol>
        </>
      )}
      <Choices title={say('web-link-candidates')} documents={candidates} choose={choose} />
      <Choices title={say('web-link-suggestions')} documents={suggestions} choose={choose} />
    </div>
  );
}

function Choices({
  title,
  documents,
  choose,
}: {
  readonly title: string;
  readonly documents: readonly DocumentName[];
  readonly choose: ((document: DocumentName) => void) | undefined;
}): ReactNode {
  const { say } = useReader();
  if (documents.length === 0) return undefined;
  return (
    <>
      <p className="quiet">{title}</p>
      <ul className="plain-list">
        {documents.map((document) => (
          <li key={documentText(document)} className="row">
            {choose === undefined ? (
              <DocumentLink document={document} />
            ) : (
              <button type="button" className="link-button" onClick={() => choose(document)}>
                {say('web-link-take', { number: documentText(document) })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
