import type { Clock } from '../base/index.ts';
import type { Database, Session } from '../database/index.ts';
import type { LogPolicy } from '../../verify/core/index.ts';
import type { BundleRequest } from './bundle/making.ts';
import { makeBundle } from './bundle/making.ts';
import type { SignedCheckpoint } from './checkpoints.ts';
import { Checkpoints } from './checkpoints.ts';
import type { ProvenLeaf } from './proofs.ts';
import { Proofs } from './proofs.ts';
import type { LogFile } from './publication.ts';
import { Publication } from './publication.ts';
import { Sequencer } from './sequencer.ts';
import type { SequencingOptions } from './sequencing.ts';
import { Sequencing } from './sequencing.ts';
import type { NoteSigner } from './signer.ts';
import { TileReader } from './tiles.ts';
import { Waiting } from './waiting.ts';
import type { GatheringOptions } from './witness/gathering.ts';
import { Gathering } from './witness/gathering.ts';

export interface EvidenceOptions {
  readonly database: Database;
  /** Signs checkpoints; its name is the log's origin. */
  readonly signer: NoteSigner;
  readonly clock: Clock;
  /** Which witnesses must have seen a checkpoint before it is published; none where absent. */
  readonly policy?: LogPolicy;
  /** Most leaves taken in one round. */
  readonly batch?: number;
  /** Milliseconds between looks for proofs of leaves that another process sequences (50). */
  readonly waitInterval?: number;
}

/** The evidence log of a database, as one process uses it. Any number of processes may. */
export interface Evidence {
  /** The log's identity: the first line of every checkpoint. */
  readonly origin: string;
  readonly sequencer: Sequencer;
  /** Starts sequencing in this process; `wake()` on the result after an act has committed. */
  sequence(options?: SequencingOptions): Promise<Sequencing>;
  /** Asks the policy's witnesses for cosignatures; call `round()` or `start()` on the result. */
  gather(
    options?: Pick<GatheringOptions, 'timeout' | 'onRefusal'> & { readonly interval?: number },
  ): Gathering;
  /** The leaf with its proof, or undefined when no signed checkpoint covers it yet. */
  proofOf(leafId: string): Promise<ProvenLeaf | undefined>;
  /** The same for many, in a handful of queries. */
  proofsOf(leafIds: readonly string[]): Promise<ReadonlyMap<string, ProvenLeaf>>;
  /** Waits at most so long; gives what was proven by then. */
  waitProven(leafIds: readonly string[], milliseconds: number): Promise<ReadonlyMap<string, ProvenLeaf>>;
  inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]>;
  consistencyProof(oldSize: number, size: number): Promise<readonly Uint8Array[]>;
  /** The `.tlog-proof` file of a leaf. */
  tlogProof(leafId: string): Promise<string | undefined>;
  /** The evidence bundle of a document as it stands now; `evidence-proof-pending` while an act of it is not proven. */
  bundle(request: BundleRequest): Promise<Uint8Array<ArrayBuffer>>;
  /** The newest checkpoint that satisfies the policy. */
  checkpoint(): Promise<SignedCheckpoint | undefined>;
  /** The newest checkpoint that the log has signed, witnessed or not. */
  latestCheckpoint(): Promise<SignedCheckpoint | undefined>;
  /** The static file of a path below `/log/`; undefined where there is none. */
  serveLog(path: string): Promise<LogFile | undefined>;
  close(): Promise<void>;
}

/** Statements of the platform's own work, each an autocommit read. */
export function systemSession(database: Database): Session {
  return { query: (statement, values) => database.read({ kind: 'system' }, statement, values) };
}

export function openEvidence(options: EvidenceOptions): Evidence {
  const { database, signer, policy } = options;
  const session = systemSession(database);
  const tiles = new TileReader(session);
  const checkpoints = new Checkpoints(session, policy);
  const proofs = new Proofs(session, tiles, checkpoints);
  const waiting = new Waiting(proofs, options.waitInterval ?? 50);
  const publication = new Publication(tiles, checkpoints);
  const sequencer = new Sequencer(options);
  const running = new Set<Sequencing>();
  const gatherings = new Set<Gathering>();
  return {
    origin: signer.key.name,
    sequencer,
    async sequence(settings = {}) {
      await sequencer.establish();
      const sequencing = new Sequencing(sequencer, {
        ...settings,
        onRound(round) {
          if (round.taken > 0) waiting.wake();
          for (const gathering of gatherings) gathering.wake();
          settings.onRound?.(round);
        },
      });
      running.add(sequencing);
      return sequencing;
    },
    gather(settings = {}) {
      const gathering = new Gathering({
        ...settings,
        database,
        checkpoints,
        proofs,
        policy: policy ?? { logs: [], witnesses: [], groups: [], quorum: 'none' },
      });
      gatherings.add(gathering);
      return gathering;
    },
    proofOf: async (leafId) => (await proofs.proofsOf([leafId])).get(leafId),
    proofsOf: (leafIds) => proofs.proofsOf(leafIds),
    waitProven: (leafIds, milliseconds) => waiting.wait(leafIds, milliseconds),
    inclusionProof: (index, size) => proofs.inclusion(index, size),
    consistencyProof: (oldSize, size) => proofs.consistency(oldSize, size),
    tlogProof: async (leafId) => (await proofs.proofsOf([leafId])).get(leafId)?.proof,
    bundle: (request) => makeBundle({ proofs, signer, policy }, request),
    checkpoint: () => checkpoints.published(),
    latestCheckpoint: () => checkpoints.latest(),
    serveLog: (path) => publication.file(path),
    async close() {
      await Promise.all([...running, ...gatherings].map((work) => work.stop()));
      waiting.close();
    },
  };
}
