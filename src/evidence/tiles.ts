import { concatBytes, equalBytes, utf8 } from '../base/index.ts';
import { sha256 } from '../crypto/index.ts';
import type { Session, Statement } from '../database/index.ts';
import type { Subtree } from '../../verify/core/index.ts';
import { HASH_BYTES, TILE_WIDTH, TreeHasher, tileOfSubtree } from '../../verify/core/index.ts';
import { EvidenceError } from './error.ts';

const FULL_TILES: Statement = {
  name: 'evidence-tiles',
  text: `select level, number, hashes from evidence_tile
         where (level, number) in (select * from unnest($1::smallint[], $2::bigint[]))`,
};

const ROOTS: Statement = {
  name: 'evidence-tile-roots-between',
  text: `select tile.level, tile.root
         from unnest($1::smallint[], $2::bigint[], $3::bigint[]) as wanted (level, first, beyond)
         join evidence_tile as tile
           on tile.level = wanted.level and tile.number >= wanted.first and tile.number < wanted.beyond
         order by tile.level, tile.number`,
};

const LEAVES: Statement = {
  name: 'evidence-leaves',
  text: `select leaf.leaf
         from evidence_sequence as sequence join evidence_leaf as leaf on leaf.id = sequence.leaf_id
         where sequence.index >= $1 and sequence.index < $2
         order by sequence.index`,
};

/** Tiles kept in memory: at most 4 MiB, and 8 MiB with the nodes between. A full one never changes, another only grows. */
const KEPT_TILES = 512;

/** A tile by its place; `hashes` are as many as the log has at this moment. */
interface Place {
  readonly level: number;
  readonly number: number;
}

const NOTHING = new Uint8Array();

const keyOf = ({ level, number }: Place): string => `${String(level)}/${String(number)}`;

/** Reads the log's hashes with few queries, whatever number of proofs they are for. */
export class TileReader {
  readonly hasher = new TreeHasher(sha256);
  readonly #session: Session;
  readonly #kept = new Map<string, Uint8Array>();
  readonly #expanded = new Map<string, readonly Uint8Array[]>();

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * The hashes of complete subtrees, all of which must lie within the log. The answer throws `evidence-size-unknown`
   * for a subtree that the log does not have yet.
   */
  async subtrees(subtrees: readonly Subtree[]): Promise<(subtree: Subtree) => Uint8Array> {
    const tiles = await this.tiles(subtrees.map(tileOfSubtree));
    const expanded = new Map<string, readonly Uint8Array[]>();
    return (subtree) => {
      const { level, number, offset, count } = tileOfSubtree(subtree);
      const key = keyOf({ level, number });
      const heights = expanded.get(key) ?? this.#expand(key, tiles.get(key) ?? new Uint8Array());
      expanded.set(key, heights);
      const from = (offset / count) * HASH_BYTES;
      const hash = heights[Math.log2(count)]?.subarray(from, from + HASH_BYTES);
      if (hash?.length === HASH_BYTES) return hash;
      throw new EvidenceError('evidence-size-unknown', { level: subtree.level, index: subtree.index });
    };
  }

  #expand(key: string, hashes: Uint8Array): readonly Uint8Array[] {
    const known = this.#expanded.get(key) ?? [];
    const [before = NOTHING] = known;
    if (before === hashes) return known;
    const hasGrown = equalBytes(before, hashes.subarray(0, before.length));
    const heights = this.hasher.expand(hashes, hasGrown ? known : []);
    keep(this.#expanded, key, heights);
    return heights;
  }

  /** Tiles by `level/number`, full or as far as they are filled now; absent where the log does not reach. */
  async tiles(places: readonly Place[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const wanted = new Map(places.map((place) => [keyOf(place), place]));
    const found = new Map<string, Uint8Array>();
    for (const key of wanted.keys()) {
      const kept = this.#kept.get(key);
      if (kept !== undefined) found.set(key, kept);
    }
    await this.#readFull(
      [...wanted.values()].filter((place) => !found.has(keyOf(place))),
      found,
    );
    await this.#readPartial(
      [...wanted.values()].filter((place) => !found.has(keyOf(place))),
      found,
    );
    return found;
  }

  /** Leaves of a range, as they stand in the log. */
  async leaves(start: number, end: number): Promise<readonly Uint8Array[]> {
    const rows = await this.#session.query<{ leaf: string }>(LEAVES, [start, end]);
    return rows.map(({ leaf }) => utf8(leaf));
  }

  async #readFull(places: readonly Place[], found: Map<string, Uint8Array>): Promise<void> {
    if (places.length === 0) return;
    const rows = await this.#session.query<{ level: number; number: string; hashes: Uint8Array }>(
      FULL_TILES,
      [places.map((place) => place.level), places.map((place) => place.number)],
    );
    for (const row of rows) {
      const key = keyOf({ level: row.level, number: Number(row.number) });
      found.set(key, row.hashes);
      keep(this.#kept, key, row.hashes);
    }
  }

  async #readPartial(places: readonly Place[], found: Map<string, Uint8Array>): Promise<void> {
    const reads = await this.#additions(places.map((place) => ({ ...place, from: this.#overlap(place) })));
    const again: Place[] = [];
    for (const { level, number, from, hashes } of reads) {
      const key = keyOf({ level, number });
      const known = this.#expanded.get(key)?.[0]?.subarray(0, (from + 1) * HASH_BYTES) ?? NOTHING;
      if (from === 0) found.set(key, concatBytes(...hashes));
      else if (equalBytes(known.subarray(from * HASH_BYTES), hashes[0] ?? NOTHING))
        found.set(key, concatBytes(known, ...hashes.slice(1)));
      // The log is another than it was: its database was set back.
      else {
        this.#expanded.delete(key);
        again.push({ level, number });
      }
    }
    if (again.length > 0) await this.#readPartial(again, found);
  }

  /** Place within a tile of the last hash that is known of it: from there on it is read, so that what is known is proved. */
  #overlap(place: Place): number {
    const known = this.#expanded.get(keyOf(place))?.[0] ?? NOTHING;
    return Math.max(0, known.length / HASH_BYTES - 1);
  }

  /** Hashes of tiles from a place within each on. */
  async #additions(
    starts: readonly (Place & { readonly from: number })[],
  ): Promise<readonly (Place & { readonly from: number; readonly hashes: readonly Uint8Array[] })[]> {
    const above = starts.filter(({ level }) => level > 0);
    const first = ({ number, from }: { readonly number: number; readonly from: number }) =>
      number * TILE_WIDTH + from;
    const reading =
      above.length === 0
        ? []
        : this.#session.query<{ level: number; root: Uint8Array }>(ROOTS, [
            above.map(({ level }) => level - 1),
            above.map(first),
            above.map(({ number }) => (number + 1) * TILE_WIDTH),
          ]);
    return Promise.all(
      starts.map(async (start) => ({
        ...start,
        hashes:
          start.level > 0
            ? (await reading).flatMap(({ level, root }) => (level === start.level - 1 ? [root] : []))
            : (await this.leaves(first(start), (start.number + 1) * TILE_WIDTH)).map((leaf) =>
                this.hasher.leaf(leaf),
              ),
      })),
    );
  }
}

/** Remembers a tile's hashes, forgetting the oldest. */
function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_TILES && oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
}
