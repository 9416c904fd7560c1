import type { Clock, Fault } from '../../../base/index.ts';
import type { ImportJob, ImportPosition } from './import-job.ts';
import type { Progress } from './progress.ts';
import type { Refusal, RefusalReport } from './refusal-report.ts';

/** One item on its way in: something to accept, or the reason why there is nothing. */
export interface Candidate<Value> {
  readonly position: number;
  readonly path: string;
  /** Whether more of the same item follows: an import that stops in between comes back to the whole item. */
  readonly isPart?: boolean;
  /** Bytes it takes, by which batches are bounded. */
  readonly size: number;
  readonly content:
    | { readonly ready: true; readonly value: Value }
    | {
        readonly ready: false;
        readonly code: string;
        readonly values: Readonly<Record<string, string | number>>;
      };
}

/** What became of one item of a batch. */
export type ItemVerdict =
  | { readonly verdict: 'accepted' | 'repeated' }
  | {
      readonly verdict: 'refused';
      readonly code: string;
      readonly values: Readonly<Record<string, string | number>>;
      readonly faults?: readonly Fault[];
    };

/** Takes a batch in one transaction; verdicts in the order of the values. The same value twice is `repeated`. */
export type AcceptBatch<Value> = (values: readonly Value[]) => Promise<readonly ItemVerdict[]>;

export interface ImportRun<Value> {
  readonly job: ImportJob;
  readonly candidates: AsyncIterable<Candidate<Value>>;
  /** Number of items, as far as it is known or can be estimated by now. */
  readonly total: () => number | undefined;
  readonly accept: AcceptBatch<Value>;
  readonly report: RefusalReport;
  readonly clock: Clock;
  readonly onProgress: (progress: Progress) => void;
  /** Batches under way at a time; what they hold is all that an import keeps in memory. */
  readonly concurrency: number;
}

/** Few enough that memory stays flat, many enough that a batch's note costs nothing beside it. */
export const BATCH_ITEMS = 100;
export const BATCH_BYTES = 4_194_304;

/**
 * Brings candidates in by batches, several at a time, and notes the position after each in order. A crash between a batch
 * and its note repeats the batch, which has no second effect. Returns the position at the end.
 */
export async function runImport<Value>(run: ImportRun<Value>): Promise<ImportPosition> {
  const started = run.clock().getTime();
  let position = run.job.start;
  const underWay: Promise<Settled>[] = [];
  const tell = (finished: boolean): void => {
    run.onProgress({
      ...position,
      done: position.position,
      total: run.total(),
      resumedAt: run.job.start.position,
      elapsedMilliseconds: run.clock().getTime() - started,
      finished,
    });
  };
  const settleFirst = async (): Promise<void> => {
    const first = underWay.shift();
    if (first === undefined) return;
    position = await note(run, position, await first);
    tell(false);
  };
  try {
    for await (const batch of batches(run.candidates)) {
      const settled = settle(run.accept, batch);
      // Its fault is thrown when its turn comes; until then it must not count as unhandled.
      settled.catch(() => undefined);
      underWay.push(settled);
      if (underWay.length >= run.concurrency) await settleFirst();
    }
    while (underWay.length > 0) await settleFirst();
  } finally {
    // A fault of one batch ends the import; the others still end before their connections are closed.
    await Promise.allSettled(underWay);
  }
  await run.job.advance(position, true);
  tell(true);
  return position;
}

interface Settled {
  /** Items that are wholly behind the import. */
  readonly done: number;
  readonly accepted: number;
  readonly repeated: number;
  readonly refusals: readonly Refusal[];
}

async function note<Value>(
  run: ImportRun<Value>,
  before: ImportPosition,
  settled: Settled,
): Promise<ImportPosition> {
  const reportLength = await run.report.append(settled.refusals);
  const position: ImportPosition = {
    position: settled.done,
    accepted: before.accepted + settled.accepted,
    repeated: before.repeated + settled.repeated,
    refused: before.refused + settled.refusals.length,
    reportLength,
  };
  await run.job.advance(position, false);
  return position;
}

async function settle<Value>(
  accept: AcceptBatch<Value>,
  batch: readonly Candidate<Value>[],
): Promise<Settled> {
  const ready = batch.flatMap(({ content }) => (content.ready ? [content.value] : []));
  const verdicts = ready.length === 0 ? [] : await accept(ready);
  if (verdicts.length !== ready.length)
    throw new Error('a batch was answered with another number of verdicts');
  const refusals: Refusal[] = [];
  let accepted = 0;
  let repeated = 0;
  let next = 0;
  for (const { position, path, content } of batch) {
    const verdict: ItemVerdict | undefined = content.ready
      ? verdicts[next++]
      : { ...content, verdict: 'refused' };
    if (verdict?.verdict === 'refused') {
      const { code, values, faults } = verdict;
      refusals.push({ position, path, code, values, ...(faults === undefined ? {} : { faults }) });
    } else if (verdict?.verdict === 'accepted') accepted += 1;
    else repeated += 1;
  }
  const last = batch.at(-1);
  return {
    done: last === undefined ? 0 : last.position + (last.isPart === true ? 0 : 1),
    accepted,
    repeated,
    refusals,
  };
}

async function* batches<Value>(
  candidates: AsyncIterable<Candidate<Value>>,
): AsyncGenerator<readonly Candidate<Value>[]> {
  let batch: Candidate<Value>[] = [];
  let bytes = 0;
  for await (const candidate of candidates) {
    batch.push(candidate);
    bytes += candidate.size;
    if (batch.length < BATCH_ITEMS && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
