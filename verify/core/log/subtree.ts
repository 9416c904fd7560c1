/** Leaves `start` (inclusive) to `end` (exclusive) of a log. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree: the leaves `index`·2^level up to (`index`+1)·2^level. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two below `count`, for count ≥ 2 (the split of RFC 6962 §2.1). */
function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/**
 * The ranges whose tree hashes are the inclusion proof of a leaf, from the leaf's sibling to the root's child: PATH(m, D[n]) of RFC 6962 §2.1.1.
 * Requires 0 ≤ index < size.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.toReversed();
}

/**
 * The ranges whose tree hashes are the consistency proof between two sizes: PROOF(m, D[n]) of RFC 6962 §2.1.2. Requires 0 ≤ oldSize ≤ size;
 * empty where either tree says it all by itself.
 */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end !== oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // The old root itself is known to the verifier.
  if (start !== 0) ranges.push({ start, end });
  return ranges.toReversed();
}

/** The complete subtrees that a range of a proof is made of, from left to right, each smaller than the one before. */
export function subtreesOf(range: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  let start = range.start;
  while (start < range.end) {
    let level = 0;
    let width = 1;
    while (width * 2 <= range.end - start) {
      width *= 2;
      level += 1;
    }
    subtrees.push({ level, index: start / width });
    start += width;
  }
  return subtrees;
}
