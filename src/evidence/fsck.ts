import { equalBytes, toHex, utf8 } from '../base/index.ts';
import { answerNow, sha256 } from '../crypto/index.ts';
import type { Session, Statement } from '../database/index.ts';
import type { FullTile, NoteKey, Opening } from '../../verify/core/index.ts';
import {
  HASH_BYTES,
  TILE_WIDTH,
  TileTree,
  TreeHasher,
  formatCheckpoint,
  leafOfOpening,
  parseNote,
  runNow,
  verifyNote,
} from '../../verify/core/index.ts';

/** How the tables of the log can differ from what the leaves say; each a key of the words. */
export const FSCK_DIFFERENCES = [
  'fsck-no-log',
  'fsck-origin',
  'fsck-sequence-gap',
  'fsck-leaf-missing',
  'fsck-leaf-not-covered',
  'fsck-tile-missing',
  'fsck-tile-differs',
  'fsck-tile-root',
  'fsck-tile-surplus',
  'fsck-checkpoint-text',
  'fsck-checkpoint-signature',
  'fsck-checkpoint-root',
  'fsck-cosignature',
  'fsck-opening-differs',
  'fsck-leaf-lost',
  'fsck-leaf-doubled',
] as const;
export type FsckDifference = (typeof FSCK_DIFFERENCES)[number];

export interface FsckReport {
  /** What was found to be right, up to the first difference. */
  readonly leaves: number;
  readonly tiles: number;
  readonly checkpoints: number;
  readonly openings: number;
  /** Root of the last checkpoint, hex; absent for a log without one. */
  readonly root?: string;
  /** The first difference and where it is; absent when everything agrees. */
  readonly difference?: {
    readonly code: FsckDifference;
    readonly values: Readonly<Record<string, string | number>>;
  };
}

export interface FsckOptions {
  /** The log's key; its name is the origin. */
  readonly key: NoteKey;
  /** Witnesses whose cosignatures are checked; those of others are passed over. */
  readonly witnesses?: readonly NoteKey[];
  /** The history's openings of these leaves; one that is absent was erased, which is no difference. */
  readonly openings?: (leafIds: readonly string[]) => Promise<ReadonlyMap<string, Opening>>;
  readonly progress?: (leaves: number, of: number) => void;
}

const PORTION = 4096;
const TILE_PORTION = 64;

const read = {
  log: { name: 'fsck-log', text: 'select origin from evidence_log' },
  size: { name: 'fsck-size', text: 'select max(size) as size from evidence_checkpoint' },
  leaves: {
    name: 'fsck-leaves',
    text: `select sequence.index, sequence.leaf_id as id, leaf.leaf
           from evidence_sequence as sequence left join evidence_leaf as leaf on leaf.id = sequence.leaf_id
           where sequence.index >= $1 and sequence.index < $2 order by sequence.index`,
  },
  tiles: {
    name: 'fsck-tiles',
    text: `select number, hashes, root from evidence_tile
           where level = $1 and number >= $2 and number < $3 order by number`,
  },
  surplus: {
    name: 'fsck-tiles-surplus',
    text: `select level, number from evidence_tile
           where number >= floor($1::numeric / (256::numeric ^ (level + 1))) order by level, number limit 1`,
  },
  beyond: {
    name: 'fsck-beyond',
    text: 'select index from evidence_sequence where index >= $1 order by index limit 1',
  },
  checkpoints: {
    name: 'fsck-checkpoints',
    text: `select size, root, note, (
             select coalesce(json_agg(line), '[]') from evidence_cosignature as cosignature
             where cosignature.size = checkpoint.size
           ) as cosignatures
           from evidence_checkpoint as checkpoint where size >= $1 order by size limit 256`,
  },
  lost: {
    name: 'fsck-lost',
    text: `select leaf.id from evidence_leaf as leaf
           where not exists (select from evidence_sequence as sequence where sequence.leaf_id = leaf.id)
             and not exists (select from evidence_queue as queue where queue.leaf_id = leaf.id) limit 1`,
  },
  doubled: {
    name: 'fsck-doubled',
    text: `select queue.leaf_id as id from evidence_queue as queue
           where exists (select from evidence_sequence as sequence where sequence.leaf_id = queue.leaf_id)
              or not exists (select from evidence_leaf as leaf where leaf.id = queue.leaf_id) limit 1`,
  },
} as const satisfies Record<string, Statement>;

class Difference extends Error {
  readonly code: FsckDifference;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: FsckDifference, values: Readonly<Record<string, string | number>>) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/**
 * Computes the whole log anew from its leaves (every tile, every checkpoint's root and signature, every opening that the history
 * still has) and reports the first difference. Memory is constant. The log may grow meanwhile: what was there at the start is checked.
 */
export async function fsck(session: Session, options: FsckOptions): Promise<FsckReport> {
  const check = new Check(session, options);
  try {
    await check.run();
    return check.report();
  } catch (error) {
    if (!(error instanceof Difference)) throw error;
    return { ...check.report(), difference: { code: error.code, values: error.values } };
  }
}

interface CheckpointRow {
  readonly size: string;
  readonly root: Uint8Array;
  readonly note: string;
  readonly cosignatures: readonly string[];
}

class Check {
  readonly #session: Session;
  readonly #options: FsckOptions;
  readonly #hasher = new TreeHasher(sha256);
  readonly #tree = new TileTree(this.#hasher);
  readonly #pending = new Map<number, FullTile[]>();
  #checkpoints: CheckpointRow[] = [];
  #tiles = 0;
  #checked = 0;
  #openings = 0;
  #root: string | undefined;

  constructor(session: Session, options: FsckOptions) {
    this.#session = session;
    this.#options = options;
  }

  report(): FsckReport {
    return {
      leaves: this.#tree.size,
      tiles: this.#tiles,
      checkpoints: this.#checked,
      openings: this.#openings,
      ...(this.#root === undefined ? {} : { root: this.#root }),
    };
  }

  async run(): Promise<void> {
    const { key, progress } = this.#options;
    const [log] = await this.#session.query<{ origin: string }>(read.log);
    if (log === undefined) throw new Difference('fsck-no-log', {});
    if (log.origin !== key.name)
      throw new Difference('fsck-origin', { found: log.origin, expected: key.name });
    const [state] = await this.#session.query<{ size: string | null }>(read.size);
    const size = Number(state?.size ?? 0);
    if (state?.size !== null) await this.#expectCheckpoints(0);
    for (let start = 0; start < size; start += PORTION) {
      await this.#leaves(start, Math.min(size, start + PORTION));
      progress?.(this.#tree.size, size);
    }
    for (const level of this.#pending.keys()) await this.#compareTiles(level);
    await this.#strays();
  }

  async #leaves(start: number, end: number): Promise<void> {
    const rows = await this.#session.query<{ index: string; id: string; leaf: string | null }>(read.leaves, [
      start,
      end,
    ]);
    for (let index = start; index < end; index += 1) {
      const row = rows[index - start];
      if (row === undefined || Number(row.index) !== index)
        throw new Difference('fsck-sequence-gap', { index });
      if (row.leaf === null) throw new Difference('fsck-leaf-missing', { index, id: row.id });
      this.#tree.append(this.#hasher.leaf(utf8(row.leaf)), (tile) => this.#full(tile));
      await this.#meetCheckpoint();
      for (const [level, tiles] of this.#pending) {
        if (tiles.length === TILE_PORTION) await this.#compareTiles(level);
      }
    }
    await this.#open(rows);
  }

  #full(tile: FullTile): void {
    const tiles = this.#pending.get(tile.level) ?? [];
    tiles.push(tile);
    this.#pending.set(tile.level, tiles);
  }

  async #compareTiles(level: number): Promise<void> {
    const tiles = this.#pending.get(level) ?? [];
    this.#pending.set(level, []);
    const first = tiles[0]?.number ?? 0;
    const rows = await this.#session.query<{ number: string; hashes: Uint8Array; root: Uint8Array }>(
      read.tiles,
      [level, first, first + tiles.length],
    );
    const stored = new Map(rows.map((row) => [Number(row.number), row]));
    for (const tile of tiles) {
      const row = stored.get(tile.number);
      const values = { level, number: tile.number };
      if (row === undefined) throw new Difference('fsck-tile-missing', values);
      const offset = firstDifference(row.hashes, tile.hashes);
      if (offset !== undefined) {
        const index = (tile.number * TILE_WIDTH + offset) * TILE_WIDTH ** level;
        throw new Difference('fsck-tile-differs', { ...values, index });
      }
      if (!equalBytes(row.root, tile.root)) throw new Difference('fsck-tile-root', values);
      this.#tiles += 1;
    }
  }

  /** Checks the checkpoint of the size that the tree has just reached, if one was signed there. */
  async #meetCheckpoint(): Promise<void> {
    const next = this.#checkpoints[0];
    const size = Number(next?.size);
    if (next === undefined || size > this.#tree.size) return;
    if (!equalBytes(this.#tree.root(), next.root)) {
      // A tile that disagrees tells which leaf it is.
      for (const level of this.#pending.keys()) await this.#compareTiles(level);
      throw new Difference('fsck-checkpoint-root', { size });
    }
    this.#root = toHex(next.root);
    this.#checked += 1;
    this.#checkpoints.shift();
    if (this.#checkpoints.length === 0) await this.#expectCheckpoints(size + 1);
  }

  async #expectCheckpoints(from: number): Promise<void> {
    this.#checkpoints = [...(await this.#session.query<CheckpointRow>(read.checkpoints, [from]))];
    for (const row of this.#checkpoints) this.#signatures(row);
    if (from === 0 && this.#checkpoints[0]?.size === '0') await this.#meetCheckpoint();
  }

  #signatures(row: CheckpointRow): void {
    const { key, witnesses = [] } = this.#options;
    const size = Number(row.size);
    const note = parseNote(row.note);
    const text = formatCheckpoint({ origin: key.name, size, root: row.root, extensions: [] });
    if (note?.text !== text) throw new Difference('fsck-checkpoint-text', { size });
    if (!runNow(verifyNote(note, [key]), answerNow).accepted) {
      throw new Difference('fsck-checkpoint-signature', { size });
    }
    const cosigned = parseNote(row.note + row.cosignatures.join(''));
    const verdict = cosigned && runNow(verifyNote(cosigned, [key, ...witnesses]), answerNow);
    if (verdict?.accepted !== true) throw new Difference('fsck-cosignature', { size });
  }

  async #open(rows: readonly { id: string; index: string; leaf: string | null }[]): Promise<void> {
    if (this.#options.openings === undefined) return;
    const openings = await this.#options.openings(rows.map(({ id }) => id));
    for (const row of rows) {
      const opening = openings.get(row.id);
      if (opening === undefined) continue;
      const leaf = runNow(leafOfOpening(opening), answerNow);
      if (leaf === undefined || !equalBytes(leaf, utf8(row.leaf ?? ''))) {
        throw new Difference('fsck-opening-differs', { index: Number(row.index), id: row.id });
      }
      this.#openings += 1;
    }
  }

  /** What no leaf of the log accounts for. */
  async #strays(): Promise<void> {
    // Read again: the log may have grown, and then its last checkpoint covers more.
    const [now] = await this.#session.query<{ size: string | null }>(read.size);
    const reach = Number(now?.size ?? 0);
    const [tile] = await this.#session.query<{ level: number; number: string }>(read.surplus, [reach]);
    if (tile !== undefined)
      await this.#unlessGrown(reach, 'fsck-tile-surplus', { level: tile.level, number: Number(tile.number) });
    const [leaf] = await this.#session.query<{ index: string }>(read.beyond, [reach]);
    if (leaf !== undefined)
      await this.#unlessGrown(reach, 'fsck-leaf-not-covered', { index: Number(leaf.index) });
    const [lost] = await this.#session.query<{ id: string }>(read.lost);
    if (lost !== undefined) throw new Difference('fsck-leaf-lost', { id: lost.id });
    const [doubled] = await this.#session.query<{ id: string }>(read.doubled);
    if (doubled !== undefined) throw new Difference('fsck-leaf-doubled', { id: doubled.id });
  }

  /** A round that committed between two reads explains what would otherwise be a difference. */
  async #unlessGrown(
    reach: number,
    code: FsckDifference,
    values: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const [now] = await this.#session.query<{ size: string | null }>(read.size);
    if (Number(now?.size ?? 0) === reach) throw new Difference(code, values);
  }
}

/** The first hash in which two tiles differ. */
function firstDifference(left: Uint8Array, right: Uint8Array): number | undefined {
  for (let offset = 0; offset < TILE_WIDTH; offset += 1) {
    const [from, to] = [offset * HASH_BYTES, (offset + 1) * HASH_BYTES];
    if (!equalBytes(left.subarray(from, to), right.subarray(from, to))) return offset;
  }
  return undefined;
}
