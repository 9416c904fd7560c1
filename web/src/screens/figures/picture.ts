import type { Answer } from '../../api/client.ts';
import type { ChartData } from '../../pieces/chart.tsx';
import { everyMonth, rounded } from '../../figures/months.ts';
import type { Asked } from './themes.ts';

export type Figures = Answer<'read-figures'>;

/** Bars that one still tells apart. */
const MOST_DRAWN = 15;

/** A table of figures as a chart: time runs as a line, everything else lies in bars, the greatest first. */
export function pictureOf(figures: Figures, { by }: Asked, title: string): ChartData {
  const { measures, rows } = figures;
  const categoryTitle = figures.by[0]?.title ?? '';
  const isTime = by === 'month' || by === 'year';
  const ordered = isTime
    ? rows.toSorted((left, right) => compare(left.keys[0] ?? '', right.keys[0] ?? ''))
    : rows.toSorted((left, right) => (right.amounts[0] ?? -1) - (left.amounts[0] ?? -1));
  const filled =
    by === 'month'
      ? everyMonth(
          ordered,
          ({ keys }) => keys[0] ?? '',
          (month) => ({ keys: [month], labels: [month], amounts: [] }),
        )
      : ordered;
  return {
    title,
    categoryTitle,
    categories: distinct(filled.map(({ keys, labels }) => [keys[0] ?? '', labels[0] ?? ''])),
    series: measures.map(({ title: name, unit }, index) => ({
      name,
      values: filled.map(({ amounts }) => rounded(amounts[index] ?? undefined, unit)),
    })),
    kind: by === 'month' && filled.length > 2 ? 'line' : 'bar',
    ...(isTime ? {} : { isLying: true, drawn: MOST_DRAWN }),
  };
}

/** Two offices may have one name: then their keys stand beside it. */
function distinct(names: readonly (readonly [string, string])[]): readonly string[] {
  const times = new Map<string, number>();
  for (const [, label] of names) times.set(label, (times.get(label) ?? 0) + 1);
  return names.map(([key, label]) => ((times.get(label) ?? 0) > 1 ? `${label} (${key})` : label));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
