import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Throttle } from './throttle.ts';

describe('throttle', () => {
  it('grants the burst at once, then the steady rate, and says how long to wait', () => {
    const throttle = new Throttle({ burst: 3, perMinute: 6 });
    expect([0, 0, 0].map(() => throttle.take('a', 0))).toEqual([0, 0, 0]);
    expect(throttle.take('a', 0)).toBe(10);
    expect(throttle.take('a', 9_999)).toBe(1);
    expect(throttle.take('a', 10_001)).toBe(0);
    expect(throttle.take('b', 10_001)).toBe(0);
  });

  it('never grants more than burst plus rate, whatever the times of asking', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 }), (gaps) => {
        const throttle = new Throttle({ burst: 5, perMinute: 60 });
        let now = 0;
        let granted = 0;
        for (const gap of gaps) {
          now += gap;
          if (throttle.take('a', now) === 0) granted += 1;
        }
        expect(granted).toBeLessThanOrEqual(5 + now / 1000 + 1e-6);
      }),
    );
  });

  it('a clock that goes back takes nothing away and gives nothing', () => {
    const throttle = new Throttle({ burst: 1, perMinute: 60 });
    expect(throttle.take('a', 100_000)).toBe(0);
    expect(throttle.take('a', 0)).toBeGreaterThan(0);
  });

  it('holds a bounded number of keys', () => {
    const throttle = new Throttle({ burst: 2, perMinute: 1 }, 100);
    for (let key = 0; key < 1_000; key += 1) throttle.take(String(key), key);
    expect(throttle.size).toBeLessThanOrEqual(100);
  });
});
