import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scope } from '../database/index.ts';
import {
  AUTHORITIES,
  isRole,
  may,
  PERMISSIONS,
  permissionsOf,
  ROLE_PERMISSIONS,
  ROLES,
  type Permission,
  type Subject,
} from './index.ts';
import { callerOfRow } from './caller.ts';

const keys = ['CN-GACC', 'CN-MARA', 'NZ-MPI', 'NZ-X'];
const authority = fc.constantFrom(...keys);
const office = fc.option(fc.constantFrom('one', 'two'), { nil: null });
const roles = fc.subarray([...ROLES, 'unknown', 'constructor', '__proto__']);
const permission = fc.constantFrom(...PERMISSIONS);
const caller = fc
  .record({ authority: fc.option(authority, { nil: null }), office, roles })
  .map(({ authority: key, office: its, roles: held }) =>
    callerOfRow({
      id: '01936b3a-0000-7000-8000-000000000000',
      name: '',
      kind: 'person',
      roles: held,
      authority: key,
      country: key?.slice(0, 2) ?? null,
      office: key === null ? null : its,
      language: null,
    }),
  );
const subject: fc.Arbitrary<Subject> = fc
  .record({ authority, office, concerned: fc.subarray(['CN', 'NZ', 'FR']) })
  .map(({ authority: key, office: its, concerned }) => ({
    authority: key,
    country: key.slice(0, 2),
    ...(its === null ? {} : { office: its }),
    concerned,
  }));

const LOOKING: readonly Permission[] = [
  'certificate.read',
  'certificate.export',
  'evidence.read',
  'inquiry.read',
];

describe('the table of permissions', () => {
  test('permits what some held role lists, and nothing else', () => {
    fc.assert(
      fc.property(roles, permission, (held, asked) => {
        const listed = held.some(
          (role) => isRole(role) && ROLE_PERMISSIONS[role].some((each) => each === asked),
        );
        expect(permissionsOf(held).has(asked)).toBe(listed);
      }),
    );
  });

  test('a further role never takes a permission away', () => {
    fc.assert(
      fc.property(roles, roles, (some, more) => {
        const before = permissionsOf(some);
        const after = permissionsOf([...some, ...more]);
        expect([...before].every((each) => after.has(each))).toBe(true);
      }),
    );
  });

  test('gives every permission to somebody, and administration to nobody who handles documents', () => {
    for (const each of PERMISSIONS)
      expect(
        ROLES.some((role) => permissionsOf([role]).has(each)),
        each,
      ).toBe(true);
    for (const role of ROLES) {
      const granted = permissionsOf([role]);
      expect(granted.has('administration') && granted.size > 1, role).toBe(false);
    }
  });

  test('names that every object inherits permit nothing', () => {
    const [inherited] = [callerOfRow({ ...rowOf(['constructor', 'toString', '__proto__']) })];
    expect(inherited.roles).toEqual([]);
    for (const name of ['constructor', 'toString', '__proto__', '']) expect(inherited.may(name)).toBe(false);
  });
});

describe('a caller and a subject', () => {
  test('without the permission no scope is wide enough', () => {
    fc.assert(
      fc.property(caller, permission, subject, (who, asked, what) => {
        if (!who.may(asked)) expect(may(who, asked, what)).toBe(false);
      }),
    );
  });

  test('nobody acts on what another authority or office keeps', () => {
    fc.assert(
      fc.property(caller, permission, subject, (who, asked, what) => {
        if (!may(who, asked, what) || LOOKING.includes(asked) || who.scope.kind !== 'authority') return;
        expect(who.scope.authority).toBe(what.authority);
        if (who.scope.office !== undefined) expect(who.scope.office).toBe(what.office);
      }),
    );
  });

  test('an official sees of others only what concerns its country', () => {
    fc.assert(
      fc.property(caller, permission, subject, (who, asked, what) => {
        if (!may(who, asked, what) || who.scope.kind !== 'authority') return;
        if (who.scope.authority === what.authority) return;
        expect(LOOKING).toContain(asked);
        expect(who.scope.office).toBeUndefined();
        expect(what.concerned).toContain(who.scope.country);
      }),
    );
  });

  test('whoever may act on a subject may act at all', () => {
    fc.assert(
      fc.property(caller, permission, subject, (who, asked, what) => {
        if (may(who, asked, what)) expect(may(who, asked)).toBe(true);
      }),
    );
  });

  test('the public may nothing', () => {
    const scope: Scope = { kind: 'public' };
    const anyone = { scope, may: () => true };
    fc.assert(
      fc.property(permission, subject, (asked, what) => {
        expect(may(anyone, asked, what)).toBe(false);
      }),
    );
  });
});

describe('the list of authorities', () => {
  const fold = (name: string) => name.normalize('NFKC').toLowerCase();

  test('has the countries whose certificates are to be attributed', () => {
    const countries = new Set(AUTHORITIES.map(({ key }) => key.slice(0, 2)));
    const wanted =
      'AR AU BE BO BR CA CL CN CO DE DK EC ES FR GB IE IN IT JP KE KR MX MY NL NO NZ PE PH PL PT RU SG TH TR UA US UY VN ZA';
    expect(wanted.split(' ').filter((country) => !countries.has(country))).toEqual([]);
  });

  test('names each authority once, in both languages, and no name twice within a country', () => {
    expect(new Set(AUTHORITIES.map(({ key }) => key)).size).toBe(AUTHORITIES.length);
    const seen = new Map<string, string>();
    for (const { key, title, names = [], fields } of AUTHORITIES) {
      expect(key).toMatch(/^[A-Z]{2}-[A-Za-z0-9]{1,20}$/);
      expect(fields.length, key).toBeGreaterThan(0);
      expect(title.zh, key).toMatch(/\p{Script=Han}/u);
      for (const name of new Set([title.en, title.zh ?? '', ...names].map(fold))) {
        const within = `${key.slice(0, 2)} ${name}`;
        expect(seen.get(within), `${within} of ${key}`).toBeUndefined();
        seen.set(within, key);
      }
    }
  });
});

function rowOf(held: readonly string[]) {
  return {
    id: '01936b3a-0000-7000-8000-000000000000',
    name: '',
    kind: 'person' as const,
    roles: held,
    authority: null,
    country: null,
    office: null,
    language: null,
  };
}
