import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CanonicalValue } from '../../../src/base/index.ts';
import { canonicalJson, toBase64Url, utf8 } from '../../../src/base/index.ts';
import { answer, sha256 } from '../../../tests/evidence/log-signers.ts';
import { runNow } from '../primitives.ts';
import type { Act } from './act.ts';
import { canonicalAct, commitmentInput, faultOfAct, leafOfOpening, leafText, readOpening } from './act.ts';

const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((text) => !/[\uD800-\uDFFF]/u.test(text));
const digest = fc
  .uint8Array({ minLength: 4, maxLength: 4 })
  .map((bytes) => Buffer.from(sha256(bytes)).toString('hex'));
const details = fc.dictionary(name, fc.oneof(name, fc.maxSafeInteger(), fc.boolean(), fc.constant(null)), {
  maxKeys: 4,
});
const acts = fc.record(
  {
    kind: fc.constantFrom('certificate.issued', 'sign-in', 'import.started'),
    actor: name,
    subject: name,
    at: fc.constantFrom('2026-11-22T08:31:00Z', '2026-11-22T08:31:00.123+08:00'),
    digest,
    previous: digest,
    state: name,
    details,
  },
  { requiredKeys: ['kind', 'actor', 'subject', 'at', 'digest'] },
) as fc.Arbitrary<Act>;
const salt = toBase64Url(new Uint8Array(16));
const plain: Act = {
  kind: 'certificate.issued',
  actor: 'office/1',
  subject: 'certificate/1',
  at: '2026-11-22T08:31:00Z',
  digest: 'a'.repeat(64),
};

describe('acts', () => {
  test('the canonical form of an act is canonical JSON', () => {
    fc.assert(
      fc.property(acts, (act) => {
        expect(canonicalAct(act)).toBe(canonicalJson(act as unknown as CanonicalValue));
      }),
    );
  });

  test('an opening that went through JSON gives the same leaf', () => {
    fc.assert(
      fc.property(acts, (act) => {
        fc.pre(faultOfAct(act) === undefined);
        const leaf = leafText(act.at, sha256(commitmentInput(new Uint8Array(16), act)));
        const again = readOpening(JSON.parse(JSON.stringify({ salt, act })));
        if (again === undefined) expect.fail('refused');
        expect(new TextDecoder().decode(runNow(leafOfOpening(again), answer))).toBe(leaf);
        expect(utf8(leaf).length).toBeLessThanOrEqual(300);
      }),
    );
  });

  test.each([
    ['kind', { kind: '' }],
    ['kind', { kind: 'Certificate.Issued' }],
    ['kind', { kind: 'a..b' }],
    ['actor', { actor: '' }],
    ['actor', { actor: 'a\nb' }],
    ['subject', { subject: 'x'.repeat(501) }],
    ['at', { at: '2026-02-30T00:00:00Z' }],
    ['at', { at: '2026-11-22' }],
    ['digest', { digest: 'A'.repeat(64) }],
    ['previous', { previous: 'a'.repeat(63) }],
    ['state', { state: '\u0000' }],
  ])('a wrong %s is named', (member, change) => {
    expect(faultOfAct({ ...plain, ...change })).toBe(member);
  });

  test('an opening with anything unproven, missing or of another type is refused', () => {
    expect(readOpening({ salt, act: plain })).toEqual({ salt, act: plain });
    const wrong: unknown[] = [
      undefined,
      null,
      [],
      'text',
      {},
      { salt },
      { salt: 5, act: plain },
      { salt, act: plain, more: 1 },
      { salt, act: { ...plain, more: 1 } },
      { salt, act: { ...plain, actor: 5 } },
      { salt, act: { ...plain, details: 'x' } },
      { salt, act: { ...plain, details: { a: 0.5 } } },
      { salt, act: { ...plain, details: { a: '\uD800' } } },
      { salt, act: { ...plain, actor: '\uD800' } },
    ];
    for (const value of wrong) expect(readOpening(value)).toBeUndefined();
    expect(runNow(leafOfOpening({ salt: 'AAAA', act: plain }), answer)).toBeUndefined();
  });
});
