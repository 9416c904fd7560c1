import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { DecisionTable } from '../../../../src/verification/rules/index.ts';
import { useAddress } from '../../address.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { OwnCases } from '../../rules/cases/own-cases.tsx';
import { comingDay } from '../../rules/changes.ts';
import { CaseResults, CheckList, useCheck } from '../../rules/checks.tsx';
import { differenceOf } from '../../rules/difference.ts';
import { DifferenceView } from '../../rules/difference-view.tsx';
import { forgetDraft, keepDraft, keptDraft } from '../../rules/drafts.ts';
import { withRow } from '../../rules/editing.ts';
import { AuthorityChoice, useRuleOwner, type RuleOwner } from '../../rules/owner.tsx';
import type { Place } from '../../rules/remarks.ts';
import { remarksOf } from '../../rules/remarks.ts';
import { RowPanel } from '../../rules/row-panel.tsx';
import { RuleGrid } from '../../rules/rule-grid.tsx';
import { SimulationPanel } from '../../rules/simulation.tsx';
import { tableTitle, useTableChanges, useTables } from '../../rules/stored.ts';
import { RuleToolbar } from '../../rules/toolbar.tsx';
import { useHand, type Hand } from '../../rules/writing.ts';
import { useSession } from '../../session/session.tsx';
import { TableHistory } from './history.tsx';
import { KeyHints } from './key-hints.tsx';
import { Proposing } from './proposing.tsx';
import { TableFacts } from './table-facts.tsx';
import '../../pieces/facts.css';

/** One table of rules, of whom it is chosen: who comes by a link, without having chosen, would find a table that nobody has written. */
export function Screen(): ReactNode {
  const { say } = useReader();
  const { isOpen } = useRuleOwner();
  const [, setChosen] = useState(0);
  if (!isOpen) return <NamedTable />;
  return (
    <Page title={say('web-rule-table')}>
      <Card>
        <AuthorityChoice changed={() => setChosen((times) => times + 1)} />
      </Card>
    </Page>
  );
}

/** Written, checked, tried, compared and proposed. */
function NamedTable(): ReactNode {
  const { say } = useReader();
  const { parameters, search } = useAddress();
  const name = parameters['table'] ?? '';
  const { owner } = useRuleOwner();
  const changes = useTableChanges();
  // Who changed what counts today would take back what is approved for a day to come.
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const coming = comingDay(changes.data?.items ?? [], name, owner, today);
  const tables = useTables(coming, !changes.isPending);
  if (!tables.isSuccess) return <AwaitedPage title={say('web-rule-table')} found={tables} />;
  const inForce = tables.data.tables.find(({ table }) => table.name === name)?.table;
  return (
    <TablePage
      key={`${name} ${String(tables.data.version)}`}
      name={name}
      inForce={inForce}
      live={search['live'] ?? ''}
      keep={search['keep'] ?? ''}
      owner={owner}
      coming={coming}
    />
  );
}

/** A blank table under a name that no table has. */
function blank(name: string): DecisionTable {
  return { name, title: { en: name }, stage: 'judgement', hit: 'worst', inputs: [], rows: [] };
}

interface Asked {
  readonly name: string;
  readonly inForce: DecisionTable | undefined;
  /** Row that is to act from now on, where somebody came to switch it. */
  readonly live: string;
  /** Number of a declaration that is to become a test case. */
  readonly keep: string;
  readonly owner: RuleOwner;
  /** The day from which the table counts, where that is a day to come. */
  readonly coming: string | undefined;
}

/** The draft under hand: what was left of it on this device, or the table in force; kept until it differs from that no more. */
function useDraft({ name, inForce, live, owner }: Omit<Asked, 'keep' | 'coming'>): {
  readonly hand: Hand;
  readonly isSame: boolean;
} {
  const first = useMemo(() => {
    const begun = keptDraft(owner, name) ?? inForce ?? blank(name);
    const place = begun.rows.findIndex(({ id }) => id === live);
    const row = begun.rows[place];
    return row === undefined ? begun : withRow(begun, place, { ...row, mode: 'live' });
  }, [owner, name, inForce, live]);
  const hand = useHand(first);
  const { table } = hand;
  const isSame = useMemo(() => {
    if (inForce === undefined) return false;
    const { rows, parts } = differenceOf(inForce, table);
    return rows.length + parts.length === 0;
  }, [inForce, table]);
  useEffect(() => {
    if (isSame) forgetDraft(owner, name);
    else keepDraft(owner, table);
  }, [isSame, name, owner, table]);
  return { hand, isSame };
}

function TablePage({ name, inForce, live, keep, owner, coming }: Asked): ReactNode {
  const { say, language, day } = useReader();
  const { may } = useSession();
  const { hand, isSame } = useDraft({ name, inForce, live, owner });
  const [at, go] = useState<Place>({ row: 0, column: 'mode' });
  const { table, unread } = hand;
  const check = useCheck(table, owner);
  const remarks = useMemo(
    () => remarksOf(table, check.data?.faults ?? [], check.data?.warnings ?? []),
    [table, check.data],
  );
  const mayWrite = may('parameter.propose');
  const isUnfit = unread.size > 0 || (check.data?.faults.length ?? 1) > 0;
  const isFailing = check.data?.cases.some(({ pack, passed }) => pack === undefined && !passed) ?? false;
  const [kept, setKept] = useState(keep);
  return (
    <Page
      title={tableTitle(table, language)}
      lead={
        <>
          <span className="code">{name}</span> ·{' '}
          {owner.authority !== undefined && <span className="code">{owner.office ?? owner.authority}</span>} ·{' '}
          {say(`web-rule-stage-${table.stage}`)} · <Link to="/rules">{say('web-rules-back')}</Link>
        </>
      }
      actions={
        mayWrite &&
        inForce !== undefined &&
        !isSame && (
          <Button variant="default" onClick={() => hand.change(inForce)}>
            {say('web-rule-discard')}
          </Button>
        )
      }
    >
      {coming !== undefined && (
        <p className="notice notice-warning">{say('web-rule-coming', { day: day(coming) })}</p>
      )}
      <GridCard hand={hand} remarks={remarks} at={at} go={go} mayWrite={mayWrite} />
      {mayWrite && (
        <Card title={say('web-case-title')}>
          <OwnCases
            hand={hand}
            owner={owner}
            check={check.data}
            isStale={check.isStale}
            go={go}
            keep={kept}
          />
        </Card>
      )}
      {mayWrite && (
        <Card title={say('web-rule-facts')}>
          <TableFacts hand={hand} isNew={inForce === undefined} />
        </Card>
      )}
      <Found table={table} check={check} go={go} />
      <Card title={say('web-rule-difference')}>
        <DifferenceView before={inForce} after={table} />
      </Card>
      <Card title={say('web-simulation')}>
        <SimulationPanel
          table={table}
          owner={owner}
          isUnfit={isUnfit}
          {...(mayWrite ? { keep: setKept } : {})}
        />
      </Card>
      {mayWrite && (
        <Card title={say('web-parameter-propose')}>
          <Proposing
            table={table}
            owner={owner}
            isSame={isSame}
            isUnfit={isUnfit || check.isStale}
            isFailing={isFailing}
            {...(coming === undefined ? {} : { earliest: coming })}
          />
        </Card>
      )}
      <Card title={say('web-rule-history')}>
        <TableHistory name={name} owner={owner} />
      </Card>
    </Page>
  );
}

/** The table itself, and the row at hand beside it. */
function GridCard({
  hand,
  remarks,
  at,
  go,
  mayWrite,
}: {
  readonly hand: Hand;
  readonly remarks: ReturnType<typeof remarksOf>;
  readonly at: Place;
  readonly go: (place: Place) => void;
  readonly mayWrite: boolean;
}): ReactNode {
  const { say } = useReader();
  return (
    <Card title={say('web-rule-grid')} tools={mayWrite && <RuleToolbar hand={hand} at={at} go={go} />}>
      <div className="stack">
        <div className="rule-desk">
          <RuleGrid hand={hand} remarks={remarks} at={at} go={go} isFixed={!mayWrite} />
          {mayWrite && (
            <section className="rule-side" aria-label={say('web-rule-panel')} tabIndex={0}>
              <RowPanel hand={hand} at={at} />
            </section>
          )}
        </div>
        <KeyHints />
      </div>
    </Card>
  );
}

/** What the check says of the draft, and the test cases beside it. */
function Found({
  table,
  check,
  go,
}: {
  readonly table: DecisionTable;
  readonly check: ReturnType<typeof useCheck>;
  readonly go: (place: Place) => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <div className="columns halves">
      <Card title={say('web-rule-check')}>
        {check.isError && <ProblemNotice error={check.error} />}
        {check.data === undefined ? (
          !check.isError && <Loading />
        ) : (
          <div aria-busy={check.isStale}>
            <CheckList table={table} check={check.data} go={go} />
          </div>
        )}
      </Card>
      <Card title={say('web-rule-cases')}>
        {check.data === undefined ? (
          <Loading />
        ) : (
          <CaseResults cases={check.data.cases} isUnfit={check.data.faults.length > 0} />
        )}
      </Card>
    </div>
  );
}
