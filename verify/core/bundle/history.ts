import { toHex } from '../../../src/base/index.ts';
import type { Act, Opening } from '../log/act.ts';
import { leafOfOpening } from '../log/act.ts';
import type { CheckpointVerdict } from '../log/checkpoint-verdict.ts';
import { verifyCheckpoint } from '../log/checkpoint-verdict.ts';
import { parseLogProof } from '../log/log-proof.ts';
import { leafHash, verifyInclusion } from '../log/merkle.ts';
import type { LogPolicy } from '../log/policy.ts';
import type { Plan } from '../primitives.ts';
import { digest } from '../primitives.ts';
import { BUNDLE_PATHS, parseHistory, proofPath, textOfFile } from './layout.ts';
import type { BundleReport, LightVerdict, ShownAct } from './report.ts';
import { historyDigest } from './status.ts';

/** The policy to judge by, and whether it is the reader's own. */
export interface ChosenPolicy {
  readonly policy: LogPolicy;
  readonly own: boolean;
}

/** What the acts of a bundle prove. */
export interface HistoryFindings {
  readonly history: BundleReport['history'];
  readonly log: BundleReport['log'];
  readonly lastAct?: Act;
  /** Digest of the whole history, which the ledger's statement names. */
  readonly digest?: Uint8Array;
  /** Whether the acts name the bytes of the sealed document, only those of the original, or neither. */
  readonly names: 'sealed' | 'original' | 'neither';
  /** Earliest time at which a witness saw the sealed document's own digest in the log, RFC 3339. */
  readonly sealedBy?: string;
}

type Files = ReadonlyMap<string, Uint8Array>;
type Checkpoints = (text: string) => Plan<CheckpointVerdict>;

/** One act with what its proof says. */
interface Examined {
  readonly opening?: Opening;
  readonly hash?: Uint8Array;
  readonly index?: number;
  readonly checkpoint?: CheckpointVerdict;
  /** Why the act is not proven; absent when it is. */
  readonly refusal?: string;
}

const failed = (code: LightVerdict['code'], values: Readonly<Record<string, string>> = {}) =>
  ({ light: 'failed', code, values }) as const;
const unknown = (code: LightVerdict['code']) => ({ light: 'unknown', code, values: {} }) as const;

const nothing = { log: unknown('log-no-acts'), names: 'neither' } as const;

/** Judges the acts of a bundle and their proofs. */
export function* judgeHistory(files: Files, chosen: ChosenPolicy | undefined): Plan<HistoryFindings> {
  const file = files.get(BUNDLE_PATHS.history);
  const openings = file === undefined ? [] : parseHistory(file);
  if (openings === undefined) {
    return { ...nothing, history: { ...failed('history-malformed'), acts: [] } };
  }
  if (openings.length === 0) {
    return { ...nothing, history: { ...unknown('history-empty'), acts: [] } };
  }
  const judge = checkpointJudge(chosen);
  const examined: Examined[] = [];
  for (const [place, opening] of openings.entries()) {
    examined.push(yield* examine(opening, textOfFile(files.get(proofPath(place + 1))), judge));
  }
  const log = yield* judgeLog(examined, textOfFile(files.get(BUNDLE_PATHS.checkpoint)), judge, chosen);
  const acts = examined.map(shownAct);
  const sealed = yield* nameOf(files.get(BUNDLE_PATHS.sealed));
  const original = yield* nameOf(files.get(BUNDLE_PATHS.original));
  const hashes = examined.flatMap(({ hash }) => (hash === undefined ? [] : [hash]));
  const lastAct = examined.at(-1)?.opening?.act;
  const sealedBy = sealed === undefined ? undefined : earliestSight(examined, sealed);
  const isNamed = (name: string | undefined) =>
    name !== undefined && examined.some(({ opening }) => opening?.act.digest === name);
  return {
    history: { ...judgeChain(examined), acts },
    log,
    names: isNamed(sealed) ? 'sealed' : isNamed(original) ? 'original' : 'neither',
    digest: yield* historyDigest(hashes),
    ...(lastAct === undefined ? {} : { lastAct }),
    ...(sealedBy === undefined ? {} : { sealedBy }),
  };
}

function* nameOf(bytes: Uint8Array | undefined): Plan<string | undefined> {
  return bytes === undefined ? undefined : toHex(yield* digest('SHA-256', bytes));
}

/** Judges each checkpoint once: the proofs of a history share few. */
function checkpointJudge(chosen: ChosenPolicy | undefined): Checkpoints {
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

function shownAct({ opening, index, refusal }: Examined): ShownAct {
  if (opening === undefined) return failed('history-act-malformed');
  const { act } = opening;
  if (refusal !== undefined || index === undefined) {
    return { act, ...failed('history-act-unproven', { refusal: refusal ?? '' }) };
  }
  const values = { index: String(index) };
  return { act, index, light: 'passed', code: 'history-act-proven', values };
}

function* judgeLog(
  examined: readonly Examined[],
  latest: string,
  judge: Checkpoints,
  chosen: ChosenPolicy | undefined,
): Plan<BundleReport['log']> {
  if (chosen === undefined) return unknown('log-policy-missing');
  const checkpoint = yield* judge(latest);
  if (!checkpoint.accepted) {
    return { ...failed('log-checkpoint-refused', { refusal: checkpoint.refusal }), checkpoint };
  }
  const bad = examined.findIndex(({ refusal }) => refusal !== undefined);
  if (bad >= 0) {
    const values = { act: String(bad + 1), refusal: examined[bad]?.refusal ?? '' };
    return { ...failed('log-proof-refused', values), checkpoint };
  }
  const { origin, size } = checkpoint.checkpoint;
  const witnesses = checkpoint.witnesses.map(({ name }) => name).join(', ');
  const values = { origin, size: String(size), witnesses };
  if (!chosen.own) return { light: 'warning', code: 'log-included-by-bundle', values, checkpoint };
  if (!checkpoint.witnessed) return { light: 'warning', code: 'log-no-witness-asked', values, checkpoint };
  return { light: 'passed', code: 'log-included', values, checkpoint };
}

/** Whether the acts are one unbroken line of one record, in the log's order. */
function judgeChain(examined: readonly Examined[]): LightVerdict {
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
  return { light: 'passed', code: 'history-complete', values: { acts: String(acts.length) } };
}

/** The subject without the version that an act gives it. */
function recordOf({ subject }: Act): string {
  return subject.replace(/\/\d+$/, '');
}

function earliestSight(examined: readonly Examined[], name: string): string | undefined {
  return examined
    .filter(({ opening, index }) => opening?.act.digest === name && index !== undefined)
    .flatMap(({ checkpoint }) => checkpoint?.witnesses.map(({ at }) => at) ?? [])
    .toSorted()[0];
}
