import { utf8 } from '../base/index.ts';
import type { Session, Statement } from '../database/index.ts';
import type { LeafRange } from '../../verify/core/index.ts';
import {
  consistencyRanges,
  formatLogProof,
  inclusionRanges,
  isLogSize,
  subtreesOf,
} from '../../verify/core/index.ts';
import type { Checkpoints, SignedCheckpoint } from './checkpoints.ts';
import { EvidenceError } from './error.ts';
import type { TileReader } from './tiles.ts';

/** A leaf with the proof that it is in the log. */
export interface ProvenLeaf {
  readonly id: string;
  readonly index: number;
  /** The public leaf. */
  readonly leaf: Uint8Array;
  /** From the leaf's sibling up to the root's child, for the tree of `checkpoint`. */
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: SignedCheckpoint;
  /** The whole as a `.tlog-proof` file. */
  readonly proof: string;
}

const PLACES: Statement = {
  name: 'evidence-places',
  text: `select sequence.leaf_id as id, sequence.index, leaf.leaf
         from evidence_sequence as sequence join evidence_leaf as leaf on leaf.id = sequence.leaf_id
         where sequence.leaf_id = any($1::uuid[])`,
};

/** Proofs from the tiles; each call makes a handful of queries, however many leaves it is for. */
export class Proofs {
  readonly #session: Session;
  readonly #tiles: TileReader;
  readonly #checkpoints: Checkpoints;

  constructor(session: Session, tiles: TileReader, checkpoints: Checkpoints) {
    this.#session = session;
    this.#tiles = tiles;
    this.#checkpoints = checkpoints;
  }

  /**
   * Proofs of these leaves by id; a leaf that no signed checkpoint covers yet is left out. The published checkpoint is preferred; a
   * leaf that it does not cover is proven by the latest one, whose `quorum` tells that witnesses are awaited.
   */
  async proofsOf(ids: readonly string[]): Promise<ReadonlyMap<string, ProvenLeaf>> {
    const proven = new Map<string, ProvenLeaf>();
    if (ids.length === 0) return proven;
    // Before the checkpoints: whatever has an index by now is covered by the latest of them.
    const rows = await this.#session.query<{ id: string; index: string; leaf: string }>(PLACES, [ids]);
    if (rows.length === 0) return proven;
    const latest = await this.#checkpoints.latest();
    const published = latest?.quorum === true ? latest : await this.#checkpoints.published();
    const places = rows.flatMap((row) => {
      const index = Number(row.index);
      const checkpoint = [published, latest].find((signed) => (signed?.checkpoint.size ?? 0) > index);
      return checkpoint === undefined ? [] : [{ id: row.id, leaf: utf8(row.leaf), index, checkpoint }];
    });
    const hashesOf = await this.#hashes(
      places.map(({ index, checkpoint }) => inclusionRanges(index, checkpoint.checkpoint.size)),
    );
    for (const [order, place] of places.entries()) {
      const hashes = hashesOf[order] ?? [];
      const proof = formatLogProof({ index: place.index, hashes, checkpoint: place.checkpoint.note });
      proven.set(place.id, { ...place, hashes, proof });
    }
    return proven;
  }

  /** The inclusion proof of an index in the tree of a size (RFC 6962 §2.1.1); both must lie within the log. */
  async inclusion(index: number, size: number): Promise<readonly Uint8Array[]> {
    if (!isLogSize(index) || !isLogSize(size) || index >= size) {
      throw new EvidenceError('evidence-index-outside', { index, size });
    }
    const [hashes = []] = await this.#hashes([inclusionRanges(index, size)]);
    return hashes;
  }

  /** The consistency proof between two sizes (RFC 6962 §2.1.2); both must lie within the log. */
  async consistency(oldSize: number, size: number): Promise<readonly Uint8Array[]> {
    if (!isLogSize(oldSize) || !isLogSize(size) || oldSize > size) {
      throw new EvidenceError('evidence-index-outside', { index: oldSize, size });
    }
    const [hashes = []] = await this.#hashes([consistencyRanges(oldSize, size)]);
    return hashes;
  }

  async #hashes(proofs: readonly (readonly LeafRange[])[]): Promise<readonly (readonly Uint8Array[])[]> {
    const hashOf = await this.#tiles.subtrees(proofs.flat().flatMap(subtreesOf));
    return proofs.map((ranges) => ranges.map((range) => this.#tiles.hasher.range(range, hashOf)));
  }
}
