import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartData } from './chart.tsx';

use([BarChart, LineChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** Tones that differ in lightness as well as in colour; patterns tell them apart without either. */
const PALETTE = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5'] as const;

/** Draws a chart into an element and keeps it to its size; answers how to take it away. */
export function drawChart(
  element: HTMLElement,
  { categories, series, kind, isStacked, isLying, drawn = categories.length }: ChartData,
  { isMirrored }: { readonly isMirrored: boolean },
): () => void {
  const styles = getComputedStyle(element);
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  // What is drawn in pixels grows with the letters of the page.
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const text = { color: colour('--soft'), fontFamily: styles.fontFamily, fontSize: 13 * unit };
  const chart = init(element, undefined, { renderer: 'svg' });
  const names = {
    type: 'category',
    data: categories.slice(0, drawn),
    axisLabel: {
      ...text,
      hideOverlap: true,
      ...(isLying === true ? { width: 150 * unit, overflow: 'truncate' } : {}),
    },
    axisLine: { lineStyle: { color: colour('--rule') } },
    axisTick: { show: false },
  } as const;
  const scale = {
    type: 'value',
    minInterval: 1,
    axisLabel: { ...text, hideOverlap: true },
    splitLine: { lineStyle: { color: colour('--line') } },
  } as const;
  chart.setOption({
    animation: false,
    // Patterns carry the series to those who see no colours; the name of the whole stands on the element around.
    aria: { enabled: true, label: { enabled: false }, decal: { show: series.length > 1 } },
    color: PALETTE.map(colour),
    textStyle: text,
    grid: { left: 8, right: 8, top: (series.length > 1 ? 36 : 12) * unit, bottom: 4, containLabel: true },
    ...(series.length > 1 ? { legend: { top: 0, textStyle: text, itemGap: 20 * unit } } : {}),
    ...(isLying === true
      ? {
          xAxis: { ...scale, inverse: isMirrored },
          yAxis: { ...names, inverse: true, position: isMirrored ? 'right' : 'left' },
        }
      : {
          xAxis: { ...names, inverse: isMirrored },
          yAxis: { ...scale, position: isMirrored ? 'right' : 'left' },
        }),
    series: series.map(({ name, values }) => ({
      name,
      type: kind,
      data: values.slice(0, drawn).map((value) => value ?? null),
      ...(isStacked === true ? { stack: 'all' } : {}),
      ...(kind === 'bar'
        ? { barMaxWidth: (isLying === true ? 22 : 36) * unit }
        : { symbolSize: 7 * unit, lineStyle: { width: 2.5 * unit } }),
    })),
  });
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(element);
  return () => {
    watcher.disconnect();
    chart.dispose();
  };
}
