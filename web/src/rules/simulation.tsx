import { Button, NativeSelect, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { call, type Answer } from '../api/client.ts';
import { newKey } from '../api/keys.ts';
import { useReader } from '../language/reader.tsx';
import { Chart, type ChartData } from '../pieces/chart.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import type { RuleOwner } from './owner.tsx';
import '../pieces/facts.css';

export type Simulation = Answer<'read-simulation'>;

type Keep = ((number: string) => void) | undefined;

/** Milliseconds between two looks at one that runs. */
const LOOK = 700;

/** A draft tried on stored cases: begun, watched, stopped, and what it would change. */
export function SimulationPanel({
  table,
  owner,
  isUnfit,
  keep,
}: {
  readonly table: DecisionTable;
  readonly owner: RuleOwner;
  /** With faults nothing is tried. */
  readonly isUnfit: boolean;
  /** Makes a test case of one that is shown. */
  readonly keep?: (number: string) => void;
}): ReactNode {
  const { say, number } = useReader();
  const queries = useQueryClient();
  const [days, setDays] = useState('31');
  const [tried, setTried] = useState<{ readonly id: string; readonly table: DecisionTable }>();
  const beginning = useMutation({
    mutationFn: () =>
      call('begin-simulation', {
        body: { table: { ...table }, owner, days: Number(days) },
        once: newKey(),
      }),
    onSuccess: (begun) => {
      queries.setQueryData(['simulation', begun.id], begun);
      setTried({ id: begun.id, table });
    },
  });
  return (
    <div className="stack">
      <p>{say('web-simulation-lead')}</p>
      <div className="row-form">
        <NativeSelect
          size="sm"
          label={say('web-simulation-days')}
          value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
          data={['7', '31', '92'].map((value) => ({
            value,
            label: say('web-simulation-last', { count: number(Number(value)) }),
          }))}
        />
        <Button disabled={isUnfit} loading={beginning.isPending} onClick={() => beginning.mutate()}>
          {say('web-simulation-begin')}
        </Button>
      </div>
      {beginning.isError && <ProblemNotice error={beginning.error} />}
      {tried !== undefined && <Running id={tried.id} isOther={tried.table !== table} keep={keep} />}
    </div>
  );
}

/** One simulation, looked at until it has ended. */
function Running({
  id,
  isOther,
  keep,
}: {
  readonly id: string;
  readonly isOther: boolean;
  readonly keep: Keep;
}): ReactNode {
  const { say, number } = useReader();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['simulation', id],
    queryFn: ({ signal }) => call('read-simulation', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK : false),
  });
  const stopping = useMutation({
    mutationFn: () => call('stop-simulation', { path: { id } }),
    onSuccess: (stopped) => queries.setQueryData(['simulation', id], stopped),
  });
  if (found.isError) return <ProblemNotice error={found.error} />;
  if (found.data === undefined) return undefined;
  const { state, done, total } = found.data;
  const told = say(`web-simulation-${state}`, { done: number(done), total: number(total) });
  return (
    <div className="stack" data-simulation={state}>
      {isOther && <p className="notice notice-warning">{say('web-simulation-other')}</p>}
      <div className="row">
        <Progress
          className="simulation-progress"
          value={total === 0 ? (state === 'running' ? 0 : 100) : (done / total) * 100}
          aria-label={told}
        />
        {state === 'running' && (
          <Button variant="default" size="sm" loading={stopping.isPending} onClick={() => stopping.mutate()}>
            {say('web-simulation-stop')}
          </Button>
        )}
      </div>
      <p role="status">{told}</p>
      {state !== 'failed' && done > 0 && <SimulationResult simulation={found.data} keep={keep} />}
    </div>
  );
}

const OUTCOMES = ['pass', 'hold', 'inquire', 'refuse'] as const;

/** What would change: outcomes before and after as chart and table, reasons, and some of the cases. */
function SimulationResult({
  simulation,
  keep,
}: {
  readonly simulation: Simulation;
  readonly keep: Keep;
}): ReactNode {
  const { say, number } = useReader();
  const { changed, done, outcomes, reasons, samples, countries, headings, unreadable } = simulation;
  const data = useMemo((): ChartData => {
    const count = (side: 'before' | 'after', outcome: string) =>
      outcomes.filter((each) => each[side] === outcome).reduce((sum, each) => sum + each.count, 0);
    return {
      title: say('web-simulation-outcomes'),
      categoryTitle: say('web-rule-outcome'),
      categories: OUTCOMES.map((outcome) => say(`web-outcome-${outcome}`)),
      series: (['before', 'after'] as const).map((side) => ({
        name: say(`web-simulation-${side}`),
        values: OUTCOMES.map((outcome) => count(side, outcome)),
      })),
      kind: 'bar',
    };
  }, [outcomes, say]);
  return (
    <div className="stack" data-changed={changed}>
      <p className="simulation-told">
        {say('web-simulation-changed', { count: number(changed), all: number(done) })}
      </p>
      {unreadable > 0 && (
        <p className="notice notice-warning">
          {say('web-simulation-unreadable', { count: number(unreadable) })}
        </p>
      )}
      <Chart data={data} />
      {reasons.some(({ before, after }) => before !== after) && <Reasons reasons={reasons} />}
      {headings.length > 0 && <GoodsTable name="headings" goods={headings} />}
      {countries.length > 0 && <GoodsTable name="countries" goods={countries} />}
      {samples.length > 0 && <Samples samples={samples} keep={keep} />}
    </div>
  );
}

function Reasons({ reasons }: Pick<Simulation, 'reasons'>): ReactNode {
  const { say, number } = useReader();
  return (
    <div className="chart-table" role="region" aria-label={say('web-simulation-reasons')} tabIndex={0}>
      <table>
        <caption>{say('web-simulation-reasons')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web-rule-code')}</th>
            <th scope="col">{say('web-simulation-before')}</th>
            <th scope="col">{say('web-simulation-after')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons
            .filter(({ before, after }) => before !== after)
            .map(({ code, before, after }) => (
              <tr key={code}>
                <th scope="row" className="code">
                  {code}
                </th>
                <td>{number(before)}</td>
                <td>{number(after)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** Goods whose outcome would change, with their customs value. */
function GoodsTable({
  name,
  goods,
}: {
  readonly name: 'countries' | 'headings';
  readonly goods: Simulation['countries'];
}): ReactNode {
  const { say, sayFirst, number, amount } = useReader();
  const title = say(`web-simulation-${name}`);
  return (
    <div className="chart-table" role="region" aria-label={title} tabIndex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">
              {say(`verification-figure-by-${name === 'countries' ? 'country' : 'heading'}`)}
            </th>
            <th scope="col">{say('web-simulation-items')}</th>
            <th scope="col">{say('web-simulation-value')}</th>
          </tr>
        </thead>
        <tbody>
          {goods.map(({ key, items, values }) => (
            <tr key={key}>
              <th scope="row">{key === '' ? '—' : sayFirst([`country.${key}`], key)}</th>
              <td>{number(items)}</td>
              <td>{values.map((value) => `${amount(value.amount)} ${value.currency}`).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Samples({ samples, keep }: Pick<Simulation, 'samples'> & { readonly keep: Keep }): ReactNode {
  const { say } = useReader();
  return (
    <div className="chart-table" role="region" aria-label={say('web-simulation-samples')} tabIndex={0}>
      <table>
        <caption>{say('web-simulation-samples')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web-simulation-case')}</th>
            <th scope="col">{say('web-simulation-before')}</th>
            <th scope="col">{say('web-simulation-after')}</th>
            {keep !== undefined && (
              <th scope="col">
                <span className="visually-hidden">{say('web-case-keep')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {samples.map(({ claimant, version, before, after, reasonsBefore, reasonsAfter }) => (
            <tr key={`${claimant} ${String(version)}`}>
              <th scope="row" className="code">
                {caseNumber(claimant)}
              </th>
              <td>
                {say(`web-outcome-${before}`)} <span className="rule-told">{reasonsBefore.join(', ')}</span>
              </td>
              <td>
                {say(`web-outcome-${after}`)} <span className="rule-told">{reasonsAfter.join(', ')}</span>
              </td>
              {keep !== undefined && (
                <td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`${say('web-case-keep')}: ${caseNumber(claimant)}`}
                    onClick={() => keep(caseNumber(claimant))}
                  >
                    {say('web-case-keep')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The number by which people know a case: the last part of its permanent name. */
export function caseNumber(claimant: string): string {
  return claimant.split('/').slice(3).join('/') || claimant;
}
