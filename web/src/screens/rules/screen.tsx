import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Form } from '../../pieces/form.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { keepDraft, keptDraft } from '../../rules/drafts.ts';
import { AuthorityChoice, useRuleOwner, type RuleOwner } from '../../rules/owner.tsx';
import { tableTitle, useTables, type StoredTable } from '../../rules/stored.ts';
import { useSession } from '../../session/session.tsx';
import '../../pieces/filters.css';
import '../../rules/rules.css';

/** The tables by which declarations are judged. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { may } = useSession();
  const { isChosen, owner } = useRuleOwner();
  const [, setChoice] = useState(0);
  const chosen = useCallback(() => setChoice((count) => count + 1), []);
  const tables = useTables();
  const columns = useMemo(() => columnsFor(reader, owner), [reader, owner]);
  return (
    <Page
      title={say('web-rules')}
      lead={say('web-rules-lead')}
      actions={
        <>
          <Button component={Link} to="/rules/packs" variant="default">
            {say('web-packs')}
          </Button>
          <Button component={Link} to="/rules/shadow" variant="default">
            {say('web-shadow')}
          </Button>
          {may('parameter.propose') && <Adding owner={owner} />}
        </>
      }
    >
      <Card>
        {isChosen && (
          <div className="filters">
            <AuthorityChoice changed={chosen} />
          </div>
        )}
        {tables.isPending && <Loading lines={6} />}
        {tables.isError && <ProblemNotice error={tables.error} retry={() => void tables.refetch()} />}
        {tables.isSuccess && tables.data.tables.length === 0 && (
          <EmptyState title={say('web-rules-empty')} text={say('web-rules-empty-more')} />
        )}
        {tables.isSuccess && tables.data.tables.length > 0 && (
          <DataTable
            name="rules"
            caption={say('web-rules')}
            columns={columns}
            rows={tables.data.tables}
            keyOf={({ table }) => table.name}
          />
        )}
      </Card>
    </Page>
  );
}

function columnsFor(
  { say, language, number, shortDay, sayFirst }: Reader,
  owner: RuleOwner,
): readonly Column<StoredTable>[] {
  return [
    {
      id: 'title',
      title: say('web-rule-table'),
      isFixed: true,
      cell: ({ table }) => (
        <>
          <Link to="/rules/$table" params={{ table: table.name }}>
            {tableTitle(table, language)}
          </Link>
          <span className="rule-told code">{table.name}</span>
          {keptDraft(owner, table.name) !== undefined && (
            <Badge tone="compare">{say('web-rule-draft')}</Badge>
          )}
        </>
      ),
    },
    {
      id: 'stage',
      title: say('web-rule-stage'),
      cell: ({ table }) => say(`web-rule-stage-${table.stage}`),
    },
    {
      id: 'hit',
      title: say('web-rule-hit'),
      isHidden: true,
      cell: ({ table }) => say(`web-rule-hit-${table.hit}`),
    },
    {
      id: 'rows',
      title: say('web-rule-rows'),
      align: 'end',
      cell: ({ table }) => number(table.rows.filter(({ mode }) => mode === 'live').length),
    },
    {
      id: 'shadow',
      title: say('web-rule-shadows'),
      align: 'end',
      cell: ({ table }) => number(table.rows.filter(({ mode }) => mode === 'shadow').length),
    },
    {
      id: 'from',
      title: say('web-parameter-since'),
      cell: ({ from }) => <span className="nowrap">{from === undefined ? '—' : shortDay(from)}</span>,
    },
    {
      id: 'level',
      title: say('web-parameter-level'),
      cell: ({ level }) => sayFirst([`web-parameter-level-${level}`], level),
    },
  ];
}

const STAGES = ['requirement', 'paperless', 'measure', 'tolerance', 'judgement'] as const;
/** Where a table of a stage begins. */
const HITS = {
  requirement: 'collect',
  paperless: 'first',
  measure: 'first',
  tolerance: 'first',
  judgement: 'worst',
} as const;
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** A new table: its name and what it is asked for; all else is written in the grid. */
function Adding({ owner }: { readonly owner: RuleOwner }): ReactNode {
  const { say, language } = useReader();
  const { go } = useAddress();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [stage, setStage] = useState<(typeof STAGES)[number]>('judgement');
  const [isFaulty, setFaulty] = useState(false);
  const fault = isFaulty && !NAME.test(name) ? say('web-rule-name-form') : undefined;
  const submit = (): void => {
    setFaulty(true);
    if (!NAME.test(name)) return;
    const hit = HITS[stage];
    keepDraft(owner, {
      name,
      title: { [language]: title === '' ? name : title },
      stage,
      hit,
      inputs: [],
      rows: [],
    });
    go(`/rules/${name}`);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('web-rule-new')}</Button>
      <Dialog isOpen={isOpen} close={() => setOpen(false)} title={say('web-rule-new')}>
        <Form faults={fault === undefined ? [] : [{ field: 'rule-name', text: fault }]} submit={submit}>
          <TextInput
            id="rule-name"
            dir="ltr"
            required
            data-autofocus
            label={say('web-rule-name')}
            description={say('web-rule-name-hint')}
            maxLength={60}
            value={name}
            error={fault}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            id="rule-title"
            dir="auto"
            label={say('web-rule-title')}
            maxLength={200}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          <NativeSelect
            label={say('web-rule-stage')}
            value={stage}
            onChange={({ currentTarget }) =>
              setStage(STAGES.find((each) => each === currentTarget.value) ?? 'judgement')
            }
            data={STAGES.map((value) => ({ value, label: say(`web-rule-stage-${value}`) }))}
          />
          <div className="row">
            <Button type="submit">{say('web-rule-new-begin')}</Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('web-cancel')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
