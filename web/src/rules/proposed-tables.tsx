import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { call, type Answer } from '../api/client.ts';
import { useReader } from '../language/reader.tsx';
import { Loading } from '../pieces/loading.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { Badge } from '../pieces/state-badge.tsx';
import { isMembers } from '../parameters/schema.ts';
import { CaseResults, CheckList, useCheck } from './checks.tsx';
import { DifferenceView } from './difference-view.tsx';
import type { RuleOwner } from './owner.tsx';
import { RuleGrid } from './rule-grid.tsx';
import { remarksOf, type Place } from './remarks.ts';
import { SimulationPanel } from './simulation.tsx';
import { tableOf, tableTitle } from './stored.ts';
import { useHand } from './writing.ts';

type ChangeRead = Answer<'read-parameter-change'>;

interface Proposed {
  readonly key: string;
  readonly before: DecisionTable | undefined;
  /** Absent where the table ends. */
  readonly after: DecisionTable | undefined;
  readonly from: string;
  readonly startsInPast: boolean;
}

/** Proposed tables as tables: what differs, the whole, its check, the test cases, and a trial on stored cases. */
export function ProposedTables({ read }: { readonly read: ChangeRead }): ReactNode {
  const { say, number } = useReader();
  const past = usePast(read);
  if (past.isLoading) return <Loading />;
  return (
    <div className="stack" data-preview>
      {read.preview?.touches !== undefined && (
        <p>{say('web-rule-touches', { count: number(read.preview.touches) })}</p>
      )}
      {past.isError && <ProblemNotice error={past.error} />}
      {proposedOf(read, past.data ?? NONE).map((proposed) => (
        <ProposedTable key={proposed.key} proposed={proposed} owner={ownerIn(read)} />
      ))}
    </div>
  );
}

function ownerIn({ change }: ChangeRead): RuleOwner {
  const owner = change.body['owner'];
  if (!isMembers(owner)) return {};
  const { authority, office } = owner;
  return {
    ...(typeof authority === 'string' ? { authority } : {}),
    ...(typeof office === 'string' ? { office } : {}),
  };
}

const NONE: ReadonlyMap<string, DecisionTable> = new Map();

/** What counted before a change that has been decided: the tables of the version that it was proposed on, for its first day. */
function usePast(read: ChangeRead) {
  const { change, preview } = read;
  const { baseVersion, rows } = change.body;
  const first = Array.isArray(rows) && isMembers(rows[0]) ? rows[0]['from'] : undefined;
  const owner = ownerIn(read);
  return useQuery({
    queryKey: ['parameter', 'rule-table', 'past', change.id],
    enabled: preview === undefined && typeof first === 'string' && typeof baseVersion === 'number',
    queryFn: ({ signal }) =>
      call('read-parameter', {
        path: { parameter: 'rule-table' },
        query: { ...owner, at: String(first), version: Number(baseVersion) },
        signal,
      }),
    select: (found) =>
      new Map(
        found.rows.flatMap(({ key, value }) => {
          const table = tableOf(value, key);
          return table === undefined ? [] : [[table.name, table] as const];
        }),
      ),
  });
}

/** Before the decision from the preview; after it from what was decided on. */
function proposedOf(
  { change, preview }: ChangeRead,
  past: ReadonlyMap<string, DecisionTable>,
): readonly Proposed[] {
  if (preview !== undefined)
    return preview.rows.map(({ key, before, after, from, startsInPast }) => ({
      key: String(key['table']),
      before: tableOf(before, key),
      after: tableOf(after, key),
      from,
      startsInPast,
    }));
  const rows = Array.isArray(change.body['rows']) ? change.body['rows'].filter(isMembers) : [];
  return rows.map(({ key, value, from }) => {
    const name = isMembers(key) ? String(key['table']) : '';
    return {
      key: name,
      before: past.get(name),
      after: tableOf(value, key),
      from: String(from),
      startsInPast: false,
    };
  });
}

function ProposedTable({
  proposed,
  owner,
}: {
  readonly proposed: Proposed;
  readonly owner: RuleOwner;
}): ReactNode {
  const { say, day, language } = useReader();
  const { key, before, after, from, startsInPast } = proposed;
  const shown = after ?? before;
  return (
    <section className="stack">
      <div className="row">
        <h3 dir="auto">{shown === undefined ? key : tableTitle(shown, language)}</h3>
        <span className="code">{key}</span>
        <span className="quiet">{say('web-parameter-from', { day: day(from) })}</span>
      </div>
      {startsInPast && <p className="notice notice-warning">{say('web-parameter-past')}</p>}
      {after === undefined ? (
        <Badge tone="failed">{say('web-parameter-ended')}</Badge>
      ) : (
        <Whole before={before} after={after} owner={owner} />
      )}
    </section>
  );
}

function Whole({
  before,
  after,
  owner,
}: {
  readonly owner: RuleOwner;
  readonly before: DecisionTable | undefined;
  readonly after: DecisionTable;
}): ReactNode {
  const { say } = useReader();
  const hand = useHand(after);
  const [at, go] = useState<Place>({ row: 0, column: 'mode' });
  const check = useCheck(after, owner);
  const remarks = useMemo(
    () => remarksOf(after, check.data?.faults ?? [], check.data?.warnings ?? []),
    [after, check.data],
  );
  return (
    <>
      {before !== undefined && <DifferenceView before={before} after={after} />}
      <details open={before === undefined}>
        <summary>{say('web-rule-grid')}</summary>
        <RuleGrid hand={hand} remarks={remarks} at={at} go={go} isFixed />
      </details>
      <h4>{say('web-rule-check')}</h4>
      {check.isError && <ProblemNotice error={check.error} />}
      {check.data === undefined ? (
        !check.isError && <Loading />
      ) : (
        <>
          <CheckList table={after} check={check.data} />
          <h4>{say('web-rule-cases')}</h4>
          <CaseResults cases={check.data.cases} isUnfit={check.data.faults.length > 0} />
        </>
      )}
      <h4>{say('web-simulation')}</h4>
      <SimulationPanel table={after} owner={owner} isUnfit={(check.data?.faults.length ?? 1) > 0} />
    </>
  );
}
