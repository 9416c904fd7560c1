import { hash as digest } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../../../src/base/index.ts';
import { runNow } from '../primitives.ts';
import type { AnswerNow } from '../primitives.ts';
import { emptyRoot, verifyConsistency, verifyInclusion } from './merkle.ts';
import type { Subtree } from './subtree.ts';
import { consistencyRanges, inclusionRanges } from './subtree.ts';
import { TreeHasher } from './tile-tree.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(digest('sha256', bytes, 'buffer'));
const hasher = new TreeHasher(sha256);
const answer: AnswerNow = (question) => (question.ask === 'digest' ? sha256(question.bytes) : false);

const SIZE = 300;
const leaves = Array.from({ length: SIZE }, (_, index) => hasher.leaf(utf8(`leaf ${String(index)}`)));

/** RFC 6962 §2.1 by the letter: the definition that all else is measured against. */
function treeHash(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (only === undefined) return sha256(new Uint8Array());
  if (hashes.length === 1) return only;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return hasher.node(treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)));
}

const known = new Map<string, Uint8Array>();
function hashOf(subtree: Subtree): Uint8Array {
  const key = `${String(subtree.level)}/${String(subtree.index)}`;
  const width = 2 ** subtree.level;
  const hash = known.get(key) ?? treeHash(leaves.slice(subtree.index * width, (subtree.index + 1) * width));
  known.set(key, hash);
  return hash;
}

const roots = Array.from({ length: SIZE + 1 }, (_, size) => hasher.range({ start: 0, end: size }, hashOf));
const rootAt = (size: number) => roots[size] ?? new Uint8Array();
const leafAt = (index: number) => leaves[index] ?? new Uint8Array();
const inclusion = (index: number, size: number) =>
  inclusionRanges(index, size).map((range) => hasher.range(range, hashOf));
const consistency = (oldSize: number, size: number) =>
  consistencyRanges(oldSize, size).map((range) => hasher.range(range, hashOf));

const includes = (index: number, size: number, proof: Uint8Array[], root: Uint8Array, leaf = leafAt(index)) =>
  runNow(verifyInclusion({ leafHash: leaf, index, size, proof, root }), answer);
const extendsTo = (
  oldSize: number,
  size: number,
  proof: Uint8Array[],
  oldRoot = rootAt(oldSize),
  root = rootAt(size),
) => runNow(verifyConsistency({ oldSize, oldRoot, size, root, proof }), answer);

describe('Merkle tree', () => {
  test('the root of the empty tree is SHA-256 of nothing', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(toHex(runNow(emptyRoot(), answer))).toBe(empty);
    expect(toHex(rootAt(0))).toBe(empty);
  });

  test('roots are those of RFC 6962 for every size up to 300', () => {
    for (let size = 0; size <= SIZE; size += 1) {
      expect(toHex(rootAt(size))).toBe(toHex(treeHash(leaves.slice(0, size))));
    }
  });

  test('every leaf of every size up to 300 has an inclusion proof that verifies, and at no other index', () => {
    for (let size = 1; size <= SIZE; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = inclusion(index, size);
        if (!includes(index, size, proof, rootAt(size))) expect.fail(`${String(index)} of ${String(size)}`);
        const other = (index + 1) % size;
        if (other !== index && includes(other, size, proof, rootAt(size), leafAt(index))) {
          expect.fail(`${String(index)} of ${String(size)} also proves ${String(other)}`);
        }
      }
    }
  });

  test('every pair of sizes up to 300 has a consistency proof that verifies', () => {
    for (let size = 0; size <= SIZE; size += 1) {
      for (let oldSize = 0; oldSize <= size; oldSize += 1) {
        if (!extendsTo(oldSize, size, consistency(oldSize, size))) {
          expect.fail(`${String(oldSize)} to ${String(size)}`);
        }
      }
    }
  });

  test('a consistency proof holds for no other old root, new root, old size or new size', () => {
    for (let size = 2; size <= 64; size += 1) {
      for (let oldSize = 1; oldSize < size; oldSize += 1) {
        const proof = consistency(oldSize, size);
        const wrong = [
          extendsTo(oldSize, size, proof, rootAt(oldSize - 1)),
          extendsTo(oldSize, size, proof, rootAt(oldSize), rootAt(size + 1)),
          extendsTo(oldSize, size, proof, rootAt(size), rootAt(size)),
          extendsTo(oldSize, size, [...proof, rootAt(1)]),
          extendsTo(oldSize, size, proof.slice(1)),
          extendsTo(oldSize - 1, size, proof, rootAt(oldSize)),
          extendsTo(size, oldSize, proof, rootAt(size), rootAt(oldSize)),
        ];
        expect(wrong).toEqual(wrong.map(() => false));
      }
    }
  });

  test('a proof with any bit changed, a hash dropped, added or swapped never verifies', () => {
    const sizes = fc.integer({ min: 2, max: SIZE });
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), fc.nat(255 * 8), fc.nat(4), (size, from, at, bit, kind) => {
        const index = from % size;
        const proof = inclusion(index, size);
        const place = at % proof.length;
        const changed: Uint8Array[] = proof.map((hash) => hash.slice());
        const target = changed[place] ?? new Uint8Array(1);
        if (kind === 0) target[bit % 32] = (target[bit % 32] ?? 0) ^ (1 << (bit % 8));
        if (kind === 1) changed.splice(place, 1);
        if (kind === 2) changed.splice(place, 0, rootAt(bit % SIZE));
        if (kind === 3) changed[place] = target.subarray(0, 31);
        if (kind === 4) changed.push(rootAt(size));
        expect(includes(index, size, changed, rootAt(size))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('a changed root, leaf, index or size never verifies', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: SIZE }), fc.nat(), fc.nat(), (size, from, other) => {
        const index = from % size;
        const proof = inclusion(index, size);
        const wrongSize = other % (SIZE + 1);
        if (wrongSize !== size) expect(includes(index, size, proof, rootAt(wrongSize))).toBe(false);
        if (other % size !== index) {
          expect(includes(other % size, size, proof, rootAt(size), leafAt(index))).toBe(false);
          expect(includes(index, size, proof, rootAt(size), leafAt(other % size))).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a size or index that is no count is refused', () => {
    const root = rootAt(1);
    for (const [index, size] of [
      [1, 1],
      [0, 0],
      [-1, 1],
      [0.5, 1],
      [0, Number.NaN],
      [0, 2 ** 53],
      [2 ** 53, 2 ** 53 + 2],
    ] as const) {
      expect(includes(index, size, [], root, leafAt(0))).toBe(false);
    }
    expect(extendsTo(-1, 1, [], root, root)).toBe(false);
    expect(extendsTo(0, 1, [], root, root)).toBe(false);
    expect(extendsTo(0, 0, [], root, root)).toBe(false);
  });

  test('an index far above 2^32 is computed exactly', () => {
    // A log in which one complete tree of 2^40 equal leaves is followed by one other leaf.
    const [zero, last] = [leafAt(0), leafAt(1)];
    const proof = [zero];
    for (let level = 1; level < 40; level += 1) {
      const below = proof[level - 1] ?? zero;
      proof.push(hasher.node(below, below));
    }
    const top = proof[39] ?? zero;
    const complete = hasher.node(top, top);
    const size = 2 ** 40 + 1;
    const root = hasher.node(complete, last);
    expect(includes(2 ** 40, size, [complete], root, last)).toBe(true);
    expect(includes(2 ** 39 + 12_345, size, [...proof, last], root, zero)).toBe(true);
    expect(includes(2 ** 40, size, [...proof, last], root, zero)).toBe(false);
  });
});
