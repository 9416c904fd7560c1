import type { Clock } from '../base/index.ts';
import { equalBytes, utf8 } from '../base/index.ts';
import { answerNow, sha256 } from '../crypto/index.ts';
import type { Database, Session, Statement, Transaction } from '../database/index.ts';
import type { FullTile } from '../../verify/core/index.ts';
import {
  MAXIMUM_TILE_LEVEL,
  TileTree,
  TreeHasher,
  formatCheckpoint,
  formatNote,
  parseNote,
  runNow,
  verifyNote,
} from '../../verify/core/index.ts';
import { EvidenceError } from './error.ts';
import type { NoteSigner } from './signer.ts';
import { TileReader } from './tiles.ts';

export interface SequencerOptions {
  readonly database: Database;
  /** Signs checkpoints; its name is the log's origin. */
  readonly signer: NoteSigner;
  readonly clock: Clock;
  /** Most leaves taken in one round (16,384). */
  readonly batch?: number;
}

/** What a round did. Without a turn another process is at work. */
export interface Round {
  readonly turn: boolean;
  /** Leaves that got their index. */
  readonly taken: number;
  /** Size of the log after the round, as far as known. */
  readonly size?: number;
}

interface OwnCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

interface LastCheckpoint extends OwnCheckpoint {
  readonly at: Date;
}

interface Work {
  readonly round: Round;
  /** What the round wrote; absent where it wrote nothing. */
  readonly written?: { readonly tree: TileTree; readonly signed: OwnCheckpoint };
}

const ESTABLISH: Statement = {
  name: 'evidence-establish',
  text: 'insert into evidence_log (origin) values ($1) on conflict do nothing',
};

// A sequencer that was halted with its transaction open loses its turn to the others after ten seconds.
const TURN: Statement = {
  name: 'evidence-turn',
  text: `select origin, set_config('idle_in_transaction_session_timeout', '10000', true)
         from evidence_log where single for update skip locked`,
};

const LAST: Statement = {
  name: 'evidence-last-checkpoint',
  text: 'select size, root, note, at from evidence_checkpoint order by size desc limit 1',
};

// One snapshot sees the same queue in all its parts, and only the holder of the turn deletes: the places up to the last of the portion are
// the portion. The leaf is looked up row by row: a join's plan would change with the size of the log.
const TAKE: Statement = {
  name: 'evidence-take',
  text: `with taken as (
           delete from evidence_queue
           where place <= (select max(place) from (select place from evidence_queue order by place limit $1) as portion)
           returning place, leaf_id
         ), placed as (
           insert into evidence_sequence (index, leaf_id)
           select coalesce((select max(size) from evidence_checkpoint), 0) + row_number() over (order by place) - 1, leaf_id
           from taken
           returning index, leaf_id
         )
         select (select leaf from evidence_leaf where id = placed.leaf_id) as leaf from placed order by index`,
};

const STORE: Statement = {
  name: 'evidence-store',
  text: `with tiles as (
           insert into evidence_tile (level, number, hashes, root)
           select * from unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::bytea[])
         )
         insert into evidence_checkpoint (size, root, note, at) values ($5, $6, $7, $8)`,
};

const WAITING: Statement = {
  name: 'evidence-waiting',
  text: 'select exists (select from evidence_queue) or not exists (select from evidence_checkpoint) as waiting',
};

const DEFAULT_BATCH = 16_384;

/**
 * Gives the leaves their order. Any number of processes may have one: the turn is a row lock, held by the same
 * transaction that takes the leaves, writes the tiles and signs the checkpoint, so that a round happens whole or not at all.
 */
export class Sequencer {
  /** Most leaves of one round. */
  readonly batch: number;
  readonly #options: SequencerOptions;
  readonly #hasher = new TreeHasher(sha256);
  /** The tree as of a committed checkpoint, so that a round need not read the right edge again. */
  #edge: TileTree | undefined;
  /** The last checkpoint known to be ours: signed here and committed, or verified. */
  #trusted: OwnCheckpoint | undefined;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.batch = options.batch ?? DEFAULT_BATCH;
  }

  /** Makes this database the log's home. Of another log it is `evidence-other-log`. */
  async establish(): Promise<void> {
    const origin = this.#options.signer.key.name;
    await this.#options.database.transaction({ kind: 'system' }, (transaction) =>
      transaction.query(ESTABLISH, [origin]),
    );
  }

  /** Whether a round would have something to do; cheap. */
  async hasWork(): Promise<boolean> {
    const [row] = await this.#options.database.read<{ waiting: boolean }>({ kind: 'system' }, WAITING);
    return row?.waiting ?? false;
  }

  /**
   * One round: takes what waits, up to the batch, and signs the checkpoint that covers it. Signs nothing when nothing waits,
   * except the empty log once. Refuses to sign on top of what it cannot verify.
   */
  async round(): Promise<Round> {
    const { written, round } = await this.#options.database.transaction({ kind: 'system' }, (transaction) =>
      this.#work(transaction),
    );
    // Only now is it certain that the tree is the log's, and the checkpoint its last.
    if (written !== undefined) {
      this.#edge = written.tree;
      this.#trusted = written.signed;
    }
    return round;
  }

  async #work(transaction: Transaction): Promise<Work> {
    const { signer } = this.#options;
    const [turn] = await transaction.query<{ origin: string }>(TURN);
    if (turn === undefined) return { round: { turn: false, taken: 0 } };
    if (turn.origin !== signer.key.name) {
      throw new EvidenceError('evidence-other-log', { origin: turn.origin, expected: signer.key.name });
    }
    // After the lock, in statements of their own: they must see what the last holder of the turn committed.
    const [[last], taken] = await Promise.all([
      transaction.query<{ size: string; root: Uint8Array; note: string; at: Date }>(LAST),
      transaction.query<{ leaf: string | null }>(TAKE, [this.batch]),
    ]);
    const before = last === undefined ? undefined : { ...last, size: Number(last.size) };
    if (before !== undefined && taken.length === 0) {
      return { round: { turn: true, taken: 0, size: before.size } };
    }
    const tree = await this.#treeAt(transaction, before);
    const tiles: FullTile[] = [];
    for (const { leaf } of taken) {
      if (leaf === null) throw new EvidenceError('evidence-log-inconsistent', { size: tree.size });
      tree.append(this.#hasher.leaf(utf8(leaf)), (tile) => tiles.push(tile));
    }
    const signed = await this.#store(transaction, tree, tiles, before);
    return { written: { tree, signed }, round: { turn: true, taken: taken.length, size: tree.size } };
  }

  /** The tree of the last checkpoint, proved to be so: signed by us, and of the root that the leaves give. */
  async #treeAt(transaction: Session, last: LastCheckpoint | undefined): Promise<TileTree> {
    if (last === undefined) return new TileTree(this.#hasher);
    if (!isSame(last, this.#trusted)) {
      this.#assertOurs(last);
      this.#trusted = last;
    }
    const edge = this.#edge;
    if (edge?.size === last.size && equalBytes(edge.root(), last.root)) return edge.copy();
    const tree = await readTree(transaction, this.#hasher, last.size);
    if (tree === undefined || !equalBytes(tree.root(), last.root)) {
      throw new EvidenceError('evidence-log-inconsistent', { size: last.size });
    }
    return tree;
  }

  #assertOurs(last: LastCheckpoint): void {
    const { key } = this.#options.signer;
    const note = parseNote(last.note);
    const expected = formatCheckpoint({ origin: key.name, size: last.size, root: last.root, extensions: [] });
    if (note?.text !== expected) throw new EvidenceError('evidence-log-inconsistent', { size: last.size });
    if (!runNow(verifyNote(note, [key]), answerNow).accepted) {
      throw new EvidenceError('evidence-other-key', { size: last.size });
    }
  }

  async #store(
    transaction: Session,
    tree: TileTree,
    tiles: readonly FullTile[],
    last: LastCheckpoint | undefined,
  ): Promise<OwnCheckpoint> {
    const { signer, clock } = this.#options;
    const root = tree.root();
    // Order is kept by the index; a clock that jumps back must not make a later checkpoint look older.
    const at = new Date(Math.max(clock().getTime(), last?.at.getTime() ?? 0));
    const text = formatCheckpoint({ origin: signer.key.name, size: tree.size, root, extensions: [] });
    const signature = signer.sign(text, Math.floor(at.getTime() / 1000));
    const note = formatNote({ text, signatures: [signature] });
    await transaction.query(STORE, [
      tiles.map((tile) => tile.level),
      tiles.map((tile) => tile.number),
      tiles.map((tile) => tile.hashes),
      tiles.map((tile) => tile.root),
      tree.size,
      root,
      note,
      at,
    ]);
    return { size: tree.size, root, note };
  }
}

/** Whether the table holds what is trusted, in every member: what was changed since is verified anew. */
function isSame(last: OwnCheckpoint, trusted: OwnCheckpoint | undefined): boolean {
  return last.size === trusted?.size && last.note === trusted.note && equalBytes(last.root, trusted.root);
}

/** The right edge of a log of that size as the tables have it; undefined when they do not reach so far. */
async function readTree(session: Session, hasher: TreeHasher, size: number): Promise<TileTree | undefined> {
  const reader = new TileReader(session);
  const places = Array.from({ length: MAXIMUM_TILE_LEVEL + 1 }, (_, level) => ({
    level,
    number: Math.floor(size / 256 ** (level + 1)),
  }));
  const tiles = await reader.tiles(places);
  try {
    return new TileTree(
      hasher,
      size,
      places.map(({ level, number }) => {
        const width = Math.floor(size / 256 ** level) % 256;
        return tiles.get(`${String(level)}/${String(number)}`)?.subarray(0, width * 32);
      }),
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
