import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from './form-values.ts';
import { isSame, mergeForms, withValueAt } from './merging.ts';

const base: Form = { consignor: 'A', consignee: 'B', lines: [{ net: '1' }, { net: '2' }] };

describe('two people in one form', () => {
  it('keeps what each changed where they changed different fields', () => {
    const merged = mergeForms(base, { ...base, consignor: 'A2' }, { ...base, consignee: 'B2' });
    expect(merged).toEqual({
      form: { ...base, consignor: 'A2', consignee: 'B2' },
      conflicts: [],
      taken: ['/consignee'],
    });
  });
  it('joins lines cell by cell while none came or went', () => {
    const mine = { ...base, lines: [{ net: '1', gross: '5' }, { net: '2' }] };
    const theirs = { ...base, lines: [{ net: '1' }, { net: '3' }] };
    const { form, conflicts } = mergeForms(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(form['lines']).toEqual([{ net: '1', gross: '5' }, { net: '3' }]);
  });
  it('names each field that only the other changed, and never the form as a whole', () => {
    const { form, taken } = mergeForms(base, base, { consignor: 'A2', lines: [{ net: '1' }, { net: '3' }] });
    expect(taken).toEqual(['/consignor', '/consignee', '/lines/1/net']);
    expect(form).toEqual({ consignor: 'A2', lines: [{ net: '1' }, { net: '3' }] });
  });
  it('asks where both changed one field, and keeps mine until it is answered', () => {
    const { form, conflicts } = mergeForms(base, { ...base, consignor: 'X' }, { ...base, consignor: 'Y' });
    expect(conflicts).toEqual([{ path: '/consignor', mine: 'X', theirs: 'Y' }]);
    expect(form['consignor']).toBe('X');
    expect(withValueAt(form, '/consignor', 'Y')['consignor']).toBe('Y');
  });
  it('asks for a list as a whole when a line went on one side and was changed on the other', () => {
    const { conflicts } = mergeForms(
      base,
      { ...base, lines: [] },
      { ...base, lines: [{ net: '9' }, { net: '2' }] },
    );
    expect(conflicts.map(({ path }) => path)).toEqual(['/lines']);
  });

  const value = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.record({ value: fc.string({ maxLength: 2 }), unit: fc.constant('KGM') }),
  );
  const form = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value);
  it('loses no change of either: what differs from both sides is none', () => {
    fc.assert(
      fc.property(form, form, form, (before, mine, theirs) => {
        const { form: merged, conflicts } = mergeForms(before, mine, theirs);
        for (const key of ['a', 'b', 'c']) {
          if (isSame(mine[key], before[key])) expect(merged[key]).toEqual(theirs[key]);
          else expect(merged[key]).toEqual(mine[key]);
          const isConflict = conflicts.some(({ path }) => path === `/${key}`);
          const differ = [mine[key], theirs[key]].every((side) => !isSame(side, before[key]));
          expect(isConflict).toBe(differ && !isSame(mine[key], theirs[key]));
        }
      }),
    );
  });
});
