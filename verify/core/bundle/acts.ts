import type { CanonicalValue } from '../../../src/base/index.ts';
import { canonicalJson, toHex, utf8 } from '../../../src/base/index.ts';
import type { Act, Opening } from '../log/act.ts';
import { leafOfOpening } from '../log/act.ts';
import type { CheckpointVerdict } from '../log/checkpoint-verdict.ts';
import { verifyCheckpoint } from '../log/checkpoint-verdict.ts';
import { parseLogProof } from '../log/log-proof.ts';
import { leafHash, verifyInclusion } from '../log/merkle.ts';
import type { LogPolicy } from '../log/policy.ts';
import type { Plan } from '../primitives.ts';
import { digest } from '../primitives.ts';
import type { ActPaths } from './layout.ts';
import { parseContents, parseHistory, textOfFile } from './layout.ts';
import type { LightVerdict, ShownAct } from './report.ts';

/** The policy to judge by, and whether it is the reader's own. */
export interface ChosenPolicy {
  readonly policy: LogPolicy;
  readonly own: boolean;
}

export type Files = ReadonlyMap<string, Uint8Array>;
export type Checkpoints = (text: string) => Plan<CheckpointVerdict>;

/** One act with what its proof says. */
export interface Examined {
  readonly opening?: Opening;
  readonly hash?: Uint8Array;
  readonly index?: number;
  readonly checkpoint?: CheckpointVerdict;
  /** Why the act is not proven; absent when it is. */
  readonly refusal?: string;
  /** What was said in it; `differs` where the act names something else. */
  readonly content?: CanonicalValue;
  readonly differs?: true;
}

export const failed = (code: LightVerdict['code'], values: Readonly<Record<string, string>> = {}) =>
  ({ light: 'failed', code, values }) as const;
export const unknown = (code: LightVerdict['code']) => ({ light: 'unknown', code, values: {} }) as const;

/** Judges each checkpoint once: the proofs of a bundle share few. */
export function checkpointJudge(chosen: ChosenPolicy | undefined): Checkpoints {
  const verdicts = new Map<string, CheckpointVerdict>();
  return function* judge(text) {
    const known = verdicts.get(text);
    if (known !== undefined) return known;
    const policy = chosen?.policy ?? { logs: [], witnesses: [], groups: [], quorum: 'none' };
    const verdict = yield* verifyCheckpoint(text, policy);
    verdicts.set(text, verdict);
    return verdict;
  };
}

/** The acts of one record, each with its proof and what it says; undefined where the files cannot be read. */
export function* examineActs(
  files: Files,
  paths: ActPaths,
  judge: Checkpoints,
): Plan<readonly Examined[] | undefined> {
  const file = files.get(paths.acts);
  const openings = file === undefined ? [] : parseHistory(file);
  const told = files.get(paths.contents);
  const contents = told === undefined ? [] : parseContents(told);
  if (openings === undefined || contents === undefined || contents.length > openings.length) return undefined;
  const examined: Examined[] = [];
  for (const [place, opening] of openings.entries()) {
    const act = yield* examine(opening, textOfFile(files.get(paths.proof(place + 1))), judge);
    examined.push({ ...act, ...(yield* contentOf(opening, contents[place])) });
  }
  return examined;
}

function* examine(opening: Opening | undefined, proofText: string, judge: Checkpoints): Plan<Examined> {
  if (opening === undefined) return { refusal: 'history-act-malformed' };
  const leaf = yield* leafOfOpening(opening);
  if (leaf === undefined) return { refusal: 'history-act-malformed' };
  const hash = yield* leafHash(leaf);
  const proof = parseLogProof(proofText);
  if (proof === undefined) return { opening, hash, refusal: 'proof-malformed' };
  const checkpoint = yield* judge(proof.checkpoint);
  if (!checkpoint.accepted) return { opening, hash, checkpoint, refusal: checkpoint.refusal };
  const { size, root } = checkpoint.checkpoint;
  const { index, hashes } = proof;
  if (index >= size) return { opening, hash, checkpoint, refusal: 'proof-index-outside' };
  const holds = yield* verifyInclusion({ leafHash: hash, index, size, proof: hashes, root });
  if (!holds) return { opening, hash, checkpoint, refusal: 'proof-does-not-hold' };
  return { opening, hash, checkpoint, index };
}

function* contentOf(
  opening: Opening | undefined,
  content: CanonicalValue | undefined,
): Plan<Pick<Examined, 'content' | 'differs'>> {
  if (content === undefined) return {};
  const said = toHex(yield* digest('SHA-256', utf8(canonicalJson(content))));
  return said === opening?.act.digest ? { content } : { differs: true };
}

export function shownAct({ opening, index, refusal, content, differs }: Examined): ShownAct {
  if (opening === undefined) return failed('history-act-malformed');
  const { act } = opening;
  if (refusal !== undefined || index === undefined) {
    return { act, ...failed('history-act-unproven', { refusal: refusal ?? '' }) };
  }
  if (differs) return { act, index, ...failed('history-content-differs') };
  const values = { index: String(index) };
  const shown = { act, index, light: 'passed', code: 'history-act-proven', values } as const;
  return content === undefined ? shown : { ...shown, content };
}

/** Whether the acts are one unbroken line of one record, in the log's order, and say what is told of them. */
export function judgeChain(examined: readonly Examined[]): LightVerdict {
  const malformed = examined.findIndex(({ opening }) => opening === undefined);
  if (malformed >= 0) return failed('history-act-malformed', { act: String(malformed + 1) });
  const unproven = examined.findIndex(({ index }) => index === undefined);
  if (unproven >= 0) return failed('history-act-unproven', { act: String(unproven + 1) });
  const acts = examined.flatMap(({ opening, index }) =>
    opening === undefined || index === undefined ? [] : [{ ...opening.act, index }],
  );
  for (const [place, act] of acts.entries()) {
    const before = place === 0 ? undefined : acts[place - 1];
    const follows =
      act.previous === before?.digest &&
      (before === undefined || (recordOf(act) === recordOf(before) && act.index > before.index));
    if (!follows) return failed('history-chain-broken', { act: String(place + 1) });
  }
  const differs = examined.findIndex((each) => each.differs);
  if (differs >= 0) return failed('history-content-differs', { act: String(differs + 1) });
  return { light: 'passed', code: 'history-complete', values: { acts: String(acts.length) } };
}

/** The subject without the version that an act gives it. */
export function recordOf({ subject }: Act): string {
  return subject.replace(/\/\d+$/, '');
}
