import { Button, TextInput } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { rowTitle } from '../../parameters/change-preview.tsx';
import { memberOf, membersOf, type Schema } from '../../parameters/schema.ts';
import { ToldValue } from '../../parameters/told-value.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { AuthorityChoice, useRuleOwner, type RuleOwner } from '../../rules/owner.tsx';
import { useSession } from '../../session/session.tsx';
import { Proposal, type ProposedRow } from './proposal.tsx';
import { ParameterSheet } from './sheet.tsx';
import '../../pieces/filters.css';

export type Parameter = Answer<'read-parameter'>;
export type Row = Parameter['rows'][number];
type Begun = Row | 'new' | 'sheet';

/** What verification goes by: an authority's own, which officials of the platform look after for it. */
const OF_RULES = new Set(['rule-table', 'reference-pattern', 'commodity-mapping', 'verification-practice']);

/** One set of what everybody goes by, as it counts on a day. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  const { parameters, search } = useAddress();
  const name = parameters['name'] ?? '';
  const day = /^\d{4}-\d{2}-\d{2}$/.test(search['day'] ?? '') ? (search['day'] ?? '') : '';
  const { owner, isChosen } = useRuleOwner();
  const [, setChoice] = useState(0);
  const chosen = useCallback(() => setChoice((count) => count + 1), []);
  const isOfRules = OF_RULES.has(name);
  const query = { ...(isOfRules ? owner : {}), ...(day === '' ? {} : { at: day }) };
  const found = useQuery({
    queryKey: ['parameter', name, language, query],
    queryFn: ({ signal }) => call('read-parameter', { path: { parameter: name }, query, signal }),
  });
  // Tables of rules have an editor of their own.
  if (name === 'rule-table') return <Navigate to="/rules" replace />;
  if (found.isSuccess)
    return (
      <ParameterPage
        // What is begun for one authority is none of another's.
        key={isOfRules ? (owner.authority ?? '') : ''}
        parameter={found.data}
        day={day}
        {...(isOfRules ? { owner } : {})}
        choice={isOfRules && isChosen ? <AuthorityChoice changed={chosen} /> : undefined}
      />
    );
  return <AwaitedPage title={say('web-parameter')} found={found} />;
}

function ParameterPage({
  parameter,
  day,
  owner,
  choice,
}: {
  readonly parameter: Parameter;
  readonly day: string;
  /** Whose rows they are; absent: the reader's own. */
  readonly owner?: RuleOwner;
  readonly choice: ReactNode;
}): ReactNode {
  const { say } = useReader();
  const { may } = useSession();
  const [begun, setBegun] = useState<Begun>();
  const mayPropose = may('parameter.propose');
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
        begun === undefined && (
          <>
            <Button
              variant="default"
              leftSection={<IconTableImport size={18} aria-hidden />}
              onClick={() => setBegun('sheet')}
            >
              {say('web-parameter-sheet')}
            </Button>
            <Button onClick={() => setBegun('new')}>{say('web-parameter-add')}</Button>
          </>
        )
      }
    >
      {choice !== undefined && <Card>{choice}</Card>}
      <Proposing
        parameter={parameter}
        begun={begun}
        begin={setBegun}
        {...(owner === undefined ? {} : { owner })}
      />
      <Rows parameter={parameter} day={day} begin={mayPropose ? setBegun : undefined} />
    </Page>
  );
}

/** What is being proposed: a row, a sheet of rows, or the list of rows that were collected. */
function Proposing({
  parameter,
  owner,
  begun,
  begin,
}: {
  readonly parameter: Parameter;
  readonly owner?: RuleOwner;
  readonly begun: Begun | undefined;
  readonly begin: (next: Begun | undefined) => void;
}): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const [rows, setRows] = useState<readonly ProposedRow[]>([]);
  const close = (): void => begin(undefined);
  if (begun === 'sheet')
    return (
      <Card title={say('web-parameter-sheet')}>
        <ParameterSheet
          parameter={parameter}
          take={(more) => {
            setRows([...rows, ...more]);
            close();
          }}
          close={close}
        />
      </Card>
    );
  if (begun === undefined && rows.length === 0) return undefined;
  return (
    <Card title={begunTitle(begun, parameter, reader)}>
      <Proposal
        key={begun === undefined ? '' : begun === 'new' ? 'new' : JSON.stringify(begun.key)}
        parameter={parameter}
        {...(owner === undefined ? {} : { owner })}
        row={begun}
        rows={rows}
        collect={setRows}
        close={close}
      />
    </Card>
  );
}

function begunTitle(begun: Row | 'new' | undefined, { keySchema }: Parameter, reader: Reader): string {
  const { say } = reader;
  if (begun === undefined) return say('web-parameter-list');
  if (begun === 'new') return say('web-parameter-add');
  return say('web-parameter-change-of', { name: rowTitle(begun.key, keySchema, reader) });
}

function Rows({
  parameter,
  day,
  begin,
}: {
  readonly parameter: Parameter;
  readonly day: string;
  /** Absent for who may not propose. */
  readonly begin: ((row: Row) => void) | undefined;
}): ReactNode {
  const reader = useReader();
  const { say, number } = reader;
  const { filter } = useAddress();
  const columns = useMemo(() => columnsFor(parameter, reader, begin), [parameter, reader, begin]);
  return (
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
  );
}

/** Values that a table shows side by side; where there are more, those that may be absent wait to be asked for. */
const MOST_VALUES = 6;

function columnsFor(
  { keySchema, valueSchema }: { readonly keySchema: Schema; readonly valueSchema: Schema },
  reader: Reader,
  begin: ((row: Row) => void) | undefined,
): readonly Column<Row>[] {
  const { say, sayFirst, shortDay } = reader;
  const isMany = membersOf(valueSchema).length > MOST_VALUES;
  const of = (part: 'key' | 'value', schema: Schema): readonly Column<Row>[] =>
    membersOf(schema).map(([name, member]) => ({
      id: `${part}-${name}`,
      title: member.title ?? say('web-parameter-value'),
      isFixed: part === 'key',
      isHidden: part === 'value' && isMany && schema.required?.includes(name) !== true,
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
