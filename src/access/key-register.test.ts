import { beforeAll, expect, test } from 'vitest';
import { issueAuthority, readCertificatesPem } from '../crypto/index.ts';
import { KEY_WARNING_DAYS, keysShown } from './key-register.ts';

const now = new Date('2026-11-22T00:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
let certificate: Uint8Array;

beforeAll(async () => {
  const subject = { commonName: 'Root', organisation: 'Test', country: 'NZ' };
  const issued = await issueAuthority({
    ...subject,
    from: inDays(-400),
    until: inDays(KEY_WARNING_DAYS + 40),
  });
  certificate = readCertificatesPem(issued.certificate)[0] ?? new Uint8Array();
});

const stateAt = (days: number, trust: { readonly from?: string; readonly until?: string } = {}) =>
  keysShown(
    { anchors: [{ authority: 'NZ-MPI', certificate, ...trust }], seals: new Map() },
    new Date(inDays(days)),
  )[0]?.state;

test('a key is warned of sixty days before it ends, by its certificate or by the end of trust', () => {
  expect(stateAt(0)).toBe('valid');
  expect(stateAt(39)).toBe('valid');
  expect(stateAt(41)).toBe('expiring');
  expect(stateAt(KEY_WARNING_DAYS + 41)).toBe('expired');
  expect(stateAt(0, { until: inDays(30) })).toBe('expiring');
  expect(stateAt(31, { until: inDays(30) })).toBe('ended');
  expect(stateAt(0, { from: inDays(1) })).toBe('future');
});

test('seal keys stand among the anchors, those that end first leading, and nothing but facts is shown', () => {
  const seals = new Map([['NZ-MPI/WLG', { certificate }]]);
  const anchors = [{ authority: 'NZ-MPI', certificate, until: inDays(5) }];
  const shown = keysShown({ anchors, seals }, now);
  expect(shown.map(({ kind, owner }) => [kind, owner])).toEqual([
    ['anchor', 'NZ-MPI'],
    ['seal', 'NZ-MPI/WLG'],
  ]);
  expect(Object.keys(shown[1] ?? {})).not.toContain('certificate');
});
