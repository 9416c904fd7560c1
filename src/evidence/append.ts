import type { RandomBytes } from '../base/index.ts';
import { toBase64Url, uuidV7 } from '../base/index.ts';
import { sha256 } from '../crypto/index.ts';
import type { Statement, Transaction } from '../database/index.ts';
import type { Act, Opening } from '../../verify/core/index.ts';
import { SALT_BYTES, commitmentInput, faultOfAct, leafText } from '../../verify/core/index.ts';
import { EvidenceError } from './error.ts';

/** A leaf as it was appended: its name in the log's tables, and what the history keeps to open it. */
export interface LeafReference {
  /** UUID; `proofOf` takes it. */
  readonly id: string;
  /** Belongs into the history, in the same transaction. Whoever erases it erases the act and leaves the log whole. */
  readonly opening: Opening;
  /** The public leaf, ASCII JSON: salted commitment and time, far below 300 bytes. */
  readonly leaf: string;
}

// The queue is filled from the parameters, so that leaves get their places in the order of the acts.
const APPEND: Statement = {
  name: 'evidence-append',
  text: `with added as (
           insert into evidence_leaf (id, leaf) select id, leaf from unnest($1::uuid[], $2::text[]) as given (id, leaf)
         )
         insert into evidence_queue (leaf_id)
         select id from unnest($1::uuid[]) with ordinality as given (id, place) order by place`,
};

const APPEND_ONE: Statement = {
  name: 'evidence-append-one',
  text: `with added as (insert into evidence_leaf (id, leaf) values ($1, $2))
         insert into evidence_queue (leaf_id) values ($1)`,
};

const UUID_BYTES = 16;

/** Acts with their leaves made, to be appended in the transaction that performs them. */
interface SealedActs {
  /** In the order of the acts. */
  readonly references: readonly LeafReference[];
  append(transaction: Transaction): Promise<void>;
}

/**
 * Makes the leaves of acts, so that what names them can be written beside them in one round trip. A malformed act is `act-malformed`.
 */
export function sealActs(acts: readonly Act[], random: RandomBytes): SealedActs {
  if (acts.length === 0) return { references: [], append: () => Promise.resolve() };
  // One draw for all: the source is the slowest part of a small act.
  const noise = random(acts.length * (SALT_BYTES + UUID_BYTES));
  const references = acts.map((act, index): LeafReference => {
    const fault = faultOfAct(act);
    if (fault !== undefined) throw new EvidenceError('act-malformed', { member: fault, kind: act.kind });
    const from = index * (SALT_BYTES + UUID_BYTES);
    const salt = noise.subarray(from, from + SALT_BYTES);
    const rest = noise.subarray(from + SALT_BYTES, from + SALT_BYTES + UUID_BYTES);
    return {
      id: uuidV7(Math.max(0, Date.parse(act.at)), () => rest),
      opening: { salt: toBase64Url(salt), act },
      leaf: leafText(act.at, sha256(commitmentInput(salt, act))),
    };
  });
  return {
    references,
    append: async (transaction) => {
      const [only] = references;
      if (references.length === 1 && only !== undefined)
        await transaction.query(APPEND_ONE, [only.id, only.leaf]);
      else
        await transaction.query(APPEND, [references.map(({ id }) => id), references.map(({ leaf }) => leaf)]);
    },
  };
}

/**
 * Commits acts to the log inside the transaction that performs them: one statement for any number. The leaves are
 * proven soon after the transaction commits, and do not exist if it does not. A malformed act is `act-malformed`.
 */
export async function appendActs(
  transaction: Transaction,
  acts: readonly Act[],
  random: RandomBytes,
): Promise<readonly LeafReference[]> {
  const { references, append } = sealActs(acts, random);
  await append(transaction);
  return references;
}
