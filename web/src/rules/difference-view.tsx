import type { ReactNode } from 'react';
import { fieldOf, isFieldName } from '../../../src/verification/facts/index.ts';
import type { Cell, DecisionTable } from '../../../src/verification/rules/index.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../src/base/index.ts';
import { useReader, type Reader } from '../language/reader.tsx';
import { Badge, type Tone } from '../pieces/state-badge.tsx';
import type { TableCase } from './cases/writing-case.ts';
import { cellWords, fieldTitle } from './cell-words.ts';
import { differenceOf, type PartChange, type RowChange } from './difference.ts';
import { textOfCell } from './notation.ts';
import '../parameters/parameters.css';

const TONES: Readonly<Record<RowChange['kind'], Tone>> = {
  added: 'passed',
  changed: 'warning',
  ended: 'failed',
  moved: 'compare',
};

/** What would be otherwise: rows added, changed and ended, cell by cell. */
export function DifferenceView({
  before,
  after,
}: {
  readonly before: DecisionTable | undefined;
  readonly after: DecisionTable;
}): ReactNode {
  const { say, number } = useReader();
  const { parts, rows } = differenceOf(before, after);
  if (parts.length === 0 && rows.length === 0)
    return (
      <p className="quiet" data-difference="none">
        {say('web-rule-same')}
      </p>
    );
  return (
    <div className="stack" data-difference={rows.length}>
      <p>{say('web-rule-differs', { count: number(rows.length), all: number(after.rows.length) })}</p>
      {parts.length > 0 && <Parts title={say('web-rule-table')} parts={parts} />}
      {rows.map(({ kind, id, parts: changed }) => (
        <section key={id} className="stack" data-kind={kind}>
          <div className="row">
            <Badge tone={TONES[kind]}>{say(`web-rule-${kind}`)}</Badge>
            <h3 className="code">{id}</h3>
          </div>
          {changed.length > 0 && <Parts title={id} parts={changed} />}
        </section>
      ))}
    </div>
  );
}

function Parts({
  title,
  parts,
}: {
  readonly title: string;
  readonly parts: readonly PartChange[];
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  return (
    <table className="before-after">
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{say('web-parameter-field')}</th>
          <th scope="col">{say('web-parameter-before')}</th>
          <th scope="col">{say('web-parameter-after')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ part, before, after }) => (
          <tr key={part} data-changed="true" data-part={part}>
            <th scope="row">{partTitle(part, reader)}</th>
            <td dir="auto">{partText(part, before, reader)}</td>
            <td dir="auto">{partText(part, after, reader)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function partTitle(part: string, reader: Reader): string {
  const { say, sayFirst } = reader;
  const [head = '', ...rest] = part.split('.');
  const name = rest.join('.');
  if (head === 'cells') return fieldTitle(name, reader);
  if (head === 'outputs') return sayFirst([`web-rule-output-${name}`], name);
  if (head === 'sentence' || head === 'title') {
    const language = LANGUAGES.find((each) => each === name);
    const told = language === undefined ? name : LANGUAGE_NAMES[language];
    return `${say(`web-rule-${head}`)} (${told})`;
  }
  if (head === 'cases') return `${say('web-case-one')} ${name}`;
  return sayFirst([`web-rule-${head}`], head);
}

function partText(part: string, value: unknown, reader: Reader): ReactNode {
  if (value === undefined) return '—';
  const { say, sayFirst, language } = reader;
  const [head = '', ...rest] = part.split('.');
  const field = rest.join('.');
  if (head === 'cells' && isFieldName(field)) {
    // Whatever stands under `cells` of a table is a cell.
    const cell = value as Cell;
    const told = cellWords(cell, field, reader);
    return (
      <>
        <code dir="ltr">{textOfCell(cell, fieldOf(field).kind)}</code>
        <span className="rule-told">{told}</span>
      </>
    );
  }
  if (head === 'cases') {
    // Whatever stands under `cases` of a table is one of its cases.
    const { why, expect, given } = value as TableCase;
    return (
      <>
        {why[language] ?? Object.values(why)[0]} · {say(`web-outcome-${expect.outcome}`)}
        <details>
          <summary>{say('web-case-given')}</summary>
          <pre className="rule-case-given" dir="ltr" tabIndex={0}>
            {JSON.stringify({ ...given, expect }, undefined, 1)}
          </pre>
        </details>
      </>
    );
  }
  if (head === 'inputs' && Array.isArray(value))
    return value.map((name) => fieldTitle(String(name), reader)).join(' · ');
  if (typeof value !== 'string') return JSON.stringify(value);
  const stem = head === 'outcome' ? 'web-outcome' : `web-rule-${head}`;
  return sayFirst([`${stem}-${value}`], value);
}
