import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { CitedReference } from '../../cases/cited-reference.tsx';
import { FormRemarks } from '../../cases/form-remarks.tsx';
import { DeclarationState } from '../../cases/outcome-badge.tsx';
import { CASE_TOPICS, comparisonQuery, declarationQuery, type DeclarationRead } from '../../cases/reading.ts';
import { ReasonList } from '../../cases/reason-list.tsx';
import { reasonsOf, type DocumentName } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { WordedAct } from '../../pieces/worded-act.tsx';
import { takeAct } from '../declaration/acts.tsx';
import { Annulled } from '../declaration/annulment.tsx';
import { Comparison } from '../declaration/comparison.tsx';
import { CaseHistory } from '../declaration/history.tsx';
import { Summary } from '../declaration/summary.tsx';
import { groupOf } from '../my-declarations/groups.ts';
import '../../pieces/facts.css';

/** A trader's declaration: what is wrong, where, and what to do about it. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { parameters } = useAddress();
  const found = useQuery(declarationQuery(parameters['id'] ?? '', language));
  if (found.isSuccess) return <Own key={found.data.declaration.id} read={found.data} />;
  return <AwaitedPage title={say('web-declaration')} found={found} />;
}

function Own({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say, ago, shortDay } = useReader();
  const { declaration } = read;
  const group = groupOf(declaration);
  return (
    <Page
      title={declaration.number}
      lead={
        <span className="row">
          <DeclarationState state={declaration.state} />
          {group === 'action' && <Badge tone="failed">{say('web-own-action')}</Badge>}
          <span>{say('web-case-since', { time: ago(declaration.body.since, Date.now()) })}</span>
          {declaration.body.deadline !== undefined && (
            <span>{say('web-case-until', { day: shortDay(declaration.body.deadline) })}</span>
          )}
          <span dir="auto">{declaration.body.goods}</span>
        </span>
      }
      actions={<OwnActs read={read} />}
    >
      <Annulled read={read} />
      <div className="columns">
        <div>
          <Card title={say('web-own-what')}>
            <Wrong read={read} />
          </Card>
          <FormRemarks read={read} />
          <Comparison id={declaration.id} />
        </div>
        <div>
          <Card title={say('web-case-summary')}>
            <Summary read={read} />
          </Card>
          <CaseHistory read={read} />
        </div>
      </div>
    </Page>
  );
}

/** What is wrong, whose turn it is, and for a reference that leads nowhere, those that may have been meant. */
function Wrong({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say, language } = useReader();
  const { go } = useAddress();
  const { declaration, decision, actions } = read;
  const compared = useQuery(comparisonQuery(declaration.id, language));
  const reasons = reasonsOf(decision).filter(({ outcome }) => outcome !== 'pass');
  const mine = reasons.filter(({ actor }) => actor === 'trader');
  const others = reasons.filter(({ actor }) => actor !== 'trader');
  if (decision === undefined) return <p>{say('web-case-undecided')}</p>;
  if (reasons.length === 0) return <p className="notice notice-passed">{say('web-own-clean')}</p>;
  const take = (item: number, before: string, document: DocumentName): void =>
    go(`/my-declarations/${declaration.id}/amend`, {
      item: String(item),
      reference: before,
      take: document.number,
    });
  const unfound = (compared.data?.items ?? []).flatMap(({ item, findings }) =>
    findings.flatMap(({ document }) =>
      document?.reference !== undefined && document.link !== undefined && document.link !== 'linked'
        ? [{ item, link: { ...document, reference: document.reference, state: document.link } }]
        : [],
    ),
  );
  return (
    <div className="stack">
      {mine.length > 0 && (
        <section className="stack" aria-label={say('web-own-yours')}>
          <h3>{say('web-own-yours')}</h3>
          <ReasonList reasons={mine} />
        </section>
      )}
      {unfound.map(({ item, link }) => (
        <CitedReference
          key={`${String(item)} ${link.reference}`}
          link={link}
          isNamed
          {...(actions.includes('amend')
            ? { choose: (document) => take(item, link.reference, document) }
            : {})}
        />
      ))}
      {others.length > 0 && (
        <section className="stack" aria-label={say('web-own-others')}>
          <h3>{say('web-own-others')}</h3>
          <ReasonList reasons={others} />
        </section>
      )}
      {decision.waitsFor.length > 0 && (
        <p>
          {say('web-own-waits', { what: decision.waitsFor.map(({ reference }) => reference).join(' · ') })}
        </p>
      )}
    </div>
  );
}

function OwnActs({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say } = useReader();
  const { go } = useAddress();
  const queries = useQueryClient();
  const { declaration, actions } = read;
  const { id, version } = declaration;
  const withdrawing = useMutation({
    mutationFn: (reason: string) =>
      takeAct({ action: 'withdraw', body: reason === '' ? {} : { reason } }, id, version),
    onSuccess: async () => {
      notifications.show({
        message: say('web-act-done-withdraw'),
        closeButtonProps: { 'aria-label': say('web-close') },
      });
      for (const topic of CASE_TOPICS) await queries.invalidateQueries({ queryKey: [topic] });
    },
  });
  return (
    <>
      {withdrawing.isError && <ProblemNotice error={withdrawing.error} />}
      {actions.includes('amend') && (
        <Button onClick={() => go(`/my-declarations/${id}/amend`)}>{say('web-amend')}</Button>
      )}
      {actions.includes('withdraw') && (
        <WordedAct
          label={say('web-own-withdraw')}
          meaning={say('web-act-withdraw-more')}
          wording={say('web-overrule-reason')}
          missing={say('web-overrule-reason-missing')}
          isGrave
          isOptional
          isBusy={withdrawing.isPending}
          act={(reason) => withdrawing.mutate(reason)}
        />
      )}
    </>
  );
}
