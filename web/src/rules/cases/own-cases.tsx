import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { MOST_TABLE_CASES } from '../../../../src/verification/facts/index.ts';
import { call } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { Differences, type CheckedCase, type TableCheck } from '../checks.tsx';
import { focusCell } from '../grid-hands.ts';
import type { RuleOwner } from '../owner.tsx';
import type { Place } from '../remarks.ts';
import type { Hand } from '../writing.ts';
import { CaseForm } from './case-form.tsx';
import { blankCase, freeName, withCases, type TableCase } from './writing-case.ts';
import '../../pieces/facts.css';

interface Beside {
  readonly hand: Hand;
  readonly owner: RuleOwner;
  readonly check: TableCheck | undefined;
  readonly isStale: boolean;
  readonly go: (place: Place) => void;
  /** Number of a declaration that somebody came to keep. */
  readonly keep: string;
}

/** The test cases that stand beside the table and travel with it: made, changed, and seen to pass or fail while it is written. */
export function OwnCases({ hand, owner, check, isStale, go, keep }: Beside): ReactNode {
  const { say } = useReader();
  const [open, setOpen] = useState<string>();
  const { table, change } = hand;
  const cases = table.cases ?? [];
  const set = (next: readonly TableCase[], mark?: string): void => change(withCases(table, next), mark);
  const add = (made: TableCase): void => {
    set([...cases, made]);
    setOpen(made.name);
  };
  const results = new Map(
    (check?.cases ?? []).filter(({ pack }) => pack === undefined).map((each) => [each.name, each]),
  );
  return (
    <div className="stack" data-own-cases={cases.length} aria-busy={isStale}>
      <p>{say('web-case-lead')}</p>
      {owner.authority === undefined ? (
        <p className="notice notice-warning">{say('web-case-no-authority')}</p>
      ) : (
        <Adding cases={cases} owner={owner} add={add} keep={keep} />
      )}
      {cases.length > 0 && (
        <ul className="plain-list rule-own-cases">
          {cases.map((written, place) => {
            const isOpen = open === written.name;
            const result = results.get(written.name);
            return (
              <li key={written.name} className="stack" data-case={written.name}>
                <CaseLine
                  written={written}
                  result={result}
                  hand={hand}
                  go={go}
                  isOpen={isOpen}
                  toggle={() => setOpen(isOpen ? undefined : written.name)}
                  copy={() => add({ ...written, name: freeName(cases, written.name) })}
                  remove={() => set(cases.filter((each) => each !== written))}
                />
                {isOpen && (
                  <CaseForm
                    table={table}
                    place={place}
                    written={written}
                    faults={check?.faults ?? []}
                    comesTo={isStale ? undefined : result?.comesTo}
                    change={(next, mark) =>
                      set(
                        cases.map((each) => (each === written ? next : each)),
                        `case ${written.name} ${mark}`,
                      )
                    }
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function CaseLine({
  written,
  result,
  hand: { table },
  go,
  isOpen,
  toggle,
  copy,
  remove,
}: {
  readonly written: TableCase;
  readonly result: CheckedCase | undefined;
  readonly hand: Hand;
  readonly go: (place: Place) => void;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly copy: () => void;
  readonly remove: () => void;
}): ReactNode {
  const { say, language } = useReader();
  const why = Object.entries(written.why);
  const told = why.find(([each]) => each === language)?.[1] ?? why[0]?.[1] ?? written.name;
  const state = result === undefined ? 'waits' : result.passed ? 'passed' : 'failed';
  const tone = { waits: 'unknown', passed: 'passed', failed: 'failed' } as const;
  return (
    <>
      <div className="row" data-case-state={state}>
        <Badge tone={tone[state]}>{say(`web-rule-case-${state}`)}</Badge>
        <span className="rule-case-why" dir="auto">
          {told}
        </span>
        <Button size="compact-sm" variant="default" aria-expanded={isOpen} onClick={toggle}>
          {say(isOpen ? 'web-close' : 'web-case-edit')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={copy}
          aria-label={`${say('web-case-copy')}: ${told}`}
        >
          {say('web-case-copy')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={remove}
          aria-label={`${say('web-case-remove')}: ${told}`}
        >
          {say('web-case-remove')}
        </Button>
      </div>
      {result !== undefined && (
        <>
          <Differences differences={result.differences} />
          <p className="row rule-told">
            {say(result.rows.length === 0 ? 'web-case-no-row' : 'web-case-rows')}
            {result.rows.map((id) => (
              <Button
                key={id}
                size="compact-xs"
                variant="subtle"
                data-hit={id}
                onClick={() => {
                  const there = { row: table.rows.findIndex((row) => row.id === id), column: 'mode' };
                  go(there);
                  focusCell(there);
                }}
              >
                <bdi className="code">{id}</bdi>
              </Button>
            ))}
          </p>
        </>
      )}
    </>
  );
}

/** A case of a stored declaration, as it was decided, or one by the form. */
function Adding({
  cases,
  owner: { authority = '' },
  add,
  keep,
}: {
  readonly cases: readonly TableCase[];
  readonly owner: RuleOwner;
  readonly add: (made: TableCase) => void;
  readonly keep: string;
}): ReactNode {
  const { say, language } = useReader();
  const [typed, setTyped] = useState('');
  const kept = useRef('');
  const isFull = cases.length >= MOST_TABLE_CASES;
  const keeping = useMutation({
    mutationFn: (asked: string) => call('write-test-case', { query: { authority, number: asked } }),
    onSuccess: ({ given, expect }, asked) => {
      const why = { [language]: say('web-case-from', { number: asked }) };
      add({ name: freeName(cases, `case-${asked}`), why, given, expect });
      setTyped('');
    },
  });
  const { mutate } = keeping;
  useEffect(() => {
    // Asked for once: going back over the page keeps nothing a second time.
    if (keep === '' || kept.current === keep) return;
    kept.current = keep;
    mutate(keep);
  }, [keep, mutate]);
  return (
    <>
      <form
        className="row-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') keeping.mutate(typed.trim());
        }}
      >
        <TextInput
          id="rule-case-number"
          size="sm"
          dir="ltr"
          maxLength={80}
          label={say('web-case-declaration-number')}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={isFull || typed.trim() === ''}
          loading={keeping.isPending}
        >
          {say('web-case-keep')}
        </Button>
        <Button
          variant="default"
          disabled={isFull}
          onClick={() => {
            const today = new Date(Date.now()).toISOString().slice(0, 10);
            add(blankCase(freeName(cases, 'case'), { [language]: say('web-case-new') }, today));
          }}
        >
          {say('web-case-by-form')}
        </Button>
      </form>
      {isFull && <p className="quiet">{say('web-case-full', { most: MOST_TABLE_CASES })}</p>}
      {keeping.isError && <ProblemNotice error={keeping.error} />}
    </>
  );
}
