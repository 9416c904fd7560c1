import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { rowTitle } from '../../parameters/change-preview.tsx';
import { memberOf, membersOf, type Schema } from '../../parameters/schema.ts';
import { ToldValue } from '../../parameters/told-value.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { useSession } from '../../session/session.tsx';
import { Proposal } from './proposal.tsx';
import '../../pieces/filters.css';

export type Parameter = Answer<'read-parameter'>;
export type Row = Parameter['rows'][number];

/** One set of what everybody goes by, as it counts on a day. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  const { parameters, search } = useAddress();
  const name = parameters['name'] ?? '';
  const day = /^\d{4}-\d{2}-\d{2}$/.test(search['day'] ?? '') ? (search['day'] ?? '') : '';
  const found = useQuery({
    queryKey: ['parameter', name, language, day],
    queryFn: ({ signal }) =>
      call('read-parameter', { path: { parameter: name }, query: day === '' ? {} : { at: day }, signal }),
  });
  if (found.isSuccess) return <ParameterPage parameter={found.data} day={day} />;
  return (
    <Page title={say('web-parameter')}>
      {found.isPending ? (
        <Loading lines={8} />
      ) : (
        <ProblemNotice error={found.error} retry={() => void found.refetch()} />
      )}
    </Page>
  );
}

function ParameterPage({
  parameter,
  day,
}: {
  readonly parameter: Parameter;
  readonly day: string;
}): ReactNode {
  const reader = useReader();
  const { say, number } = reader;
  const { filter } = useAddress();
  const { may } = useSession();
  const [begun, setBegun] = useState<Row | 'new'>();
  const mayPropose = may('parameter.propose');
  const columns = useMemo(
    () => columnsFor(parameter, reader, mayPropose ? setBegun : undefined),
    [parameter, reader, mayPropose],
  );
  return (
    <Page
      title={parameter.title}
      lead={
        <>
          {parameter.about} <Link to="/parameters">{say('web-parameters-back')}</Link>
        </>
      }
      actions={
        mayPropose &&
        begun === undefined && <Button onClick={() => setBegun('new')}>{say('web-parameter-add')}</Button>
      }
    >
      {begun !== undefined && (
        <Card
          title={
            begun === 'new'
              ? say('web-parameter-add')
              : say('web-parameter-change-of', { name: rowTitle(begun.key, parameter.keySchema, reader) })
          }
        >
          <Proposal
            parameter={parameter}
            row={begun === 'new' ? undefined : begun}
            close={() => setBegun(undefined)}
          />
        </Card>
      )}
      <Card>
        <div className="filters" role="group" aria-label={say('web-filters')}>
          <TextInput
            size="sm"
            type="date"
            label={say('web-parameter-day')}
            value={day}
            onChange={({ currentTarget }) => filter({ day: currentTarget.value })}
          />
          <p className="quiet">{say('web-parameter-version', { version: number(parameter.version) })}</p>
        </div>
        {parameter.rows.length === 0 ? (
          <EmptyState title={say('web-parameter-empty')} text={say('web-parameter-empty-more')} />
        ) : (
          <DataTable
            name={`parameter-${parameter.name}`}
            caption={parameter.title}
            columns={columns}
            rows={parameter.rows}
            keyOf={({ key, level }) => JSON.stringify([key, level])}
          />
        )}
      </Card>
    </Page>
  );
}

function columnsFor(
  { keySchema, valueSchema }: { readonly keySchema: Schema; readonly valueSchema: Schema },
  reader: Reader,
  begin: ((row: Row) => void) | undefined,
): readonly Column<Row>[] {
  const { say, sayFirst, shortDay } = reader;
  const of = (part: 'key' | 'value', schema: Schema): readonly Column<Row>[] =>
    membersOf(schema).map(([name, member]) => ({
      id: `${part}-${name}`,
      title: member.title ?? say('web-parameter-value'),
      isFixed: part === 'key',
      cell: (row) => <ToldValue schema={member} value={memberOf(row[part], name)} />,
    }));
  return [
    ...of('key', keySchema),
    ...of('value', valueSchema),
    {
      id: 'from',
      title: say('web-parameter-since'),
      cell: ({ from }) => <span className="nowrap">{from === undefined ? '—' : shortDay(from)}</span>,
    },
    {
      id: 'until',
      title: say('web-parameter-until'),
      isHidden: true,
      cell: ({ until }) => <span className="nowrap">{until === undefined ? '—' : shortDay(until)}</span>,
    },
    {
      id: 'level',
      title: say('web-parameter-level'),
      isHidden: true,
      cell: ({ level }) => sayFirst([`web-parameter-level-${level}`], level),
    },
    ...(begin === undefined
      ? []
      : [
          {
            id: 'change',
            title: say('web-parameter-change-it'),
            isFixed: true,
            cell: (row: Row) => (
              <Button
                size="xs"
                variant="default"
                aria-label={say('web-parameter-change-of', { name: rowTitle(row.key, keySchema, reader) })}
                onClick={() => {
                  begin(row);
                  window.scrollTo({ top: 0 });
                }}
              >
                {say('web-parameter-change-it')}
              </Button>
            ),
          },
        ]),
  ];
}
