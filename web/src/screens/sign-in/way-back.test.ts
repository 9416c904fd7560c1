import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wayBack } from './way-back.ts';

describe('the way back after signing in', () => {
  it('leads to the screen that was asked for, with its filters', () => {
    expect(wayBack('/search?q=apples&state=issued')).toEqual({
      path: '/search',
      search: { q: 'apples', state: 'issued' },
    });
  });
  it('leads home where there is none, and never back to the door', () => {
    for (const next of [undefined, '', '/sign-in', '/sign-in?next=/sign-in'])
      expect(wayBack(next)).toEqual({ path: '/', search: {} });
  });
  it('never leads out of the window', () => {
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '\t//x',
    ])
      expect(wayBack(next).path).toBe('/');
    fc.assert(
      fc.property(fc.string(), (next) => {
        const { path } = wayBack(next);
        expect(new URL(path, 'https://window.example').origin).toBe('https://window.example');
      }),
    );
  });
});
