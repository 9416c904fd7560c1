import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERMISSIONS, ROLES } from '../permissions.ts';
import {
  brokenSeparation,
  INCOMPATIBLE_ROLES,
  incompatiblePair,
  isHostRole,
  separated,
  SEPARATIONS,
} from './separations.ts';

const person = fc.constantFrom('account/1', 'account/2', 'account/3', 'account/4');
const doer = fc
  .record({ actor: person, behalf: fc.option(person, { nil: undefined }) })
  .map(({ actor, behalf }) => (behalf === undefined ? { actor } : { actor, behalf }));
const act = fc.constantFrom(...PERMISSIONS);
const earlier = fc.array(
  fc.tuple(act, doer).map(([name, by]) => ({ act: name, ...by })),
  { maxLength: 6 },
);
const all = new Set(['review-apart-from-signature'] as const);

describe('the separations of duties', () => {
  test('name acts that somebody may be permitted', () => {
    const known: readonly string[] = PERMISSIONS;
    for (const { act: later, after } of SEPARATIONS) {
      expect(known).toContain(later);
      for (const each of after) expect(known).toContain(each);
    }
  });

  test('who drafts does not review, who checks does not approve, who proposes does not approve', () => {
    const by = { actor: 'account/1' };
    for (const [first, second] of [
      ['certificate.draft', 'certificate.review'],
      ['joining.check', 'joining.approve'],
      ['parameter.propose', 'parameter.approve'],
    ] as const) {
      expect(separated(second, by, [{ act: first, ...by }]), second).toBe(false);
      expect(separated(second, { actor: 'account/2' }, [{ act: first, ...by }]), second).toBe(true);
    }
  });

  test('who reviews does not sign where the office demands it, and may where it does not', () => {
    const reviewed = [{ act: 'certificate.review', actor: 'account/1' }];
    expect(separated('certificate.issue', { actor: 'account/1' }, reviewed)).toBe(true);
    expect(separated('certificate.issue', { actor: 'account/1' }, reviewed, all)).toBe(false);
  });

  test('hold for both persons of a delegation, whoever acts for whom', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SEPARATIONS), doer, doer, ({ act: later, after }, one, other) => {
        const [first = ''] = after;
        const people = [one.actor, 'behalf' in one ? one.behalf : one.actor];
        const others = [other.actor, 'behalf' in other ? other.behalf : other.actor];
        const shared = people.some((each) => others.includes(each));
        expect(separated(later, other, [{ act: first, ...one }], all)).toBe(!shared);
      }),
    );
  });

  test('never open again by a further earlier act', () => {
    fc.assert(
      fc.property(act, doer, earlier, earlier, (name, by, some, more) => {
        if (brokenSeparation(name, by, some, all) === undefined) return;
        expect(separated(name, by, [...some, ...more], all)).toBe(false);
      }),
    );
  });
});

describe('roles that exclude each other', () => {
  test('are found in any company and in either order', () => {
    for (const { role, with: others } of INCOMPATIBLE_ROLES) {
      for (const other of others) {
        expect(incompatiblePair(['reader', other, role])).toBeDefined();
        expect(incompatiblePair([role, other])).toEqual(expect.arrayContaining([role, other]));
      }
    }
  });

  test('leave every single role possible', () => {
    for (const role of ROLES) expect(incompatiblePair([role, 'reader'])).toBeUndefined();
    expect(ROLES.filter(isHostRole)).toEqual(['steward', 'approver']);
  });
});
