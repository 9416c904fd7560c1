import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withChanges } from './placing.ts';

const GIVEN = { day: '2026-11-20', declaration: { items: [{ origin: 'NZ' }, { origin: 'AU' }] } };

describe('a change of a case', () => {
  test('puts a value in its place, makes what is on the way, grows lists by one, and takes away what is null', () => {
    const { value, faults } = withChanges(GIVEN, {
      'declaration.items.2.origin': 'CL',
      'declaration.items.3': { origin: 'NL' },
      'declaration.consignee.name': 'A',
      'certificates.1.number': 'N',
      'declaration.items.1': null,
      day: null,
    });
    expect(faults).toEqual([]);
    expect(value).toEqual({
      declaration: { items: [{ origin: 'CL' }, { origin: 'NL' }], consignee: { name: 'A' } },
      certificates: [{ number: 'N' }],
    });
    expect(GIVEN.declaration.items).toHaveLength(2);
  });

  test.each([
    'declaration.items.9.origin',
    'declaration.items.0',
    'day.of.week',
    '',
    '__proto__.polluted',
    'a.',
  ])('has no place “%s”', (place) => {
    expect(withChanges(GIVEN, { [place]: 'x' }).faults).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('never changes what is given, nor any object’s making, whatever the places say', () => {
    const step = fc.oneof(
      fc.constantFrom(
        'declaration',
        'items',
        '1',
        '2',
        '__proto__',
        'constructor',
        'prototype',
        'length',
        '',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 15 }), { maxLength: 5 }), (places) => {
        const before = JSON.stringify(GIVEN);
        withChanges(GIVEN, Object.fromEntries(places.map((each) => [each.join('.'), 1])));
        expect(JSON.stringify(GIVEN)).toBe(before);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(Object.hasOwn(Object, '1')).toBe(false);
      }),
    );
  });
});
