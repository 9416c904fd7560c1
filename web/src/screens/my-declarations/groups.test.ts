import { describe, expect, it } from 'vitest';
import type { Declaration } from '../../cases/reading.ts';
import { groupOf } from './groups.ts';

const declaration = (state: Declaration['state'], actor?: 'trader' | 'issuer') => ({
  state,
  // Only these members decide.
  body: {
    reasons: actor === undefined ? [] : [{ code: 'x', actor, items: [1] }],
  } as unknown as Declaration['body'],
});

describe('what a declaration is to its trader', () => {
  it('is theirs to mend where a reason is', () => {
    expect(groupOf(declaration('refused', 'trader'))).toBe('action');
    expect(groupOf(declaration('held', 'issuer'))).toBe('waiting');
  });
  it('is over where it is over', () => {
    expect(groupOf(declaration('passed', 'trader'))).toBe('released');
    expect(groupOf(declaration('withdrawn', 'trader'))).toBe('ended');
    expect(groupOf(declaration('lodged', 'trader'))).toBe('waiting');
  });
});
