import { describe, expect, it } from 'vitest';
import { countOf, heapOf, queryOf } from './asked.ts';

describe('what the worklist asks for', () => {
  it('is what the address says, and nothing that the API does not know', () => {
    expect(queryOf({})).toEqual({ state: 'lodged,held,inquired,refused' });
    expect(queryOf({ heap: 'refuse', reason: 'quantity-exceeds-account', evil: '1' })).toEqual({
      state: 'refused',
      reason: 'quantity-exceeds-account',
    });
    expect(heapOf({ heap: 'nothing' })).toBe('open');
  });
  it('leaves out what is still being typed', () => {
    expect(queryOf({ heap: 'all', commodity: '020', words: 'b', despatch: 'nz' })).toEqual({});
    expect(queryOf({ heap: 'all', commodity: '0202', words: 'beef', despatch: 'NZ' })).toEqual({
      commodity: '0202',
      words: 'beef',
      despatch: 'NZ',
    });
  });
  it('asks for what is overdue by the day', () => {
    expect(queryOf({ heap: 'hold', due: 'yes' }, new Date('2026-06-01T23:00:00Z'))).toEqual({
      state: 'held',
      deadlineUntil: '2026-06-01',
    });
  });
  it('counts a heap by its states or by what it wants', () => {
    const counts = { states: { held: 2, refused: 3 }, attentions: { alert: 1 } };
    expect(countOf(counts, 'open')).toBe(5);
    expect(countOf(counts, 'alert')).toBe(1);
  });
});
