import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Explanation } from '../../cases/explanation.tsx';
import { OutcomeBadge } from '../../cases/outcome-badge.tsx';
import { decisionQuery, decisionsQuery } from '../../cases/reading.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

/** Any decision on the case, explained down to the values that the rules read. */
export function Explained({
  id,
  latest,
  keep,
}: {
  readonly id: string;
  readonly latest: number | undefined;
  /** Number of the declaration, where it may be kept as a test case: as it was decided last. */
  readonly keep: string | undefined;
}): ReactNode {
  const { say, language, number, moment, shortDay } = useReader();
  const [chosen, setChosen] = useState<number>();
  const place = chosen ?? latest;
  const all = useQuery(decisionsQuery(id, language));
  const decision = useQuery({ ...decisionQuery(id, place ?? 0, language), enabled: place !== undefined });
  if (place === undefined) return <EmptyState text={say('web-case-undecided')} />;
  if (decision.isPending) return <Loading lines={6} />;
  if (decision.isError) return <ProblemNotice error={decision.error} retry={() => void decision.refetch()} />;
  const { outcome, at, digest, versions, fallback } = decision.data;
  return (
    <Card
      title={say('web-explanation')}
      tools={
        <NativeSelect
          size="sm"
          aria-label={say('web-decision-choose')}
          value={String(place)}
          onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
          data={(all.data?.items ?? [{ place, at }]).map((each) => ({
            value: String(each.place),
            label: say('web-decision-of', { place: number(each.place), time: moment(each.at) }),
          }))}
        />
      }
    >
      <div className="stack">
        <p className="row">
          <OutcomeBadge outcome={outcome} />
          <span>{moment(at)}</span>
        </p>
        {fallback === true && <p className="notice notice-warning">{say('web-decision-fallback')}</p>}
        <Explanation
          explained={{
            items: decision.data.items,
            findings: decision.data.findings,
            parameters: versions.parameters,
            day: versions.day,
            ...(place === latest ? { keep } : {}),
          }}
        />
        <p className="quiet">
          {say('web-decision-versions', {
            day: shortDay(versions.day),
            version: number(versions.declaration),
          })}
        </p>
        <p className="quiet code">{digest}</p>
      </div>
    </Card>
  );
}
