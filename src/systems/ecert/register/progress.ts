/** How far an import has come. Counts are of this source, earlier runs included; the rate is of this run. */
export interface Progress {
  readonly done: number;
  /** Undefined where the number of items is known only at the end. */
  readonly total: number | undefined;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  /** Items that this run began with, done by an earlier one. */
  readonly resumedAt: number;
  readonly elapsedMilliseconds: number;
  /** Whether this is the last that is told. */
  readonly finished: boolean;
}

/** Items a second of this run; 0 before there is a measure. */
export function rateOf(progress: Progress): number {
  const items = progress.done - progress.resumedAt;
  return progress.elapsedMilliseconds > 0 ? (items * 1000) / progress.elapsedMilliseconds : 0;
}

/** Seconds that remain at the present rate; undefined where the total or the rate is not known. */
export function remainingSeconds(progress: Progress): number | undefined {
  const rate = rateOf(progress);
  return progress.total === undefined || rate === 0 ? undefined : (progress.total - progress.done) / rate;
}

function clockText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** One line of figures, the same for people and for logs: `1200/5000 · 400/s · 00:00:10 · +1150 =40 !10`. */
export function progressText(progress: Progress): string {
  const remaining = remainingSeconds(progress);
  return [
    progress.total === undefined
      ? String(progress.done)
      : `${String(progress.done)}/${String(progress.total)}`,
    `${String(Math.round(rateOf(progress)))}/s`,
    ...(remaining === undefined ? [] : [clockText(remaining)]),
    `+${String(progress.accepted)} =${String(progress.repeated)} !${String(progress.refused)}`,
  ].join(' · ');
}

/** A bar before the line, no wider than the terminal. */
export function progressBar(progress: Progress, columns: number): string {
  const text = progressText(progress);
  const width = Math.min(40, columns - text.length - 4);
  if (progress.total === undefined || progress.total === 0 || width < 5) return text.slice(0, columns);
  const full = Math.min(width, Math.floor((progress.done / progress.total) * width));
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${text}`;
}

/** Where progress is shown: a terminal gets a bar that is redrawn, anything else a line now and then. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW_MILLISECONDS = 200;
const LINE_MILLISECONDS = 5000;

/** Shows progress as it is told; the last of it always. */
export function progressDisplay(output: ProgressOutput): { show(progress: Progress): void } {
  const terminal = output.isTTY === true;
  const interval = terminal ? REDRAW_MILLISECONDS : LINE_MILLISECONDS;
  let shown = -Infinity;
  return {
    show(progress) {
      if (!progress.finished && progress.elapsedMilliseconds - shown < interval) return;
      shown = progress.elapsedMilliseconds;
      const end = progress.finished ? '\n' : '';
      output.write(
        terminal
          ? `\r\u001b[2K${progressBar(progress, output.columns ?? 80)}${end}`
          : `${progressText(progress)}\n`,
      );
    },
  };
}
