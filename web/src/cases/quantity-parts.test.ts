import { describe, expect, it } from 'vitest';
import { barOf } from './quantity-parts.ts';

describe('a bar of quantities', () => {
  it('is as long as what is certified, and its parts follow one another', () => {
    expect(barOf({ unit: 'KGM', certified: '1000', used: '400', held: '100', own: '250' })).toEqual({
      parts: [
        { name: 'used', from: 0, size: 0.4 },
        { name: 'held', from: 0.4, size: 0.1 },
        { name: 'own', from: 0.5, size: 0.25 },
      ],
      limit: 1,
      tolerated: 1,
    });
  });
  it('grows with what goes beyond, which is a part of its own', () => {
    const { parts, limit } = barOf({ unit: 'KGM', certified: '100', used: '80', own: '120' });
    expect(parts.map(({ name }) => name)).toEqual(['used', 'own', 'excess']);
    expect(limit).toBe(0.5);
    expect(parts[2]).toEqual({ name: 'excess', from: 0.5, size: 0.5 });
  });
  it('shows the tolerance beyond the limit', () => {
    expect(barOf({ unit: 'KGM', certified: '100', tolerance: '25' })).toEqual({
      parts: [],
      limit: 0.8,
      tolerated: 1,
    });
  });
  it('is empty of what is no number', () => {
    expect(barOf({ unit: 'KGM', certified: 'x', own: '' })).toEqual({ parts: [], limit: 0, tolerated: 0 });
  });
});
