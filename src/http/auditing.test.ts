import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import type { Observed } from '../access/index.ts';
import { assertAuditable, auditKindOf } from './auditing.ts';
import type { Route } from './route.ts';

const read: Route = {
  name: 'read-thing',
  method: 'GET',
  path: '/v1/things/:id',
  admission: 'certificate.read',
  area: 'certificates',
  cost: 'read',
  cache: 'none',
  schema: { responses: {} },
  handle: () => undefined,
};
const sought = Type.Object({ name: Type.Optional(Type.String()), limit: Type.Optional(Type.Integer()) });
const paged = Type.Object({ limit: Type.Optional(Type.Integer()), after: Type.Optional(Type.String()) });

describe('what a call is to the audit log', () => {
  test('follows from what the route declares of itself', () => {
    const kinds: readonly (readonly [Partial<Route>, string | undefined])[] = [
      [{}, 'view'],
      [{ path: '/v1/things', schema: { query: sought, responses: {} } }, 'search'],
      [{ path: '/v1/things', schema: { query: paged, responses: {} } }, 'view'],
      [{ schema: { query: sought, responses: {} } }, 'view'],
      [{ path: '/v1/things/export', admission: 'certificate.export' }, 'export'],
      [{ streams: true }, 'export'],
      [{ method: 'POST' }, 'change'],
      [{ method: 'DELETE', admission: 'signed-in' }, 'change'],
      [{ admission: 'signed-in' }, undefined],
      [{ admission: 'public' }, undefined],
      [{ method: 'POST', admission: 'public' }, undefined],
      [{ method: 'POST', admission: 'public', audit: 'sign-in' }, 'sign-in'],
      [{ admission: 'signed-in', audit: 'view' }, 'view'],
      [{ audit: 'none' }, undefined],
    ];
    for (const [change, kind] of kinds)
      expect(auditKindOf({ ...read, ...change }), JSON.stringify(change)).toBe(kind);
  });

  test('decides whether it is served while the log takes nothing more', () => {
    const noted: Observed[] = [];
    const full = {
      log: { accepting: () => false, note: (entry: Observed) => noted.push(entry) },
      // Nothing is read here.
      reading: { list: fails, export: fails, prove: fails },
    };
    expect(() => {
      assertAuditable(read, full);
    }).toThrowError(expect.objectContaining({ code: 'service-unavailable' }));
    for (const free of [{ ...read, audit: 'none' } as const, { ...read, admission: 'public' } as const]) {
      expect(() => {
        assertAuditable(free, full);
      }).not.toThrow();
    }
  });
});

function fails(): never {
  throw new Error('nothing is read here');
}
