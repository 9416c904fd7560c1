import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes, type Answer } from '../../api/client.ts';
import { FigureBoard } from '../../figures/figure-board.tsx';
import { everyMonth, rounded } from '../../figures/months.ts';
import { Totals } from '../../figures/totals.tsx';
import { useReader } from '../../language/reader.tsx';
import type { ChartData } from '../../pieces/chart.tsx';
import { Page } from '../../pieces/page.tsx';
import { askedOf, isKeyed, THEMES, type Asked } from './themes.ts';
import { VerificationFilters } from './verification-filters.tsx';
import '../../rules/rules.css';

type Figures = Answer<'read-verification-figures'>;

/** How verification is doing: what passes by itself, why the rest does not, and what that saves. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { search } = useAddress();
  const asked = useMemo(() => askedOf(search), [search]);
  const query = queryOf(asked);
  const figures = useQuery({
    queryKey: ['verification-figures', language, query],
    queryFn: ({ signal }) => call('read-verification-figures', { query, signal }),
    placeholderData: (before) => before,
  });
  return (
    <Page title={say('web-verification-figures')} lead={say('web-verification-figures-lead')}>
      <Board asked={asked} />
      <FigureBoard
        filters={<VerificationFilters asked={asked} />}
        found={figures}
        picture={(data) => pictureOf(data, asked, say(`web-verification-figures-${asked.theme}`))}
        file={`verification-${asked.theme}-${asked.by}`}
        bytes={(format) => callBytes('read-verification-figures', { query: { ...query, format } })}
        after={(data) => <Narrowing figures={data} asked={asked} />}
      />
    </Page>
  );
}

function queryOf({ theme, ...asked }: Asked) {
  return { measure: THEMES[theme].join(','), ...asked };
}

/** The few figures that stand for the whole, of the months asked for. */
function Board({ asked: { from, until, authority } }: { readonly asked: Asked }): ReactNode {
  const { say, language } = useReader();
  const query = {
    measure: 'cases,automatic-rate,manual,refused,hours-saved,paper-not-asked,fallback',
    by: 'month' as const,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(authority === undefined ? {} : { authority }),
  };
  const found = useQuery({
    queryKey: ['verification-figures', language, query],
    queryFn: ({ signal }) => call('read-verification-figures', { query, signal }),
    placeholderData: (before) => before,
  });
  if (found.data === undefined || found.data.rows.length === 0) return undefined;
  const { measures, total } = found.data;
  return (
    <Totals
      totals={measures.map((measure, index) => ({ ...measure, amount: total[index] ?? null }))}
      nothing={say('web-figures-none')}
    />
  );
}

/** From a list of countries, ports or reasons to one of them, month by month. */
function Narrowing({ figures, asked }: { readonly figures: Figures; readonly asked: Asked }): ReactNode {
  const { say } = useReader();
  const { filter } = useAddress();
  const { by } = asked;
  if (!isKeyed(by)) return undefined;
  return (
    <div className="rule-part-list" role="group" aria-label={say('web-verification-figures-months')}>
      <span>{say('web-verification-figures-months')}:</span>
      {figures.rows.slice(0, 15).map(({ key, label }) => (
        <Button
          key={key}
          size="compact-sm"
          variant="default"
          onClick={() => filter({ by: 'month', of: by, key })}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

/** A table of figures as a chart: months run as a line, everything else lies in bars, the greatest first. */
function pictureOf({ measures, rows, by }: Figures, asked: Asked, title: string): ChartData {
  const isTime = asked.by === 'month';
  const filled = isTime
    ? everyMonth(
        rows,
        ({ key }) => key,
        (month) => ({ key: month, label: month, amounts: [] }),
      )
    : rows;
  return {
    title,
    categoryTitle: by.title,
    categories: filled.map(({ label }) => label),
    series: measures.map(({ title: name, unit }, index) => ({
      name,
      values: filled.map(({ amounts }) => rounded(amounts[index] ?? undefined, unit)),
    })),
    kind: isTime && filled.length > 2 ? 'line' : 'bar',
    ...(asked.theme === 'cases' && !isTime ? { isStacked: true } : {}),
    ...(isTime ? {} : { isLying: true, drawn: 15 }),
  };
}
