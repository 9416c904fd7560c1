import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { callBytes } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { runOf, type RunCheck } from './report.ts';

/** How agreements name the form of a report. */
export const RUN_DIALECT = 'conformance-report:1';

/** A partner's conformance run: which checks it passed, and what was found where it did not. */
export function ConformanceRun({ id }: { readonly id: string }): ReactNode {
  const reader = useReader();
  const { say, number, moment } = reader;
  const fetching = useMutation({ mutationFn: () => callBytes('read-arrival-content', { path: { id } }) });
  const { data } = fetching;
  const run = useMemo(() => (data === undefined ? undefined : runOf(data)), [data]);
  const columns = useMemo(() => columnsFor(reader), [reader]);
  if (data === undefined)
    return (
      <div className="stack">
        <p>{say('web-run-lead')}</p>
        {fetching.isError && <ProblemNotice error={fetching.error} />}
        <div className="row">
          <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate()}>
            {say('web-run-show')}
          </Button>
        </div>
      </div>
    );
  if (run === undefined) return <p>{say('web-run-unreadable')}</p>;
  const { checks, begun, ended } = run;
  const passed = checks.filter((check) => check.passed).length;
  const values = { passed: number(passed), total: number(checks.length) };
  return (
    <div className="stack">
      <p>{say('web-run-passed', { ...values, begun: moment(begun), ended: moment(ended) })}</p>
      <DataTable
        name="exchange-run"
        caption={say('web-run')}
        columns={columns}
        // What failed is what is looked for.
        rows={checks.toSorted((left, right) => Number(left.passed) - Number(right.passed))}
        keyOf={({ id: check }) => check}
      />
    </div>
  );
}

function columnsFor({ say }: Reader): readonly Column<RunCheck>[] {
  return [
    {
      id: 'check',
      title: say('web-run-check'),
      isFixed: true,
      cell: ({ id }) => <span className="code">{id}</span>,
    },
    {
      id: 'outcome',
      title: say('web-column-state'),
      cell: ({ passed }) => (
        <Badge tone={passed ? 'passed' : 'failed'}>{say(passed ? 'web-run-yes' : 'web-run-no')}</Badge>
      ),
    },
    { id: 'clause', title: say('web-run-clause'), cell: ({ clause }) => clause },
    {
      id: 'expected',
      title: say('web-run-expected'),
      cell: ({ expected }) => <span className="code">{expected}</span>,
    },
    { id: 'found', title: say('web-run-found'), cell: ({ found }) => <span className="code">{found}</span> },
  ];
}
