import { describe, expect, it } from 'vitest';
import type { DecisionTable } from '../../../../src/verification/rules/index.ts';
import { FIELDS } from '../../../../src/verification/facts/index.ts';
import { CASE_PLACES, fieldsRead, placesFor } from './places.ts';
import { blankCase, freeName, valueAt, withCases, withValue } from './writing-case.ts';

const table: DecisionTable = {
  name: 'seals',
  title: { en: 'Seals' },
  stage: 'judgement',
  hit: 'worst',
  inputs: ['match.seals'],
  rows: [{ id: 'a', mode: 'live', cells: {}, when: "declaration.transport_mode == '2'" }],
};
const blank = blankCase('case', { en: 'A new case' }, '2026-11-22');

describe('the form of a test case', () => {
  it('asks for both sides of what the table compares, for what its conditions name, and for what is always needed', () => {
    expect([...fieldsRead(table)]).toEqual(['match.seals', 'declaration.transport-mode']);
    const paths = placesFor(table).map(({ path }) => path);
    for (const path of ['declaration.seals', 'certificates.c.seals', 'declaration.mode', 'day'])
      expect(paths).toContain(path);
    for (const path of ['declaration.containers', 'certificates.c.expires', 'declaration.class'])
      expect(paths).not.toContain(path);
  });

  it('has a place for every fact that a rule can ask about and a person can give', () => {
    const read = new Set(CASE_PLACES.flatMap(({ reads }) => reads));
    // What follows from whose practice it is, from who lodges, and from the place in the list.
    const given = new Set(['declaration.country', 'declaration.declarant', 'item.number']);
    expect(Object.keys(FIELDS).filter((field) => !read.has(field) && !given.has(field))).toEqual([]);
    expect([...read].filter((field) => !Object.hasOwn(FIELDS, field))).toEqual([]);
  });

  it('puts a value where it belongs, and takes away what says nothing any more', () => {
    const one = withValue(blank.given, 'certificates.1.number', 'NZ1');
    const two = withValue(one, 'certificates.1.lines.1.net', '5 KGM');
    expect(two.certificates).toEqual([{ number: 'NZ1', lines: [{ net: '5 KGM' }] }]);
    const three = withValue(two, 'accounts.1.taken', '2 KGM');
    expect(three.accounts).toEqual([
      { certificate: 'NZ1', line: 1, limit: '5 KGM', taken: '2 KGM', claimants: 1 },
    ]);
    expect(valueAt(three, 'accounts.1.taken')).toBe('2 KGM');
    expect(withValue(two, 'certificates.1.lines.1.net', undefined).certificates).toEqual([{ number: 'NZ1' }]);
    expect(withValue(one, 'certificates.1.number', undefined)).toEqual(blank.given);
    expect(withValue(blank.given, 'declaration.consignor.name', 'A').declaration.consignor).toEqual({
      name: 'A',
    });
  });

  it('keeps a goods item of which nothing is said any more: what is expected goes by its place', () => {
    const said = withValue(blank.given, 'declaration.items.1.commodity', '0202300090');
    const silent = withValue(said, 'declaration.items.1.commodity', undefined);
    expect(silent.declaration.items).toEqual([{ commodity: '' }]);
  });

  it('gives each case a name of its own, and a table without any is as before the first', () => {
    expect(freeName([blank], 'case')).toBe('case-2');
    expect(freeName([], '2200/2026')).toBe('case-2200-2026');
    expect(freeName([], '报关单')).toBe('case');
    expect(withCases(withCases(table, [blank]), [])).toEqual(table);
  });
});
