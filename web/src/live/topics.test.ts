import { describe, expect, it } from 'vitest';
import { topicsOf } from './topics.ts';

describe('what a change makes stale', () => {
  it('is what shows a thing of its kind', () => {
    expect(topicsOf('{"kind":"inquiry","record":"1"}')).toContain('inquiries');
    expect(topicsOf('{"kind":"result","record":"1"}')).toContain('certificate');
  });
  it('is nothing where the change is unknown or unreadable', () => {
    for (const data of ['{"kind":"weather"}', '{}', 'null', '{', undefined, 7])
      expect(topicsOf(data)).toEqual([]);
  });
});
