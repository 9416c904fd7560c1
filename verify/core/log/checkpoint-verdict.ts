import type { Plan } from '../primitives.ts';
import type { Checkpoint } from './checkpoint.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { parseNote, verifyNote } from './note.ts';
import type { LogPolicy } from './policy.ts';
import { isQuorum } from './policy.ts';

/** Why a checkpoint or a proof is not believed; each a key of the words. */
export const LOG_REFUSALS = [
  'note-malformed',
  'note-unknown-keys',
  'note-signature-invalid',
  'checkpoint-malformed',
  'checkpoint-not-signed-by-log',
  'checkpoint-quorum-missing',
  'proof-malformed',
  'proof-index-outside',
  'proof-does-not-hold',
] as const;
export type LogRefusal = (typeof LOG_REFUSALS)[number];

/** A witness that swore to a checkpoint. `name` is the policy's name for it, `at` its own time, RFC 3339. */
export interface SeenBy {
  readonly name: string;
  readonly key: string;
  readonly at: string;
}

export type CheckpointVerdict =
  | {
      readonly accepted: true;
      readonly checkpoint: Checkpoint;
      readonly witnesses: readonly SeenBy[];
      /** Whether the policy asks for any witness at all. */
      readonly witnessed: boolean;
    }
  | {
      readonly accepted: false;
      readonly refusal: LogRefusal;
      /** What the note says, shown so that a reader can compare; not to be believed. */
      readonly claimed?: Checkpoint;
      readonly witnesses: readonly SeenBy[];
    };

/** Judges a checkpoint by a policy: signed by one of its logs under that log's origin, and cosigned by its quorum. */
export function* verifyCheckpoint(text: string, policy: LogPolicy): Plan<CheckpointVerdict> {
  const refused = (refusal: LogRefusal, claimed?: Checkpoint, witnesses: readonly SeenBy[] = []) => ({
    accepted: false as const,
    refusal,
    witnesses,
    ...(claimed === undefined ? {} : { claimed }),
  });
  const note = parseNote(text);
  if (note === undefined) return refused('note-malformed');
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint === undefined) return refused('checkpoint-malformed');
  const logs = policy.logs.filter((log) => log.key.name === checkpoint.origin);
  const verdict = yield* verifyNote(
    note,
    [...logs, ...policy.witnesses].map((party) => party.key),
  );
  if (!verdict.accepted) return refused(verdict.refusal, checkpoint);
  const keys = verdict.signatures;
  const witnesses = policy.witnesses.flatMap(({ name, key }): SeenBy[] => {
    const time = keys.find((signature) => signature.key === key)?.time;
    const at = new Date((time ?? Number.NaN) * 1000);
    return Number.isNaN(at.getTime()) ? [] : [{ name, key: key.name, at: at.toISOString() }];
  });
  if (!logs.some((log) => keys.some((signature) => signature.key === log.key))) {
    return refused('checkpoint-not-signed-by-log', checkpoint, witnesses);
  }
  if (!isQuorum(policy, new Set(witnesses.map((witness) => witness.name)))) {
    return refused('checkpoint-quorum-missing', checkpoint, witnesses);
  }
  return { accepted: true, checkpoint, witnesses, witnessed: policy.quorum !== 'none' };
}
