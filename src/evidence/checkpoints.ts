import type { Session, Statement } from '../database/index.ts';
import type { Checkpoint, LogPolicy } from '../../verify/core/index.ts';
import { isQuorum, parseCheckpoint, parseNote } from '../../verify/core/index.ts';

/** A checkpoint as the log signed it, with the cosignatures that were gathered for it. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The signed note, cosignatures included. */
  readonly note: string;
  /** When the log signed it. */
  readonly at: Date;
  /** Whether the cosignatures satisfy the policy. */
  readonly quorum: boolean;
}

interface CheckpointRow {
  readonly size: string;
  readonly note: string;
  readonly at: Date;
  readonly cosignatures: readonly { name: string; id: number; line: string }[];
}

const COSIGNED = `
  select checkpoint.size, checkpoint.note, checkpoint.at, coalesce((
    select json_agg(json_build_object('name', key_name, 'id', key_id, 'line', line) order by key_name, key_id)
    from evidence_cosignature as cosignature where cosignature.size = checkpoint.size
  ), '[]') as cosignatures
  from evidence_checkpoint as checkpoint`;

const LATEST: Statement = {
  name: 'evidence-latest-checkpoint',
  text: `${COSIGNED} order by checkpoint.size desc limit 1`,
};

/** The newest checkpoints that any witness has seen: among them is the newest with a quorum, or it is long ago. */
const WITNESSED: Statement = {
  name: 'evidence-witnessed-checkpoints',
  text: `${COSIGNED}
    where checkpoint.size in (select distinct size from evidence_cosignature order by size desc limit 100)
    order by checkpoint.size desc`,
};

const AT_SIZE: Statement = {
  name: 'evidence-checkpoint-at',
  text: `${COSIGNED} where checkpoint.size = $1`,
};

/** Reads the signed checkpoints of this database's log. */
export class Checkpoints {
  readonly #session: Session;
  readonly #policy: LogPolicy | undefined;

  /** Without a policy, or with one that asks for no witness, every checkpoint counts as soon as it is signed. */
  constructor(session: Session, policy: LogPolicy | undefined) {
    this.#session = session;
    this.#policy = policy;
  }

  /** The newest checkpoint that the log has signed; undefined before the first. */
  async latest(): Promise<SignedCheckpoint | undefined> {
    const [row] = await this.#session.query<CheckpointRow>(LATEST);
    return row === undefined ? undefined : this.#read(row);
  }

  /** The newest checkpoint that satisfies the policy: the one that is published. */
  async published(): Promise<SignedCheckpoint | undefined> {
    const latest = await this.latest();
    if (latest === undefined || latest.quorum) return latest;
    const rows = await this.#session.query<CheckpointRow>(WITNESSED);
    for (const row of rows) {
      const signed = this.#read(row);
      if (signed?.quorum === true) return signed;
    }
    return undefined;
  }

  /** The checkpoint that was signed at exactly that size. */
  async at(size: number): Promise<SignedCheckpoint | undefined> {
    const [row] = await this.#session.query<CheckpointRow>(AT_SIZE, [size]);
    return row === undefined ? undefined : this.#read(row);
  }

  #read(row: CheckpointRow): SignedCheckpoint | undefined {
    const checkpoint = parseCheckpoint(parseNote(row.note)?.text ?? '');
    if (checkpoint === undefined) return undefined;
    return {
      checkpoint,
      note: row.note + row.cosignatures.map(({ line }) => line).join(''),
      at: row.at,
      quorum: this.#hasQuorum(row),
    };
  }

  #hasQuorum(row: CheckpointRow): boolean {
    const policy = this.#policy;
    if (policy === undefined) return true;
    const names = policy.witnesses.filter(({ key }) =>
      row.cosignatures.some(({ name, id }) => name === key.name && id === key.id),
    );
    return isQuorum(policy, new Set(names.map(({ name }) => name)));
  }
}
