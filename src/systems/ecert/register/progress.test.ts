import { describe, expect, it } from 'vitest';
import { progressBar, progressDisplay, progressText, type Progress } from './progress.ts';

const halfway: Progress = {
  done: 600,
  total: 1000,
  accepted: 500,
  repeated: 60,
  refused: 40,
  resumedAt: 100,
  elapsedMilliseconds: 5000,
  finished: false,
};

describe('the display of progress', () => {
  it('counts the rate of this run only, and estimates the rest from it', () => {
    expect(progressText(halfway)).toBe('600/1000 · 100/s · 00:00:04 · +500 =60 !40');
  });

  it('estimates nothing where the total is not known or nothing has been done', () => {
    expect(progressText({ ...halfway, total: undefined })).toBe('600 · 100/s · +500 =60 !40');
    expect(progressText({ ...halfway, elapsedMilliseconds: 0 })).toBe('600/1000 · 0/s · +500 =60 !40');
  });

  it.each([20, 60, 80, 200])('never is wider than a terminal of %i columns', (columns) => {
    expect(progressBar(halfway, columns).length).toBeLessThanOrEqual(columns);
  });

  it('redraws one line on a terminal, and writes lines now and then elsewhere', () => {
    const written = (isTTY: boolean): readonly string[] => {
      const texts: string[] = [];
      const display = progressDisplay({ isTTY, columns: 80, write: (text) => texts.push(text) });
      for (let at = 0; at <= 10_000; at += 100) display.show({ ...halfway, elapsedMilliseconds: at });
      display.show({ ...halfway, finished: true });
      return texts;
    };
    expect(written(true).every((text) => text.startsWith('\r\u001b[2K'))).toBe(true);
    expect(written(true)).toHaveLength(52);
    expect(written(true).filter((text) => text.endsWith('\n'))).toHaveLength(1);
    expect(written(false)).toHaveLength(4);
    expect(written(false).every((text) => text.endsWith('\n') && !text.includes('\u001b'))).toBe(true);
  });
});
