import { describe, expect, it } from 'vitest';
import { bySubject } from './subjects.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));

describe('parameters by subject', () => {
  it('stand in the order of the subjects, and a subject without any is left out', () => {
    expect(bySubject(named('announcement', 'trust-anchor', 'rule-table', 'agreement'))).toEqual([
      ['certificates', named('agreement')],
      ['verification', named('rule-table')],
      ['trust', named('trust-anchor')],
      ['telling', named('announcement')],
    ]);
  });
  it('lose none: one that no subject names comes last', () => {
    expect(bySubject(named('brand-new', 'agreement')).at(-1)).toEqual(['other', named('brand-new')]);
  });
});
