import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFileSpreadsheet, IconTableExport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Chart, type ChartData } from '../../pieces/chart.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { rounded } from '../figures/picture.ts';
import { monthsBetween } from '../figures/themes.ts';
import { Totals } from '../figures/totals.tsx';
import { askedOf, DIMENSIONS, THEME_NAMES, THEMES, type Asked } from './themes.ts';
import '../../pieces/filters.css';
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
      <Card>
        <Filters asked={asked} />
        {figures.isPending && <Loading />}
        {figures.isError && <ProblemNotice error={figures.error} retry={() => void figures.refetch()} />}
        {figures.isSuccess && <Told figures={figures.data} asked={asked} />}
      </Card>
    </Page>
  );
}

function queryOf({ theme, ...asked }: Asked) {
  return { measure: THEMES[theme].join(','), ...asked };
}

/** The few figures that stand for the whole, of the months asked for. */
function Board({ asked: { from, until } }: { readonly asked: Asked }): ReactNode {
  const { say, language } = useReader();
  const query = {
    measure: 'cases,automatic-rate,manual,refused,hours-saved,paper-not-asked,fallback',
    by: 'month' as const,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
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

function Filters({ asked }: { readonly asked: Asked }): ReactNode {
  const { say } = useReader();
  const { filter } = useAddress();
  return (
    <div className="filters" role="group" aria-label={say('web-filters')}>
      <NativeSelect
        size="sm"
        label={say('web-figures-measure')}
        value={asked.theme}
        onChange={({ currentTarget }) => filter({ measure: currentTarget.value })}
        data={THEME_NAMES.map((value) => ({ value, label: say(`web-verification-figures-${value}`) }))}
      />
      <NativeSelect
        size="sm"
        label={say('web-figures-by')}
        value={asked.by}
        onChange={({ currentTarget }) => filter({ by: currentTarget.value, of: '', key: '' })}
        data={DIMENSIONS.map((value) => ({ value, label: say(`verification-figure-by-${value}`) }))}
      />
      {(['from', 'until'] as const).map((name) => (
        <TextInput
          key={name}
          size="sm"
          type="month"
          label={say(`web-figures-${name}`)}
          placeholder="2026-01"
          value={asked[name] ?? ''}
          onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
        />
      ))}
      {asked.of !== undefined && (
        <Button variant="subtle" size="sm" onClick={() => filter({ of: '', key: '', by: asked.of ?? '' })}>
          {say('web-filters-clear')}
        </Button>
      )}
    </div>
  );
}

function Told({ figures, asked }: { readonly figures: Figures; readonly asked: Asked }): ReactNode {
  const { say, moment } = useReader();
  const title = say(`web-verification-figures-${asked.theme}`);
  const data = useMemo(() => pictureOf(figures, asked, title), [figures, asked, title]);
  if (figures.rows.length === 0)
    return <EmptyState title={say('web-figures-empty')} text={say('web-figures-empty-more')} />;
  return (
    <div className="stack">
      <Chart data={data} tools={<Downloads asked={asked} />} />
      <Narrowing figures={figures} asked={asked} />
      {figures.truncated && <p className="notice">{say('web-figures-truncated')}</p>}
      <p className="quiet">{say('web-as-of', { time: moment(figures.asOf) })}</p>
    </div>
  );
}

/** From a list of countries, ports or reasons to one of them, month by month. */
function Narrowing({ figures, asked }: { readonly figures: Figures; readonly asked: Asked }): ReactNode {
  const { say } = useReader();
  const { filter } = useAddress();
  const { by } = asked;
  if (by === 'month' || by === 'office') return undefined;
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
  const filled = isTime ? withEveryMonth(rows) : rows;
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

function withEveryMonth(rows: Figures['rows']): Figures['rows'] {
  const known = new Map(rows.map((row) => [row.key, row]));
  const months = [...known.keys()].toSorted();
  return monthsBetween(months[0] ?? '', months.at(-1) ?? '').map(
    (month) => known.get(month) ?? { key: month, label: month, amounts: [] },
  );
}

/** The same table as a file. */
function Downloads({ asked }: { readonly asked: Asked }): ReactNode {
  const saving = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const bytes = await callBytes('read-verification-figures', { query: { ...queryOf(asked), format } });
      saveFile(new Blob([bytes]), `verification-${asked.theme}-${asked.by}.${format}`);
    },
  });
  return (
    <>
      {saving.isError && <ProblemNotice error={saving.error} />}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTableExport size={16} aria-hidden />}
        onClick={() => saving.mutate('csv')}
      >
        CSV
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        onClick={() => saving.mutate('xlsx')}
      >
        Excel
      </Button>
    </>
  );
}
