import { describe, expect, it } from 'vitest';
import { monthsBetween } from '../../figures/months.ts';
import { askedOf } from './themes.ts';

describe('what the address of the figures asks', () => {
  it('is certificates by month where nothing is said', () => {
    expect(askedOf({})).toEqual({ theme: 'certificates', by: 'month', conditions: {} });
  });

  it('passes over what has no known form, and keeps the rest', () => {
    expect(
      askedOf({ measure: 'speed', by: 'nothing', from: '2026-13', until: '2026-02', country: 'nz' }),
    ).toEqual({ theme: 'speed', by: 'month', conditions: { until: '2026-02' } });
  });

  it('counts months over the end of a year, and none backwards', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2025-11')).toEqual([]);
  });
});
