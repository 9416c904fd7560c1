import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeating } from './repeating.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work whose turns end when the test says so. */
function turns() {
  const ends: ((fault?: Error) => void)[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      ends.push((fault) => {
        if (fault === undefined) resolve();
        else reject(fault);
      });
    });
  return { ends, work };
}

test('a piece of work is never done beside itself, and tried again after it has failed', async () => {
  const { ends, work } = turns();
  const faults: unknown[] = [];
  const stop = repeating(1_000, work, (error) => faults.push(error));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ends).toHaveLength(1);
  ends[0]?.(new Error('the database is gone'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(faults).toEqual([new Error('the database is gone')]);
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await stop();
});

test('who ends it waits for what has begun, and nothing is begun afterwards', async () => {
  const { ends, work } = turns();
  const stop = repeating(1_000, work, () => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  let isOver = false;
  const stopped = stop().then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(3_000);
  expect([isOver, ends.length]).toEqual([false, 1]);
  ends[0]?.();
  await stopped;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(ends).toHaveLength(1);
});
