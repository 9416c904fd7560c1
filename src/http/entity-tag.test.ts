import { describe, expect, it } from 'vitest';
import { HttpError } from './codes.ts';
import { namesTag, requireMatch } from './entity-tag.ts';

describe('entity tags', () => {
  it.each([
    ['"a.1"', '"a.1"', true],
    ['"a.2", "a.1"', '"a.1"', true],
    ['*', '"a.1"', true],
    ['"a.10"', '"a.1"', false],
    ['a.1', '"a.1"', false],
    ['', '"a.1"', false],
  ])('the list %s names %s: %s', (list, tag, named) => {
    expect(namesTag(list, tag, false)).toBe(named);
  });

  it('a weak tag matches a reading but never permits a change', () => {
    expect(namesTag('W/"a.1"', '"a.1"', true)).toBe(true);
    expect(namesTag('W/"a.1"', '"a.1"', false)).toBe(false);
  });

  it('a change without If-Match is 428, with a stale one 412', () => {
    const codeOf = (header: string | undefined): string | undefined => {
      try {
        requireMatch(header, '"a.2"');
      } catch (error) {
        return error instanceof HttpError ? error.code : 'other';
      }
      return undefined;
    };
    expect(codeOf(undefined)).toBe('precondition-required');
    expect(codeOf(' ')).toBe('precondition-required');
    expect(codeOf('"a.1"')).toBe('precondition-failed');
    expect(codeOf('"a.2"')).toBeUndefined();
  });
});
