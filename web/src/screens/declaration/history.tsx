import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { declarationHistoryQuery, decisionsQuery, type DeclarationRead } from '../../cases/reading.ts';
import { isOutcome, OUTCOME_TONES, STATE_TONES } from '../../cases/told.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Timeline, type TimelineEntry } from '../../pieces/timeline.tsx';

/** Acts that decisions and inquiries tell better themselves. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['decide', 'decide-beside', 'inquire', 'answer']);

/** Everything that happened, both sides: versions, decisions with their cause, acts, inquiries; newest first. */
export function CaseHistory({ read }: { readonly read: DeclarationRead }): ReactNode {
  const reader = useReader();
  const { id } = read.declaration;
  const history = useQuery(declarationHistoryQuery(id));
  const decisions = useQuery(decisionsQuery(id, reader.language));
  if (history.isPending || decisions.isPending) return <Loading lines={6} />;
  const failed = [history, decisions].find(({ isError }) => isError);
  if (failed?.isError === true)
    return <ProblemNotice error={failed.error} retry={() => void failed.refetch()} />;
  const entries = [
    ...(history.data?.items ?? [])
      .filter(({ action }) => !TOLD_ELSEWHERE.has(action))
      .map((line) => actEntry(line, read.people, reader)),
    ...(decisions.data?.items ?? []).map((line) => decisionEntry(line, reader)),
    ...read.declaration.body.inquiries.flatMap((inquiry) => inquiryEntries(inquiry, reader)),
  ].toSorted((left, right) => right.instant.localeCompare(left.instant));
  return (
    <Card title={reader.say('web-case-history')}>
      <Timeline label={reader.say('web-case-history')} entries={entries} />
    </Card>
  );
}

/** When an issuer was asked, and when it answered. */
function inquiryEntries(
  { id, certificate, at, answered }: DeclarationRead['declaration']['body']['inquiries'][number],
  { say, moment }: Reader,
): readonly TimelineEntry[] {
  const entry = (what: 'asked' | 'answered', instant: string): TimelineEntry => ({
    key: `${what} ${id}`,
    title: say(`web-history-${what}`, { number: certificate.number }),
    when: moment(instant),
    instant,
    tone: 'compare',
  });
  return [entry('asked', at), ...(answered === undefined ? [] : [entry('answered', answered)])];
}

function actEntry(
  line: {
    readonly version: number;
    readonly action: string;
    readonly state: string;
    readonly actor: string;
    readonly at: string;
    readonly digest: string;
  },
  people: Readonly<Record<string, string>>,
  { say, sayFirst, moment }: Reader,
): TimelineEntry {
  return {
    key: `act ${String(line.version)}`,
    title: sayFirst([`web-declaration-act-${line.action}`], line.action),
    when: moment(line.at),
    instant: line.at,
    ...whoOf(line, people, say),
    tone: STATE_TONES[line.state] ?? 'unknown',
    more: <p className="quiet code">{line.digest}</p>,
  };
}

/** Acts of the trader, whose people customs does not know by name. */
const TRADERS_OWN: ReadonlySet<string> = new Set(['lodged', 'amend', 'withdraw']);

/** Who acted: by name where the reader may know it, otherwise by their part. To a trader customs is one. */
function whoOf(
  { action, actor }: { readonly action: string; readonly actor: string },
  people: Readonly<Record<string, string>>,
  say: Reader['say'],
): { readonly who?: string } {
  if (actor === '') return {};
  const name = people[actor];
  if (name !== undefined) return { who: name };
  if (TRADERS_OWN.has(action)) return { who: say('web-actor-trader') };
  return actor.startsWith('account/') ? {} : { who: actor };
}

function decisionEntry(
  line: {
    readonly place: number;
    readonly at: string;
    readonly outcome: string;
    readonly revision: number;
    readonly reasons: readonly string[];
    readonly digest: string;
  },
  { say, sayFirst, moment, number }: Reader,
): TimelineEntry {
  const outcome = sayFirst([`web-outcome-${line.outcome}`], line.outcome);
  return {
    key: `decision ${String(line.place)}`,
    title: say('web-history-decided', { outcome, version: number(line.revision) }),
    when: moment(line.at),
    instant: line.at,
    tone: isOutcome(line.outcome) ? OUTCOME_TONES[line.outcome] : 'unknown',
    more: (
      <>
        {line.reasons.length > 0 && <p className="code">{line.reasons.join(' · ')}</p>}
        <p className="quiet code">{line.digest}</p>
      </>
    ),
  };
}
