import { describe, expect, it } from 'vitest';
import { endOf, endsSoon, yearOn } from './renewal.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

describe('an account with an end', () => {
  it('is offered for renewal when the end is near or has passed', () => {
    expect(endsSoon('2026-04-01T00:00:00Z', NOW)).toBe(true);
    expect(endsSoon('2025-01-01T00:00:00Z', NOW)).toBe(true);
    expect(endsSoon('2027-03-01T00:00:00Z', NOW)).toBe(false);
    expect(endsSoon(undefined, NOW)).toBe(false);
  });

  it('runs a year from its end, or from today where it has ended', () => {
    expect(yearOn('2026-04-01T23:59:59Z', NOW)).toBe('2027-04-01T23:59:59.000Z');
    expect(yearOn('2025-01-01T00:00:00Z', NOW)).toBe('2027-03-01T12:00:00.000Z');
  });

  it('is looked for by the days that are left', () => {
    expect(endOf('30', NOW)).toBe('2026-03-31T12:00:00.000Z');
  });
});
