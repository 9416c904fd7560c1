import { describe, expect, it } from 'vitest';
import { judge, type Measured } from './judging.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const nothing: Measured = { now, seen: [], oldest: [], expiring: [], lags: new Map() };
const always = (threshold: number) => () => ({ threshold, mail: true });

describe('the rules of alarms', () => {
  it('find a partner silent that was seen, by whichever of ours, too long ago', () => {
    const seen = [
      { partner: 'NZ-MPI', arrived: hoursAgo(80), sent: null },
      { partner: 'NZ-MPI', arrived: null, sent: hoursAgo(5) },
      { partner: 'AU-DAFF', arrived: hoursAgo(80), sent: hoursAgo(90) },
      { partner: 'CL-SAG', arrived: null, sent: null },
    ];
    expect(judge({ ...nothing, seen }, always(72))).toEqual([
      { rule: 'partner-silent', partner: 'AU-DAFF', matter: '', measured: 80, allowed: 72, mail: true },
    ]);
  });

  it('find queues by road, and only certificates that nothing takes over', () => {
    const oldest = [
      { partner: 'NZ-MPI', channel: 'rest', oldest: hoursAgo(7) },
      { partner: 'NZ-MPI', channel: 'soap', oldest: hoursAgo(5) },
      { partner: 'AU-DAFF', channel: 'rest', oldest: null },
    ] as const;
    const ending = {
      partner: 'NZ-MPI',
      use: 'seal',
      subject: 'CN=x',
      ends: new Date('2026-11-24T12:00:00Z'),
    } as const;
    const expiring = [
      { ...ending, fingerprint: 'a', isCovered: false },
      { ...ending, fingerprint: 'b', isCovered: true },
    ];
    const found = judge({ ...nothing, oldest, expiring }, always(6));
    expect(found.map(({ rule, matter, measured }) => [rule, matter, measured])).toEqual([
      ['queue-ageing', 'rest', 7],
      ['certificate-expiring', 'a', 2],
    ]);
  });

  it('take what comes from the future for a wrong clock at once, and what comes late only where all of it does', () => {
    const skewed = (lags: readonly number[]) =>
      judge({ ...nothing, lags: new Map([['NZ-MPI', lags]]) }, always(300)).map(({ measured }) => measured);
    expect(skewed([2, 1, -301])).toEqual([301]);
    expect(skewed([4_000, 5_000])).toEqual([]);
    expect(skewed([4_000, 5_000, 4_100, 4_200, 4_300])).toEqual([4_000]);
    expect(skewed([4_000, 5_000, 4_100, 4_200, 3])).toEqual([]);
    expect(skewed([])).toEqual([]);
  });

  it('leave alone what is not watched', () => {
    const seen = [{ partner: 'AU-DAFF', arrived: hoursAgo(800), sent: null }];
    expect(judge({ ...nothing, seen }, () => undefined)).toEqual([]);
  });
});
