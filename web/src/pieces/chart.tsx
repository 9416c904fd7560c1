import { SegmentedControl } from '@mantine/core';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import './chart.css';

/** One line or set of bars: a value for each category, absent where there is none. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

export interface ChartData {
  /** What the chart shows, said; also the caption of its table. */
  readonly title: string;
  /** Heading of the categories, e.g. "Month". */
  readonly categoryTitle: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly kind: 'bar' | 'line';
  /** Bars of one category on top of each other. */
  readonly isStacked?: boolean;
  /** Bars lie, so that long names of categories stand beside them. */
  readonly isLying?: boolean;
  /** Categories that are drawn, from the first; the table has them all. */
  readonly drawn?: number;
}

type View = 'both' | 'chart' | 'table';

/** A chart with its table beside it: what the one shows, the other says. */
export function Chart({ data, tools }: { readonly data: ChartData; readonly tools?: ReactNode }): ReactNode {
  const { say } = useReader();
  const [view, setView] = useState<View>('both');
  return (
    <figure className="chart" data-view={view}>
      <div className="chart-head">
        <figcaption>{data.title}</figcaption>
        <div className="row">
          {tools}
          <SegmentedControl
            size="xs"
            aria-label={say('web-chart-view')}
            value={view}
            onChange={(next) => setView(next === 'chart' || next === 'table' ? next : 'both')}
            data={(['both', 'chart', 'table'] as const).map((value) => ({
              value,
              label: say(`web-chart-${value}`),
            }))}
          />
        </div>
      </div>
      <div className="chart-body">
        {view !== 'table' && <Drawing data={data} />}
        {view !== 'chart' && <ChartTable data={data} />}
      </div>
    </figure>
  );
}

function ChartTable({ data }: { readonly data: ChartData }): ReactNode {
  const { number } = useReader();
  const { title, categoryTitle, categories, series } = data;
  return (
    <div className="chart-table" role="region" aria-label={title} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{categoryTitle}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {series.map(({ name, values }) => {
                const value = values[index];
                return <td key={name}>{value === undefined ? '—' : number(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The picture itself; its library comes when a chart is first shown. */
function Drawing({ data }: { readonly data: ChartData }): ReactNode {
  const { direction } = useReader();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let close: (() => void) | undefined;
    let isGone = false;
    void import('./chart-drawing.ts').then(({ drawChart }) => {
      if (!isGone) close = drawChart(element, data, { isMirrored: direction === 'rtl' });
    });
    return () => {
      isGone = true;
      close?.();
    };
  }, [data, direction, scheme]);
  return <div ref={place} className="chart-drawing" role="img" aria-label={data.title} dir="ltr" />;
}
