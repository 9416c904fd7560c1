import { describe, expect, it } from 'vitest';
import { topicsOf } from './topics.ts';

describe('what a change makes stale', () => {
  it('is what shows a thing of its kind', () => {
    expect(topicsOf('{"kind":"inquiry","record":"1"}')).toContain('inquiries');
    expect(topicsOf('{"kind":"result","record":"1"}')).toContain('certificate');
    expect(topicsOf('{"kind":"declaration","record":"1"}')).toContain('declarations');
  });
  it('is what a colleague types, and not what one types oneself', () => {
    expect(topicsOf('{"kind":"draft","record":"1","own":false}')).toEqual(['application']);
    expect(topicsOf('{"kind":"draft","record":"1","own":true}')).toEqual([]);
  });
  it('is nothing where the change is unknown or unreadable', () => {
    for (const data of ['{"kind":"weather"}', '{}', 'null', '{', undefined, 7])
      expect(topicsOf(data)).toEqual([]);
  });
});
