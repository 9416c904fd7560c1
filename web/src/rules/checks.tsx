import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { call, type Answer } from '../api/client.ts';
import { useReader } from '../language/reader.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Badge } from '../pieces/state-badge.tsx';
import { focusCell } from './grid-hands.ts';
import type { RuleOwner } from './owner.tsx';
import { placeOfPath, type Place } from './remarks.ts';

export type TableCheck = Answer<'check-rule-table'>;
export type CheckedCase = TableCheck['cases'][number];

/** A pause of whoever types, in milliseconds. */
const PAUSE = 350;

/** What the table is found to be, as it stands after each pause of typing. */
export function useCheck(table: DecisionTable | undefined, owner: RuleOwner) {
  const { language } = useReader();
  const [asked, setAsked] = useState(table);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(table), PAUSE);
    return () => clearTimeout(timer);
  }, [table]);
  const found = useQuery({
    queryKey: ['rule-check', language, asked, owner],
    enabled: asked !== undefined,
    queryFn: ({ signal }) => call('check-rule-table', { body: { table: { ...asked }, owner }, signal }),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  return { ...found, isStale: asked !== table || found.isPlaceholderData };
}

/** Faults and warnings, each leading to its cell. */
export function CheckList({
  table,
  check,
  go,
}: {
  readonly table: DecisionTable;
  readonly check: TableCheck;
  readonly go?: (place: Place) => void;
}): ReactNode {
  const { say } = useReader();
  const all = [
    ...check.faults.map((fault) => ({ ...fault, isGrave: true })),
    ...check.warnings.map((fault) => ({ ...fault, isGrave: false })),
  ];
  if (all.length === 0)
    return (
      <p className="row" data-check="clear">
        <Badge tone="passed">{say('web-rule-check-clear')}</Badge>
      </p>
    );
  return (
    <ul className="plain-list rule-checks" data-check={check.faults.length > 0 ? 'faults' : 'warnings'}>
      {all.map(({ code, path, detail, isGrave }, index) => {
        const place = placeOfPath(path, table);
        const row = place === undefined ? undefined : table.rows[place.row];
        return (
          <li key={`${code} ${path} ${String(index)}`}>
            <Badge tone={isGrave ? 'failed' : 'warning'}>
              {say(isGrave ? 'web-rule-fault' : 'web-rule-warning')}
            </Badge>
            <span dir="auto">{detail}</span>
            {place !== undefined && row !== undefined && go !== undefined && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  const there = { row: place.row, column: place.column === '' ? 'mode' : place.column };
                  go(there);
                  focusCell(there);
                }}
              >
                {say('web-rule-go', { row: row.id })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The test cases that concern the table: what each says, and what came out instead. */
export function CaseResults({
  cases,
  isUnfit,
}: {
  readonly cases: TableCheck['cases'];
  /** A table with faults decides nothing. */
  readonly isUnfit: boolean;
}): ReactNode {
  const { say, number } = useReader();
  if (isUnfit && cases.length === 0)
    return (
      <p className="quiet" data-cases="waiting">
        {say('web-rule-cases-wait')}
      </p>
    );
  if (cases.length === 0)
    return <EmptyState title={say('web-rule-cases-none')} text={say('web-rule-cases-none-more')} />;
  const failed = cases.filter(({ passed }) => !passed);
  return (
    <div className="stack" data-cases={failed.length === 0 ? 'passed' : 'failed'}>
      <p>
        {say('web-rule-cases-told', {
          passed: number(cases.length - failed.length),
          all: number(cases.length),
        })}
      </p>
      <CaseList cases={failed} />
      <details>
        <summary>{say('web-rule-cases-passed')}</summary>
        <CaseList cases={cases.filter(({ passed }) => passed)} />
      </details>
    </div>
  );
}

function CaseList({ cases }: { readonly cases: TableCheck['cases'] }): ReactNode {
  const { say } = useReader();
  return (
    <ul className="plain-list rule-checks">
      {cases.map(({ pack = '', name, title, passed, differences }) => (
        <li key={`${pack} ${name}`}>
          <Badge tone={passed ? 'passed' : 'failed'}>
            {say(passed ? 'web-rule-case-passed' : 'web-rule-case-failed')}
          </Badge>
          <span dir="auto">{title === '' ? name : title}</span>
          {pack === '' && <span className="quiet">{say('web-case-own')}</span>}
          <Differences differences={differences} />
        </li>
      ))}
    </ul>
  );
}

/** What a case was to come to, and what it came to. */
export function Differences({ differences }: Pick<CheckedCase, 'differences'>): ReactNode {
  const { say, sayFirst } = useReader();
  const valueOf = (text: string): string => (text === '' ? '—' : sayFirst([`web-outcome-${text}`], text));
  const partOf = (text: string): string => {
    const [, what = text, item] = /^([a-z]+)(?: \((\d+)\))?$/.exec(text) ?? [];
    const told = sayFirst([`web-case-part-${what}`], what);
    return item === undefined ? told : `${told} (${say('web-item', { item })})`;
  };
  return differences.map(({ part, expected, found }) => (
    <span key={`${part} ${expected} ${found}`} className="rule-told" dir="auto">
      {say('web-rule-case-difference', {
        part: partOf(part),
        expected: valueOf(expected),
        found: valueOf(found),
      })}
    </span>
  ));
}
