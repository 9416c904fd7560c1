import { toHex } from '../../../src/base/index.ts';
import type { Act } from '../log/act.ts';
import type { Plan } from '../primitives.ts';
import { digest } from '../primitives.ts';
import type { Checkpoints, ChosenPolicy, Examined, Files } from './acts.ts';
import { examineActs, failed, judgeChain, shownAct, unknown } from './acts.ts';
import { actPaths, BUNDLE_PATHS, textOfFile } from './layout.ts';
import type { BundleReport } from './report.ts';
import { historyDigest } from './status.ts';

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

const nothing = { log: unknown('log-no-acts'), names: 'neither' } as const;

/** Judges the acts of a bundle and their proofs. */
export function* judgeHistory(
  files: Files,
  chosen: ChosenPolicy | undefined,
  judge: Checkpoints,
): Plan<HistoryFindings> {
  const examined = yield* examineActs(files, actPaths(), judge);
  if (examined === undefined) {
    return { ...nothing, history: { ...failed('history-malformed'), acts: [] } };
  }
  if (examined.length === 0) {
    return { ...nothing, history: { ...unknown('history-empty'), acts: [] } };
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

function earliestSight(examined: readonly Examined[], name: string): string | undefined {
  return examined
    .filter(({ opening, index }) => opening?.act.digest === name && index !== undefined)
    .flatMap(({ checkpoint }) => checkpoint?.witnesses.map(({ at }) => at) ?? [])
    .toSorted()[0];
}
