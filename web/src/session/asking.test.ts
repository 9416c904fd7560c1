import { describe, expect, it } from 'vitest';
import { ProblemError } from '../api/problem.ts';
import { pauseAfter } from './asking.ts';

const answered = (status: number): ProblemError =>
  new ProblemError({ code: 'x', status, title: '', detail: '' });

describe('who could not be asked who is signed in', () => {
  it.each([0, 429, 500, 502, 503])('is not taken for signed out: %d', (status) => {
    expect(pauseAfter(answered(status), 0)).toBe(500);
  });

  it.each([401, 403])('is signed out where the API says so: %d', (status) => {
    expect(pauseAfter(answered(status), 0)).toBeUndefined();
  });

  it('is asked ever more seldom, but always again', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 60].map((times) => pauseAfter(answered(0), times));
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });
});
