import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64Url, utf8 } from '../../base/index.ts';
import { answerNow, sha256 } from '../../crypto/index.ts';
import { runNow, TreeHasher, verifyInclusion } from '../../../verify/core/index.ts';
import { auditLeaf, batchProof, batchRoot, soughtDigest, type AuditEntry } from './entry.ts';

const entry: AuditEntry = {
  id: '01936b3a-0000-7000-8000-000000000000',
  at: '2026-11-22T08:00:00.000Z',
  kind: 'search',
  actor: 'account/1',
  route: 'search-certificates',
  subject: 'certificates',
  status: 200,
  filters: ['number'],
};
const salt = new Uint8Array(16).fill(1);
const hasher = new TreeHasher(sha256);

describe('a batch of the audit log', () => {
  test('proves each of its entries to the verifier of the evidence log, and at no other place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (size, from) => {
        const leaves = Array.from({ length: size }, (_, index) => utf8(`entry ${String(index)}`));
        const index = from % size;
        const root = batchRoot(leaves);
        const proof = batchProof(leaves, index).map((hash) => fromBase64Url(hash) ?? new Uint8Array());
        const proves = (at: number, leaf: Uint8Array) =>
          runNow(verifyInclusion({ leafHash: hasher.leaf(leaf), index: at, size, proof, root }), answerNow);
        expect(proves(index, leaves[index] ?? new Uint8Array())).toBe(true);
        expect(proves(index, utf8('another'))).toBe(false);
        if (size > 1) expect(proves((index + 1) % size, leaves[index] ?? new Uint8Array())).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('commits to every member of an entry, and to its salt', () => {
    const leaf = Buffer.from(auditLeaf(salt, entry)).toString('hex');
    const changed: readonly Partial<AuditEntry>[] = [
      { actor: 'account/2' },
      { behalf: 'account/2' },
      { subject: 'certificates/1' },
      { status: 404 },
      { filters: ['party'] },
      { sought: 'ab' },
      { at: '2026-11-22T08:00:00.001Z' },
    ];
    for (const change of changed) {
      expect(Buffer.from(auditLeaf(salt, { ...entry, ...change })).toString('hex')).not.toBe(leaf);
    }
    expect(Buffer.from(auditLeaf(new Uint8Array(16), entry)).toString('hex')).not.toBe(leaf);
  });
});

test('what was sought is found again by who supposes it and holds the salt, and by nobody else', () => {
  const kept = soughtDigest(salt, { number: 'NZ123', country: 'NZ' });
  expect(soughtDigest(salt, { country: 'NZ', number: 'NZ123' })).toBe(kept);
  expect(soughtDigest(salt, { country: 'NZ', number: 'NZ124' })).not.toBe(kept);
  expect(soughtDigest(new Uint8Array(16), { number: 'NZ123', country: 'NZ' })).not.toBe(kept);
});
