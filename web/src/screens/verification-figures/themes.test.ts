import { describe, expect, it } from 'vitest';
import { askedOf } from './themes.ts';

describe('what the address of the figures of verification asks', () => {
  it('is the automatic rate by month where nothing is said', () => {
    expect(askedOf({})).toEqual({ theme: 'rate', by: 'month' });
  });

  it('passes over what has no known form, and what is not counted together', () => {
    expect(askedOf({ measure: 'luck', by: 'moon', from: '2026-13', until: '2026-02' })).toEqual({
      theme: 'rate',
      by: 'month',
      until: '2026-02',
    });
    expect(askedOf({ measure: 'time', by: 'reason' }).theme).toBe('decided');
    expect(askedOf({ by: 'chapter', of: 'country', key: 'NZ' })).toEqual({ theme: 'rate', by: 'chapter' });
    expect(askedOf({ by: 'month', of: 'country', key: 'NZ' })).toMatchObject({ of: 'country', key: 'NZ' });
  });
});
